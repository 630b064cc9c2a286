"""Find open tasks and do them as the person whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from workflow import clock, service
from workflow.acting import Occurrence
from workflow.models import Case, Mandate, Task, User
from workflow.models.tasks import OPEN


def today(on: date | None = None, grounds: str = "") -> Occurrence:
    """Return the legal date of an act: today, or the given day with the document that grounds it."""
    if on is None or on == clock.today():
        return Occurrence(on=clock.today(), grounds=grounds)
    return Occurrence(on=on, grounds=grounds or "Acta de la misma fecha")


def open_tasks(case: Case, name: str = "") -> list[Task]:
    """Return the open human tasks of a case in the order they were opened; of one node when it is named."""
    tasks = Task.objects.filter(process__case=case, status__in=OPEN, flow_task_type="HUMAN").order_by("pk")
    found = tasks.select_related("process__case", "unit", "owner")
    return [task for task in found if not name or task.flow_task.name == name]


def open_task(case: Case, name: str = "") -> Task:
    """Return the one open human task of a case (of one node when it is named); fail when there is not one."""
    found = open_tasks(case, name)
    names = [task.flow_task.name for task in open_tasks(case)]
    assert len(found) == 1, f"wanted one open task {name!r}, open are {names}"
    return found[0]


def holder_of(task: Task) -> User:
    """Return the person who holds the post that may take a task today."""
    mandates = Mandate.objects.valid_on(clock.today()).filter(post__role=task.role, post__unit=task.unit)
    return mandates.select_related("user").order_by("pk")[0].user


def do(
    task: Task, act: Callable[..., object], *, by: User | None = None, on: date | None = None, **values: object
) -> Task:
    """Complete a task with an act and its arguments, as its holder and today unless told otherwise."""
    return service.complete(
        task_pk=task.pk, actor=by or holder_of(task), act=partial(act, **values), occurred=today(on)
    )
