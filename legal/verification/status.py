"""The status of a verification: a small state machine that the acts move."""

from __future__ import annotations

from typing import Any

from viewflow.fsm import State

from legal.verification.models import Verification

Status = Verification.Status


class VerificationStatus:
    """Moves a verification from one status to the next; a move that the table does not hold is refused.

    The caller saves the verification with its other changes.
    """

    status = State(Status, default=Status.REPORTING)

    def __init__(self, verification: Verification) -> None:
        self.verification = verification

    @status.setter()
    def _set(self, value: Any) -> None:
        self.verification.status = value

    @status.getter()
    def _get(self) -> Any:
        return Status(self.verification.status)

    @status.transition(source=Status.REPORTING, target=Status.SUBMITTED)
    def submit(self) -> None:
        """The entity presents its compliance reports."""

    @status.transition(source=Status.SUBMITTED, target=Status.COMPLETING)
    def ask_to_complete(self) -> None:
        """The entity is asked, once, to complete what it presented (TUO Ley 27444 art. 136.1)."""

    @status.transition(source=Status.COMPLETING, target=Status.SUBMITTED)
    def complete(self) -> None:
        """The entity completes what it presented."""

    @status.transition(source=Status.SUBMITTED, target=Status.ADMITTED)
    def admit(self) -> None:
        """What was presented is verified."""

    @status.transition(source=Status.ADMITTED, target=Status.REPORTED)
    def report(self) -> None:
        """Report I is issued."""

    @status.transition(source=Status.REPORTED, target=Status.OBSERVED)
    def communicate(self) -> None:
        """The observations are communicated, in one document."""

    @status.transition(source=Status.OBSERVED, target=Status.ANSWERED)
    def answer(self) -> None:
        """The entity presents its correction."""

    @status.transition(source=Status.OBSERVED, target=Status.LAPSED)
    def lapse(self) -> None:
        """The term to correct is over without a correction."""

    @status.transition(source={Status.REPORTED, Status.ANSWERED, Status.LAPSED}, target=Status.CLOSED)
    def close(self) -> None:
        """The last report is issued."""

    @status.transition(source={Status.REPORTING, Status.SUBMITTED, Status.COMPLETING}, target=Status.CLOSED)
    def close_unreported(self) -> None:
        """The period ends without a report that could be verified."""
