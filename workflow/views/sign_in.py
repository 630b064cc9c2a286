"""Signing in, and who is signed in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from workflow.accounts import sessions
from workflow.models import User


class SignIn(LoginView):
    """Sign in with user name and password; who has a second factor is asked for a code next."""

    template_name = "workflow/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Go on to the code, or in."""
        person = form.get_user()
        login = Login(user=person, redirect_url=self.get_success_url())
        return perform_password_login(self.request, {"username": person.get_username()}, login)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say why a session ended, and offer the identity provider where there is one."""
        return super().get_context_data(
            **kwargs,
            ended=self.request.session.pop(sessions.ENDED, ""),
            form_is_kept=sessions.KEPT in self.request.session,
            identity_provider=settings.OIDC_NAME if settings.SOCIALACCOUNT_PROVIDERS else "",
            provider_id="ministerio",
        )


def enter_administration(request: HttpRequest) -> HttpResponse:
    """Send who wants to administer to the one door there is; who is inside and may not, is refused."""
    if request.user.is_authenticated:
        raise PermissionDenied(_("La administración del sitio no corresponde a su usuario."))
    following = request.GET.get("next") or reverse("admin:index")
    return redirect(f"{reverse('workflow:sign_in')}?{urlencode({'next': following})}")


def person(request: HttpRequest) -> User:
    """Return who is signed in, on a page that only those see."""
    assert isinstance(request.user, User)
    return request.user
