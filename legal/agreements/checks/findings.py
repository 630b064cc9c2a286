"""What a check finds: its stable code, whether it blocks, what it is about, and in which words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

FORMULATORS: Final = _("Sectorista o coordinador de la entidad")


class Severity(StrEnum):
    """What a finding does: an error blocks, a warning asks for a written reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of the catalogue. ``code`` is stable: reasons and records name it. ``title`` says what must hold."""

    code: str
    severity: Severity
    part: str
    title: Any

    def finds(self, text: str, *about: object, subject: str = "", who: Any = FORMULATORS) -> Finding:
        """Return what this check finds, in words; ``about`` are the values that it is about, beside its subject."""
        return Finding(
            code=self.code,
            severity=self.severity,
            part=self.part,
            subject=subject,
            text=text,
            who=str(who),
            about=tuple(_plain(value) for value in about),
        )


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found in the terms. ``subject`` names the criterion, indicator, year or activity, or is empty.

    ``about`` holds the values that it speaks of as plain text: another language says the same with other words.
    """

    code: str
    severity: Severity
    part: str
    subject: str
    text: str
    who: str
    about: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of what it says: a reason stands while this stays the same."""
        said = json.dumps([self.code, self.subject, *self.about], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def is_warning(self) -> bool:
        """Whether it asks for a reason and does not block."""
        return self.severity == Severity.WARNING


def _plain(value: object) -> str:
    """Return a value as text; a decimal without the zeros that a database may add."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
