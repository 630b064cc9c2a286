"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.signing import views

app_name = "signing"

urlpatterns = [
    path("tareas/<int:pk>/emitir/", views.Issue.as_view(), name="issue"),
    path("tareas/<int:pk>/firmar/", views.Sign.as_view(), name="sign"),
    path("tareas/<int:pk>/registrar/", views.Register.as_view(), name="register"),
    path("firmas/<int:pk>/archivo/", views.SignedFile.as_view(), name="signed_file"),
]
