"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.verification.views import correcting, evidence, period, reporting, reports, reviewing, verifying

app_name = "verification"

urlpatterns = [
    # The period
    path("convenios/<str:number>/periodos/<int:year>/", period.ShowPeriod.as_view(), name="period"),
    path("convenios/<str:number>/periodos/<int:year>/evidencia/", evidence.AddEvidence.as_view(), name="add_evidence"),
    path(
        "convenios/<str:number>/periodos/<int:year>/sin-informe/",
        period.DeclareUnreported.as_view(),
        name="declare_unreported",
    ),
    path("convenios/<str:number>/periodos/<int:year>/archivos/<int:pk>/", evidence.ShowFile.as_view(), name="file"),
    # Tasks
    path("tareas/<int:pk>/informe-de-cumplimiento/", reporting.Present.as_view(), name="present"),
    path("tareas/<int:pk>/admision/", reporting.Admit.as_view(), name="admit"),
    path("tareas/<int:pk>/completar-informe/", reporting.Complete.as_view(), name="complete"),
    path("tareas/<int:pk>/verificacion-de-tercero/", verifying.VerifyAsThird.as_view(), name="verify_as_third"),
    path("tareas/<int:pk>/verificacion/", verifying.Verify.as_view(), name="verify"),
    path("tareas/<int:pk>/revision-del-primer-informe/", reviewing.ReviewFirst.as_view(), name="review_first"),
    path("tareas/<int:pk>/primer-informe/", reports.FirstReport.as_view(), name="first_report"),
    path("tareas/<int:pk>/comunicacion/", reports.Communicate.as_view(), name="communicate"),
    path("tareas/<int:pk>/subsanacion/", correcting.Correct.as_view(), name="correct"),
    path(
        "tareas/<int:pk>/verificacion-de-subsanacion/",
        verifying.VerifyCorrection.as_view(),
        name="verify_correction",
    ),
    path("tareas/<int:pk>/revision-del-segundo-informe/", reviewing.ReviewSecond.as_view(), name="review_second"),
    path("tareas/<int:pk>/segundo-informe/", reports.SecondReport.as_view(), name="second_report"),
    path("tareas/<int:pk>/borrador/", reports.Draft.as_view(), name="draft"),
]
