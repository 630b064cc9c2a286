"""Two people at one step: one does it, the other is told who was first."""

from __future__ import annotations

from collections import Counter
from functools import partial
from threading import Barrier

import pytest
from django.db import transaction
from viewflow.workflow import STATUS

from tests.factories import make_mandate, make_user, open_task, open_tasks
from tests.workflow import acts
from tests.workflow.flows import RoundFlow
from tests.workflow.hospital import (
    acts_of,
    admit,
    complete,
    is_gap_free,
    make_hospital,
    mandate_of,
    perform,
    refusals_of,
)
from tests.workflow.threads import together, wait_little
from workflow import holding
from workflow.errors import AlreadyDone, Busy
from workflow.flow import lock_case
from workflow.models import LedgerEntry, Task, User

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS, CROWD = 200, 8


class TestTwoPeopleAtOneStep:
    def test_one_does_it_and_the_other_is_told_who(self) -> None:
        hospital = make_hospital()
        case = admit(hospital)
        task = open_task(case)
        answers = together([partial(complete, task, who) for who in (hospital.doctor, hospital.colleague)])
        (refusal,) = [answer for answer in answers if isinstance(answer, AlreadyDone)]
        task.refresh_from_db()
        assert f"ya fue concluida por {task.owner}" in str(refusal)
        assert acts_of(case) == ["tests.admit", "tests.examine"]
        assert len(open_tasks(case, "review")) == 1
        assert len(refusals_of(case)) == 1
        assert is_gap_free(case)

    def test_only_one_of_them_takes_it(self) -> None:
        hospital = make_hospital()
        case = admit(hospital)
        task = open_task(case)
        takers = [partial(holding.claim, task_pk=task.pk, actor=who) for who in (hospital.doctor, hospital.colleague)]
        answers = together(takers)
        (refusal,) = [answer for answer in answers if isinstance(answer, AlreadyDone)]
        task.refresh_from_db()
        assert str(task.owner) in str(refusal)

    def test_two_last_visits_at_once_open_one_report(self) -> None:
        hospital = make_hospital()
        case = admit(hospital, RoundFlow)
        wards = [hospital.emergency, hospital.maternity]
        complete(open_task(case), hospital.doctor, acts.prepare, wards=wards)
        first, second = open_tasks(case, "visit")
        together(
            [
                partial(complete, first, hospital.nurse, acts.visit),
                partial(complete, second, hospital.midwife, acts.visit),
            ]
        )
        assert [task.flow_task.name for task in open_tasks(case)] == ["report"]
        assert is_gap_free(case)

    def test_notes_of_several_people_are_numbered_one_after_the_other(self) -> None:
        hospital = make_hospital()
        case = admit(hospital)

        def write_notes() -> None:
            for _note in range(5):
                perform(case, hospital.doctor)

        together([write_notes] * 4)
        assert acts_of(case) == ["tests.admit", *["tests.note"] * 20]
        assert is_gap_free(case)


class TestACaseThatIsBusy:
    def test_is_not_waited_for_without_end(self) -> None:
        hospital = make_hospital()
        case = admit(hospital)
        task = open_task(case)
        held = Barrier(2)

        def hold() -> None:
            with transaction.atomic():
                lock_case(pk=case.pk)
                held.wait(timeout=10)
                held.wait(timeout=10)

        def come() -> None:
            wait_little()
            held.wait(timeout=10)
            try:
                complete(task, hospital.doctor)
            finally:
                held.wait(timeout=10)

        _holder, answer = together([hold, come])
        assert isinstance(answer, Busy)
        assert "Espere unos segundos" in str(answer)
        assert acts_of(case) == ["tests.admit"]


@pytest.mark.postgres
@pytest.mark.slow
class TestACrowdAtOneStep:
    def test_does_it_once_in_each_of_two_hundred_rounds(self) -> None:
        hospital = make_hospital()
        people = [_doctor(number, mandate_of(hospital.doctor).post_id) for number in range(CROWD)]
        tasks = [open_task(admit(hospital)) for _round in range(ROUNDS)]
        start_of_round = Barrier(CROWD)

        def race(person: User) -> Counter[str]:
            outcome: Counter[str] = Counter()
            for task in tasks:
                start_of_round.wait(timeout=30)
                try:
                    complete(task, person)
                    outcome["done"] += 1
                except AlreadyDone as refusal:
                    outcome["told who" if refusal.obstacles[0].who else "not told"] += 1
            return outcome

        outcomes = together([partial(race, person) for person in people])
        total: Counter[str] = sum((each for each in outcomes if isinstance(each, Counter)), Counter())
        assert total == {"done": ROUNDS, "told who": ROUNDS * (CROWD - 1)}
        done = LedgerEntry.objects.filter(act="tests.examine", kind=LedgerEntry.Kind.ACT)
        assert done.values("case").distinct().count() == done.count() == ROUNDS
        assert Task.objects.filter(status=STATUS.NEW, flow_task_type="HUMAN").count() == ROUNDS
        assert all(is_gap_free(task.process.case) for task in tasks)


def _doctor(number: int, post_id: int) -> User:
    person = make_user(f"medico{number}")
    post = person.mandates.model._meta.get_field("post").related_model.objects.get(pk=post_id)
    make_mandate(person, post)
    return person
