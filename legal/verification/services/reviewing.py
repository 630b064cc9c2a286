"""The second pair of eyes: agree with the draft of a verification report, or return it with notes."""

from __future__ import annotations

from legal.entities.names import post_on
from legal.verification import rules
from legal.verification.errors import CannotReview
from legal.verification.models import ReportReview, Verification
from legal.verification.queries import drafted_ordinal, fresh, last_review
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.models import User


def agree(*, verification: Verification, notes: str = "", actor: User, occurred: Occurrence) -> None:
    """Agree with the report as it is drafted; it is issued next."""
    _review(verification, agrees=True, notes=notes, actor=actor, occurred=occurred, act="verification.review_report")


def return_report(*, verification: Verification, notes: str, actor: User, occurred: Occurrence) -> None:
    """Return the report to its verifier, who replies to the notes and judges anew what they are about.

    :raises CannotReview: when the notes say nothing.
    """
    _review(verification, agrees=False, notes=notes, actor=actor, occurred=occurred, act="verification.return_report")


def _review(
    verification: Verification, *, agrees: bool, notes: str, actor: User, occurred: Occurrence, act: str
) -> None:
    verification = fresh(verification)
    if obstacles := rules.obstacles_to_reviewing(agrees=agrees, notes=notes):
        raise CannotReview(*obstacles)
    ordinal = drafted_ordinal(verification)
    before = last_review(verification, ordinal)
    authority = acting.current().authority
    review = ReportReview.objects.create(
        verification=verification,
        ordinal=ordinal,
        round=before.round + 1 if before else 1,
        agrees=agrees,
        notes=notes.strip(),
        reviewed_on=occurred.on,
        reviewed_by=actor,
        post_title=post_on(authority, occurred.on),
    )
    ledger.record(
        act=act,
        subject=verification,
        after={"year": verification.period.year, "ordinal": "I" * ordinal, "round": review.round},
        reason=review.notes,
    )
