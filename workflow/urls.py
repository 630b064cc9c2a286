"""Addresses of the engine's pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from workflow import views

app_name = "workflow"

urlpatterns = [
    path("", views.show_inbox, name="inbox"),
    path("ingresar/", views.SignIn.as_view(), name="sign_in"),
    path("salir/", LogoutView.as_view(), name="sign_out"),
    path("tareas/<int:pk>/tomar/", views.claim, name="claim"),
    path("tareas/<int:pk>/devolver/", views.release, name="release"),
]
