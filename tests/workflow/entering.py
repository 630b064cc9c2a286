"""How the tests of accounts enter: with a password, with a code, and as an administrator."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tests.factories import make_user
from workflow.models import User

PASSWORD = "una contraseña de prueba"
DOOR = "/ingresar/"
CODE = "/ingresar/codigo/"


def enter(client: Client, username: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    """Type user name and password."""
    return client.post(DOOR, {"username": username, "password": password, **more})  # type: ignore[return-value]


def is_inside(client: Client) -> bool:
    """Return whether somebody is signed in."""
    return "_auth_user_id" in client.session


def with_second_factor(person: User) -> str:
    """Set a second factor up for a person, with recovery codes; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def code_of(secret: str, *, steps_later: int = 0) -> str:
    """Return what the application shows now; as if nobody had typed it before."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_later))


def recovery_codes_of(person: User) -> list[str]:
    """Return the recovery codes that a person has left."""
    codes = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    return list(codes.wrap().get_unused_codes())


def make_administrator(username: str = "raiz") -> User:
    """Make an administrator."""
    return make_user(username, password=PASSWORD, is_staff=True, is_superuser=True)
