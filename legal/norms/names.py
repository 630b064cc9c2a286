"""Names that the law has changed: what an office or a coin was called on a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SOLES_SINCE = date(2015, 12, 15)
GOVERNORS_SINCE = date(2015, 3, 11)
BUDGET_DIRECTORATE_SINCE = date(2011, 3, 31)
# How each post was called before a day, and since.
_RENAMED = (
    (GOVERNORS_SINCE, "Presidente Regional", "Gobernador Regional"),
    (GOVERNORS_SINCE, "Presidenta Regional", "Gobernadora Regional"),
    (BUDGET_DIRECTORATE_SINCE, "Director Nacional del Presupuesto Público", "Director General de Presupuesto Público"),
    (
        BUDGET_DIRECTORATE_SINCE,
        "Directora Nacional del Presupuesto Público",
        "Directora General de Presupuesto Público",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Currency:
    """The legal name (in plural) and the sign of the national currency on a date."""

    name: str
    sign: str


SOLES = Currency(name="soles", sign="S/")
NUEVOS_SOLES = Currency(name="nuevos soles", sign="S/.")


def currency_on(on: date) -> Currency:
    """Return the national currency on a date: *nuevos soles* until 14-12-2015, *soles* since (Ley N° 30381)."""
    return SOLES if on >= SOLES_SINCE else NUEVOS_SOLES


def title_on(title: str, on: date) -> str:
    """Return the title of a post as the law had it on a date.

    The head of a regional government was its *Presidente Regional* until 10-03-2015 and is its *Gobernador
    Regional* since (Ley N° 30305); that of the budget directorate was its *Director Nacional* until 30-03-2011
    (Resolución Ministerial N° 223-2011-EF/43). The form of the title, masculine or feminine, is that of the person.
    """
    for day, before, since in _RENAMED:
        for known in (before, since):
            if title == known or title.startswith(f"{known} "):
                return (before if on < day else since) + title.removeprefix(known)
    return title
