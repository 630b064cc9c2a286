"""The status of a transfer: a small state machine that the acts move."""

from __future__ import annotations

from typing import Any

from viewflow.fsm import State

from legal.transfers.models import Transfer

Status = Transfer.Status


class TransferStatus:
    """Moves a transfer from one status to the next; a move that the table does not hold is refused.

    The caller saves the transfer with its other changes.
    """

    status = State(Status, default=Status.PROPOSED)

    def __init__(self, transfer: Transfer) -> None:
        self.transfer = transfer

    @status.setter()
    def _set(self, value: Any) -> None:
        self.transfer.status = value

    @status.getter()
    def _get(self) -> Any:
        return Status(self.transfer.status)

    @status.transition(source=Status.PROPOSED, target=Status.REVIEWED)
    def review(self) -> None:
        """The budget reviewer agrees with the calculation."""

    @status.transition(source=Status.REVIEWED, target=Status.AUTHORISED)
    def authorize(self) -> None:
        """The director authorizes it."""

    @status.transition(source=Status.AUTHORISED, target=Status.INSTRUCTED)
    def instruct(self) -> None:
        """The payment is ordered."""

    @status.transition(source=Status.INSTRUCTED, target=Status.INCORPORATED)
    def incorporate(self) -> None:
        """The entity takes it into its budget."""

    @status.transition(source=Status.INCORPORATED, target=Status.COPIED)
    def send_copies(self) -> None:
        """The copies of the act are sent."""

    @status.transition(source=Status.COPIED, target=Status.CONFIRMED)
    def confirm(self) -> None:
        """The money has arrived."""

    @status.transition(source={Status.PROPOSED, Status.REVIEWED}, target=Status.RETURNED)
    def send_back(self) -> None:
        """Not agreed to, not authorized, or taken back before it was."""

    @status.transition(
        source={Status.AUTHORISED, Status.INSTRUCTED, Status.INCORPORATED, Status.COPIED}, target=Status.RETURNED
    )
    def give_back(self) -> None:
        """The money did not arrive, or went back."""
