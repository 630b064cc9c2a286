"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.closure.views import closure, lessons, termination

app_name = "closure"

urlpatterns = [
    # Outside the tasks
    path("convenios/<str:number>/lecciones/nueva/", lessons.RecordLesson.as_view(), name="record_lesson"),
    path("convenios/<str:number>/resolver/", termination.ProposeTermination.as_view(), name="propose_termination"),
    path("convenios/<str:number>/informe-final/", closure.ReportFile.as_view(), name="report_file"),
    # Tasks
    path("tareas/<int:pk>/informe-final/", closure.FinalReport.as_view(), name="final_report"),
    path("tareas/<int:pk>/revisar-informe-final/", closure.Review.as_view(), name="review"),
    path("tareas/<int:pk>/cerrar/", closure.Close.as_view(), name="close"),
    path("tareas/<int:pk>/opinar-resolucion/", termination.Opinion.as_view(), name="termination_opinion"),
    path("tareas/<int:pk>/resolver/", termination.Terminate.as_view(), name="terminate"),
    path("tareas/<int:pk>/liquidar/", termination.Settle.as_view(), name="settle"),
]
