"""What waits for a person: read from open tasks by role and unit, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from viewflow.workflow import STATUS, Flow

from workflow import permissions, suspending
from workflow.flow import all_flows
from workflow.keyset import Column, Count, Page, count, page_of
from workflow.mandates import reaches
from workflow.models import Case, Mandate, Task, Unit, User
from workflow.models.tasks import OPEN
from workflow.nodes import RoleTask

# Rows of each list where all are shown together, and of one list shown by itself.
TOGETHER, ALONE = 20, 50
SOON_DAYS = 7

_ORDER = (Column(name="due_on"), Column(name="id"))


@dataclass(frozen=True, kw_only=True)
class InboxItem:
    """One open task as the inbox shows it. ``days_left`` counts calendar days; negative when overdue.

    ``suspended`` says since when its term is suspended, or is empty.
    """

    task_id: int
    title: str
    url: str
    flow_title: str
    due_on: date | None
    days_left: int | None
    suspended: str
    case_number: str
    case_title: str
    case_url: str
    unit_name: str
    taken_by: str
    waits_for: str
    since: date | datetime


@dataclass(frozen=True, kw_only=True)
class InboxList:
    """One list of the inbox: a page of it, and how many tasks it has in all, counted up to a bound."""

    items: list[InboxItem] = field(default_factory=list)
    count: Count = field(default_factory=lambda: Count(number=0))

    @property
    def is_cut(self) -> bool:
        """Whether the list has more than what is shown."""
        return self.count.number > len(self.items)


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """The open tasks of a person, due first. ``soon`` counts those of ``mine`` and ``available`` due within a week."""

    overdue: InboxList = field(default_factory=InboxList)
    mine: InboxList = field(default_factory=InboxList)
    available: InboxList = field(default_factory=InboxList)
    waiting: InboxList = field(default_factory=InboxList)
    soon: Count = field(default_factory=lambda: Count(number=0))


LISTS: Final = ("overdue", "mine", "available", "waiting")


class Due(StrEnum):
    """What the inbox may be narrowed to by the day on which a step is due."""

    OVERDUE = "vencidas"
    SOON = "pronto"
    NEVER = "sin_plazo"


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What a person looks for in the inbox: words of the case or its unit, a flow, when it is due."""

    text: str = ""
    flow: type[Flow] | None = None
    due: Due | None = None


EVERYTHING: Final = Narrowing()


def inbox(user: User, today: date, *, narrowed: Narrowing = EVERYTHING) -> Inbox:
    """Return what waits for a person today: at most eleven queries, whatever the number of tasks."""
    lists = _lists(user, today, narrowed)
    shown = {name: _shown(rows, today) for name, rows in lists.items()}
    soon = (lists["mine"] | lists["available"]).filter(due_on__lte=today + timedelta(days=SOON_DAYS))
    few = not any(shown[name].is_cut for name in ("mine", "available"))
    return Inbox(**shown, soon=_soon_of(shown) if few else count(soon))


def inbox_list(
    user: User, today: date, *, name: str, at: str = "", narrowed: Narrowing = EVERYTHING
) -> tuple[InboxList, Page[Task]]:
    """Return a page of one of the ``LISTS`` and its neighbors, in four queries at most; ``at`` is where it starts."""
    rows = _lists(user, today, narrowed)[name]
    page = page_of(rows, _ORDER, size=ALONE, at=at)
    return InboxList(items=[_item(task, today) for task in page.rows], count=count(rows)), page


def _lists(user: User, today: date, narrowed: Narrowing) -> dict[str, QuerySet[Task]]:
    takeable = _takeable_by(user, today)
    open_tasks = _open_tasks(today, narrowed)
    late, in_time = Q(due_on__lt=today), Q(due_on__gte=today) | Q(due_on__isnull=True)
    # A list of its own, not a look-up for each open task: that took SQLite 24 s among 2,000 agreements without ANALYZE.
    worked_on = Task.objects.filter(owner=user, status=STATUS.DONE).values("process__case")
    others = open_tasks.filter(process__case__in=worked_on).exclude(owner=user)
    return {
        "overdue": open_tasks.filter(late, Q(owner=user) | Q(owner__isnull=True) & takeable),
        "mine": open_tasks.filter(in_time, owner=user),
        "available": open_tasks.filter(in_time, takeable, owner__isnull=True),
        "waiting": others.exclude(Q(owner__isnull=True) & takeable),
    }


def _shown(rows: QuerySet[Task], today: date) -> InboxList:
    found = page_of(rows, _ORDER, size=TOGETHER)
    items = [_item(task, today) for task in found.rows]
    # What is shown whole needs no counting.
    return InboxList(items=items, count=Count(number=len(items)) if found.next is None else count(rows))


def _soon_of(shown: dict[str, InboxList]) -> Count:
    waiting = [*shown["mine"].items, *shown["available"].items]
    return Count(number=sum(item.days_left is not None and item.days_left <= SOON_DAYS for item in waiting))


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
    """Return the condition that a post of the person may take a task, and its mandate reaches the act of the step.

    Units are named by their keys, so that the index by role, unit and end gives a page in its order. One query,
    and a second one where units depend on that of a post.
    """
    below = Exists(Unit.objects.filter(parent=OuterRef("post__unit")))
    mandates = list(
        Mandate.objects.valid_on(today).filter(user=user).select_related("post__unit").annotate(has_units=below)
    )
    units = {(mandate.post.unit_id, mandate.post.unit.path) for mandate in mandates}
    if paths := {mandate.post.unit.path for mandate in mandates if mandate.has_units}:
        within = reduce(or_, (Q(path__startswith=path) for path in paths))
        units |= set(Unit.objects.filter(within).values_list("pk", "path"))
    conditions = {}
    for mandate in mandates:
        steps, above = _steps_reached(mandate), mandate.post.unit.path
        reached = Q(role=mandate.post.role, unit__in=sorted(key for key, path in units if path.startswith(above)))
        conditions[mandate.post.role, above, steps] = reached if steps is None else reached & Q(flow_task__in=steps)
    return reduce(or_, conditions.values(), Q(pk__in=[]))


def _steps_reached(mandate: Mandate) -> tuple[RoleTask, ...] | None:
    """Return the steps whose act a mandate reaches; None for one that reaches every act of its post."""
    if not mandate.acts and mandate.kind != Mandate.Kind.SIGNATURE:
        return None
    steps = (node for flow_class in all_flows() for node in flow_class.instance.nodes() if isinstance(node, RoleTask))
    return tuple(node for node in steps if reaches(mandate, node.act))


def _open_tasks(today: date, narrowed: Narrowing) -> QuerySet[Task]:
    tasks = Task.objects.filter(status__in=OPEN, flow_task_type="HUMAN").select_related(
        "process__case__unit", "unit", "owner", "suspended_by"
    )
    if text := narrowed.text:
        tasks = tasks.filter(
            Q(process__case__number__icontains=text)
            | Q(process__case__title__icontains=text)
            | Q(process__case__unit__name__icontains=text)
        )
    if narrowed.flow is not None:
        tasks = tasks.filter(process__flow_class=narrowed.flow)
    if narrowed.due is not None:
        tasks = tasks.filter(_due(narrowed.due, today))
    return tasks


def _due(due: Due, today: date) -> Q:
    if due == Due.NEVER:
        return Q(due_on__isnull=True)
    if due == Due.OVERDUE:
        return Q(due_on__lt=today)
    return Q(due_on__range=(today, today + timedelta(days=SOON_DAYS)))


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
        suspended=suspending.told(task.suspended_by) if task.suspended_by else "",
        case_number=case.number,
        case_title=case.title,
        case_url=case_url(case),
        unit_name=case.unit.name,
        taken_by=str(task.owner) if task.owner else "",
        waits_for=f"{role}, {task.unit.short_name}" if task.unit else str(role),
        since=task.opened_on or task.created,
    )
