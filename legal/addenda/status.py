"""The addendum's status: a small state machine that the acts move."""

from __future__ import annotations

from typing import Any

from viewflow.fsm import State

from legal.addenda.models import Addendum

Status = Addendum.Status
ON_ITS_WAY = frozenset({Status.REQUESTED, Status.DRAFTING, Status.IN_REVIEW, Status.APPROVED, Status.IN_SIGNATURE})


class AddendumStatus:
    """Moves an addendum from one status to the next; a move that the table does not hold is refused.

    The caller saves the addendum with its other changes.
    """

    status = State(Status, default=Status.REQUESTED)

    def __init__(self, addendum: Addendum) -> None:
        self.addendum = addendum

    @status.setter()
    def _set(self, value: Any) -> None:
        self.addendum.status = value

    @status.getter()
    def _get(self) -> Any:
        return Status(self.addendum.status)

    @status.transition(source=Status.REQUESTED, target=Status.DRAFTING)
    def admit(self) -> None:
        """The request is admitted; its changes are drafted."""

    @status.transition(source=Status.REQUESTED, target=Status.DENIED)
    def deny(self) -> None:
        """The request is denied."""

    @status.transition(source=Status.DRAFTING, target=Status.IN_REVIEW)
    def submit(self) -> None:
        """The draft is sent to opinion."""

    @status.transition(source={Status.IN_REVIEW, Status.IN_SIGNATURE}, target=Status.DRAFTING)
    def send_back(self) -> None:
        """An opinion, the director or a signatory wants it otherwise."""

    @status.transition(source=Status.IN_REVIEW, target=Status.APPROVED)
    def approve(self) -> None:
        """The text is approved for signature."""

    @status.transition(source=Status.APPROVED, target=Status.IN_SIGNATURE)
    def issue(self) -> None:
        """The document is issued and the signatories are asked."""

    @status.transition(source=Status.IN_SIGNATURE, target=Status.SIGNED)
    def sign(self) -> None:
        """All have signed and the document is registered."""

    @status.transition(source=Status.SIGNED, target=Status.IN_FORCE)
    def take_effect(self) -> None:
        """Its day has come."""

    @status.transition(source=set(ON_ITS_WAY), target=Status.WITHDRAWN)
    def withdraw(self) -> None:
        """Who asked for it gives it up."""

    @status.transition(source={*ON_ITS_WAY, Status.SIGNED}, target=Status.LAPSED)
    def lapse(self) -> None:
        """The agreement ended first."""
