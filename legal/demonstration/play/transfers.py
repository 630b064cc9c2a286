"""From the calculation to the money in the account of the entity, and what becomes of a balance."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from legal.demonstration.play.stage import Stage, document, paper
from legal.norms.routes import ROUTES
from legal.transfers.models import Rescue, Transfer
from legal.transfers.models.transfers import OPEN_STATUSES
from legal.transfers.queries import open_rescues
from legal.transfers.services import carrying
from legal.transfers.services import rescue as rescues
from legal.transfers.services import transfer as transfers


class TransferActs(Stage):
    """The acts on money: one method for each act of the data files.

    ``year`` and ``tranches`` say which transfers; one document may carry the act for both tranches.
    """

    def review_transfers(self, act: dict[str, Any]) -> None:
        """Agree with the calculation."""
        self._transfers_step("review", act, transfers.review)

    def authorize_transfers(self, act: dict[str, Any]) -> None:
        """Authorize."""
        self._transfers_step("authorize", act, transfers.authorize)

    def instruct_transfers(self, act: dict[str, Any]) -> None:
        """Record what orders the payment."""
        self._transfers_step("instruct", act, transfers.instruct, document=document(act), upload=paper(act))

    def incorporate_transfers(self, act: dict[str, Any]) -> None:
        """Record the resolution that takes the money into the budget."""
        self._transfers_step("incorporate", act, transfers.incorporate, resolution=document(act), upload=paper(act))

    def send_copies(self, act: dict[str, Any]) -> None:
        """Record the letters that send the copies: ``copies``, in the order of the bodies of the route."""
        bodies = ROUTES[self._transfers(act)[0].route].copies_to
        copies = {str(body): number for body, number in zip(bodies, act["copies"], strict=True)}
        self._transfers_step("copies", act, transfers.send_copies, copies=copies)

    def confirm_transfers(self, act: dict[str, Any]) -> None:
        """Confirm by the SIAF record: ``siaf_records`` by tranche."""
        for transfer in self._transfers(act):
            confirmed = partial(
                transfers.confirm, transfer=transfer, siaf_record=act["siaf_records"][transfer.tranche.kind]
            )
            self.complete("confirm", act, confirmed, process=transfer.process)

    def warn_of_cancellation(self, act: dict[str, Any]) -> None:
        """Warn the entity that its balance may be cancelled."""
        self._rescue_step("warn", act, rescues.warn)

    def carry_criteria(self, act: dict[str, Any]) -> None:
        """Carry what was not met to the next level, in place of the warning."""
        self._rescue_step("warn", act, carrying.carry, reason=act["reason"])

    def answer_warning(self, act: dict[str, Any]) -> None:
        """Answer the warning for the entity."""
        answered = partial(rescues.answer_warning, rescue=self._rescue(act), answer=act["answer"], upload=paper(act))
        self.perform("transfers.answer_warning", act, answered)

    def cancel_balance(self, act: dict[str, Any]) -> None:
        """Cancel the balance."""
        self._rescue_step("decide", act, rescues.cancel_balance, reason=act["reason"])

    def _transfers_step(self, node: str, act: dict[str, Any], service: Callable[..., None], **arguments: Any) -> None:
        for transfer in self._transfers(act):
            self.complete(node, act, partial(service, transfer=transfer, **arguments), process=transfer.process)

    def _transfers(self, act: dict[str, Any]) -> list[Transfer]:
        """Return the transfers under way of the tranches that the act names, in their order."""
        found = Transfer.objects.filter(
            case=self.agreement.case, tranche__period__year=act["year"], status__in=OPEN_STATUSES
        ).select_related("process", "tranche")
        by_kind = {transfer.tranche.kind: transfer for transfer in found}
        return [by_kind[kind] for kind in act["tranches"]]

    def _rescue_step(self, node: str, act: dict[str, Any], service: Callable[..., None], **arguments: Any) -> None:
        rescue = self._rescue(act)
        self.complete(node, act, partial(service, rescue=rescue, **arguments), process=rescue.process)

    def _rescue(self, act: dict[str, Any]) -> Rescue:
        """Return the rescue of the year that waits for a decision."""
        found = open_rescues(self.agreement.case).select_related("process")
        return found.get(tranche__period__year=act["year"])
