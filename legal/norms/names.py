"""Names that the law has changed: what an office or a coin was called on a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SOL_SINCE = date(2015, 12, 15)


@dataclass(frozen=True, kw_only=True)
class Currency:
    """The name and the sign of the coin."""

    singular: str
    plural: str
    sign: str


def currency_on(on: date) -> Currency:
    """Return the coin's name on a date: *Nuevo Sol* until 14 December 2015, *Sol* since (Ley N° 30381)."""
    if on < SOL_SINCE:
        return Currency(singular="nuevo sol", plural="nuevos soles", sign="S/.")
    return Currency(singular="sol", plural="soles", sign="S/")


def regional_head_on(on: date) -> str:
    """Return what the head of a regional government was called on a date (Ley N° 30305, 11 March 2015)."""
    return "Presidente Regional" if on < date(2015, 3, 11) else "Gobernador Regional"
