"""Names that the law has changed: what an office or a coin was called on a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SOLES_SINCE = date(2015, 12, 15)


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


def regional_head_on(on: date) -> str:
    """Return what the head of a regional government was called on a date (Ley N° 30305, 11 March 2015)."""
    return "Presidente Regional" if on < date(2015, 3, 11) else "Gobernador Regional"
