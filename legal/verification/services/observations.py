"""Communicate the observations, once; receive their correction; let its term lapse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from legal.documents import citations
from legal.documents import services as documents
from legal.documents.models import DocumentKind
from legal.entities.roles import COORDINATOR
from legal.norms.terms import open_term
from legal.notices import services as notices
from legal.notices.models import Notice
from legal.verification import rules
from legal.verification.errors import CannotCommunicate, CannotCorrect
from legal.verification.models import ComplianceReport, Observation, Stage, Verification
from legal.verification.queries import findings_at, fresh, grantor_unit, judged_levels, observations_of
from legal.verification.status import VerificationStatus
from legal.verification.texts import observations_letter
from workflow import acting, deadlines, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Deadline, User

Status = Verification.Status
CORRECTION = "correction"
NOTICE_SUBJECT = "observations"


def communicate(*, verification: Verification, actor: User, occurred: Occurrence) -> None:
    """Issue the one letter that communicates report I and every observation; its notice is then served.

    :raises CannotCommunicate: when the date is before that of report I.
    """
    verification = fresh(verification)
    report = verification.reports.get(ordinal=1)
    if occurred.on < report.issued_on:
        raise CannotCommunicate(
            Obstacle(text=_("Las observaciones no se comunican antes de la fecha del informe."), where="occurred_on")
        )
    first = findings_at(verification, Stage.FIRST)
    unmet = [first[level.pk] for level in judged_levels(verification) if not first[level.pk].met]
    for number, finding in enumerate(unmet, start=1):
        Observation.objects.create(verification=verification, number=number, finding=finding, text=finding.reason)
    context = observations_letter(verification, on=occurred.on, signatory=actor, authority=acting.current().authority)
    document = documents.issue_document(
        case=verification.case,
        kind=DocumentKind.OBSERVATIONS_LETTER,
        unit=grantor_unit(verification),
        context=context,
        title=context.title,
        issued_on=occurred.on,
        actor=actor,
    )
    before = verification.status
    VerificationStatus(verification).communicate()
    verification.notice = notices.prepare_notice(
        document=document, unit=verification.period.agreement.entity.unit, subject=NOTICE_SUBJECT
    )
    verification.save()
    ledger.record(
        act="verification.communicate",
        subject=document,
        before={"status": before},
        after={
            **documents.facts(document),
            "status": verification.status,
            "count": len(unmet),
            "year": verification.period.year,
        },
    )


def start_correction(notice: Notice, received_on: date) -> None:
    """Start the term to correct on the day the letter was received (directive, 17.7; Annex II, 1.02 b)."""
    verification = fresh(Verification.objects.get(notice=notice))
    agreement, year = verification.period.agreement, verification.period.year
    term = agreement.norm.terms.get(name=CORRECTION)
    verification.correction_deadline = open_term(
        term,
        name=f"{CORRECTION}_{year}",
        title=_("Subsanación de las observaciones del año %(year)d (Nivel %(level)d)")
        % {"year": year, "level": verification.period.level},
        starts_on=received_on,
        role=COORDINATOR,
        unit=agreement.entity.unit,
    )
    verification.save()
    ledger.record(
        act="verification.start_correction",
        subject=verification,
        after={"year": year, "due_on": verification.correction_deadline.due_on},
    )


def obstacles_to_correcting(verification: Verification, on: date) -> list[Obstacle]:
    """Return what keeps a correction out on a date; the page shows what the act refuses by."""
    return rules.obstacles_to_late_correction(verification.correction_deadline, on)


def correct(
    *,
    verification: Verification,
    number: str,
    upload: tuple[str, bytes],
    answers: Mapping[int, str],
    actor: User,
    occurred: Occurrence,
) -> None:
    """Present the correction: its report, and an answer to each observation.

    :raises CannotCorrect: when the term has not started or is over, an answer is missing, or the report has no number.
    """
    verification = fresh(verification)
    observations = {each.number: each for each in observations_of(verification)}
    obstacles = obstacles_to_correcting(verification, occurred.on)
    obstacles += rules.obstacles_to_answering(observations, answers)
    if not number.strip():
        obstacles.append(Obstacle(text=_("Escriba el número del informe de subsanación."), where="number"))
    obstacles += citations.obstacles_to_citing(number, like=citations.REPORT_OF_ENTITY, where="number")
    if obstacles:
        raise CannotCorrect(*obstacles)
    name, content = upload
    report = ComplianceReport.objects.create(
        verification=verification,
        kind=ComplianceReport.Kind.CORRECTION,
        number=number.strip(),
        file=documents.store_file(content=content, name=name, uploaded_by=actor),
        presented_on=occurred.on,
        presented_by=actor,
    )
    for observation in observations.values():
        observation.answer = answers[observation.number].strip()
        observation.answered_on = occurred.on
        observation.save()
    assert verification.correction_deadline is not None
    deadlines.settle(verification.correction_deadline, status=Deadline.Status.MET, on=occurred.on)
    before = verification.status
    VerificationStatus(verification).answer()
    verification.save()
    ledger.record(
        act="verification.correct",
        subject=verification,
        before={"status": before},
        after={
            "status": verification.status,
            "number": report.number,
            "file_sha256": report.file.sha256,
            "count": len(observations),
            "year": verification.period.year,
        },
    )


def lapse_correction(deadline: Deadline) -> None:
    """Let the end of the term to correct pass to report II: what was not corrected stays so; no money is cancelled."""
    verification = Verification.objects.filter(correction_deadline=deadline).first()
    if verification is None or verification.status != Status.OBSERVED:
        return
    verification = fresh(verification)
    VerificationStatus(verification).lapse()
    verification.save()
    ledger.record(
        act="verification.lapse",
        subject=verification,
        before={"status": Status.OBSERVED},
        after={"status": verification.status, "year": verification.period.year, "due_on": deadline.due_on},
    )
    assert verification.process is not None
    service.pass_by(process=verification.process, node="correct")
