"""End an agreement early: proposal with its cause, legal opinion, the act, its notice, the settlement."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.addenda.services.request import lapse_open
from legal.agreements.models import Agreement
from legal.agreements.queries import grantor_of
from legal.agreements.services.parts import fresh
from legal.agreements.status import AgreementStatus
from legal.agreements.texts import SEPARATION_NOTICE_DAYS
from legal.closure import rules
from legal.closure.errors import CannotSettle, CannotTerminate
from legal.closure.models import Termination
from legal.closure.queries import pending
from legal.closure.texts import termination_act
from legal.documents import citations
from legal.documents import services as documents
from legal.documents.models import DocumentKind
from legal.followup.services.suspensions import end_suspension
from legal.notices import services as notices
from legal.notices.models import Notice
from legal.transfers.queries import last_movement, tranches_of
from legal.transfers.services.rescue import stop_rescues
from legal.transfers.services.tranches import move
from legal.verification.models import Verification
from legal.verification.queries import fresh as fresh_verification
from legal.verification.services.unreported import end_unreported
from workflow import acting, deadlines, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Deadline, User

Status = Termination.Status
NOTICE_SUBJECT = "termination"
TERMINABLE = frozenset({Agreement.Status.IN_FORCE, Agreement.Status.SUSPENDED})
UNREPORTED = frozenset({Verification.Status.REPORTING, Verification.Status.SUBMITTED, Verification.Status.COMPLETING})


def obstacles_to_proposing(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps a termination from being proposed: the agreement does not bind, or one is under way."""
    obstacles = []
    if agreement.status not in TERMINABLE:
        obstacles.append(
            Obstacle(
                text=_("El convenio está «%(status)s»; solo se resuelve el que está en vigor o suspendido.")
                % {"status": agreement.get_status_display()}
            )
        )
    if agreement.terminations.exclude(status=Status.REJECTED).exists():
        obstacles.append(Obstacle(text=_("Ya hay una resolución del convenio en trámite.")))
    return obstacles


def propose_termination(*, agreement: Agreement, cause: str, facts: str, actor: User, occurred: Occurrence) -> None:
    """Propose to end an agreement before its term, for a cause and by its facts.

    :raises CannotTerminate: when it is not in force, one is under way, or the facts are missing.
    """
    # The flow calls this room's services, so they cannot import it at the top.
    from legal.closure.flows import TerminationFlow

    agreement = fresh(agreement)
    obstacles = obstacles_to_proposing(agreement)
    if agreement.in_force_from is not None and occurred.on < agreement.in_force_from:
        obstacles.append(Obstacle(text=_("El convenio no estaba en vigor en esa fecha."), where="occurred_on"))
    if not facts.strip():
        obstacles.append(Obstacle(text=_("Escriba los hechos que sustentan la causa."), where="facts"))
    if obstacles:
        raise CannotTerminate(*obstacles)
    termination = Termination.objects.create(
        case=agreement.case, agreement=agreement, cause=cause, facts=facts.strip(), proposed_on=occurred.on
    )
    ledger.record(
        act="closure.propose_termination",
        subject=termination,
        after={"status": termination.status, "cause": str(termination.get_cause_display()), "facts": termination.facts},
    )
    service.start(TerminationFlow, termination=termination)


def give_opinion(*, termination: Termination, report: str, opinion: str, actor: User, occurred: Occurrence) -> None:
    """Give the legal opinion on a termination.

    :raises CannotTerminate: when the report or the conclusions are missing.
    """
    termination = _fresh(termination)
    obstacles = []
    if not report.strip():
        obstacles.append(Obstacle(text=_("Indique el número del informe legal."), where="report"))
    obstacles += citations.obstacles_to_citing(report, like=citations.REPORT_OF_GRANTOR, where="report")
    if not opinion.strip():
        obstacles.append(Obstacle(text=_("Escriba las conclusiones."), where="opinion"))
    if obstacles:
        raise CannotTerminate(*obstacles)
    termination.opinion_report, termination.opinion = report.strip(), opinion.strip()
    termination.opined_on = occurred.on
    before, termination.status = termination.status, Status.OPINED
    termination.save()
    ledger.record(
        act="closure.opine_on_termination",
        subject=termination,
        before={"status": before},
        after={"status": termination.status, "report": termination.opinion_report},
        reason=termination.opinion,
    )


def obstacles_to_terminating(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps an agreement from being terminated; the page shows what the act refuses by."""
    if agreement.status in TERMINABLE:
        return []
    return [
        Obstacle(
            text=_("El convenio está «%(status)s»; ya no puede resolverse.")
            % {"status": agreement.get_status_display()}
        )
    ]


def obstacles_to_separating(termination: Termination, on: date) -> list[Obstacle]:
    """Return what keeps a free separation from being decided: its notice of calendar days runs from the proposal.

    The agreement fixes it (TUO Ley 27444 art. 88.3 asks for the clause and fixes no term).
    """
    free_from = termination.proposed_on + timedelta(days=SEPARATION_NOTICE_DAYS)
    if termination.cause != Termination.Cause.SEPARATION or on >= free_from:
        return []
    return [
        Obstacle(
            text=_("La libre separación se comunica con %(days)d días calendario: puede decidirse desde el %(date)s.")
            % {"days": SEPARATION_NOTICE_DAYS, "date": date_format(free_from, "DATE_FORMAT")},
            where="occurred_on",
        )
    ]


def terminate(*, termination: Termination, actor: User, occurred: Occurrence) -> None:
    """Issue the act that terminates; it takes effect when the entity receives it.

    :raises CannotTerminate: when the agreement is no longer in force, a separation's notice runs, or the date is
        before the opinion.
    """
    termination = _fresh(termination)
    agreement = fresh(termination.agreement)
    obstacles = obstacles_to_terminating(agreement) + obstacles_to_separating(termination, occurred.on)
    if termination.opined_on is not None and occurred.on < termination.opined_on:
        obstacles.append(Obstacle(text=_("La fecha no puede ser anterior a la opinión legal."), where="occurred_on"))
    if obstacles:
        raise CannotTerminate(*obstacles)
    context = termination_act(termination, on=occurred.on, signatory=actor, authority=acting.current().authority)
    termination.document = documents.issue_document(
        case=termination.case,
        kind=DocumentKind.TERMINATION_ACT,
        unit=grantor_of(agreement).unit,
        context=context,
        title=context.title,
        issued_on=occurred.on,
        actor=actor,
    )
    termination.notice = notices.prepare_notice(
        document=termination.document, unit=agreement.entity.unit, subject=NOTICE_SUBJECT
    )
    termination.decided_on = occurred.on
    before, termination.status = termination.status, Status.DECIDED
    termination.save()
    ledger.record(
        act="closure.terminate",
        subject=termination.document,
        before={"status": before},
        after={
            **documents.facts(termination.document),
            "status": termination.status,
            "cause": str(termination.get_cause_display()),
        },
    )


def reject_termination(*, termination: Termination, reason: str, actor: User, occurred: Occurrence) -> None:
    """Decide not to terminate; the agreement goes on.

    :raises CannotTerminate: when no reason is given.
    """
    termination = _fresh(termination)
    if not reason.strip():
        raise CannotTerminate(Obstacle(text=_("Escriba por qué no se resuelve el convenio."), where="reason"))
    termination.reason, termination.decided_on = reason.strip(), occurred.on
    before, termination.status = termination.status, Status.REJECTED
    termination.save()
    ledger.record(
        act="closure.reject_termination",
        subject=termination,
        before={"status": before},
        after={"status": termination.status, "cause": str(termination.get_cause_display())},
        reason=reason.strip(),
    )


def take_effect(notice: Notice, received_on: date) -> None:
    """Terminate the agreement on the day the entity received the act; what nobody reported on ends without effect."""
    termination = _fresh(Termination.objects.get(notice=notice))
    agreement = fresh(termination.agreement)
    before = agreement.status
    AgreementStatus(agreement).terminate()
    agreement.save()
    lapse_open(agreement, ended_on=received_on, reason=_("El convenio fue resuelto."))
    end_suspension(agreement, reason=_("El convenio fue resuelto: lo ganado se verifica en plazos que corren."))
    termination.status = Status.SERVED
    termination.save()
    ledger.record(
        act="closure.take_effect",
        subject=agreement,
        before={"status": before},
        after={"status": agreement.status, "number": agreement.number, "received_on": received_on},
    )
    if before == Agreement.Status.EXPIRED:
        _stop_closure(agreement)
    open_ones = Verification.objects.filter(case=agreement.case, status__in=UNREPORTED).order_by("period__year")
    for verification in open_ones:
        end_unreported(
            fresh_verification(verification),
            Verification.Outcome.TERMINATED,
            acting.current().occurred,
            reason=_("El convenio fue resuelto."),
        )
    _stop_unopened(agreement)
    stop_rescues()


def _stop_unopened(agreement: Agreement) -> None:
    """Stop the terms of the periods that will not open any more."""
    waiting = agreement.periods.filter(
        verification__isnull=True, report_deadline__in=Deadline.objects.unsettled()
    ).select_related("report_deadline")
    for period in waiting:
        deadlines.settle(period.report_deadline, status=Deadline.Status.STOPPED, on=acting.current().occurred.on)


def _stop_closure(agreement: Agreement) -> None:
    """Stop a closure that opened while the act of termination was on its way."""
    closure = getattr(agreement, "closure", None)
    if closure is not None and closure.process is not None and closure.process.finished is None:
        service.cancel_process(closure.process)


def obstacles_to_settling(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps a termination from being settled; periods that never opened do not count."""
    still = pending(agreement)
    reported = Verification.objects.filter(case=agreement.case).exclude(status=Verification.Status.CLOSED)
    return rules.obstacles_to_settling(
        rules.Pending(
            periods=[str(each) for each in reported.select_related("period").order_by("period__year")],
            transfers=still.transfers,
            due=still.due,
            balance=still.balance,
            letters=still.letters,
            requests=still.requests,
            addenda=still.addenda,
        )
    )


def settle_termination(*, termination: Termination, reason: str, actor: User, occurred: Occurrence) -> None:
    """Settle a terminated agreement: what was earned is paid, what was not is cancelled, by a person's act.

    The act of termination, which the entity received, has warned of it.

    :raises CannotSettle: when something is still verified or due, no reason is given, or money has moved after the
        date.
    """
    termination = _fresh(termination)
    agreement = fresh(termination.agreement)
    obstacles = obstacles_to_settling(agreement)
    obstacles += rules.obstacles_to_dating(occurred.on, last_movement=last_movement(termination.case))
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el sustento de la liquidación."), where="reason"))
    if obstacles:
        raise CannotSettle(*obstacles)
    cancelled = Decimal(0)
    for tranche in tranches_of(agreement.case):
        if tranche.balance > 0:
            cancelled += tranche.balance
            move(tranche, tranche.balance, source="balance", target="cancelled")
    before, termination.status = termination.status, Status.SETTLED
    termination.settled_on, termination.reason = occurred.on, reason.strip()
    termination.cancelled = cancelled
    termination.save()
    ledger.record(
        act="closure.settle_termination",
        subject=termination,
        before={"status": before},
        after={"status": termination.status, "cancelled": f"{cancelled:,.2f}"},
        reason=reason.strip(),
    )


def _fresh(termination: Termination) -> Termination:
    return Termination.objects.select_related("case", "agreement", "notice").get(pk=termination.pk)
