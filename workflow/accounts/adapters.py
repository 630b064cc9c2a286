"""Where allauth asks us: nobody signs up, secrets are sealed, a provider opens only accounts that exist."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from workflow import clock
from workflow.accounts import second_factor, sessions
from workflow.models import User

BACKEND = "workflow.backends.PostBackend"


class PersonAdapter(DefaultAccountAdapter):
    """Accounts of people whom the administrator has recorded."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin the session, with our own backend as the one that proves it at every page."""
        user.backend = BACKEND
        super().login(request, user)
        sessions.begin(request.session, clock.now())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for a code again before new recovery codes; who has no second factor yet has no code to give."""
        return second_factor.is_set_up_for(context.request.user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Send who was deactivated between two steps back to the door."""
        return HttpResponseRedirect(reverse("workflow:sign_in"))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing here: our pages tell what happened in their own words."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing here: what happens to an account stands in its record."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors, sealed with the key of the site: who reads the database cannot make codes."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("El código no es correcto o ya se usó. Espere al siguiente e inténtelo otra vez."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return self._seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret. One that another key has sealed is no secret any more: no code fits it."""
        try:
            return self._seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Never a known value: a random secret fits no code that anybody could make.
            return base64.b32encode(Fernet.generate_key()[:20]).decode()

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as a part of a page."""
        return super().build_totp_svg(url).partition("?>")[2].strip()

    def _seal(self) -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        derived = [hashlib.sha256(b"workflow.accounts.second_factor" + force_bytes(key)).digest() for key in keys]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


class IdentityProviderAdapter(DefaultSocialAccountAdapter):
    """The ministry's provider opens the account of an active person whom its claim names, and makes nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody is made by signing in."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the person, anew at every entry: no link is kept that outlives the claim."""
        claims = sociallogin.account.get_provider_account().get_user_data() or {}
        person = person_named_by(claims)
        if person is None:
            self._refuse(request, "unknown")
        # Whatever the address asked for, the provider is here to enter by: nothing is linked to an open session.
        sociallogin.state["process"] = AuthProcess.LOGIN
        sociallogin.user = person

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> NoReturn:
        """Say that the provider did not confirm who it is, and let the person try again."""
        self._refuse(request, "failed")

    def _refuse(self, request: HttpRequest, why: str) -> NoReturn:
        page = render(request, "workflow/identity_refused.html", {"why": why, "name": settings.OIDC_NAME}, status=403)
        raise ImmediateHttpResponse(page)


def person_named_by(claims: dict[str, Any]) -> User | None:
    """Return the one active person whom a claim names; an address counts only when the provider has verified it."""
    value = claims.get(settings.OIDC_CLAIM)
    if not isinstance(value, str) or not value.strip():
        return None
    if settings.OIDC_MATCHES == "email" and claims.get("email_verified") is not True:
        return None
    lookup = "email__iexact" if settings.OIDC_MATCHES == "email" else "username"
    found = list(User.objects.filter(is_active=True, **{lookup: value.strip()})[:2])
    return found[0] if len(found) == 1 else None
