"""Expire an agreement on its date, and close it: final report, its review, the act of closure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from legal.addenda.queries import awaits_longer_term
from legal.addenda.services.request import lapse_open
from legal.agreements.models import Agreement
from legal.agreements.queries import grantor_of
from legal.agreements.services.parts import fresh
from legal.agreements.status import AgreementStatus
from legal.closure import rules
from legal.closure.errors import CannotClose, CannotReport
from legal.closure.models import Closure
from legal.closure.queries import pending
from legal.closure.texts import closure_act
from legal.documents import citations
from legal.documents import services as documents
from legal.documents.models import DocumentKind
from legal.followup.queries import unspent_of
from legal.transfers.queries import last_movement, sums_of
from workflow import acting, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User
from workflow.schedule import DueEffect, NoLongerDue

Status = Closure.Status
ONE_DAY = timedelta(days=1)


def due_expiries(on: date) -> Iterator[DueEffect]:
    """Yield the agreements in force whose term has ended before a date, for the clock."""
    ended = Agreement.objects.filter(status=Agreement.Status.IN_FORCE, ends_on__lt=on).select_related("case")
    for agreement in ended.order_by("pk"):
        assert agreement.ends_on is not None
        yield DueEffect(case=agreement.case, on=agreement.ends_on + ONE_DAY, act=partial(expire, agreement=agreement))


def expire(*, agreement: Agreement, actor: User | None, occurred: Occurrence) -> None:
    """Let the term of an agreement end: it is settled now, and its closure opens.

    What was earned is still verified, corrected and paid.

    :raises NoLongerDue: when it is no longer in force, or an addendum gave it a longer term: one that rules already,
        or one that all signed within the term and nobody has registered yet.
    """
    # The flow calls this room's services, so they cannot import it at the top.
    from legal.closure.flows import ClosureFlow

    agreement = fresh(agreement)
    before = agreement.status
    if before != Agreement.Status.IN_FORCE:
        raise NoLongerDue(f"{agreement} is {before}.")
    assert agreement.ends_on is not None
    if agreement.ends_on >= occurred.on or awaits_longer_term(agreement):
        raise NoLongerDue(f"{agreement} has a longer term.")
    AgreementStatus(agreement).expire()
    agreement.save()
    lapse_open(agreement, ended_on=agreement.ends_on, reason=_("Venció la vigencia del convenio."))
    closure = Closure.objects.create(case=agreement.case, agreement=agreement, opened_on=occurred.on)
    ledger.record(
        act="closure.expire",
        subject=agreement,
        before={"status": before},
        after={"status": agreement.status, "ends_on": agreement.ends_on, "number": agreement.number},
    )
    service.start(ClosureFlow, key="closure", closure=closure)


def present_final_report(
    *,
    closure: Closure,
    number: str,
    summary: str,
    unspent: Decimal | None,
    unspent_note: str,
    upload: tuple[str, bytes],
    difference: str = "",
    actor: User,
    occurred: Occurrence,
) -> None:
    """Present the final report of the entity, with the balances that it did not spend.

    ``unspent`` is in soles; zero is an answer, nothing is not. Where follow-up tells another balance, ``difference``
    says why.

    :raises CannotReport: when number, summary or the unspent balance is missing, or it is negative, more than was
        transferred, or another than in follow-up without a reason.
    """
    closure = _fresh(closure)
    obstacles = []
    if not number.strip():
        obstacles.append(Obstacle(text=_("Escriba el número del informe final."), where="number"))
    obstacles += citations.obstacles_to_citing(number, like=citations.REPORT_OF_ENTITY, where="number")
    if not summary.strip():
        obstacles.append(Obstacle(text=_("Escriba el resumen del informe final."), where="summary"))
    followed = unspent_of(closure.agreement, on=occurred.on)
    obstacles += rules.obstacles_to_unspent(
        unspent,
        note=unspent_note.strip(),
        difference=difference.strip(),
        paid=sums_of(closure.case).paid,
        followed=followed,
    )
    if obstacles:
        raise CannotReport(*obstacles)
    name, content = upload
    closure.report_number, closure.report_summary = number.strip(), summary.strip()
    closure.unspent, closure.unspent_note = unspent, unspent_note.strip()
    closure.unspent_followed, closure.unspent_difference = followed, difference.strip()
    closure.report_file = documents.store_file(content=content, name=name, uploaded_by=actor)
    closure.reported_on, closure.returned_reason = occurred.on, ""
    before, closure.status = closure.status, Status.REPORTED
    closure.save()
    ledger.record(
        act="closure.present",
        subject=closure,
        before={"status": before},
        after={
            "status": closure.status,
            "number": closure.report_number,
            "unspent": f"{closure.unspent:,.2f}",
            "followed": f"{followed:,.2f}" if followed is not None else "",
            "difference": closure.unspent_difference,
            "file_sha256": closure.report_file.sha256,
        },
    )


def accept_final_report(*, closure: Closure, actor: User, occurred: Occurrence) -> None:
    """Agree with the final report.

    :raises CannotReport: when it was not presented, or follow-up has changed since.
    """
    closure = _fresh(closure)
    if closure.status != Status.REPORTED:
        raise CannotReport(_("No hay un informe final que revisar."))
    if closure.unspent_followed != unspent_of(closure.agreement, on=occurred.on):
        raise CannotReport(
            _("El seguimiento cambió después de que se presentó el informe final: devuélvalo para que lo actualice.")
        )
    closure.status = Status.ACCEPTED
    closure.save()
    ledger.record(
        act="closure.accept",
        subject=closure,
        before={"status": Status.REPORTED},
        after={"status": closure.status, "number": closure.report_number},
    )


def return_final_report(*, closure: Closure, reason: str, actor: User, occurred: Occurrence) -> None:
    """Send the final report back to the entity with what it lacks.

    :raises CannotReport: when no reason is given.
    """
    closure = _fresh(closure)
    if not reason.strip():
        raise CannotReport(Obstacle(text=_("Escriba qué le falta al informe final."), where="reason"))
    closure.status, closure.returned_reason = Status.REPORTING, reason.strip()
    closure.save()
    ledger.record(
        act="closure.return",
        subject=closure,
        before={"status": Status.REPORTED},
        after={"status": closure.status, "number": closure.report_number},
        reason=reason.strip(),
    )


def obstacles_to_closing(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps an agreement from being closed; the page shows what the act refuses by."""
    return rules.obstacles_to_closing(pending(agreement))


def close(*, closure: Closure, actor: User, occurred: Occurrence) -> None:
    """Close the agreement with its act: nothing of it is pending.

    :raises CannotClose: when a period, a transfer, a due amount or a balance is still open, or money has moved after
        the date.
    """
    closure = _fresh(closure)
    agreement = fresh(closure.agreement)
    obstacles = obstacles_to_closing(agreement)
    obstacles += rules.obstacles_to_dating(occurred.on, last_movement=last_movement(closure.case))
    if closure.reported_on is not None and occurred.on < closure.reported_on:
        obstacles.append(Obstacle(text=_("El acta no puede ser anterior al informe final."), where="occurred_on"))
    if obstacles:
        raise CannotClose(*obstacles)
    context = closure_act(closure, on=occurred.on, signatory=actor, authority=acting.current().authority)
    closure.document = documents.issue_document(
        case=closure.case,
        kind=DocumentKind.CLOSURE_ACT,
        unit=grantor_of(agreement).unit,
        context=context,
        title=context.title,
        issued_on=occurred.on,
        actor=actor,
    )
    before = agreement.status
    AgreementStatus(agreement).conclude()
    agreement.save()
    closure.status, closure.closed_on = Status.CLOSED, occurred.on
    closure.save()
    ledger.record(
        act="closure.close",
        subject=agreement,
        before={"status": before},
        after={**documents.facts(closure.document), "status": agreement.status, "number": agreement.number},
    )


def _fresh(closure: Closure) -> Closure:
    return Closure.objects.select_related("case", "agreement").get(pk=closure.pk)
