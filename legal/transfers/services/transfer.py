"""From the calculation to the money in the entity's account: review, authorize, instruct, take in, confirm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from legal.documents import citations
from legal.documents import services as documents
from legal.documents.models import DocumentKind
from legal.entities.roles import COORDINATOR, HEAD
from legal.norms.routes import ROUTES
from legal.norms.terms import open_term
from legal.transfers import rules
from legal.transfers.errors import (
    CannotAuthorize,
    CannotConfirm,
    CannotIncorporate,
    CannotInstruct,
    CannotReview,
)
from legal.transfers.models import BudgetCopy, Transfer
from legal.transfers.queries import fresh_transfer, grantor_unit
from legal.transfers.services.proposal import propose_due
from legal.transfers.services.tranches import move
from legal.transfers.status import TransferStatus
from legal.transfers.texts import calculation_sheet
from workflow import acting, deadlines, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle, Refusal
from workflow.models import Deadline, User


def review(*, transfer: Transfer, actor: User, occurred: Occurrence) -> None:
    """Agree with the calculation and issue its sheet.

    :raises CannotReview: when the date is before the proposal.
    """
    transfer = fresh_transfer(transfer)
    if obstacles := rules.obstacles_to_order(transfer.proposed_on, occurred.on, what=_("la propuesta")):
        raise CannotReview(*obstacles)
    TransferStatus(transfer).review()
    context = calculation_sheet(transfer, on=occurred.on, reviewer=actor, authority=acting.current().authority)
    transfer.sheet = documents.issue_document(
        case=transfer.case,
        kind=DocumentKind.CALCULATION_SHEET,
        unit=grantor_unit(transfer.tranche.period.agreement),
        context=context,
        title=context.title,
        issued_on=occurred.on,
        actor=actor,
    )
    transfer.save()
    _record("transfers.review", transfer, Transfer.Status.PROPOSED, **documents.facts(transfer.sheet))


def send_back(*, transfer: Transfer, reason: str, actor: User, occurred: Occurrence) -> None:
    """Send a proposal back with its reason, at the review or instead of authorizing it; what is due stays due.

    :raises CannotReview: when no reason is given.
    """
    transfer = fresh_transfer(transfer)
    if not reason.strip():
        raise CannotReview(Obstacle(text=_("Escriba por qué se devuelve la propuesta."), where="reason"))
    before = transfer.status
    TransferStatus(transfer).send_back()
    _return(transfer, reason, occurred)
    _record("transfers.send_back", transfer, before, reason=reason.strip())


def authorize(*, transfer: Transfer, actor: User, occurred: Occurrence) -> None:
    """Authorize the transfer.

    :raises CannotAuthorize: when it is of more than is due now, or the date is before the sheet.
    """
    transfer = fresh_transfer(transfer)
    obstacles = obstacles_to_authorizing(transfer)
    assert transfer.sheet is not None
    obstacles += rules.obstacles_to_order(transfer.sheet.issued_on, occurred.on, what=_("la hoja de cálculo"))
    if obstacles:
        raise CannotAuthorize(*obstacles)
    TransferStatus(transfer).authorize()
    transfer.save()
    _record("transfers.authorize", transfer, Transfer.Status.REVIEWED)


def obstacles_to_authorizing(transfer: Transfer) -> list[Obstacle]:
    """Return what keeps a transfer from being authorized; the page shows what the act refuses by."""
    return rules.obstacles_to_authorizing(amount=transfer.amount, due=transfer.tranche.due)


def instruct(
    *, transfer: Transfer, document: str, upload: tuple[str, bytes], actor: User, occurred: Occurrence
) -> None:
    """Record what orders the payment: the Treasury's assignment, or the supreme decree, by route.

    :raises CannotInstruct: when the name of the document is missing or incomplete.
    """
    transfer = fresh_transfer(transfer)
    if not document.strip():
        raise CannotInstruct(
            Obstacle(text=_("Escriba la clase y el número del documento que instruye."), where="document")
        )
    route = ROUTES[transfer.route]
    if obstacles := citations.obstacles_to_citing(document, like=route.instruction_example, where="document"):
        raise CannotInstruct(*obstacles)
    TransferStatus(transfer).instruct()
    name, content = upload
    transfer.instruction = document.strip()
    transfer.instructed_on = occurred.on
    transfer.instruction_file = documents.store_file(content=content, name=name, uploaded_by=actor)
    transfer.save()
    if route.term:
        _open_term(transfer, name="incorporation", term=route.term, role=HEAD, occurred=occurred)
    _record(
        "transfers.instruct",
        transfer,
        Transfer.Status.AUTHORISED,
        document=transfer.instruction,
        file_sha256=transfer.instruction_file.sha256,
    )


def example_of_resolution(transfer: Transfer, *, year: int) -> str:
    """Return how the act of the entity's head is named: "Resolución de Alcaldía N° 045-2026-MDM"."""
    entity = transfer.tranche.period.agreement.entity
    return citations.example(entity.act_of_head, year=year, office=entity.unit.acronym_of_papers)


def incorporate(
    *, transfer: Transfer, resolution: str, upload: tuple[str, bytes], actor: User, occurred: Occurrence
) -> None:
    """Record the resolution by which the head takes the money into the budget; the term of its copies starts.

    The legal date is that of the resolution (DL 1440 arts. 50.1 and 67.2).

    :raises CannotIncorporate: when its name is missing or incomplete, or it is older than the instruction.
    """
    transfer = fresh_transfer(transfer)
    obstacles = rules.obstacles_to_order(transfer.instructed_on, occurred.on, what=_("la instrucción"))
    if not resolution.strip():
        obstacles.append(Obstacle(text=_("Escriba la clase y el número de la resolución."), where="resolution"))
    like = example_of_resolution(transfer, year=occurred.on.year)
    obstacles += citations.obstacles_to_citing(resolution, like=like, where="resolution")
    if obstacles:
        raise CannotIncorporate(*obstacles)
    TransferStatus(transfer).incorporate()
    name, content = upload
    transfer.resolution = resolution.strip()
    transfer.resolved_on = occurred.on
    transfer.resolution_file = documents.store_file(content=content, name=name, uploaded_by=actor)
    _meet_term(transfer, "incorporation", occurred)
    transfer.copies_deadline = _open_term(
        transfer, name="copies", term=ROUTES[transfer.route].copies_term, role=COORDINATOR, occurred=occurred
    )
    transfer.save()
    _record(
        "transfers.incorporate",
        transfer,
        Transfer.Status.INSTRUCTED,
        resolution=transfer.resolution,
        file_sha256=transfer.resolution_file.sha256,
    )


def send_copies(*, transfer: Transfer, copies: Mapping[str, str], actor: User, occurred: Occurrence) -> None:
    """Record the documents that send a copy of the resolution to each body; ``copies`` is body → document.

    :raises CannotIncorporate: when a body gets no copy, or by a document whose name is incomplete.
    """
    transfer = fresh_transfer(transfer)
    bodies = tuple(str(body) for body in ROUTES[transfer.route].copies_to)
    obstacles = rules.obstacles_to_copies(bodies, copies)
    obstacles += rules.obstacles_to_order(transfer.resolved_on, occurred.on, what=_("la resolución"))
    if obstacles:
        raise CannotIncorporate(*obstacles)
    TransferStatus(transfer).send_copies()
    transfer.save()
    for body in bodies:
        BudgetCopy.objects.create(transfer=transfer, body=body, document=copies[body].strip(), sent_on=occurred.on)
    _meet_term(transfer, "copies", occurred)
    _record("transfers.send_copies", transfer, Transfer.Status.INCORPORATED, copies=[copies[body] for body in bodies])


def confirm(*, transfer: Transfer, siaf_record: str, actor: User, occurred: Occurrence) -> None:
    """Confirm by its SIAF record that the money has arrived: what was due is paid.

    :raises CannotConfirm: when the record has no number, confirms another transfer already, or comes before the
        instruction.
    """
    transfer = fresh_transfer(transfer)
    obstacles = rules.obstacles_to_order(transfer.instructed_on, occurred.on, what=_("la instrucción"))
    number = rules.siaf_number(siaf_record)
    others = Transfer.objects.filter(case=transfer.case, siaf_record=number, confirmed_on__year=occurred.on.year)
    others = others.exclude(siaf_record="")
    obstacles += rules.obstacles_to_citing_record(
        siaf_record, confirms=[str(other) for other in others.select_related("tranche__period").order_by("pk")]
    )
    if obstacles:
        raise CannotConfirm(*obstacles)
    TransferStatus(transfer).confirm()
    transfer.siaf_record = number
    transfer.confirmed_on = occurred.on
    transfer.save()
    tranche = move(transfer.tranche, transfer.amount, source="due", target="paid")
    _record(
        "transfers.confirm",
        transfer,
        Transfer.Status.COPIED,
        siaf_record=transfer.siaf_record,
        paid=f"{tranche.paid:,.2f}",
        due=f"{tranche.due:,.2f}",
    )
    # A later report may have made more due while this transfer was under way.
    propose_due(tranche)


def give_back(*, transfer: Transfer, reason: str, actor: User, occurred: Occurrence) -> None:
    """Record that the money did not arrive or went back; what was due stays due, and may be proposed again.

    :raises CannotConfirm: when no reason is given, or the date is before the instruction.
    """
    transfer = fresh_transfer(transfer)
    obstacles = rules.obstacles_to_order(transfer.instructed_on, occurred.on, what=_("la instrucción"))
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba por qué se devolvió."), where="reason"))
    if obstacles:
        raise CannotConfirm(*obstacles)
    before = transfer.status
    TransferStatus(transfer).give_back()
    _return(transfer, reason, occurred)
    _record("transfers.give_back", transfer, before, reason=reason.strip())


def _return(transfer: Transfer, reason: str, occurred: Occurrence) -> None:
    transfer.return_reason = reason.strip()
    transfer.returned_on = occurred.on
    transfer.save()
    for running in _running_terms(transfer, "incorporation", "copies"):
        deadlines.settle(running, status=Deadline.Status.STOPPED, on=occurred.on)


def _open_term(transfer: Transfer, *, name: str, term: str, role: str, occurred: Occurrence) -> Deadline:
    agreement = transfer.tranche.period.agreement
    found = agreement.norm.terms.filter(name=term).first()
    if found is None:
        raise Refusal(_("De %(norm)s no consta el plazo que la transferencia necesita.") % {"norm": agreement.norm})
    return open_term(
        found,
        name=f"{name}_{transfer.pk}",
        title=f"{found.title} ({transfer.tranche})",
        starts_on=occurred.on,
        role=role,
        unit=agreement.entity.unit,
    )


def _meet_term(transfer: Transfer, name: str, occurred: Occurrence) -> None:
    for running in _running_terms(transfer, name):
        deadlines.meet(running, on=occurred.on)


def _running_terms(transfer: Transfer, *names: str) -> QuerySet[Deadline]:
    names = tuple(f"{name}_{transfer.pk}" for name in names)
    return Deadline.objects.unsettled().filter(case=acting.current().case, name__in=names)


def _record(act: str, transfer: Transfer, before: str, *, reason: str = "", **facts: Any) -> None:
    ledger.record(
        act=act,
        subject=transfer,
        before={"status": before},
        after={
            **facts,
            "status": transfer.status,
            "amount": f"{transfer.amount:,.2f}",
            "tranche": str(transfer.tranche),
            "sequence": transfer.sequence,
        },
        reason=reason,
    )
