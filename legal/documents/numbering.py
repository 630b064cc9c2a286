"""Numbers of documents and the codes that prove them."""

from __future__ import annotations

import re
import secrets
from typing import Final

from legal.documents.models import DocumentKind, NumberSequence
from workflow.models import Unit

# Without 0, O, 1 and I, which people confuse on paper: 32 signs, so sixteen of them carry 80 bits.
CODE_ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH: Final = 16
_GROUP: Final = 4
_WIDTH: Final = 3
# Papers of one sort share one series: a unit has one "Oficio N° 001" a year, whatever it is about.
_SERIES: Final = {
    DocumentKind.CORRECTION_REPORT: DocumentKind.VERIFICATION_REPORT,
    DocumentKind.WARNING_LETTER: DocumentKind.OBSERVATIONS_LETTER,
    DocumentKind.CANCELLATION_LETTER: DocumentKind.OBSERVATIONS_LETTER,
    DocumentKind.CARRY_LETTER: DocumentKind.OBSERVATIONS_LETTER,
    DocumentKind.EXTENSION_LETTER: DocumentKind.OBSERVATIONS_LETTER,
    DocumentKind.SUSPENSION_LETTER: DocumentKind.OBSERVATIONS_LETTER,
    DocumentKind.TERMINATION_ACT: DocumentKind.OBSERVATIONS_LETTER,
}


def take_number(*, kind: DocumentKind, unit: Unit, year: int) -> int:
    """Return the next number of a unit and year for a kind of document, starting at 1; kinds may share a series.

    Call it in a transaction: the sequence stays locked until its end, so that no number is given
    twice or left out, and a transaction that fails gives its number back.
    """
    series = series_of(kind)
    NumberSequence.objects.get_or_create(kind=series, unit=unit, year=year)
    sequence = NumberSequence.objects.select_for_update().get(kind=series, unit=unit, year=year)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return sequence.last


def series_of(kind: DocumentKind) -> DocumentKind:
    """Return the kind whose series numbers a kind of document: its own, unless papers of one sort share one."""
    return _SERIES.get(kind, kind)


def number_text(*, number: int, year: int, unit: Unit) -> str:
    """Return the number as it is printed: "N° 001-2015-EF/50.01"."""
    return f"N° {number:0{_WIDTH}d}-{year}-{unit.acronym_of_papers}"


def new_code() -> str:
    """Return a verification code that nobody can guess, in groups of four signs."""
    return _grouped("".join(secrets.choice(CODE_ALPHABET) for _place in range(CODE_LENGTH)))


def normalized_code(written: str) -> str:
    """Return a code as it is stored from what somebody typed: any case, with or without hyphens and spaces.

    What cannot be a code comes back as empty text.
    """
    signs = re.sub(r"[\s\-–—]", "", written).upper()
    if len(signs) != CODE_LENGTH or any(sign not in CODE_ALPHABET for sign in signs):
        return ""
    return _grouped(signs)


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))
