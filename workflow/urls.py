"""Addresses of the engine's pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from workflow.views import accounts, feeds, inbox, sign_in

app_name = "workflow"

urlpatterns = [
    path("", inbox.show_inbox, name="inbox"),
    path("ingresar/", sign_in.SignIn.as_view(), name="sign_in"),
    path("salir/", LogoutView.as_view(), name="sign_out"),
    path("cuenta/", accounts.show_account, name="account"),
    path("cuenta/contrasena/", accounts.ChangePassword.as_view(), name="change_password"),
    path("cuenta/continuar/", accounts.resume, name="resume"),
    path("tareas/<int:pk>/tomar/", inbox.claim, name="claim"),
    path("tareas/<int:pk>/devolver/", inbox.release, name="release"),
    path("calendario/", feeds.show_calendars, name="calendars"),
    path("calendario/cargos/<int:pk>/", feeds.make_address, name="make_calendar_address"),
    path("calendario/direcciones/<int:pk>/revocar/", feeds.revoke_address, name="revoke_calendar_address"),
    path("calendario/<str:secret>.ics", feeds.calendar_file, name="calendar_file"),
]
