"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.notices import views

app_name = "notices"

urlpatterns = [
    path("tareas/<int:pk>/enviar-notificacion/", views.Send.as_view(), name="send"),
    path("tareas/<int:pk>/recepcion/", views.Receive.as_view(), name="receive"),
    path("notificaciones/<int:pk>/cargo/", views.ReceiptFile.as_view(), name="receipt"),
]
