"""A step's act is not dated before the act that opened the step."""

from __future__ import annotations

import pytest

from tests.factories import open_task
from tests.workflow import acts
from tests.workflow.hospital import Hospital, acts_of, admit, complete, days_ago, refusals_of
from workflow.acting import Occurrence
from workflow.errors import Refusal


def days_back(days: int) -> Occurrence:
    return Occurrence(on=days_ago(days), grounds="Acta N° 4")


@pytest.fixture
def examined(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> Hospital:
    """Return the hospital; what is opened in it was opened five days ago."""
    monkeypatch.setattr("tests.workflow.hospital.today", lambda: days_back(5))
    return hospital


def test_an_act_on_the_day_its_step_was_opened_is_in_order(examined: Hospital) -> None:
    case = admit(examined)
    complete(open_task(case, "examine"), examined.doctor, on=days_back(5))
    assert open_task(case, "review").opened_on == days_ago(5)


def test_an_act_before_the_one_that_opened_its_step_is_refused_in_words(examined: Hospital) -> None:
    case = admit(examined)
    complete(open_task(case, "examine"), examined.doctor, on=days_back(3))
    task = open_task(case, "review")
    with pytest.raises(Refusal, match=r"Este paso se abrió el .*: la fecha del acto no puede ser anterior\.") as caught:
        complete(task, examined.colleague, acts.review, on=days_back(4))
    assert [obstacle.where for obstacle in caught.value.obstacles] == ["occurred_on"]
    assert acts_of(case) == ["tests.admit", "tests.examine"]
    assert len(refusals_of(case)) == 1
    complete(task, examined.colleague, acts.review, on=days_back(3))


def test_a_step_may_leave_its_order_to_the_room(examined: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
    case = admit(examined)
    node = open_task(case, "examine").flow_task
    monkeypatch.setattr(node, "follows", False)
    complete(open_task(case, "examine"), examined.doctor, on=days_back(9))
    assert open_task(case, "review").opened_on == days_ago(9)


def test_a_step_of_before_this_rule_has_no_day_to_follow(examined: Hospital) -> None:
    case = admit(examined)
    task = open_task(case, "examine")
    task.opened_on = None
    task.save()
    complete(task, examined.doctor, on=days_back(9))
    assert acts_of(case) == ["tests.admit", "tests.examine"]
