"""Names that the law has changed: what an office or a coin was called on a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SOLES_SINCE = date(2015, 12, 15)
GOVERNORS_SINCE = date(2015, 3, 11)
_HEADS_OF_REGIONS = (
    ("Presidente Regional", "Gobernador Regional"),
    ("Presidenta Regional", "Gobernadora Regional"),
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
    Regional* since (Ley N° 30305). The form that the title has, masculine or feminine, is that of the person.
    """
    for before, since in _HEADS_OF_REGIONS:
        for known in (before, since):
            if title == known or title.startswith(f"{known} "):
                return (before if on < GOVERNORS_SINCE else since) + title.removeprefix(known)
    return title
