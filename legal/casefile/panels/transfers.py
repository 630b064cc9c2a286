"""The transfers of the agreement, each with its way to the entity's account."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legal.casefile.queries import CaseFile
from legal.transfers.models import Transfer
from workflow.templatetags.words import long_date


@dataclass(frozen=True, kw_only=True)
class TransferRow:
    """A transfer in soles. ``dates`` tells its way, one act a line; ``sequence`` counts those of its tranche."""

    tranche: str
    sequence: int
    url: str
    amount: Decimal
    dates: tuple[str, ...]
    status: str
    state: str


def transfer_rows(file: CaseFile) -> tuple[TransferRow, ...]:
    """Return the transfers of a case: those under way first, then by year and tranche."""
    in_order = sorted(file.execution.transfers, key=lambda transfer: not transfer.is_open)
    return tuple(_row(transfer, file.case.number) for transfer in in_order)


def _row(transfer: Transfer, number: str) -> TransferRow:
    states = {Transfer.Status.CONFIRMED.value: "ok", Transfer.Status.RETURNED.value: "warn"}
    return TransferRow(
        tranche=str(capfirst(str(transfer.tranche))),
        sequence=transfer.sequence,
        url=reverse("transfers:transfer", args=[number, transfer.pk]),
        amount=transfer.amount,
        dates=tuple(_dates(transfer)),
        status=str(capfirst(transfer.get_status_display())),
        state=states.get(transfer.status, "go"),
    )


def _dates(transfer: Transfer) -> list[str]:
    lines = [_("Propuesta el %(date)s") % {"date": long_date(transfer.proposed_on)}]
    if transfer.instructed_on:
        words = {"date": long_date(transfer.instructed_on), "document": transfer.instruction}
        lines.append(_("Instruida el %(date)s: %(document)s") % words)
    if transfer.resolved_on:
        words = {"date": long_date(transfer.resolved_on), "document": transfer.resolution}
        lines.append(_("Incorporada el %(date)s: %(document)s") % words)
    if transfer.confirmed_on:
        words = {"date": long_date(transfer.confirmed_on), "document": transfer.siaf_record}
        lines.append(_("Confirmada el %(date)s: SIAF %(document)s") % words)
    if transfer.returned_on:
        words = {"date": long_date(transfer.returned_on), "reason": transfer.return_reason}
        lines.append(_("Devuelta el %(date)s: %(reason)s") % words)
    return lines
