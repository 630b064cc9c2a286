"""What was previewed is what is imported: the bytes of a file go to the page and come back under a seal."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from workflow.models import User

LASTS: Final = 3600  # seconds
_SALT: Final = "legal.entities.previews"


def fingerprint_of(content: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def seal(content: bytes, *, name: str, user: User, about: str) -> dict[str, str]:
    """Return the two hidden values that bring a previewed file back: its bytes and their seal.

    The seal holds the fingerprint and name of the file, who previewed it, and for which import (``about``).
    """
    told = {"file": fingerprint_of(content), "name": name, "user": user.pk, "about": about}
    return {"content": base64.b64encode(content).decode(), "seal": signing.dumps(told, salt=_SALT)}


def unseal(values: Mapping[str, Any], *, user: User, about: str) -> tuple[bytes, str]:
    """Return the bytes and the name of a previewed file.

    :raises forms.ValidationError: when this person has not previewed them, for this import and within the hour.
    """
    try:
        told = signing.loads(values.get("seal", ""), salt=_SALT, max_age=LASTS)
        content = base64.b64decode(values.get("content", ""), validate=True)
    except (signing.BadSignature, binascii.Error, ValueError):
        told, content = {}, b""
    if (told.get("file"), told.get("user"), told.get("about")) != (fingerprint_of(content), user.pk, about):
        raise forms.ValidationError(
            _("El archivo no es el que usted previsualizó, o pasó más de una hora. Preséntelo otra vez.")
        )
    return content, told["name"]
