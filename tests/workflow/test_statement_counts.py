"""How many statements the engine sends: few, and never more where there are more tasks.

Counted is every statement that reaches the database within the call, SAVEPOINT and RELEASE SAVEPOINT
included. The pair that opens and ends the transaction is not: it is BEGIN and COMMIT on a site, and
in a test, which has its own transaction round it, one more savepoint.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import open_task
from tests.workflow import acts
from tests.workflow.flows import RoundFlow, TreatmentFlow
from tests.workflow.hospital import Hospital, admit, complete, perform
from workflow import clock, service
from workflow.inbox import TOGETHER, inbox

TRANSACTION = 2
MOST_TO_START, MOST_TO_COMPLETE, MOST_TO_REFUSE, MOST_FOR_THE_INBOX = 9, 12, 12, 11


def statements(call: Callable[[], object]) -> list[str]:
    """Return the statements that a call sends."""
    call_is_counted = CaptureQueriesContext(connection)
    with call_is_counted:
        call()
    return [query["sql"] for query in call_is_counted.captured_queries]


@pytest.fixture(autouse=True)
def _warm(hospital: Hospital) -> None:
    """Leave out of the count what a process asks once: content types, the imports of flows."""
    complete(open_task(admit(hospital)), hospital.doctor)


def test_starting_a_flow_within_an_act(hospital: Hospital) -> None:
    sent: list[str] = []

    def start(**values: object) -> None:
        sent.extend(statements(lambda: service.start(TreatmentFlow, key="second")))
        acts.note(**values)  # type: ignore[arg-type]

    perform(admit(hospital), hospital.doctor, start)
    assert len(sent) <= MOST_TO_START, "\n".join(sent)


def test_completing_a_step_that_opens_the_next(hospital: Hospital) -> None:
    task = open_task(admit(hospital))
    sent = statements(lambda: complete(task, hospital.doctor))
    assert len(sent) - TRANSACTION <= MOST_TO_COMPLETE, "\n".join(sent)


def test_completing_a_step_does_not_cost_more_in_a_long_case(hospital: Hospital) -> None:
    short, long = admit(hospital), admit(hospital)
    for _note in range(20):
        perform(long, hospital.doctor)
    of_short = statements(lambda: complete(open_task(short), hospital.doctor))
    of_long = statements(lambda: complete(open_task(long), hospital.doctor))
    assert len(of_long) == len(of_short)


def test_refusing_a_stranger(hospital: Hospital) -> None:
    task = open_task(admit(hospital))

    def refused() -> None:
        with pytest.raises(Exception, match="usted no lo ocupa"):
            complete(task, hospital.outsider)

    sent = statements(refused)
    assert len(sent) - TRANSACTION <= MOST_TO_REFUSE, "\n".join(sent)


def test_the_inbox_is_flat_in_the_number_of_tasks(hospital: Hospital) -> None:
    def look() -> object:
        return inbox(hospital.doctor, clock.today())

    def grow(number: int) -> None:
        for _case in range(number):
            admit(hospital)
            complete(open_task(admit(hospital, RoundFlow)), hospital.colleague, acts.prepare)

    grow(2)
    of_few = statements(look)
    # What is shown whole needs no counting: a list costs one more once it is cut, and never more than that.
    grow(TOGETHER)
    of_many = statements(look)
    grow(10)
    assert len(of_few) < len(of_many) == len(statements(look)) <= MOST_FOR_THE_INBOX, "\n".join(of_many)


def test_the_inbox_does_not_cost_more_to_who_holds_many_posts(hospital: Hospital) -> None:
    from tests.factories import make_mandate, make_post

    few = statements(lambda: inbox(hospital.doctor, clock.today()))
    for number in range(10):
        make_mandate(hospital.doctor, make_post(hospital.emergency, acts.NURSE, f"Guardia {number}"))
    assert len(statements(lambda: inbox(hospital.doctor, clock.today()))) == len(few)
