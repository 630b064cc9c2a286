"""The due dates of a post in a calendar program: at a secret address, for as long as the post is held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tests.factories.tasks import open_task
from tests.workflow import acts
from tests.workflow.hospital import Hospital, admit, mandate_of, perform
from workflow import deadlines, feeds, mandates
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.models import CalendarAddress, User

TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(travel: Callable[[date], None]) -> Iterator[None]:
    travel(TODAY)
    return


def address(client: Client, user: User) -> str:
    """Make an address through the page, sign out, and return it."""
    client.force_login(user)
    post = mandate_of(user).post
    page = client.post(reverse("workflow:make_calendar_address", args=[post.pk]))
    client.logout()
    return str(page.context["address"])


def events(client: Client, where: str) -> list[tuple[str, date]]:
    """Fetch the calendar as a program does, and return what is due when."""
    answer = client.get(where)
    assert answer.status_code == HTTPStatus.OK
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return [(str(each["summary"]), each.decoded("dtstart")) for each in calendar.walk("VEVENT")]


def with_term(hospital: Hospital, role: str, due: int = 10) -> None:
    """Open a case with a term for a role."""

    def open_term(**values: Any) -> None:
        deadlines.open_deadline(
            name="control",
            title="Control del paciente",
            term=Term(amount=due, unit=TermUnit.CALENDAR_DAYS),
            starts_on=TODAY,
            basis="Norma técnica, art. 5",
            role=role,
            unit=hospital.unit,
        )
        acts.note(**values)

    perform(admit(hospital), hospital.doctor, open_term)


def test_it_tells_the_steps_and_terms_of_the_post(hospital: Hospital, client: Client) -> None:
    with_term(hospital, acts.DOCTOR)
    told = events(client, address(client, hospital.doctor))
    assert told == [
        ("Vence: Examinar al paciente", date(2026, 3, 5)),
        ("Vence: Control del paciente", date(2026, 3, 12)),
    ]


def test_it_tells_a_step_and_its_term_once(hospital: Hospital, client: Client) -> None:
    with_term(hospital, acts.DOCTOR, due=3)
    assert len(events(client, address(client, hospital.doctor))) == 1


def test_it_tells_nothing_of_other_posts(hospital: Hospital, client: Client) -> None:
    with_term(hospital, acts.NURSE)
    assert events(client, address(client, hospital.outsider)) == []


def test_its_events_keep_their_names_so_that_a_program_moves_them(hospital: Hospital, client: Client) -> None:
    case = admit(hospital)
    where = address(client, hospital.doctor)
    before = client.get(where).content
    task = open_task(case)
    task.due_on = date(2026, 3, 9)
    task.save()
    uids = [Calendar.from_ical(content).walk("VEVENT")[0]["uid"] for content in (before, client.get(where).content)]
    assert uids[0] == uids[1] == f"task-{task.pk}@convenia"


def test_only_the_hash_of_the_secret_is_kept(hospital: Hospital, client: Client) -> None:
    where = address(client, hospital.doctor)
    secret = where.rpartition("/")[2].removesuffix(".ics")
    kept = CalendarAddress.objects.get()
    assert secret not in {str(value) for value in vars(kept).values()}
    assert feeds.find(secret, today=TODAY) == kept


class TestAnAddress:
    def test_finds_nothing_once_it_is_revoked(self, hospital: Hospital, client: Client) -> None:
        where = address(client, hospital.doctor)
        client.force_login(hospital.doctor)
        client.post(reverse("workflow:revoke_calendar_address", args=[CalendarAddress.objects.get().pk]))
        client.logout()
        assert client.get(where).status_code == HTTPStatus.NOT_FOUND

    def test_finds_nothing_once_another_is_made(self, hospital: Hospital, client: Client) -> None:
        first, second = address(client, hospital.doctor), address(client, hospital.doctor)
        assert client.get(first).status_code == HTTPStatus.NOT_FOUND
        assert client.get(second).status_code == HTTPStatus.OK

    def test_finds_nothing_once_its_person_has_left_the_post(self, hospital: Hospital, client: Client) -> None:
        where = address(client, hospital.doctor)
        mandates.end(mandate_of(hospital.doctor), on=date(2026, 3, 1))
        assert client.get(where).status_code == HTTPStatus.NOT_FOUND

    def test_finds_nothing_once_its_person_is_deactivated(self, hospital: Hospital, client: Client) -> None:
        where = address(client, hospital.doctor)
        hospital.doctor.is_active = False
        hospital.doctor.save()
        assert client.get(where).status_code == HTTPStatus.NOT_FOUND

    def test_is_not_guessed(self, hospital: Hospital, client: Client) -> None:
        address(client, hospital.doctor)
        assert client.get(reverse("workflow:calendar_file", args=["x" * 43])).status_code == HTTPStatus.NOT_FOUND

    def test_is_made_for_a_post_one_holds(self, hospital: Hospital, client: Client) -> None:
        client.force_login(hospital.nurse)
        for post in (mandate_of(hospital.doctor).post.pk, 99999999999999999999):
            where = reverse("workflow:make_calendar_address", args=[post])
            assert client.post(where).status_code == HTTPStatus.NOT_FOUND
        assert not CalendarAddress.objects.exists()

    def test_of_somebody_else_is_not_revoked(self, hospital: Hospital, client: Client) -> None:
        where = address(client, hospital.doctor)
        client.force_login(hospital.nurse)
        client.post(reverse("workflow:revoke_calendar_address", args=[CalendarAddress.objects.get().pk]))
        assert client.get(where).status_code == HTTPStatus.OK


def test_the_page_shows_each_post_with_what_can_be_done(hospital: Hospital, client: Client) -> None:
    client.force_login(hospital.doctor)
    page = client.get(reverse("workflow:calendars")).content.decode()
    assert "Médico jefe, HR" in page
    assert "Crear la dirección" in page
    assert "<summary>Médico jefe</summary>" in page
    address(client, hospital.doctor)
    client.force_login(hospital.doctor)
    assert "Revocar" in client.get(reverse("workflow:calendars")).content.decode()
