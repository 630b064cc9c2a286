"""Issue the verification reports, and close the period with the last one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from legal.documents import services as documents
from legal.documents.models import DocumentKind
from legal.verification import followers, rules
from legal.verification.errors import CannotIssueReport
from legal.verification.models import Report, Stage, Verification
from legal.verification.queries import (
    carried_into,
    findings_at,
    fresh,
    grantor_unit,
    judged_levels,
    levels_of,
    standing_findings,
)
from legal.verification.services.ruling import settle_terms
from legal.verification.status import VerificationStatus
from legal.verification.texts import first_report, second_report
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User

Status = Verification.Status


def issue_first_report(*, verification: Verification, actor: User, occurred: Occurrence) -> None:
    """Issue report I with its number; who follows hears of it (transfers settle what is due).

    :raises CannotIssueReport: when its date is before that of the findings.
    """
    verification = fresh(verification)
    _check_date(verification, Stage.FIRST, occurred)
    VerificationStatus(verification).report()
    verification.save()
    _issue(verification, ordinal=1, actor=actor, occurred=occurred)


def issue_second_report(*, verification: Verification, actor: User, occurred: Occurrence) -> None:
    """Issue report II: what became of each observation, also when the entity corrected nothing in its term.

    :raises CannotIssueReport: when its date is before that of the findings.
    """
    verification = fresh(verification)
    _check_date(verification, Stage.SECOND, occurred)
    _issue(verification, ordinal=2, actor=actor, occurred=occurred)


def _check_date(verification: Verification, stage: str, occurred: Occurrence) -> None:
    found = max((each.found_on for each in findings_at(verification, stage).values()), default=None)
    if found is not None and occurred.on < found:
        raise CannotIssueReport(
            Obstacle(text=_("El informe no puede ser anterior a la verificación que expone."), where="occurred_on")
        )


def _issue(verification: Verification, *, ordinal: int, actor: User, occurred: Occurrence) -> None:
    text = first_report if ordinal == 1 else second_report
    context = text(verification, on=occurred.on, author=actor, authority=acting.current().authority)
    document = documents.issue_document(
        case=verification.case,
        kind=DocumentKind.VERIFICATION_REPORT if ordinal == 1 else DocumentKind.CORRECTION_REPORT,
        unit=grantor_unit(verification),
        context=context,
        title=context.title,
        issued_on=occurred.on,
        actor=actor,
    )
    if ordinal == 1:
        settle_terms(verification, on=occurred.on)
    report = Report.objects.create(
        verification=verification, ordinal=ordinal, document=document, issued_on=occurred.on, **_counts(verification)
    )
    ledger.record(
        act=f"verification.report_{ordinal}",
        subject=document,
        after={
            **documents.facts(document),
            "status": verification.status,
            "met": report.met,
            "criteria": report.criteria,
            **({"carried": report.carried, "carried_met": report.carried_met} if report.carried else {}),
            "year": verification.period.year,
        },
    )
    followers.reported(report)


def _counts(verification: Verification) -> dict[str, int]:
    """Return how many criteria the level has and how many are met; those carried into the period count apart."""
    standing = standing_findings(verification)
    own = [standing[level.pk].met for level in levels_of(verification)]
    carried = [standing[level.pk].met for level in carried_into(verification)]
    return {"criteria": len(own), "met": sum(own), "carried": len(carried), "carried_met": sum(carried)}


def close_period(*, verification: Verification) -> None:
    """Close a period after its last report; its outcome follows from the verdicts."""
    verification = fresh(verification)
    order = [level.pk for level in judged_levels(verification)]
    first, second = findings_at(verification, Stage.FIRST), findings_at(verification, Stage.SECOND)
    before = verification.status
    verification.outcome = rules.outcome(
        first=[first[pk].met for pk in order],
        second={position: second[pk].met for position, pk in enumerate(order) if pk in second},
        answered=verification.status == Status.ANSWERED,
    )
    VerificationStatus(verification).close()
    verification.closed_on = acting.current().occurred.on
    verification.save()
    ledger.record(
        act="verification.close",
        subject=verification,
        before={"status": before},
        after={
            "status": verification.status,
            "year": verification.period.year,
            "outcome": str(verification.get_outcome_display()),
        },
    )
    followers.closed(verification)
