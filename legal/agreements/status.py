"""The agreement's status: a small state machine that the acts move."""

from __future__ import annotations

from typing import Any

from viewflow.fsm import State

from legal.agreements.models import Agreement

Status = Agreement.Status


class AgreementStatus:
    """Moves an agreement from one status to the next; a move that the table does not hold is refused.

    The caller saves the agreement with its other changes. Nobody sets a status by hand.
    """

    status = State(Status, default=Status.DRAFT)

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement

    @status.setter()
    def _set(self, value: Any) -> None:
        self.agreement.status = value

    @status.getter()
    def _get(self) -> Any:
        return Status(self.agreement.status)

    @status.transition(source=Status.DRAFT, target=Status.IN_REVIEW)
    def submit(self) -> None:
        """The draft is sent to consultation and opinion."""

    @status.transition(source=Status.IN_REVIEW, target=Status.APPROVED)
    def approve(self) -> None:
        """The text is approved for signature."""

    @status.transition(source=Status.APPROVED, target=Status.IN_SIGNATURE)
    def issue(self) -> None:
        """The document is issued and the signatories are asked."""

    @status.transition(source=Status.IN_SIGNATURE, target=Status.IN_REVIEW)
    def decline(self) -> None:
        """A signatory declined; the text goes back."""

    @status.transition(source=Status.IN_SIGNATURE, target=Status.IN_FORCE)
    def enter_into_force(self) -> None:
        """All have signed and the document is registered."""

    @status.transition(
        source={Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.IN_SIGNATURE}, target=Status.WITHDRAWN
    )
    def withdraw(self) -> None:
        """The agreement is given up before it is in force."""

    @status.transition(source=Status.IN_FORCE, target=Status.SUSPENDED)
    def suspend(self) -> None:
        """Its execution stops for a time, with its terms."""

    @status.transition(source=Status.SUSPENDED, target=Status.IN_FORCE)
    def resume(self) -> None:
        """The suspension is lifted."""

    @status.transition(source=Status.IN_FORCE, target=Status.EXPIRED)
    def expire(self) -> None:
        """Its term has ended by date: what was earned is still verified, corrected and paid."""

    @status.transition(source=Status.EXPIRED, target=Status.CONCLUDED)
    def conclude(self) -> None:
        """Nothing is pending, and the act of closure is issued."""

    @status.transition(source={Status.IN_FORCE, Status.SUSPENDED, Status.EXPIRED}, target=Status.TERMINATED)
    def terminate(self) -> None:
        """The termination was served."""


NOT_YET_IN_FORCE = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.IN_SIGNATURE})
