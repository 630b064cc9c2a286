"""What a date brings about: done once by the clock, on its own date, and one case failing stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest

from tests.factories.tasks import open_tasks
from tests.workflow import acts
from tests.workflow.hospital import Hospital, acts_of, admit, entries, perform
from workflow import deadlines, schedule, service
from workflow.models import Case, LedgerEntry, Process
from workflow.schedule import DueEffect, NoLongerDue

Travel = Callable[[date], None]
ADMITTED, DUE, LATER = date(2026, 3, 2), date(2026, 3, 10), date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _own_schedule(monkeypatch: pytest.MonkeyPatch, travel: Travel) -> None:
    monkeypatch.setattr(schedule, "_finders", {})
    monkeypatch.setattr(deadlines, "_on_expiry", {})
    travel(ADMITTED)


def once(case: Case, *, actor: object, occurred: object, text: str = "control") -> None:
    """Note something, unless it was noted already."""
    if LedgerEntry.objects.filter(case=case, act="tests.note").exists():
        raise NoLongerDue(case.number)
    acts.note(actor=None, occurred=occurred, text=text)  # type: ignore[arg-type]


def fail(**_values: object) -> None:
    raise RuntimeError("La cama\nno existe.")


def due(*effects: tuple[Case, date, Any]) -> None:
    """Let the clock find these effects, each from its day on."""

    def find(on: date) -> Iterator[DueEffect]:
        return (DueEffect(case=case, on=day, act=act) for case, day, act in effects if day <= on)

    schedule.on_schedule("tests.note", find)


def test_an_effect_happens_on_its_own_date_however_late_the_clock_runs(hospital: Hospital) -> None:
    case = admit(hospital)
    due((case, DUE, partial(once, case)))
    assert deadlines.run_clock(on=date(2026, 3, 9)).scheduled == 0
    assert deadlines.run_clock(on=LATER).scheduled == 1
    entry = entries(case)[-1]
    assert (entry.act, entry.occurred_on, entry.actor) == ("tests.note", DUE, None)


def test_running_the_clock_again_does_it_no_second_time(hospital: Hospital) -> None:
    case = admit(hospital)
    due((case, DUE, partial(once, case)))
    reports = [deadlines.run_clock(on=LATER) for _turn in range(3)]
    assert [(report.scheduled, report.failed) for report in reports] == [(1, ()), (0, ()), (0, ())]
    assert acts_of(case).count("tests.note") == 1


def test_one_case_that_fails_is_told_and_stops_no_other(hospital: Hospital) -> None:
    broken, whole = admit(hospital), admit(hospital)
    due((broken, DUE, fail), (whole, DUE, partial(once, whole)))
    report = deadlines.run_clock(on=LATER)
    assert report.scheduled == 1
    assert report.failed == (f"{broken.number} tests.note: La cama no existe.",)
    assert "tests.note" not in acts_of(broken)


def test_what_is_due_earlier_comes_first(hospital: Hospital) -> None:
    case = admit(hospital)
    told: list[str] = []

    def tell(name: str, **values: Any) -> None:
        told.append(name)
        acts.note(**values)

    due((case, LATER, partial(tell, "second")), (case, DUE, partial(tell, "first")))
    deadlines.run_clock(on=LATER)
    assert told == ["first", "second"]


def test_a_step_whose_time_is_over_is_passed_by_and_belongs_to_nobody(hospital: Hospital) -> None:
    case = admit(hospital)
    process = Process.objects.get(case=case)

    def pass_by(**values: Any) -> None:
        service.pass_by(process=process, node="examine")
        acts.note(**values)

    perform(case, hospital.doctor, pass_by)
    assert [task.flow_task.name for task in open_tasks(case)] == ["review"]
    passed = next(task for task in process.task_set.all() if task.flow_task.name == "examine")
    assert (passed.status, passed.owner) == ("DONE", None)
