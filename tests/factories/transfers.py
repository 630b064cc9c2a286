"""Transfers and rescues at every point of their life, reached by the acts themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from legal.agreements.models import Agreement
from legal.norms.routes import ROUTES
from legal.transfers.models import Rescue, Transfer
from legal.transfers.models.transfers import OPEN_STATUSES
from legal.transfers.services import carrying
from legal.transfers.services import rescue as rescues
from legal.transfers.services import transfer as transfers
from tests.factories.agreements import PDF
from tests.factories.tasks import do, today
from tests.factories.verification import open_step as step_of
from tests.factories.verification import serve
from tests.factories.world import World
from workflow import service
from workflow.models import User


def open_transfer(agreement: Agreement, kind: str = "fixed") -> Transfer:
    """Return the one transfer of a kind of tranche that is under way."""
    return Transfer.objects.select_related("tranche__period", "case").get(
        case=agreement.case, tranche__kind=kind, status__in=OPEN_STATUSES
    )


def open_rescue(agreement: Agreement) -> Rescue:
    """Return the one rescue that waits for a decision."""
    waiting = [Rescue.Status.OPEN, Rescue.Status.WARNED, Rescue.Status.RUNNING]
    return Rescue.objects.select_related("tranche__period", "case").get(case=agreement.case, status__in=waiting)


def review(transfer: Transfer, *, on: date | None = None) -> Transfer:
    """Agree with the calculation: its sheet is issued."""
    return _step(transfer, "review", transfers.review, on=on)


def authorize(transfer: Transfer, *, on: date | None = None) -> Transfer:
    """Authorize the transfer."""
    return _step(transfer, "authorize", transfers.authorize, on=on)


def instruct(
    transfer: Transfer, *, document: str = "Memorando N° 215-2026-EF/52.03", on: date | None = None
) -> Transfer:
    """Record what orders the payment."""
    return _step(transfer, "instruct", transfers.instruct, on=on, document=document, upload=("orden.pdf", PDF))


def incorporate(
    transfer: Transfer, *, resolution: str = "Resolución Ejecutiva Regional N° 101-2026-GRA/GR", on: date | None = None
) -> Transfer:
    """Record the resolution that takes the money into the entity's budget."""
    upload = ("resolucion.pdf", PDF)
    return _step(transfer, "incorporate", transfers.incorporate, on=on, resolution=resolution, upload=upload)


def send_copies(transfer: Transfer, *, on: date | None = None) -> Transfer:
    """Record that every body got its copy of the resolution."""
    bodies = [str(body) for body in ROUTES[transfer.route].copies_to]
    copies = {body: f"Oficio N° {number:03d}-2026-GRA/GR" for number, body in enumerate(bodies, start=1)}
    return _step(transfer, "copies", transfers.send_copies, on=on, copies=copies)


def confirm(transfer: Transfer, *, siaf_record: str = "", on: date | None = None) -> Transfer:
    """Confirm that the money has arrived, by a record of its own unless one is named."""
    return _step(transfer, "confirm", transfers.confirm, on=on, siaf_record=siaf_record or f"{transfer.pk:010d}")


def pay(transfer: Transfer, *, on: date | None = None) -> Transfer:
    """Take a proposed transfer through all its steps."""
    for step in (review, authorize, instruct, incorporate, send_copies, confirm):
        transfer = step(transfer, on=on)
    return transfer


def warn(rescue: Rescue, *, on: date | None = None) -> Rescue:
    """Issue the warning about a balance."""
    do(step_of(rescue.process, "warn"), rescues.warn, on=on, rescue=rescue)
    return _again(rescue)


def serve_warning(rescue: Rescue, *, on: date | None = None) -> Rescue:
    """Serve the warning on the entity: the term to answer starts."""
    assert rescue.warning_notice is not None
    serve(rescue.warning_notice, on=on)
    return _again(rescue)


def answer_warning(
    rescue: Rescue, world: World, *, answer: str = "Los criterios se subsanaron en agosto.", on: date | None = None
) -> Rescue:
    """Answer the warning as the entity's coordinator."""
    service.perform(
        case=rescue.case,
        actor=world.coordinator,
        act_name="transfers.answer_warning",
        act=partial(rescues.answer_warning, rescue=rescue, answer=answer, upload=None),
        occurred=today(on),
    )
    return _again(rescue)


def cancel_balance(
    rescue: Rescue,
    *,
    reason: str = "No se acreditó la subsanación dentro del plazo.",
    by: User | None = None,
    on: date | None = None,
) -> Rescue:
    """Cancel the balance: its letter is issued."""
    do(step_of(rescue.process, "decide"), rescues.cancel_balance, by=by, on=on, rescue=rescue, reason=reason)
    return _again(rescue)


def carry(
    rescue: Rescue, *, step: str = "warn", reason: str = "Se subsanan en el siguiente nivel.", on: date | None = None
) -> Rescue:
    """Carry what was not met to the next level, instead of the warning or, at the step "decide", after it."""
    do(step_of(rescue.process, step), carrying.carry, on=on, rescue=rescue, reason=reason)
    return _again(rescue)


def serve_letter(rescue: Rescue, *, on: date | None = None) -> Rescue:
    """Serve the letter of the decision: the rescue is over."""
    assert rescue.letter_notice is not None
    serve(rescue.letter_notice, on=on)
    return _again(rescue)


def _step(
    transfer: Transfer, name: str, act: Callable[..., object], *, on: date | None = None, **values: object
) -> Transfer:
    do(step_of(transfer.process, name), act, on=on, transfer=transfer, **values)
    return Transfer.objects.select_related("tranche__period", "case").get(pk=transfer.pk)


def _again(rescue: Rescue) -> Rescue:
    return Rescue.objects.select_related("tranche__period", "case").get(pk=rescue.pk)
