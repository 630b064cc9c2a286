"""The end of the agreement: its closure, a termination before it, and what was learned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legal.casefile.panels.documents import document_url
from legal.casefile.panels.lessons import LessonRow, lesson_rows
from legal.casefile.queries import CaseFile
from legal.closure.models import Closure, Termination

_TERMINATIONS = {
    Termination.Status.SERVED.value: "risk",
    Termination.Status.SETTLED.value: "risk",
    Termination.Status.REJECTED.value: "idle",
}


@dataclass(frozen=True, kw_only=True)
class ClosureRow:
    """The closure. ``unspent`` is in soles, unknown until the final report; texts are empty for what is to come."""

    status: str
    state: str
    opened_on: date
    report: str
    report_url: str
    reported_on: date | None
    summary: str
    returned: str
    unspent: Decimal | None
    unspent_note: str
    unspent_followed: Decimal | None
    unspent_difference: str
    act: str
    act_url: str
    closed_on: date | None


@dataclass(frozen=True, kw_only=True)
class TerminationRow:
    """A termination, also one that was not approved. It takes effect on the day its act is received."""

    cause: str
    status: str
    state: str
    facts: str
    proposed_on: date
    opinion: str
    opined_on: date | None
    act: str
    act_url: str
    decided_on: date | None
    takes_effect: str
    received_on: date | None
    settled_on: date | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClosurePanel:
    """How the agreement ends and what is kept of it. ``ends_on`` is the last day of its term."""

    ends_on: date | None
    closure: ClosureRow | None
    terminations: tuple[TerminationRow, ...]
    lessons: tuple[LessonRow, ...]


def closure(file: CaseFile) -> ClosurePanel:
    """Return the end of an agreement."""
    ended = file.execution.closure
    return ClosurePanel(
        ends_on=file.agreement.ends_on,
        closure=_closure(ended, file) if ended else None,
        terminations=tuple(_termination(each) for each in file.execution.terminations),
        lessons=lesson_rows(file.execution.lessons),
    )


def _closure(each: Closure, file: CaseFile) -> ClosureRow:
    return ClosureRow(
        status=str(capfirst(each.get_status_display())),
        state="ok" if each.status == Closure.Status.CLOSED else "go",
        opened_on=each.opened_on,
        report=each.report_number,
        report_url=reverse("closure:report_file", args=[file.case.number]) if each.report_file_id else "",
        reported_on=each.reported_on,
        summary=each.report_summary,
        returned=each.returned_reason,
        unspent=each.unspent,
        unspent_note=each.unspent_note,
        unspent_followed=each.unspent_followed,
        unspent_difference=each.unspent_difference,
        act=str(each.document or ""),
        act_url=document_url(each.document),
        closed_on=each.closed_on,
    )


def _termination(each: Termination) -> TerminationRow:
    notice = each.notice
    received_on = notice.received_on if notice else None
    return TerminationRow(
        cause=str(capfirst(each.get_cause_display())),
        status=str(capfirst(each.get_status_display())),
        state=_TERMINATIONS.get(each.status, "warn"),
        facts=each.facts,
        proposed_on=each.proposed_on,
        opinion=_("%(report)s: %(opinion)s") % {"report": each.opinion_report, "opinion": each.opinion}
        if each.opinion_report
        else "",
        opined_on=each.opined_on,
        act=str(each.document or ""),
        act_url=document_url(each.document),
        decided_on=each.decided_on,
        takes_effect=_("Surte efecto cuando la entidad reciba el oficio") if notice and not received_on else "",
        received_on=received_on,
        settled_on=each.settled_on,
        reason=each.reason,
    )
