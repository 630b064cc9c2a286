"""The inbox shows each person what waits for them: what is due first, on top."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.factories import make_mandate, make_post, make_user, open_task, open_tasks
from tests.workflow import acts
from tests.workflow.flows import RoundFlow, TreatmentFlow
from tests.workflow.hospital import Hospital, admit, complete, days_ago, mandate_of
from workflow import holding, keyset
from workflow.inbox import ALONE, TOGETHER, Due, Inbox, InboxItem, InboxList, Narrowing, inbox, inbox_list
from workflow.keyset import Count
from workflow.models import Case, User

Travel = Callable[[date], None]
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _on_the_day(travel: Travel) -> Iterator[None]:
    travel(TODAY)
    return


def of(user: User, text: str = "") -> Inbox:
    return inbox(user, TODAY, narrowed=Narrowing(text=text))


def numbers(found: InboxList) -> list[str]:
    return [item.case_number for item in found.items]


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

    @pytest.mark.parametrize(
        ("kind", "reached", "offered"),
        [
            ("competence", [], True),
            ("competence", ["tests.examine"], True),
            ("competence", ["tests.review"], False),
            ("signature", [], False),
        ],
    )
    def test_holds_what_the_mandate_reaches(
        self, hospital: Hospital, kind: str, reached: list[str], offered: bool
    ) -> None:
        origin = mandate_of(hospital.doctor)
        make_mandate(make_user("gloria"), origin.post, kind=kind, origin=origin, acts=reached)
        case = admit(hospital)
        found = of(User.objects.get(username="gloria"))
        assert numbers(found.available) == ([case.number] if offered else [])

    def test_holds_the_steps_of_the_units_below(self, hospital: Hospital) -> None:
        head_nurse = make_user("gloria")
        make_mandate(head_nurse, make_post(hospital.unit, acts.NURSE))
        case = admit(hospital, RoundFlow)
        wards = [hospital.emergency, hospital.maternity]
        complete(open_task(case), hospital.doctor, acts.prepare, wards=wards)
        assert of(head_nurse).available.count.number == 2
        assert of(hospital.nurse).available.count == of(hospital.midwife).available.count == Count(number=1)

    def test_is_empty_once_the_mandate_has_ended(self, hospital: Hospital) -> None:
        admit(hospital)
        mandate = mandate_of(hospital.colleague)
        mandate.ends_on = days_ago(1)
        mandate.save()
        assert of(hospital.colleague) == Inbox()

    def test_tells_what_there_is_to_know_of_a_step(self, hospital: Hospital) -> None:
        case = admit(hospital)
        task = open_task(case)
        assert of(hospital.doctor).available.items == [
            InboxItem(
                task_id=task.pk,
                title="Examinar al paciente",
                url=f"/pruebas/tareas/{task.pk}/",
                flow_title="Tratamiento",
                due_on=date(2026, 3, 13),
                days_left=3,
                suspended="",
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
        assert mine.mine.items[0].taken_by == "Ana Torres"
        assert mine.available.items == []
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
        assert [item.title for item in of(hospital.doctor).available.items] == ["Revisar el examen"]
        assert of(hospital.doctor).mine.items == []


class TestOverdue:
    def test_begins_the_day_after_the_last_day(self, hospital: Hospital) -> None:
        admit(hospital)
        assert inbox(hospital.doctor, date(2026, 3, 13)).overdue.items == []
        (item,) = inbox(hospital.doctor, date(2026, 3, 14)).overdue.items
        assert item.days_left == -1
        assert inbox(hospital.doctor, date(2026, 3, 14)).available.items == []

    def test_is_shown_to_whoever_may_take_it_or_has_taken_it(self, hospital: Hospital) -> None:
        case = admit(hospital)
        later = date(2026, 3, 20)
        assert inbox(hospital.colleague, later).overdue.count.number == 1
        holding.claim(task_pk=open_task(case).pk, actor=hospital.doctor)
        assert inbox(hospital.doctor, later).overdue.count.number == 1
        assert inbox(hospital.colleague, later) == Inbox()


class TestOrder:
    def test_is_what_is_due_first_and_what_is_never_due_last(self, hospital: Hospital) -> None:
        case = admit(hospital)
        for due_on in (None, date(2026, 3, 30), date(2026, 3, 12)):
            copies(case, 1, due_on=due_on)
        dates = [item.due_on for item in of(hospital.doctor).available.items]
        assert dates == [date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 30), None]


class TestWaiting:
    def test_holds_the_cases_of_the_person_that_wait_for_others(self, hospital: Hospital) -> None:
        case = admit(hospital, RoundFlow)
        complete(open_task(case), hospital.doctor, acts.prepare, wards=[hospital.emergency])
        (item,) = of(hospital.doctor).waiting.items
        assert (item.case_number, item.waits_for) == (case.number, "Enfermera, Emergencia")
        assert of(hospital.colleague).waiting.items == []

    def test_says_who_has_taken_the_step(self, hospital: Hospital) -> None:
        case = admit(hospital, RoundFlow)
        complete(open_task(case), hospital.doctor, acts.prepare, wards=[hospital.emergency])
        holding.claim(task_pk=open_task(case).pk, actor=hospital.nurse)
        assert of(hospital.doctor).waiting.items[0].taken_by == "Carla Rojas"

    def test_does_not_repeat_what_the_person_may_take(self, hospital: Hospital) -> None:
        case = admit(hospital)
        complete(open_task(case), hospital.doctor)
        assert of(hospital.doctor).waiting.items == []


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
        old, sound = of(hospital.doctor).available.items
        assert (old.title, old.url) == ("Paso retirado del sistema", old.case_url)
        assert (sound.case_number, sound.title) == (other.number, "Examinar al paciente")


class TestFilter:
    @pytest.mark.parametrize("text", ["2026-0001", "paciente DE", "hospital regional"])
    def test_finds_by_number_title_or_unit(self, hospital: Hospital, text: str) -> None:
        admit(hospital)
        assert of(hospital.doctor, text).available.count.number == 1

    def test_leaves_out_the_rest(self, hospital: Hospital) -> None:
        admit(hospital)
        assert of(hospital.doctor, "maternidad") == Inbox()

    def test_finds_by_the_flow(self, hospital: Hospital) -> None:
        treated, visited = admit(hospital), admit(hospital, RoundFlow)
        for flow, case in ((TreatmentFlow, treated), (RoundFlow, visited)):
            assert numbers(inbox(hospital.doctor, TODAY, narrowed=Narrowing(flow=flow)).available) == [case.number]

    @pytest.mark.parametrize(
        ("due", "expected"),
        [(Due.OVERDUE, [-1]), (Due.SOON, [0, 3, 7]), (Due.NEVER, [None])],
    )
    def test_finds_by_when_it_is_due(self, hospital: Hospital, due: Due, expected: list[int | None]) -> None:
        case = admit(hospital)
        for days in (-1, 0, 7, 8):
            copies(case, 1, due_on=TODAY + timedelta(days=days))
        copies(case, 1, due_on=None)
        found = inbox(hospital.doctor, TODAY, narrowed=Narrowing(due=due))
        assert [item.days_left for item in (*found.overdue.items, *found.available.items)] == expected


class TestDueSoon:
    def test_counts_what_is_due_within_a_week_and_is_not_overdue(self, hospital: Hospital) -> None:
        case = admit(hospital)
        for days in (-1, 7, 8):
            copies(case, 1, due_on=TODAY + timedelta(days=days))
        copies(case, 1, due_on=TODAY, owner=hospital.doctor)
        assert of(hospital.doctor).soon == Count(number=3)

    def test_counts_also_what_is_not_shown(self, hospital: Hospital) -> None:
        copies(admit(hospital), TOGETHER + 5, due_on=TODAY)
        assert of(hospital.doctor).soon == Count(number=TOGETHER + 6)


class TestLongLists:
    def test_are_cut_and_say_how_many_there_are(self, hospital: Hospital) -> None:
        copies(admit(hospital), TOGETHER, due_on=None)
        cut = of(hospital.doctor).available
        assert (len(cut.items), cut.count, cut.is_cut) == (TOGETHER, Count(number=TOGETHER + 1), True)

    def test_are_whole_up_to_a_page(self, hospital: Hospital) -> None:
        copies(admit(hospital), TOGETHER - 1, due_on=None)
        whole = of(hospital.doctor).available
        assert (len(whole.items), whole.is_cut) == (TOGETHER, False)

    def test_are_counted_up_to_a_bound(self, hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(keyset, "MOST_COUNTED", TOGETHER + 2)
        copies(admit(hospital), TOGETHER + 2, due_on=None)
        assert of(hospital.doctor).available.count == Count(number=TOGETHER + 2, is_more=True)

    def test_of_what_is_overdue_hide_nothing_of_what_there_is_to_take(self, hospital: Hospital) -> None:
        copies(admit(hospital), 2 * TOGETHER, due_on=TODAY - timedelta(days=1))
        crowded = of(hospital.doctor)
        assert (crowded.overdue.count.number, crowded.available.count.number) == (2 * TOGETHER, 1)

    def test_are_read_page_by_page_by_themselves(self, hospital: Hospital) -> None:
        copies(admit(hospital), ALONE + 3, due_on=None)
        first, page = inbox_list(hospital.doctor, TODAY, name="available")
        assert page.next is not None
        second, rest = inbox_list(hospital.doctor, TODAY, name="available", at=page.next)
        seen = [item.task_id for item in (*first.items, *second.items)]
        assert (len(seen), len(set(seen)), rest.next) == (ALONE + 4, ALONE + 4, None)
