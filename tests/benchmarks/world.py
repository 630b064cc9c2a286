"""What the measurements stand on: offices, people, cases, and inboxes of three sizes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from viewflow.workflow import models as plain

from tests.benchmarks.acts import ROLE
from tests.benchmarks.flows import TwoStepFlow
from tests.factories import make_mandate, make_post, make_unit, make_user
from workflow import clock
from workflow.models import Case, Participation, Process, Task, Unit, User

SIZES = (100, 1_000, 10_000)
TASKS_OF_A_CASE = 5


@dataclass(frozen=True, kw_only=True)
class World:
    """An office with one person, and one person for each size of inbox."""

    unit: Unit
    person: User
    inboxes: dict[int, User]


def make_world() -> World:
    """Write everything that ``World`` names, and viewflow's own tables beside ours."""
    with connection.schema_editor() as editor:
        # The site runs on its own tables: viewflow's exist for the comparison only.
        editor.create_model(plain.Process)
        editor.create_model(plain.Task)
    top = make_unit("B", "Ministerio")
    unit, person = _office(top, "B0")
    inboxes = {}
    for size in SIZES:
        office, inboxes[size] = _office(top, f"B{size}")
        _fill(office, inboxes[size], size)
    with connection.cursor() as cursor:
        # What the server does by itself after a while.
        cursor.execute("ANALYZE")
    return World(unit=unit, person=person, inboxes=inboxes)


def make_case(unit: Unit, person: User, number: int) -> Case:
    """Write a case without acts, in which the unit takes part."""
    case = Case.objects.create(
        number=f"B-{number}", title="Asunto de prueba", unit=unit, opened_on=clock.today(), opened_by=person
    )
    Participation.objects.create(case=case, unit=unit, capacity="owner")
    return case


def _office(top: Unit, code: str) -> tuple[Unit, User]:
    unit = make_unit(code, f"Oficina {code}", top, acronym=code)
    person = make_user(code.lower(), "Ana", "Torres")
    make_mandate(person, make_post(unit, ROLE, "Registrador"))
    return unit, person


def _fill(unit: Unit, person: User, size: int) -> None:
    """Write open tasks of a unit, some of them overdue; in each case the person has done one step."""
    today = clock.today()
    cases = Case.objects.bulk_create(
        Case(number=f"{unit.code}-{number}", title="Asunto", unit=unit, opened_on=today, opened_by=person)
        for number in range(size // TASKS_OF_A_CASE)
    )
    processes = Process.objects.bulk_create(
        Process(flow_class=TwoStepFlow, case=case) for case in cases for _task in range(TASKS_OF_A_CASE)
    )
    values = {"flow_task": TwoStepFlow.first, "flow_task_type": "HUMAN", "role": ROLE, "unit": unit}
    Task.objects.bulk_create(
        Task(process=process, due_on=today + timedelta(days=number % 60 - 10), **values)
        for number, process in enumerate(processes)
    )
    Task.objects.bulk_create(
        Task(process=process, owner=person, status="DONE", finished=clock.now(), **values)
        for process in processes[::TASKS_OF_A_CASE]
    )
