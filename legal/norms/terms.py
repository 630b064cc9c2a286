"""A term of a norm begins to run in a case: its length, its reminders and its extension are those of the norm."""

from __future__ import annotations

from datetime import date

from legal.norms.models import NormTerm
from workflow import deadlines
from workflow.models import Deadline, Unit


def open_term(term: NormTerm, *, name: str, title: str, starts_on: date, role: str, unit: Unit) -> Deadline:
    """Open a term of the case under way as the norm fixes it today; ``starts_on`` itself is not counted."""
    return deadlines.open_deadline(
        name=name,
        title=title,
        term=term.length,
        starts_on=starts_on,
        basis=term.basis,
        role=role,
        unit=unit,
        warning_days=term.warning_days,
        extension_basis=term.extension_basis,
        limit=term.limit,
    )
