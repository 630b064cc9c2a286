"""Forms of accounts: a code of the second factor, in the three places where one is typed."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflow.accounts import lockout


def code_field(help_text: Any) -> forms.CharField:
    """Return the field of a code."""
    return forms.CharField(
        label=_("Código"),
        max_length=20,
        help_text=help_text,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class _Counted(forms.Form):
    """A code whose failures count towards the lock-out, like those of a password."""

    user: Any

    def clean_code(self) -> str:
        """Try the code, unless too many were wrong."""
        if not lockout.may_try(context.request, self.user):
            context.request.axes_locked_out = True
            context.request.axes_credentials = {"username": self.user.username}
            raise forms.ValidationError(gettext("Demasiados intentos fallidos."))
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except forms.ValidationError:
            lockout.count_failure(context.request, self.user)
            raise


class CodeForm(_Counted, AuthenticateForm):
    """The code at the door, or a recovery code in its place."""

    code = code_field(_("El que muestra su aplicación, o uno de sus códigos de recuperación."))


class CodeAgainForm(_Counted, ReauthenticateForm):
    """The code again, before something that changes the second factor."""

    code = code_field(_("El que muestra su aplicación, o uno de sus códigos de recuperación."))


class SetUpForm(_Counted, ActivateTOTPForm):
    """The first code, which proves that the application was set up."""

    code = code_field(_("Los seis números que muestra la aplicación."))
