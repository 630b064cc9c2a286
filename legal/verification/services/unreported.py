"""End a period without a report that could be verified: nothing is due, the balance stays."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.norms.models import LateReport
from legal.verification import followers
from legal.verification.errors import CannotAdmit, CannotDeclare
from legal.verification.models import Verification
from legal.verification.queries import fresh
from legal.verification.services.reporting import COMPLETION
from legal.verification.services.ruling import settle_terms
from legal.verification.status import VerificationStatus
from workflow import acting, deadlines, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Deadline, User

Status = Verification.Status


def obstacles_to_declaring(verification: Verification) -> list[Obstacle]:
    """Return what keeps a period from being declared without a report: its term runs, or a report is there."""
    deadline = verification.period.report_deadline
    if verification.status != Status.REPORTING:
        return [Obstacle(text=_("La entidad ya presentó su informe de cumplimiento."))]
    if deadline.status == Deadline.Status.SUSPENDED:
        return [Obstacle(text=_("El plazo para presentar el informe está suspendido."))]
    if deadline.status == Deadline.Status.RUNNING:
        return [
            Obstacle(
                text=_("El plazo para presentar el informe corre hasta el %(date)s.")
                % {"date": date_format(deadline.due_on, "DATE_FORMAT")}
            )
        ]
    return []


def declare_unreported(*, verification: Verification, reason: str, actor: User, occurred: Occurrence) -> None:
    """Declare that the entity did not report: nothing is due, the balance stays, its rescue opens.

    :raises CannotDeclare: when the term still runs, a report is there, or no reason is given.
    """
    verification = fresh(verification)
    obstacles = obstacles_to_declaring(verification)
    if not obstacles and occurred.on <= verification.period.report_deadline.due_on:
        obstacles.append(Obstacle(text=_("En esa fecha el plazo no había vencido."), where="occurred_on"))
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el sustento."), where="reason"))
    if obstacles:
        raise CannotDeclare(*obstacles)
    end_unreported(verification, Verification.Outcome.NOT_REPORTED, occurred, reason=reason.strip())


def refuse_report(*, verification: Verification, reason: str, actor: User, occurred: Occurrence) -> None:
    """Hold a late or incomplete report as not presented: the period ends without one.

    :raises CannotAdmit: when it came in time and nobody asked to complete it, or no reason is given.
    """
    verification = fresh(verification)
    obstacles = []
    if not verification.is_late and verification.completion_asked_on is None:
        obstacles.append(
            Obstacle(text=_("El informe llegó a tiempo: si está incompleto, requiera primero que se complete."))
        )
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba por qué se tiene por no presentado."), where="reason"))
    if obstacles:
        raise CannotAdmit(*obstacles)
    before = verification.status
    _close_unreported(verification, Verification.Outcome.NOT_REPORTED, occurred)
    ledger.record(
        act="verification.refuse",
        subject=verification,
        before={"status": before},
        after={
            "status": verification.status,
            "year": verification.period.year,
            "outcome": str(verification.get_outcome_display()),
        },
        reason=reason.strip(),
    )
    followers.closed(verification)


def expire_report_term(deadline: Deadline) -> None:
    """Let the end of the report's term close a period whose norm admits no late report."""
    verification = Verification.objects.filter(period__report_deadline=deadline).first()
    if verification is None:
        return
    verification = fresh(verification)
    agreement: Agreement = verification.period.agreement
    if verification.status == Status.REPORTING and agreement.norm.late_report == LateReport.REFUSE:
        end_unreported(
            verification,
            Verification.Outcome.NOT_REPORTED,
            acting.current().occurred,
            reason=_("Venció el plazo y la norma no admite informes fuera de plazo."),
        )


def end_unreported(verification: Verification, outcome: str, occurred: Occurrence, *, reason: str) -> None:
    """Close a period that nobody reported on, stop its steps, and tell who follows."""
    before = verification.status
    _close_unreported(verification, outcome, occurred)
    if verification.process is not None and verification.process.finished is None:
        service.cancel_process(verification.process)
    year = verification.period.year
    names = [verification.period.report_deadline.name, f"{COMPLETION}_{year}"]
    for deadline in Deadline.objects.unsettled().filter(case=acting.current().case, name__in=names):
        deadlines.settle(deadline, status=Deadline.Status.STOPPED, on=occurred.on)
    ledger.record(
        act="verification.declare_unreported",
        subject=verification,
        before={"status": before},
        after={
            "status": verification.status,
            "year": year,
            "outcome": str(verification.get_outcome_display()),
        },
        reason=reason,
    )
    followers.closed(verification)


def _close_unreported(verification: Verification, outcome: str, occurred: Occurrence) -> None:
    settle_terms(verification, on=occurred.on)
    VerificationStatus(verification).close_unreported()
    verification.outcome = outcome
    # What ends a period may be dated before the day it opened: a termination received the year before.
    verification.closed_on = max(occurred.on, verification.opened_on)
    verification.save()
