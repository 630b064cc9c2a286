"""The inbox shows each person what waits for them: what is due first, on top."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.factories import make_mandate, make_post, make_user, open_task, open_tasks
from tests.workflow import acts
from tests.workflow.flows import RoundFlow
from tests.workflow.hospital import Hospital, admit, complete, days_ago, mandate_of
from workflow import holding
from workflow.inbox import PAGE, Inbox, InboxItem, inbox
from workflow.models import Case, User

Travel = Callable[[date], None]
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _on_the_day(travel: Travel) -> Iterator[None]:
    travel(TODAY)
    return


def of(user: User, text: str = "") -> Inbox:
    return inbox(user, TODAY, text=text)


def numbers(items: list[InboxItem]) -> list[str]:
    return [item.case_number for item in items]


def copies(case: Case, count: int, *, due_on: date | None, owner: User | None = None) -> None:
    """Write more open tasks like the one of a case."""
    task = open_tasks(case)[0]
    for _copy in range(count):
        task.pk, task.due_on, task.owner = None, due_on, owner
        task.status = "ASSIGNED" if owner else "NEW"
        task.save(force_insert=True)


class TestAvailable:
    def test_holds_what_a_post_of_the_person_may_take(self, hospital: Hospital) -> None:
        case = admit(hospital)
        for doctor in (hospital.doctor, hospital.colleague):
            assert numbers(of(doctor).available) == [case.number]
        for other in (hospital.nurse, hospital.outsider, hospital.inspector):
            assert of(other) == Inbox()

    def test_holds_the_steps_of_the_units_below(self, hospital: Hospital) -> None:
        head_nurse = make_user("gloria")
        make_mandate(head_nurse, make_post(hospital.unit, acts.NURSE))
        case = admit(hospital, RoundFlow)
        wards = [hospital.emergency, hospital.maternity]
        complete(open_task(case), hospital.doctor, acts.prepare, wards=wards)
        assert len(of(head_nurse).available) == 2
        assert len(of(hospital.nurse).available) == len(of(hospital.midwife).available) == 1

    def test_is_empty_once_the_mandate_has_ended(self, hospital: Hospital) -> None:
        admit(hospital)
        mandate = mandate_of(hospital.colleague)
        mandate.ends_on = days_ago(1)
        mandate.save()
        assert of(hospital.colleague) == Inbox()

    def test_tells_what_there_is_to_know_of_a_step(self, hospital: Hospital) -> None:
        case = admit(hospital)
        task = open_task(case)
        assert of(hospital.doctor).available == [
            InboxItem(
                task_id=task.pk,
                title="Examinar al paciente",
                url=f"/pruebas/tareas/{task.pk}/",
                flow_title="Tratamiento",
                due_on=date(2026, 3, 13),
                days_left=3,
                case_number=case.number,
                case_title="Paciente de prueba",
                case_url=f"/pruebas/expedientes/{case.number}/",
                unit_name="Hospital Regional",
                taken_by="",
                waits_for="Médico, HR",
                since=task.opened_on,
            )
        ]


class TestMine:
    def test_holds_what_the_person_has_taken(self, hospital: Hospital) -> None:
        case = admit(hospital)
        holding.claim(task_pk=open_task(case).pk, actor=hospital.doctor)
        mine = of(hospital.doctor)
        assert numbers(mine.mine) == [case.number]
        assert mine.mine[0].taken_by == "Ana Torres"
        assert mine.available == []
        assert of(hospital.colleague) == Inbox()

    def test_gives_back_what_the_person_gives_back(self, hospital: Hospital) -> None:
        case = admit(hospital)
        task = open_task(case)
        holding.claim(task_pk=task.pk, actor=hospital.doctor)
        holding.release(task_pk=task.pk, actor=hospital.doctor)
        assert numbers(of(hospital.colleague).available) == [case.number]

    def test_does_not_hold_what_is_done(self, hospital: Hospital) -> None:
        case = admit(hospital)
        complete(open_task(case), hospital.doctor)
        assert [item.title for item in of(hospital.doctor).available] == ["Revisar el examen"]
        assert of(hospital.doctor).mine == []


class TestOverdue:
    def test_begins_the_day_after_the_last_day(self, hospital: Hospital) -> None:
        admit(hospital)
        assert inbox(hospital.doctor, date(2026, 3, 13)).overdue == []
        (item,) = inbox(hospital.doctor, date(2026, 3, 14)).overdue
        assert item.days_left == -1
        assert inbox(hospital.doctor, date(2026, 3, 14)).available == []

    def test_is_shown_to_whoever_may_take_it_or_has_taken_it(self, hospital: Hospital) -> None:
        case = admit(hospital)
        later = date(2026, 3, 20)
        assert len(inbox(hospital.colleague, later).overdue) == 1
        holding.claim(task_pk=open_task(case).pk, actor=hospital.doctor)
        assert len(inbox(hospital.doctor, later).overdue) == 1
        assert inbox(hospital.colleague, later) == Inbox()


class TestOrder:
    def test_is_what_is_due_first_and_what_is_never_due_last(self, hospital: Hospital) -> None:
        case = admit(hospital)
        for due_on in (None, date(2026, 3, 30), date(2026, 3, 12)):
            copies(case, 1, due_on=due_on)
        dates = [item.due_on for item in of(hospital.doctor).available]
        assert dates == [date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 30), None]


class TestWaiting:
    def test_holds_the_cases_of_the_person_that_wait_for_others(self, hospital: Hospital) -> None:
        case = admit(hospital, RoundFlow)
        complete(open_task(case), hospital.doctor, acts.prepare, wards=[hospital.emergency])
        (item,) = of(hospital.doctor).waiting
        assert (item.case_number, item.waits_for) == (case.number, "Enfermera, Emergencia")
        assert of(hospital.colleague).waiting == []

    def test_says_who_has_taken_the_step(self, hospital: Hospital) -> None:
        case = admit(hospital, RoundFlow)
        complete(open_task(case), hospital.doctor, acts.prepare, wards=[hospital.emergency])
        holding.claim(task_pk=open_task(case).pk, actor=hospital.nurse)
        assert of(hospital.doctor).waiting[0].taken_by == "Carla Rojas"

    def test_does_not_repeat_what_the_person_may_take(self, hospital: Hospital) -> None:
        case = admit(hospital)
        complete(open_task(case), hospital.doctor)
        assert of(hospital.doctor).waiting == []


class TestAStepThatTheProgramNoLongerHas:
    @pytest.mark.parametrize(
        "reference",
        [
            "tests/workflow.flows.TreatmentFlow.renamed",
            "tests/workflow.flows.RenamedFlow.examine",
            "tests/renamed.TreatmentFlow.examine",
        ],
    )
    def test_is_listed_with_its_case_and_hides_nothing_else(self, hospital: Hospital, reference: str) -> None:
        case, other = admit(hospital), admit(hospital)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE workflow_task SET flow_task = %s WHERE id = %s", [reference, open_task(case).pk])
        old, sound = of(hospital.doctor).available
        assert (old.title, old.url) == ("Paso retirado del sistema", old.case_url)
        assert (sound.case_number, sound.title) == (other.number, "Examinar al paciente")


class TestFilter:
    @pytest.mark.parametrize("text", ["2026-0001", "paciente DE", "hospital regional"])
    def test_finds_by_number_title_or_unit(self, hospital: Hospital, text: str) -> None:
        admit(hospital)
        assert len(of(hospital.doctor, text).available) == 1

    def test_leaves_out_the_rest(self, hospital: Hospital) -> None:
        admit(hospital)
        assert of(hospital.doctor, "maternidad") == Inbox()


class TestLongLists:
    def test_are_cut_and_say_so(self, hospital: Hospital) -> None:
        case = admit(hospital)
        copies(case, PAGE, due_on=None)
        cut = of(hospital.doctor)
        assert len(cut.available) == PAGE
        assert cut.more == {"available"}

    def test_are_whole_up_to_a_page(self, hospital: Hospital) -> None:
        copies(admit(hospital), PAGE - 1, due_on=None)
        whole = of(hospital.doctor)
        assert (len(whole.available), whole.more) == (PAGE, frozenset())

    def test_of_what_is_overdue_do_not_hide_that_there_is_more_to_take(self, hospital: Hospital) -> None:
        case = admit(hospital)
        copies(case, 2 * PAGE, due_on=TODAY - timedelta(days=1))
        crowded = of(hospital.doctor)
        assert len(crowded.overdue) == PAGE
        assert {"overdue", "available"} <= crowded.more
