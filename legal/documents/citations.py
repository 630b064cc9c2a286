"""Documents that others issued, as an act names them: class, number, year and acronym of the office. Pure."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents import spanish
from workflow.errors import Obstacle

# "N°", "Nº", "N.°", "No.", "Nro." or nothing, then what may carry letters before its digits: "D000123".
_NAMED: Final = re.compile(
    r"(?P<kind>\D*?)\s*(?:\bN(?:\.?\s*[°º]|ro\.?|[úu]m\.?|o\.|\.)?)?\s*(?P<code>(?:[A-Z]{1,3}-?)?\d.*)", re.DOTALL
)
_UNNUMBERED: Final = re.compile(r"(?P<kind>.*?)\s*\bS\s*/\s*N\b", re.IGNORECASE | re.DOTALL)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ACRONYM: Final = re.compile(r"[-/–]\s?[^\W\d_]{2,}|\b[A-ZÁÉÍÓÚÑ]{2,}")
_CAPITALS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")

_PARTS: Final = {
    "class": gettext_lazy("la clase de documento"),
    "number": gettext_lazy("el número"),
    "year": gettext_lazy("el año de cuatro cifras"),
    "acronym": gettext_lazy("la sigla de quien lo emite"),
}
# What norms with the rank of law do not carry in their number.
_NOT_CARRIED: Final = {
    "ley": {"year", "acronym"},
    "decreto legislativo": {"year", "acronym"},
    "decreto de urgencia": {"acronym"},
}

# Examples for the acts whose document is always of one class.
REPORT_OF_GRANTOR: Final = "Informe N° 045-2026-EF/50.05"
REPORT_OF_ENTITY: Final = "Informe N° 045-2026-GRA/GRPPAT"
LETTER_OF_ENTITY: Final = "Oficio N° 120-2026-GRA/GRPPAT"
NUMBER_OF_INSTRUMENT: Final = "N° 045-2026-MPCH"


def example(kind: str, *, year: int, office: str) -> str:
    """Return how a document of a class is named: "Informe N° 045-2026-GRA/GRPPAT"; ``office`` is its acronym."""
    return f"{kind} N° 045-{year}-{office}"


def obstacles_to_citing(text: str, *, like: str, where: str, kind: str = "") -> list[Obstacle]:
    """Return what a document lacks to be found again; nothing for an empty text, which its act asks for.

    ``like`` is an example that fits the act, ``kind`` the class where the act knows it and only the number
    is written. "S/N" stands for number, year and acronym: the date of the act tells such documents apart.
    """
    if not text.strip():
        return []
    lacking = [str(_PARTS[part]) for part in missing_parts(text, kind=kind)]
    if not lacking:
        return []
    words = {"text": " ".join(text.split()), "lacking": spanish.listing(lacking), "example": like}
    return [
        Obstacle(
            text=_(
                "A «%(text)s» le falta: %(lacking)s. Escríbalo como «%(example)s»; si el documento no lleva número, "
                "escriba S/N en su lugar."
            )
            % words,
            where=where,
        )
    ]


def missing_parts(text: str, *, kind: str = "") -> list[str]:
    """Return which of "class", "number", "year" and "acronym" the name of a document lacks."""
    text = text.strip()
    if unnumbered := _UNNUMBERED.match(text):
        return _class(kind or unnumbered["kind"])
    named = _NAMED.match(text)
    written = kind or (named["kind"] if named else text)
    lacking = _class(written) + (_of_code(named["code"]) if named else ["number", "year", "acronym"])
    not_carried = _NOT_CARRIED.get(" ".join(written.casefold().split()), set())
    return [part for part in lacking if part not in not_carried]


def _of_code(code: str) -> list[str]:
    # Of "2026-045" either part is the year; a year alone is a number without its year.
    has_year = _YEAR.search(code) and len(re.findall(r"\d+", code)) > 1
    # The letters before the digits are part of the number, not the acronym of an office.
    has_acronym = _ACRONYM.search(code.lstrip(_CAPITALS))
    return [part for part, there in (("year", has_year), ("acronym", has_acronym)) if not there]


def _class(written: str) -> list[str]:
    return [] if _LETTERS.search(written.replace(".", "")) else ["class"]
