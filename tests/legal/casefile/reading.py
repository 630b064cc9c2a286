"""A case file read as its page reads it."""

from __future__ import annotations

from datetime import date

from legal.agreements.models import Agreement
from legal.casefile.queries import CaseFile, find_case, read_case
from legal.casefile.reader import Reader, reader_of
from workflow.models import User

TODAY = date(2026, 11, 23)


def read(agreement: Agreement, user: User, *, on: date = TODAY) -> tuple[CaseFile, Reader]:
    """Return the file of an agreement and its reader, who must be somebody who may see it."""
    case = find_case(user, agreement.case.number, today=on)
    assert case is not None
    return read_case(case, today=on), reader_of(case, user, today=on)
