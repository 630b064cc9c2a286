"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.signing.views import rounds, visas

app_name = "signing"

urlpatterns = [
    path("tareas/<int:pk>/emitir/", rounds.Issue.as_view(), name="issue"),
    path("tareas/<int:pk>/visar/", visas.GiveVisa.as_view(), name="give_visa"),
    path("tareas/<int:pk>/firmar/", rounds.Sign.as_view(), name="sign"),
    path("tareas/<int:pk>/registrar/", rounds.Register.as_view(), name="register"),
    path("firmas/<int:pk>/archivo/", rounds.SignedFile.as_view(), name="signed_file"),
    path("rondas/<int:pk>/", visas.Sheet.as_view(), name="sheet"),
]
