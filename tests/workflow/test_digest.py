"""One message a day tells each person what is overdue and what is due soon, and nothing to who has nothing due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.tasks import open_task
from tests.workflow.hospital import Hospital, admit
from workflow.digest import write_digests
from workflow.models import Message

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(travel: Callable[[date], None]) -> Iterator[None]:
    travel(TODAY)
    return


def digests() -> dict[str, Message]:
    return {message.user.username: message for message in Message.objects.exclude(key="") if message.user}


def due_in(hospital: Hospital, days: int | None) -> str:
    """Admit somebody whose first step is due in so many days, and return the number of the case."""
    case = admit(hospital)
    task = open_task(case)
    task.due_on = TODAY + timedelta(days=days) if days is not None else None
    task.save()
    return case.number


def test_it_goes_to_those_for_whom_something_is_due(hospital: Hospital) -> None:
    due_in(hospital, 3)
    assert write_digests(on=TODAY) == 2
    assert set(digests()) == {"ana", "bruno"}


def test_it_tells_what_is_overdue_then_what_is_due_within_a_week(hospital: Hospital) -> None:
    late, soon, later = due_in(hospital, -1), due_in(hospital, 7), due_in(hospital, 8)
    write_digests(on=TODAY)
    message = digests()["ana"]
    assert message.subject == "2 tareas vencidas o por vencer"
    assert message.body.index("Vencidas") < message.body.index(late) < message.body.index(soon)
    assert later not in message.body
    assert "Sus cargos pueden tomar: 2." in message.body


@pytest.mark.parametrize("days", [8, None])
def test_nobody_is_written_to_about_nothing(hospital: Hospital, days: int | None) -> None:
    due_in(hospital, days)
    assert write_digests(on=TODAY) == 0
    assert not digests()


def test_it_is_written_once_a_day(hospital: Hospital) -> None:
    due_in(hospital, 1)
    assert [write_digests(on=TODAY), write_digests(on=TODAY)] == [2, 0]
    assert write_digests(on=TODAY + timedelta(days=1)) == 2


def test_who_has_no_address_gets_none(hospital: Hospital) -> None:
    due_in(hospital, 1)
    hospital.doctor.email = ""
    hospital.doctor.save()
    assert write_digests(on=TODAY) == 1


def test_a_long_list_is_cut_and_says_so(hospital: Hospital) -> None:
    for _case in range(22):
        due_in(hospital, 1)
    write_digests(on=TODAY)
    assert digests()["ana"].body.count("Expediente") == 20
    assert "y 2 más" in digests()["ana"].body


def test_the_command_says_how_many_it_has_written(hospital: Hospital) -> None:
    due_in(hospital, 1)
    out = StringIO()
    call_command("write_digests", stdout=out)
    assert out.getvalue() == "written 2\n"
