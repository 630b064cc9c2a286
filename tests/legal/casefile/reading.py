"""A case file read as its page reads it, and a period that ends with a balance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from legal.agreements.models import Agreement
from legal.casefile.queries import CaseFile, find_case, read_case
from legal.casefile.reader import Reader, reader_of
from tests.factories import correct, issue_second_report, to_served, verification_of, verify_correction
from workflow.models import User

TODAY = date(2026, 11, 23)
Reads = Callable[[Agreement], CaseFile]


def read(agreement: Agreement, user: User, *, on: date = TODAY) -> tuple[CaseFile, Reader]:
    """Return the file of an agreement and its reader, who must be somebody who may see it."""
    case = find_case(user, agreement.case.number, today=on)
    assert case is not None
    return read_case(case, today=on), reader_of(case, user, today=on)


def not_corrected(agreement: Agreement, year: int = 1) -> None:
    """Take the open period of a year to its end with C-02 unmet: what was observed was not corrected."""
    verification = to_served(verification_of(agreement, year), unmet=["C-02"])
    correct(verification)
    verify_correction(verification, unmet=["C-02"])
    issue_second_report(verification)
