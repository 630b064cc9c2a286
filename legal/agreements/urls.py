"""Addresses of the room's pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, register_converter

from legal.agreements.models.review import Part
from legal.agreements.paths import PartConverter
from legal.agreements.views import (
    activities,
    approval,
    checks,
    draft,
    grid,
    listing,
    matrices,
    parts,
    review,
    sheets,
    text,
    visas,
)

register_converter(PartConverter, "part")

PARTS = {
    Part.OBJECT: parts.EditObject.as_view(),
    Part.PARTIES: parts.EditParties.as_view(),
    Part.AMBIT: parts.EditAmbit.as_view(),
    Part.MONEY: parts.EditMoney.as_view(),
    Part.COMMITMENTS: matrices.ListCriteria.as_view(),
    Part.INDICATORS: matrices.ListIndicators.as_view(),
}


def show_part(request: HttpRequest, number: str, part: Part) -> HttpResponseBase:
    """Answer with the page of a part of the text."""
    return PARTS[part](request, number=number)


app_name = "agreements"

urlpatterns = [
    path("convenios/", listing.show_list, name="list"),
    path("convenios/nuevo/", listing.OpenAgreement.as_view(), name="create"),
    # The text
    path("convenios/<str:number>/texto/", text.ShowText.as_view(), name="text"),
    path("convenios/<str:number>/texto/criterios/nuevo/", matrices.EditCriterion.as_view(), name="add_criterion"),
    path("convenios/<str:number>/texto/criterios/<str:code>/", matrices.EditCriterion.as_view(), name="criterion"),
    path(
        "convenios/<str:number>/texto/criterios/<str:code>/retirar/",
        matrices.RemoveCriterion.as_view(),
        name="remove_criterion",
    ),
    path("convenios/<str:number>/texto/indicadores/nuevo/", matrices.EditIndicator.as_view(), name="add_indicator"),
    path("convenios/<str:number>/texto/indicadores/<str:code>/", matrices.EditIndicator.as_view(), name="indicator"),
    path(
        "convenios/<str:number>/texto/indicadores/<str:code>/retirar/",
        matrices.RemoveIndicator.as_view(),
        name="remove_indicator",
    ),
    path("convenios/<str:number>/texto/hoja/criterios/", grid.GridOfCriteria.as_view(), name="grid_of_criteria"),
    path("convenios/<str:number>/texto/hoja/indicadores/", grid.GridOfIndicators.as_view(), name="grid_of_indicators"),
    path("convenios/<str:number>/texto/matrices/", sheets.ImportMatrices.as_view(), name="matrices"),
    path("convenios/<str:number>/texto/matrices/libro/", sheets.MatricesWorkbook.as_view(), name="matrices_workbook"),
    path("convenios/<str:number>/texto/matrices/confirmar/", sheets.ConfirmMatrices.as_view(), name="confirm_matrices"),
    path("convenios/<str:number>/texto/actividades/", activities.EditActivities.as_view(), name="activities"),
    path("convenios/<str:number>/texto/<part:part>/", show_part, name="part"),
    # The draft, outside its tasks
    path("convenios/<str:number>/revision/", checks.ShowChecks.as_view(), name="checks"),
    path("convenios/<str:number>/proyecto/", draft.Preview.as_view(), name="preview"),
    path("convenios/<str:number>/desistir/", draft.Withdraw.as_view(), name="withdraw"),
    path("convenios/<str:number>/instrumentos/<int:pk>/", approval.InstrumentFile.as_view(), name="instrument_file"),
    path("convenios/<str:number>/vistos-buenos/<int:pk>/", visas.WaiveVisa.as_view(), name="waive_visa"),
    path("consultas/<int:pk>/cerrar/", draft.close_silent_consultation, name="close_consultation"),
    # Tasks
    path("tareas/<int:pk>/formular/", review.Submit.as_view(), name="submit"),
    path("tareas/<int:pk>/consulta/", review.AnswerConsultation.as_view(), name="answer_consultation"),
    path("tareas/<int:pk>/opinion-tecnica/", review.TechnicalOpinion.as_view(), name="technical_opinion"),
    path("tareas/<int:pk>/opinion-presupuestal/", review.BudgetOpinion.as_view(), name="budget_opinion"),
    path("tareas/<int:pk>/opinion-legal/", review.LegalOpinion.as_view(), name="legal_opinion"),
    path("tareas/<int:pk>/corregir/", review.Correct.as_view(), name="correct"),
    path("tareas/<int:pk>/instrumento/", approval.RegisterInstrument.as_view(), name="register_instrument"),
    path("tareas/<int:pk>/aprobar/", approval.Approve.as_view(), name="approve"),
]
