"""From the open period to the admitted report: present, ask once to complete, complete, admit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.documents import citations
from legal.documents import services as documents
from legal.entities.roles import COORDINATOR
from legal.norms.models import LateReport
from legal.norms.terms import open_term
from legal.verification.errors import CannotAdmit, CannotReport
from legal.verification.models import ComplianceReport, Verification
from legal.verification.queries import fresh, missing_reports
from legal.verification.status import VerificationStatus
from workflow import acting, deadlines, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Deadline, User

Kind = ComplianceReport.Kind
Status = Verification.Status
COMPLETION = "completion"


@dataclass(frozen=True, kw_only=True)
class PresentedReport:
    """A compliance report as the entity presents it: kind, number, and the name and content of its file."""

    kind: str
    number: str
    upload: tuple[str, bytes]


def obstacles_to_presenting(verification: Verification, occurred: Occurrence | None = None) -> list[Obstacle]:
    """Return what keeps the entity from presenting its reports: a late one, where the norm admits none."""
    agreement = verification.period.agreement
    deadline = verification.period.report_deadline
    is_late = deadline.is_over_on(occurred.on if occurred else deadline.due_on)
    if is_late and agreement.norm.late_report == LateReport.REFUSE:
        return [
            Obstacle(
                text=_("El plazo venció el %(date)s y %(norm)s no admite informes fuera de plazo.")
                % {"date": date_format(deadline.due_on, "DATE_FORMAT"), "norm": agreement.norm.code}
            )
        ]
    return []


def present_reports(
    *, verification: Verification, reports: Sequence[PresentedReport], actor: User, occurred: Occurrence
) -> None:
    """Present the compliance reports of a year: (a) for its fixed tranche, (b) for its variable one.

    A report after its term is late; the norm's data say whether it may be admitted.

    :raises CannotReport: when a report that the year asks for is missing, has no number, or comes too late.
    """
    verification = fresh(verification)
    obstacles = obstacles_to_presenting(verification, occurred)
    if occurred.on < verification.opened_on:
        obstacles.append(Obstacle(text=_("El período no estaba abierto en esa fecha."), where="occurred_on"))
    wanted = missing_reports(verification)
    given = {report.kind: report for report in reports}
    obstacles += [
        Obstacle(text=_("Falta el %(report)s.") % {"report": Kind(kind).label}, where=f"{kind}_file")
        for kind in wanted
        if kind not in given
    ]
    obstacles += [
        Obstacle(text=_("Escriba el número del informe."), where=f"{report.kind}_number")
        for report in reports
        if not report.number.strip()
    ]
    for report in reports:
        where = f"{report.kind}_number"
        obstacles += citations.obstacles_to_citing(report.number, like=citations.REPORT_OF_ENTITY, where=where)
    obstacles += [
        Obstacle(text=_("El año no pide el %(report)s.") % {"report": Kind(kind).label})
        for kind in given
        if kind not in wanted
    ]
    if obstacles:
        raise CannotReport(*obstacles)
    deadline = verification.period.report_deadline
    # A term that the clock has ended stays ended: an earlier date is a ground for the note that admits the report.
    verification.is_late = deadline.is_over_on(occurred.on)
    if deadline.is_unsettled:
        deadlines.meet(deadline, on=occurred.on)
    VerificationStatus(verification).submit()
    verification.save()
    kept = [_keep(verification, report, actor, occurred) for report in reports]
    ledger.record(
        act="verification.present",
        subject=verification,
        before={"status": Status.REPORTING},
        after={
            "status": verification.status,
            "reports": "; ".join(str(report) for report in kept),
            "files": {report.kind: report.file.sha256 for report in kept},
            "year": verification.period.year,
            "is_late": verification.is_late,
        },
    )


def _keep(verification: Verification, report: PresentedReport, actor: User, occurred: Occurrence) -> ComplianceReport:
    name, content = report.upload
    return ComplianceReport.objects.create(
        verification=verification,
        kind=report.kind,
        number=report.number.strip(),
        file=documents.store_file(content=content, name=name, uploaded_by=actor),
        presented_on=occurred.on,
        presented_by=actor,
    )


def admit(*, verification: Verification, note: str, actor: User, occurred: Occurrence) -> None:
    """Admit what was presented: it is complete, and is verified now. A late report is admitted with a note.

    :raises CannotAdmit: when a late report has no note, or the norm admits none.
    """
    verification = fresh(verification)
    obstacles = []
    if verification.is_late and not note.strip():
        obstacles.append(
            Obstacle(
                text=_("El informe llegó fuera de plazo: escriba la constancia con la que se admite."), where="note"
            )
        )
    if obstacles:
        raise CannotAdmit(*obstacles)
    before = verification.status
    VerificationStatus(verification).admit()
    verification.late_note = note.strip() if verification.is_late else ""
    verification.save()
    ledger.record(
        act="verification.admit",
        subject=verification,
        before={"status": before},
        after={"status": verification.status, "year": verification.period.year, "is_late": verification.is_late},
        reason=note.strip(),
    )


def ask_to_complete(*, verification: Verification, request: str, actor: User, occurred: Occurrence) -> None:
    """Ask the entity, once, to complete what it presented; its term is the norm's (TUO Ley 27444 art. 136.1).

    :raises CannotAdmit: when it was asked before or the request says nothing.
    """
    verification = fresh(verification)
    obstacles = []
    if verification.completion_asked_on is not None:
        obstacles.append(
            Obstacle(text=_("Ya se requirió completar el informe una vez: admítalo o téngalo por no presentado."))
        )
    if not request.strip():
        obstacles.append(Obstacle(text=_("Escriba qué debe completarse."), where="request"))
    if obstacles:
        raise CannotAdmit(*obstacles)
    before = verification.status
    VerificationStatus(verification).ask_to_complete()
    verification.completion_asked_on = occurred.on
    verification.completion_request = request.strip()
    verification.save()
    agreement = verification.period.agreement
    term = agreement.norm.terms.get(name=COMPLETION)
    deadline = open_term(
        term,
        name=f"{COMPLETION}_{verification.period.year}",
        title=_("Completar el informe de cumplimiento del año %(year)d") % {"year": verification.period.year},
        starts_on=occurred.on,
        role=COORDINATOR,
        unit=agreement.entity.unit,
    )
    ledger.record(
        act="verification.ask_to_complete",
        subject=verification,
        before={"status": before},
        after={"status": verification.status, "year": verification.period.year, "due_on": deadline.due_on},
        reason=request.strip(),
    )


def complete_report(
    *, verification: Verification, number: str, upload: tuple[str, bytes], actor: User, occurred: Occurrence
) -> None:
    """Complete what was presented, with one more document.

    :raises CannotReport: when its number is missing or incomplete.
    """
    verification = fresh(verification)
    if not number.strip():
        raise CannotReport(Obstacle(text=_("Escriba el número del documento."), where="number"))
    if obstacles := citations.obstacles_to_citing(number, like=citations.LETTER_OF_ENTITY, where="number"):
        raise CannotReport(*obstacles)
    before = verification.status
    VerificationStatus(verification).complete()
    verification.save()
    kept = _keep(verification, PresentedReport(kind=Kind.COMPLETION, number=number, upload=upload), actor, occurred)
    _settle_completion(verification, occurred)
    ledger.record(
        act="verification.complete",
        subject=verification,
        before={"status": before},
        after={
            "status": verification.status,
            "number": kept.number,
            "file_sha256": kept.file.sha256,
            "year": verification.period.year,
        },
    )


def _settle_completion(verification: Verification, occurred: Occurrence) -> None:
    name = f"{COMPLETION}_{verification.period.year}"
    term = Deadline.objects.unsettled().filter(case=acting.current().case, name=name).first()
    if term is not None:
        deadlines.meet(term, on=occurred.on)


def give_up_completion(deadline: Deadline) -> None:
    """Go on without what the entity did not complete in its term: the report is judged as it is."""
    year = int(deadline.name.rpartition("_")[2])
    verification = fresh(Verification.objects.get(case=deadline.case, period__year=year))
    if verification.status != Status.COMPLETING:
        return
    VerificationStatus(verification).complete()
    verification.save()
    assert verification.process is not None
    service.pass_by(process=verification.process, node="complete")
