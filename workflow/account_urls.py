"""Addresses that allauth asks for by name: the steps of signing in that we use, and no other page of it."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from workflow.views import accounts, sign_in

# One provider, by this name; what is not configured is not found.
PROVIDER = r"(?P<provider_id>ministerio)"

urlpatterns = [
    path("ingresar/", sign_in.SignIn.as_view(), name="account_login"),
    path("salir/", LogoutView.as_view(), name="account_logout"),
    path("ingresar/codigo/", accounts.AskCode.as_view(), name="mfa_authenticate"),
    path("cuenta/codigo/", accounts.AskCodeAgain.as_view(), name="mfa_reauthenticate"),
    path("cuenta/", accounts.show_account, name="mfa_index"),
    path("cuenta/segundo-factor/", accounts.SetUpSecondFactor.as_view(), name="mfa_activate_totp"),
    path("cuenta/codigos/", accounts.ShowRecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("cuenta/codigos/nuevos/", accounts.MakeRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    re_path(rf"^ingresar/{PROVIDER}/$", accounts.enter_by_provider, name="openid_connect_login"),
    re_path(rf"^ingresar/{PROVIDER}/respuesta/$", accounts.return_from_provider, name="openid_connect_callback"),
]
