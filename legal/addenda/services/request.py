"""From the request of an addendum to its admission; its withdrawal, and its end when the agreement ends first."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from legal.addenda import rules
from legal.addenda.errors import CannotAdmit, CannotRequest, CannotWithdraw
from legal.addenda.models import Addendum
from legal.addenda.queries import fresh, open_addenda, ruling_day
from legal.addenda.status import ON_ITS_WAY, AddendumStatus
from legal.agreements.models import Agreement
from legal.agreements.queries import grantor_of
from legal.agreements.services.parts import fresh as fresh_agreement
from legal.documents import citations
from legal.documents import services as documents
from legal.entities.roles import GRANTOR_ROLES
from legal.signing import services as signing
from workflow import acting, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Unit, User


def obstacles_to_requesting(agreement: Agreement, occurred: Occurrence) -> list[Obstacle]:
    """Return what keeps an addendum from being asked for on a date; the page shows what the act refuses by."""
    return rules.obstacles_to_asking(
        status=agreement.status,
        status_text=str(agreement.get_status_display()),
        ends_on=agreement.ends_on,
        on=occurred.on,
    )


def request_addendum(
    *,
    agreement: Agreement,
    grounds: str,
    report: str,
    upload: tuple[str, bytes],
    actor: User,
    occurred: Occurrence,
) -> Addendum:
    """Ask for an addendum with the report that grounds it; either party may.

    :raises CannotRequest: when the agreement is not in force or its term is over, the grounds are missing, or the
        same request is on its way.
    :raises CannotStore: when the file may not be kept.
    """
    # The flow calls this room's services, so they cannot import it at the top.
    from legal.addenda.flows import AddendumFlow

    agreement = fresh_agreement(agreement)
    obstacles = obstacles_to_requesting(agreement, occurred)
    if agreement.in_force_from is not None and occurred.on < agreement.in_force_from:
        obstacles.append(Obstacle(text=_("El convenio no estaba en vigor en esa fecha."), where="occurred_on"))
    if not grounds.strip():
        obstacles.append(Obstacle(text=_("Escriba por qué debe modificarse el convenio."), where="grounds_text"))
    if not report.strip():
        obstacles.append(Obstacle(text=_("Indique el informe que sustenta la solicitud."), where="report"))
    obstacles += citations.obstacles_to_citing(report, like=citations.REPORT_OF_ENTITY, where="report")
    party = _acting_party(agreement)
    if open_addenda(agreement).filter(requested_by=party, grounds=grounds.strip(), report=report.strip()).exists():
        text = _("La misma solicitud ya está en trámite: otra adenda tiene sus propios fundamentos.")
        obstacles.append(Obstacle(text=text, where="grounds_text"))
    if obstacles:
        raise CannotRequest(*obstacles)
    name, content = upload
    addendum = Addendum.objects.create(
        case=agreement.case,
        agreement=agreement,
        requested_by=party,
        requested_on=occurred.on,
        grounds=grounds.strip(),
        report=report.strip(),
        report_file=documents.store_file(content=content, name=name, uploaded_by=actor),
    )
    ledger.record(
        act="addenda.request",
        subject=addendum,
        after={
            "status": addendum.status,
            "unit": addendum.requested_by.name,
            "report": addendum.report,
            "file_sha256": addendum.report_file.sha256,
        },
        reason=addendum.grounds,
    )
    service.start(AddendumFlow, addendum=addendum)
    return addendum


def _acting_party(agreement: Agreement) -> Unit:
    """Return the party for which the actor acts: the grantor's unit for the posts of the DGPP, else the entity's."""
    authority = acting.current().authority
    if authority is not None and authority.post.role in GRANTOR_ROLES:
        return grantor_of(agreement).unit
    return agreement.entity.unit


def obstacles_to_admitting(addendum: Addendum, occurred: Occurrence) -> list[Obstacle]:
    """Return what keeps a request from being admitted: whatever kept it from being made."""
    return obstacles_to_requesting(addendum.agreement, occurred)


def admit(*, addendum: Addendum, actor: User, occurred: Occurrence) -> None:
    """Admit the request; its changes are drafted.

    :raises CannotAdmit: when the agreement is no longer in force.
    """
    addendum = fresh(addendum)
    if obstacles := obstacles_to_admitting(addendum, occurred):
        raise CannotAdmit(*obstacles)
    before = addendum.status
    AddendumStatus(addendum).admit()
    addendum.save()
    ledger.record(act="addenda.admit", subject=addendum, before={"status": before}, after={"status": addendum.status})


def deny(*, addendum: Addendum, reason: str, actor: User, occurred: Occurrence) -> None:
    """Deny the request with its reason; the agreement goes on as it is.

    :raises CannotAdmit: when no reason is given.
    """
    addendum = fresh(addendum)
    if not reason.strip():
        raise CannotAdmit(Obstacle(text=_("Escriba por qué se deniega la solicitud."), where="reason"))
    before = addendum.status
    AddendumStatus(addendum).deny()
    addendum.reason = reason.strip()
    addendum.save()
    ledger.record(
        act="addenda.deny",
        subject=addendum,
        before={"status": before},
        after={"status": addendum.status},
        reason=addendum.reason,
    )


def obstacles_to_withdrawing(addendum: Addendum) -> list[Obstacle]:
    """Return what keeps an addendum from being withdrawn: a party has signed it, or it is over."""
    if addendum.status in ON_ITS_WAY:
        # Only one addendum of an agreement is in signature at a time.
        is_in_signature = addendum.status == Addendum.Status.IN_SIGNATURE
        return signing.obstacles_to_stopping(addendum.case, "addendum") if is_in_signature else []
    return [
        Obstacle(
            text=_("La adenda está «%(status)s»; solo se desiste de la que está en trámite.")
            % {"status": addendum.get_status_display()}
        )
    ]


def withdraw(*, addendum: Addendum, reason: str, actor: User, occurred: Occurrence) -> None:
    """Give an addendum up before anybody signs it; its open steps and signatures stop. Only who asked for it may.

    :raises CannotWithdraw: when the other party asked for it, a party has signed it, it is over, or no reason is given.
    """
    addendum = fresh(addendum)
    obstacles = obstacles_to_withdrawing(addendum)
    if _acting_party(addendum.agreement) != addendum.requested_by:
        obstacles.append(
            Obstacle(text=_("Solo desiste de la adenda quien la solicitó."), who=addendum.requested_by.name)
        )
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el motivo del desistimiento."), where="reason"))
    if obstacles:
        raise CannotWithdraw(*obstacles)
    before = addendum.status
    AddendumStatus(addendum).withdraw()
    addendum.reason = reason.strip()
    addendum.save()
    _stop(addendum, actor)
    ledger.record(
        act="addenda.withdraw",
        subject=addendum,
        before={"status": before},
        after={"status": addendum.status},
        reason=addendum.reason,
    )


def lapse_open(agreement: Agreement, *, ended_on: date, reason: str) -> None:
    """Let the addenda on their way lapse: the agreement ended on a day. Runs within the act that ends it.

    What all had signed and ruled by that day stays, and is registered: the registration only proves it.
    """
    for addendum in open_addenda(agreement).select_related("process", "signature_round__process"):
        if rules.outlives(ruling_day(addendum), ended_on=ended_on):
            continue
        before = addendum.status
        AddendumStatus(addendum).lapse()
        addendum.reason = reason
        addendum.save()
        _stop(addendum, None)
        ledger.record(
            act="addenda.lapse",
            subject=addendum,
            before={"status": before},
            after={"status": addendum.status, "addendum": addendum.named},
            reason=reason,
        )


def _stop(addendum: Addendum, actor: User | None) -> None:
    """Stop the steps of an addendum and its signatures, and annul what was issued of it, for the reason it has."""
    issued = addendum.document
    if issued is not None and not hasattr(issued, "annulment"):
        on = max(acting.current().occurred.on, issued.issued_on)
        documents.annul(document=issued, reason=addendum.reason, annulled_on=on, actor=actor)
    if addendum.signature_round is not None:
        signing.stop_round(addendum.signature_round)
    rounds = [addendum.signature_round.process] if addendum.signature_round else []
    for process in (addendum.process, *rounds):
        if process is not None and process.finished is None:
            service.cancel_process(process)
