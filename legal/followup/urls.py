"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.followup.views import assistance, attention, extensions, meetings, siaf, spending, suspensions

app_name = "followup"

urlpatterns = [
    # All cases
    path("dinero/", attention.show_attention, name="attention"),
    # Spending
    path("convenios/<str:number>/gastos/nuevo/", spending.RecordSpending.as_view(), name="record_spending"),
    path("convenios/<str:number>/gastos/importar/", siaf.ImportSpending.as_view(), name="import_spending"),
    path("convenios/<str:number>/gastos/confirmar/", siaf.ConfirmImport.as_view(), name="confirm_import"),
    path(
        "convenios/<str:number>/gastos/<int:pk>/extornar/", spending.ReverseSpending.as_view(), name="reverse_spending"
    ),
    # Assistance
    path(
        "convenios/<str:number>/asistencia/pedir/",
        assistance.RequestAssistance.as_view(),
        name="request_assistance",
    ),
    path("tareas/<int:pk>/atender-asistencia/", assistance.AnswerAssistance.as_view(), name="answer_assistance"),
    path("convenios/<str:number>/visitas/nueva/", assistance.RecordVisit.as_view(), name="record_visit"),
    path("convenios/<str:number>/visitas/<int:pk>/", assistance.ShowVisit.as_view(), name="visit"),
    path("convenios/<str:number>/visitas/<int:pk>/archivo/", assistance.VisitFile.as_view(), name="visit_file"),
    # Meetings
    path("convenios/<str:number>/reuniones/nueva/", meetings.RecordMeeting.as_view(), name="record_meeting"),
    path("convenios/<str:number>/reuniones/<int:pk>/", meetings.ShowMeeting.as_view(), name="meeting"),
    path("convenios/<str:number>/reuniones/<int:pk>/archivo/", meetings.MeetingFile.as_view(), name="meeting_file"),
    path(
        "convenios/<str:number>/reuniones/<int:pk>/responder/",
        meetings.AnswerMeeting.as_view(),
        name="answer_meeting",
    ),
    path("convenios/<str:number>/metas/<int:pk>/", meetings.SettleTarget.as_view(), name="settle_target"),
    # Terms
    path("convenios/<str:number>/plazos/prorroga/", extensions.RequestExtension.as_view(), name="request_extension"),
    path("tareas/<int:pk>/resolver-prorroga/", extensions.DecideExtension.as_view(), name="decide_extension"),
    path("convenios/<str:number>/plazos/suspender/", suspensions.SuspendDeadline.as_view(), name="suspend_deadline"),
    path("convenios/<str:number>/plazos/reanudar/", suspensions.ResumeDeadline.as_view(), name="resume_deadline"),
    path("convenios/<str:number>/suspender/", suspensions.SuspendAgreement.as_view(), name="suspend_agreement"),
    path("convenios/<str:number>/reanudar/", suspensions.ResumeAgreement.as_view(), name="resume_agreement"),
    path("convenios/<str:number>/plazos/archivos/<int:pk>/", suspensions.TermFile.as_view(), name="term_file"),
]
