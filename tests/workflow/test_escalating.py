"""An overdue step is told to the superior of its post, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.tasks import open_task
from tests.workflow.acts import DOCTOR, NURSE
from tests.workflow.hospital import Hospital, acts_of, admit, complete, entries, is_gap_free
from workflow import deadlines
from workflow.models import Case, Message, Post, Task

Travel = Callable[[date], None]
MONDAY = date(2026, 3, 2)


@pytest.fixture
def case(hospital: Hospital, travel: Travel) -> Case:
    """Return a case whose first step is the chief doctor's; the nurse is, for once, the doctor's superior."""
    travel(MONDAY)
    doctor, nurse = (
        Post.objects.get(role=DOCTOR, unit=hospital.unit),
        Post.objects.get(role=NURSE, unit=hospital.emergency),
    )
    doctor.superior = nurse
    doctor.save()
    case = admit(hospital)
    task = open_task(case)
    task.due_on = MONDAY + timedelta(days=3)
    task.save()
    Message.objects.all().delete()
    return case


def escalated(*, day: int) -> int:
    """Run the clock so many days after the Monday, and return how many steps were told."""
    report = deadlines.run_clock(on=MONDAY + timedelta(days=day))
    assert report.failed == ()
    return report.escalated


def test_the_superior_is_told_the_day_after(case: Case, hospital: Hospital) -> None:
    assert [escalated(day=3), escalated(day=4)] == [0, 1]
    message = Message.objects.get()
    assert (message.role, message.unit, message.case) == (NURSE, hospital.emergency, case)
    assert "Venció el 5 de marzo de 2026" in message.subject
    assert "como superior jerárquico" in message.body


def test_the_superior_is_told_once_however_often_and_late_the_clock_runs(case: Case) -> None:
    assert [escalated(day=day) for day in (9, 9, 30)] == [1, 0, 0]
    assert Message.objects.count() == 1


def test_the_record_says_that_the_system_told_whom(case: Case) -> None:
    escalated(day=4)
    entry = entries(case)[-1]
    assert (entry.act, entry.actor) == ("tasks.escalate", None)
    assert "Enfermera de emergencia" in entry.after["superior"]
    assert is_gap_free(case)


def test_nobody_is_told_of_a_step_that_was_done(case: Case, hospital: Hospital) -> None:
    complete(open_task(case), hospital.doctor)
    Message.objects.all().delete()
    assert escalated(day=9) == 0
    assert "tasks.escalate" not in acts_of(case)


def test_nobody_is_told_of_a_post_without_a_superior(case: Case) -> None:
    Post.objects.update(superior=None)
    assert escalated(day=9) == 0


def test_a_step_that_is_due_later_and_overdue_again_is_told_again(case: Case) -> None:
    assert escalated(day=4) == 1
    task = Task.objects.get(pk=open_task(case).pk)
    task.due_on, task.escalated_on = MONDAY + timedelta(days=10), None
    task.save()
    assert [escalated(day=10), escalated(day=11), escalated(day=12)] == [0, 1, 0]


def test_a_post_is_not_its_own_superior(case: Case) -> None:
    post = Post.objects.get(role=DOCTOR, superior__isnull=False)
    post.superior = post
    with pytest.raises(IntegrityError), transaction.atomic():
        post.save()
