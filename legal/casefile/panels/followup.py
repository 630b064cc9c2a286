"""What is followed while the agreement is in force: money, assistance and visits, meetings and their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst

from legal.casefile.panels.spending import SpendingPanel, spending
from legal.casefile.queries import CaseFile
from legal.casefile.reader import Reader
from legal.followup.models import AgreedTarget, AssistanceRequest, Meeting
from legal.followup.rules import days_overdue
from workflow.inbox import task_url

_REQUESTS = {
    AssistanceRequest.Status.OPEN.value: "go",
    AssistanceRequest.Status.GIVEN.value: "ok",
    AssistanceRequest.Status.DECLINED.value: "warn",
}
_ANSWERS = {
    Meeting.Answer.PENDING.value: "idle",
    Meeting.Answer.CONFIRMED.value: "ok",
    Meeting.Answer.OBJECTED.value: "warn",
}


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """A request for assistance. ``age`` counts the calendar days that an open one waits; ``url`` answers it.

    ``visit_url`` shows what answered it; either is empty when there is none or it is not the reader's.
    """

    subject: str
    detail: str
    unit: str
    addressee: str
    requested_on: date
    status: str
    state: str
    age: int | None
    answered_on: date | None
    reason: str
    url: str
    visit_url: str


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    """A visit, or assistance that was given."""

    subject: str
    kind: str
    unit: str
    held_on: date
    place: str
    url: str


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """A meeting, how many targets were agreed in it, and what the entity answered to its act."""

    number: str
    subject: str
    held_on: date
    targets: int
    answer: str
    state: str
    url: str


@dataclass(frozen=True, kw_only=True)
class TargetRow:
    """An agreed target; ``overdue`` counts calendar days, ``settle_url`` is empty for whoever may not tell of it."""

    target: AgreedTarget
    overdue: int
    meeting: str
    meeting_url: str
    settle_url: str


@dataclass(frozen=True, kw_only=True)
class FollowupPanel:
    """Everything that is followed, each kind on its own."""

    money: SpendingPanel
    requests: Sequence[RequestRow]
    visits: Sequence[VisitRow]
    meetings: Sequence[MeetingRow]
    targets: Sequence[TargetRow]


def followup(file: CaseFile, reader: Reader) -> FollowupPanel:
    """Return what is followed of an agreement."""
    return FollowupPanel(
        money=spending(file, reader),
        requests=_requests(file, reader),
        visits=_visits(file),
        meetings=_meetings(file),
        targets=_targets(file, reader),
    )


def _requests(file: CaseFile, reader: Reader) -> list[RequestRow]:
    steps = {task.process_id: task_url(task) for task in file.open_tasks if reader.may_take(task)}
    return [
        RequestRow(
            subject=each.subject,
            detail=each.detail,
            unit=each.unit.name,
            addressee=each.addressee.name,
            requested_on=each.requested_on,
            status=str(capfirst(each.get_status_display())),
            state=_REQUESTS[each.status],
            age=(file.today - each.requested_on).days if each.status == AssistanceRequest.Status.OPEN else None,
            answered_on=each.answered_on,
            reason=each.reason,
            url=steps.get(each.process_id or 0, ""),
            visit_url=_url("visit", file, each.visit.pk) if hasattr(each, "visit") else "",
        )
        for each in file.execution.requests
    ]


def _visits(file: CaseFile) -> list[VisitRow]:
    return [
        VisitRow(
            subject=each.subject,
            kind=str(capfirst(each.get_kind_display())),
            unit=each.unit.name,
            held_on=each.held_on,
            place=each.place,
            url=_url("visit", file, each.pk),
        )
        for each in file.execution.visits
    ]


def _meetings(file: CaseFile) -> list[MeetingRow]:
    return [
        MeetingRow(
            number=each.number,
            subject=each.subject,
            held_on=each.held_on,
            targets=sum(target.meeting_id == each.pk for target in file.execution.targets),
            answer=str(capfirst(each.get_answer_display())),
            state=_ANSWERS[each.answer],
            url=_url("meeting", file, each.pk),
        )
        for each in file.execution.meetings
    ]


def _targets(file: CaseFile, reader: Reader) -> list[TargetRow]:
    pending = [each.pk for each in file.execution.targets if each.status == AgreedTarget.Status.PENDING]
    may_settle = bool(pending) and reader.may("followup.settle_target", file.case)
    return [
        TargetRow(
            target=each,
            overdue=days_overdue(each.due_on, is_pending=each.pk in pending, on=file.today),
            meeting=each.meeting.number,
            meeting_url=_url("meeting", file, each.meeting_id),
            settle_url=_url("settle_target", file, each.pk) if may_settle and each.pk in pending else "",
        )
        for each in file.execution.targets
    ]


def _url(name: str, file: CaseFile, pk: int) -> str:
    return reverse(f"followup:{name}", args=[file.case.number, pk])
