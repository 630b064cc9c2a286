"""The list of agreements: what narrows it, and each row with whose turn it is and until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement, SupportedProgramme
from legal.agreements.queries import find
from workflow import permissions, suspending
from workflow.inbox import case_url
from workflow.keyset import Column
from workflow.models import Deadline, Task, Unit
from workflow.models.tasks import OPEN

Status = Agreement.Status

# How a page colors each status: a word always stands beside it.
STATES: Final[Mapping[str, str]] = {
    Status.DRAFT: "idle",
    Status.IN_REVIEW: "go",
    Status.APPROVED: "go",
    Status.IN_SIGNATURE: "go",
    Status.IN_FORCE: "ok",
    Status.SUSPENDED: "warn",
    Status.EXPIRED: "warn",
    Status.CONCLUDED: "idle",
    Status.WITHDRAWN: "idle",
    Status.TERMINATED: "risk",
}


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who has to act on a case, and by when; ``suspended`` says since when the term is suspended, or is empty."""

    post: str
    due_on: date | None
    suspended: str = ""


@dataclass(frozen=True, kw_only=True)
class AgreementRow:
    """An agreement as the list shows it. ``days_left`` counts calendar days; negative when overdue."""

    title: str
    url: str
    number: str
    case_number: str
    entity: str
    level: str
    programmes: str
    status: str
    state: str
    turn: str
    due_on: date | None
    days_left: int | None
    suspended: str


def narrow(agreements: QuerySet[Agreement], chosen: Mapping[str, Any]) -> QuerySet[Agreement]:
    """Return the agreements that the filters leave (text ``q``, status, level, programme, entity)."""
    if text := chosen.get("q"):
        agreements = find(agreements, text)
    if status := chosen.get("status"):
        agreements = agreements.filter(status=status)
    if level := chosen.get("level"):
        agreements = agreements.filter(entity__level=level)
    if programme := chosen.get("programme"):
        agreements = agreements.filter(programmes__programme=programme, programmes__in_text=True)
    if entity := chosen.get("entity"):
        agreements = agreements.filter(entity=entity)
    return agreements


# The newest first.
ORDER: Final = (Column(name="case__opened_at", descending=True), Column(name="case_id", descending=True))


def rows(agreements: Sequence[Agreement], today: date) -> list[AgreementRow]:
    """Return a page of agreements as rows, in three queries whatever their number."""
    turns = _turns([agreement.case_id for agreement in agreements])
    programmes = _programmes(agreements)
    return [
        _row(agreement, programmes.get(agreement.pk, ()), turns.get(agreement.case_id), today)
        for agreement in agreements
    ]


def _programmes(agreements: Sequence[Agreement]) -> dict[int, list[str]]:
    """Return the programmes of each agreement, in the order of its text."""
    found: dict[int, list[str]] = {}
    rows = SupportedProgramme.objects.filter(agreement__in=agreements, in_text=True).select_related("programme")
    for row in rows.order_by("position"):
        found.setdefault(row.agreement_id, []).append(str(row.programme))
    return found


def _row(agreement: Agreement, programmes: Iterable[str], turn: Turn | None, today: date) -> AgreementRow:
    due_on = turn.due_on if turn else None
    return AgreementRow(
        title=agreement.title,
        url=case_url(agreement.case),
        number=agreement.number,
        case_number=agreement.case.number,
        entity=agreement.entity.unit.name,
        level=agreement.entity.get_level_display(),
        programmes="; ".join(programmes),
        status=agreement.get_status_display(),
        state=STATES[agreement.status],
        turn=turn.post if turn else "",
        due_on=due_on,
        days_left=(due_on - today).days if due_on else None,
        suspended=turn.suspended if turn else "",
    )


def _turns(cases: Sequence[int]) -> dict[int, Turn]:
    """Return whose turn it is in each case: the open step due first, else the term that ends first."""
    by_due = F("due_on").asc(nulls_last=True)
    tasks = (
        Task.objects.filter(process__case__in=cases, status__in=OPEN, flow_task_type="HUMAN")
        .select_related("process", "unit", "suspended_by")
        .order_by(by_due, "pk")
    )
    deadlines = Deadline.objects.running().filter(case__in=cases).select_related("unit").order_by(by_due, "pk")
    waiting: dict[int, list[Turn]] = {}
    for task in tasks:
        suspended = suspending.told(task.suspended_by) if task.suspended_by else ""
        turn = Turn(post=post_of(task.role, task.unit), due_on=task.due_on, suspended=suspended)
        waiting.setdefault(task.process.case_id, []).append(turn)
    of_steps = frozenset(waiting)
    for deadline in deadlines:
        if deadline.case_id not in of_steps:
            turn = Turn(post=post_of(deadline.role, deadline.unit), due_on=deadline.due_on)
            waiting.setdefault(deadline.case_id, [turn])
    return {case: _first_of(turns) for case, turns in waiting.items()}


def _first_of(turns: Sequence[Turn]) -> Turn:
    posts = _distinct(turn.post for turn in turns)
    if len(posts) == 1:
        return turns[0]
    words = {"post": turns[0].post, "count": len(posts) - 1}
    return replace(turns[0], post=_("%(post)s y %(count)s más") % words)


def _distinct(posts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(posts))


def post_of(role: str, unit: Unit | None) -> str:
    """Return the post that acts for a role in a unit, as lists name it."""
    title = str(permissions.all_roles().get(role, role))
    return f"{title}, {unit.short_name}" if unit else title
