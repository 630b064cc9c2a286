"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.addenda.views import addendum, changes, steps

app_name = "addenda"

urlpatterns = [
    # Outside the tasks
    path("convenios/<str:number>/adendas/solicitar/", addendum.Request.as_view(), name="request"),
    path("convenios/<str:number>/adendas/<int:pk>/", addendum.AddendumPage.as_view(), name="addendum"),
    path("convenios/<str:number>/adendas/<int:pk>/proyecto/", addendum.Draft.as_view(), name="draft"),
    path("convenios/<str:number>/adendas/<int:pk>/informe/", addendum.ReportFile.as_view(), name="report_file"),
    path("convenios/<str:number>/adendas/<int:pk>/desistir/", addendum.Withdraw.as_view(), name="withdraw"),
    path("convenios/<str:number>/adendas/<int:pk>/vigencia/", changes.ExtendTerm.as_view(), name="extend_term"),
    path("convenios/<str:number>/adendas/<int:pk>/ambito/", changes.ChangeAmbit.as_view(), name="change_ambit"),
    path("convenios/<str:number>/adendas/<int:pk>/clausula/", changes.PickClause.as_view(), name="pick_clause"),
    path(
        "convenios/<str:number>/adendas/<int:pk>/clausula/<slug:key>/",
        changes.ReplaceClause.as_view(),
        name="replace_clause",
    ),
    path(
        "convenios/<str:number>/adendas/<int:pk>/retirar/<int:position>/",
        changes.DropChange.as_view(),
        name="drop_change",
    ),
    # Tasks
    path("tareas/<int:pk>/admitir-adenda/", steps.Admit.as_view(), name="admit"),
    path("tareas/<int:pk>/redactar-adenda/", steps.Submit.as_view(), name="submit"),
    path("tareas/<int:pk>/opinion-tecnica-adenda/", steps.Opinion.as_view(), name="technical_opinion"),
    path("tareas/<int:pk>/opinion-legal-adenda/", steps.Opinion.as_view(), name="legal_opinion"),
    path("tareas/<int:pk>/instrumento-adenda/", steps.RegisterInstrument.as_view(), name="register_instrument"),
    path("tareas/<int:pk>/aprobar-adenda/", steps.Approve.as_view(), name="approve"),
]
