"""From what was verified to the text of its papers: report I, the letter of observations, report II.

The language is Spanish whatever that of the page; names and laws are those of the date.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import translation

from legal.verification.documents import FirstReportDocument, ObservationsLetterDocument, SecondReportDocument
from legal.verification.models import Verification
from legal.verification.texts import corrections, findings, letter
from workflow.models import Mandate, User


def first_report(
    verification: Verification, *, on: date, author: User, authority: Mandate | None
) -> FirstReportDocument:
    """Return report I as of a date: every verdict and value of the level, and what follows from them."""
    with translation.override(settings.LANGUAGE_CODE):
        return findings.document(verification, on=on, author=author, authority=authority)


def second_report(
    verification: Verification, *, on: date, author: User, authority: Mandate | None
) -> SecondReportDocument:
    """Return report II as of a date: what became of each observation, also when nobody answered them."""
    with translation.override(settings.LANGUAGE_CODE):
        return corrections.document(verification, on=on, author=author, authority=authority)


def observations_letter(
    verification: Verification, *, on: date, signatory: User, authority: Mandate | None
) -> ObservationsLetterDocument:
    """Return the letter that communicates report I and every observation, as of a date."""
    with translation.override(settings.LANGUAGE_CODE):
        return letter.document(verification, on=on, signatory=signatory, authority=authority)


__all__ = ["first_report", "observations_letter", "second_report"]
