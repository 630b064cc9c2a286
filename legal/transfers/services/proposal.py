"""Propose the transfer of what is due of a tranche, and take a proposal back before it is authorized."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from legal.transfers import rules
from legal.transfers.errors import CannotPropose
from legal.transfers.models import Tranche, Transfer
from legal.transfers.models.transfers import OPEN_STATUSES
from legal.transfers.queries import fresh_transfer, route_of
from legal.transfers.status import TransferStatus
from workflow import acting, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User

Status = Transfer.Status


def propose_due(tranche: Tranche) -> None:
    """Propose the transfer of what a report has just made due; one under way is not disturbed."""
    tranche = _fresh(tranche)
    if not rules.obstacles_to_proposing(due=tranche.due, has_open=_has_open(tranche)):
        _open(tranche)


def obstacles_to_proposing(tranche: Tranche) -> list[Obstacle]:
    """Return what keeps a transfer from being proposed; the page shows what the act refuses by."""
    return rules.obstacles_to_proposing(due=tranche.due, has_open=_has_open(tranche))


def propose(*, tranche: Tranche, actor: User, occurred: Occurrence) -> None:
    """Propose the transfer of what is due of a tranche again, after one was returned.

    :raises CannotPropose: when nothing is due, a transfer is under way, or the date is before what made it due.
    """
    tranche = _fresh(tranche)
    obstacles = obstacles_to_proposing(tranche)
    if not obstacles:
        obstacles = rules.obstacles_to_order(_due_since(tranche), occurred.on, what=_("lo que la hace posible"))
    if obstacles:
        raise CannotPropose(*obstacles)
    _open(tranche)


def _due_since(tranche: Tranche) -> date:
    """Return when what is due was calculated, or came back from the last transfer."""
    calculated: date = tranche.calculations.order_by("-pk")[0].calculated_on
    returned = tranche.transfers.aggregate(last=Max("returned_on"))["last"]
    return max(calculated, returned or calculated)


def _open(tranche: Tranche) -> None:
    # The flow calls this room's services, so they cannot import it at the top.
    from legal.transfers.flows import TransferFlow

    calculation = tranche.calculations.order_by("-pk")[0]
    transfer = Transfer.objects.create(
        case=tranche.case,
        tranche=tranche,
        calculation=calculation,
        sequence=tranche.transfers.count() + 1,
        amount=tranche.due,
        route=route_of(tranche.period.agreement),
        # Nothing is proposed before what earned it, whatever date the act that sets it free carries.
        proposed_on=max(acting.current().occurred.on, calculation.calculated_on),
    )
    ledger.record(
        act="transfers.propose",
        subject=transfer,
        after={
            "status": transfer.status,
            "amount": f"{transfer.amount:,.2f}",
            "tranche": str(tranche),
            "sequence": transfer.sequence,
            "route": transfer.route,
        },
    )
    service.start(TransferFlow, transfer=transfer)


def obstacles_to_taking_back(transfer: Transfer) -> list[Obstacle]:
    """Return what keeps a proposal from being taken back: it is authorized already, or over."""
    if transfer.status in {Status.PROPOSED, Status.REVIEWED}:
        return []
    return [
        Obstacle(
            text=_("La transferencia está «%(status)s»: una propuesta solo se retira antes de autorizarse.")
            % {"status": transfer.get_status_display()}
        )
    ]


def take_back(*, transfer: Transfer, reason: str, actor: User, occurred: Occurrence) -> None:
    """Take a proposal back before the director authorizes it; what is due stays due.

    :raises CannotPropose: when it is authorized already, no reason is given, or the date is before the proposal.
    """
    transfer = fresh_transfer(transfer)
    obstacles = obstacles_to_taking_back(transfer)
    earlier = transfer.sheet.issued_on if transfer.sheet else transfer.proposed_on
    obstacles += rules.obstacles_to_order(earlier, occurred.on, what=_("la propuesta, o su hoja de cálculo"))
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba por qué se retira la propuesta."), where="reason"))
    if obstacles:
        raise CannotPropose(*obstacles)
    before = transfer.status
    TransferStatus(transfer).send_back()
    transfer.return_reason = reason.strip()
    transfer.returned_on = occurred.on
    transfer.save()
    ledger.record(
        act="transfers.take_back",
        subject=transfer,
        before={"status": before},
        after={"status": transfer.status, "amount": f"{transfer.amount:,.2f}", "tranche": str(transfer.tranche)},
        reason=reason.strip(),
    )
    if transfer.process is not None:
        service.cancel_process(transfer.process)


def _fresh(tranche: Tranche) -> Tranche:
    return Tranche.objects.select_related("case", "period__agreement__source").get(pk=tranche.pk)


def _has_open(tranche: Tranche) -> bool:
    return tranche.transfers.filter(status__in=OPEN_STATUSES).exists()
