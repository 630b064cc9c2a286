"""What waits for a person: read from open tasks by role and unit, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from viewflow.workflow import STATUS

from workflow import permissions
from workflow.models import Case, Mandate, Task, User
from workflow.models.tasks import OPEN

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class InboxItem:
    """One open task as the inbox shows it. ``days_left`` counts calendar days; negative when overdue."""

    task_id: int
    title: str
    url: str
    flow_title: str
    due_on: date | None
    days_left: int | None
    case_number: str
    case_title: str
    case_url: str
    unit_name: str
    taken_by: str
    waits_for: str
    since: date | datetime


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """The open tasks of a person, due first; each list holds at most ``PAGE``, ``more`` names those cut."""

    overdue: list[InboxItem] = field(default_factory=list)
    mine: list[InboxItem] = field(default_factory=list)
    available: list[InboxItem] = field(default_factory=list)
    waiting: list[InboxItem] = field(default_factory=list)
    more: frozenset[str] = frozenset()


def inbox(user: User, today: date, *, text: str = "") -> Inbox:
    """Return what waits for a person today: three queries, whatever the number of tasks."""
    takeable = _takeable_by(user, today)
    open_tasks = _open_tasks(text)
    own = list(open_tasks.filter(Q(owner=user) | (Q(owner__isnull=True) & takeable))[: 2 * PAGE + 1])
    # A list of its own, not a look-up for each open task: that took SQLite 24 s among 2,000 agreements without ANALYZE.
    worked_on = Task.objects.filter(owner=user, status=STATUS.DONE).values("process__case")
    followed = open_tasks.filter(process__case__in=worked_on).exclude(owner=user)
    others = list(followed.exclude(Q(owner__isnull=True) & takeable)[: PAGE + 1])
    items = [(task, _item(task, today)) for task in own]
    overdue = [item for _task, item in items if item.days_left is not None and item.days_left < 0]
    due = [(task, item) for task, item in items if item not in overdue]
    lists = {
        "overdue": overdue,
        "mine": [item for task, item in due if task.owner_id == user.pk],
        "available": [item for task, item in due if task.owner_id is None],
        "waiting": [_item(task, today) for task in others],
    }
    more = {name for name, found in lists.items() if len(found) > PAGE}
    if len(own) > 2 * PAGE:
        # What was not read is due later: it may belong to either of these.
        more |= {"mine", "available"}
    return Inbox(**{name: found[:PAGE] for name, found in lists.items()}, more=frozenset(more))


def task_url(task: Task) -> str:
    """Return the address of a task's page; of its case when the step no longer exists in the program."""
    if not _exists(task):
        return case_url(task.process.case)
    return reverse(task.flow_task.page, args=[task.pk])


def case_url(case: Case) -> str:
    """Return the address of a case's page, which the domain provides (setting ``CASE_PAGE``)."""
    return reverse(settings.CASE_PAGE, args=[case.number])


def _exists(task: Task) -> bool:
    """Whether the program still has the step: one that was renamed must not take the whole list down."""
    return hasattr(task.flow_task, "page")


def _takeable_by(user: User, today: date) -> Q:
    """Return the condition that a post of the person may take a task."""
    posts = Mandate.objects.valid_on(today).filter(user=user).values_list("post__role", "post__unit__path")
    return reduce(or_, (Q(role=role, unit__path__startswith=path) for role, path in posts), Q(pk__in=[]))


def _open_tasks(text: str) -> QuerySet[Task]:
    tasks = (
        Task.objects.filter(status__in=OPEN, flow_task_type="HUMAN")
        .select_related("process__case__unit", "unit", "owner")
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )
    if text:
        tasks = tasks.filter(
            Q(process__case__number__icontains=text)
            | Q(process__case__title__icontains=text)
            | Q(process__case__unit__name__icontains=text)
        )
    return tasks


def _item(task: Task, today: date) -> InboxItem:
    case = task.process.case
    role = permissions.all_roles().get(task.role, task.role)
    return InboxItem(
        task_id=task.pk,
        title=str(task.flow_task.task_title) if _exists(task) else _("Paso retirado del sistema"),
        url=task_url(task),
        flow_title=str(getattr(task.process.flow_class, "process_title", "")),
        due_on=task.due_on,
        days_left=(task.due_on - today).days if task.due_on else None,
        case_number=case.number,
        case_title=case.title,
        case_url=case_url(case),
        unit_name=case.unit.name,
        taken_by=str(task.owner) if task.owner else "",
        waits_for=f"{role}, {task.unit.short_name}" if task.unit else str(role),
        since=task.opened_on or task.created,
    )
