"""The half-yearly review of mandates: what waits, what is answered, who is reminded."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.factories import make_mandate, make_user
from tests.workflow.entering import make_administrator
from tests.workflow.hospital import Hospital, admit, mandate_of
from workflow import clock, privileges
from workflow.errors import Refusal
from workflow.models import Mandate, Message, PrivilegeReview, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    """Return who reviews."""
    return make_administrator()


def overdue() -> set[str]:
    """Return whose mandates wait for a review today."""
    return {mandate.user.username for mandate in privileges.overdue(on=clock.today())}


class TestAMandate:
    def test_waits_once_it_is_half_a_year_old(self, hospital: Hospital) -> None:
        today = clock.today()
        for name, days in (("old", 184), ("new", 183)):
            make_mandate(make_user(name), mandate_of(hospital.doctor).post, today - timedelta(days=days))
        assert {"old", "ana"} <= overdue()
        assert "new" not in overdue()

    def test_that_is_confirmed_waits_half_a_year_more(self, hospital: Hospital, administrator: User) -> None:
        mandate, today = mandate_of(hospital.doctor), clock.today()
        privileges.confirm(mandate, by=administrator, on=today)
        assert "ana" not in overdue()
        assert mandate in privileges.overdue(on=today + timedelta(days=184))

    def test_that_is_ended_gives_no_authority_after_its_last_day(self, hospital: Hospital, administrator: User) -> None:
        mandate, today = mandate_of(hospital.doctor), clock.today()
        privileges.end(mandate, by=administrator, on=today, last_day=today)
        assert not Mandate.objects.valid_on(today + timedelta(days=1)).filter(pk=mandate.pk).exists()
        review = mandate.reviews.get()
        assert (review.outcome, review.reviewed_by, review.reviewed_on) == ("ended", administrator, today)

    @pytest.mark.parametrize(
        ("last_day", "told"), [(None, "Indique el último día"), (date(2001, 1, 1), "antes de empezar")]
    )
    def test_is_not_ended_on_a_day_that_cannot_be(
        self, hospital: Hospital, administrator: User, last_day: date | None, told: str
    ) -> None:
        with pytest.raises(Refusal, match=told):
            privileges.end(mandate_of(hospital.doctor), by=administrator, on=clock.today(), last_day=last_day)
        assert not PrivilegeReview.objects.exists()

    def test_is_not_reviewed_by_who_holds_it(self, hospital: Hospital) -> None:
        with pytest.raises(Refusal, match="su propio mandato"):
            privileges.confirm(mandate_of(hospital.doctor), by=hospital.doctor, on=clock.today())

    def test_that_is_over_is_not_reviewed(self, hospital: Hospital, administrator: User) -> None:
        mandate = mandate_of(hospital.doctor)
        mandate.ends_on = clock.today() - timedelta(days=1)
        mandate.save()
        with pytest.raises(Refusal, match="ya no está vigente"):
            privileges.confirm(mandate, by=administrator, on=clock.today())

    def test_tells_the_last_act_of_its_holder_in_its_post(self, hospital: Hospital) -> None:
        assert not [row for row in privileges.to_review(on=clock.today()) if row.last_act_at]
        admit(hospital)
        acted = {row.user for row in privileges.to_review(on=clock.today()) if row.last_act_at}
        assert acted == {hospital.doctor}


class TestTheReviewPage:
    address = "/administracion/workflow/mandate/revision/"

    def test_shows_what_waits_and_takes_an_answer(
        self, hospital: Hospital, administrator: User, client: Client
    ) -> None:
        client.force_login(administrator)
        page = client.get(reverse("admin:workflow_mandate_review")).content.decode()
        assert "6 mandatos tienen la revisión vencida" in page
        assert "Ana Torres" in page
        form = {"mandate": str(mandate_of(hospital.doctor).pk), "outcome": "confirm"}
        page = client.post(self.address, form, follow=True).content.decode()
        assert "5 mandatos tienen la revisión vencida" in page
        assert "Revisado: Ana Torres" in page

    def test_says_why_an_answer_is_refused(self, hospital: Hospital, administrator: User, client: Client) -> None:
        client.force_login(administrator)
        mandate = str(mandate_of(hospital.doctor).pk)
        response = client.post(
            self.address, {"mandate": mandate, "outcome": "end", "last_day": "2001-01-01", "sure": "on"}
        )
        assert response.status_code == HTTPStatus.CONFLICT
        assert "no puede terminar antes de empezar" in response.content.decode()
        response = client.post(self.address, {"mandate": mandate, "outcome": "end", "last_day": "ayer"})
        assert response.status_code == HTTPStatus.BAD_REQUEST

    def test_ends_a_mandate_only_once_it_is_sure(self, hospital: Hospital, administrator: User, client: Client) -> None:
        client.force_login(administrator)
        mandate = mandate_of(hospital.doctor)
        form = {"mandate": str(mandate.pk), "outcome": "end", "last_day": "2026-03-02"}
        response = client.post(self.address, form)
        assert response.status_code == HTTPStatus.CONFLICT
        assert "marque antes que ya no se necesita" in response.content.decode()
        mandate.refresh_from_db()
        assert mandate.ends_on is None
        told = client.post(self.address, {**form, "sure": "on"}, follow=True).content.decode()
        assert "Terminado: Ana Torres" in told
        assert "Su último día es el 2 de marzo de 2026." in told

    def test_asks_as_many_questions_for_many_rows_as_for_few(
        self, hospital: Hospital, administrator: User, client: Client, django_assert_max_num_queries: object
    ) -> None:
        client.force_login(administrator)
        client.get(self.address)
        for number in range(30):
            make_mandate(make_user(f"m{number}"), mandate_of(hospital.doctor).post)
        with django_assert_max_num_queries(8):  # type: ignore[operator]
            client.get(self.address)

    def test_is_not_for_others(self, hospital: Hospital, client: Client) -> None:
        client.force_login(make_user("bruno2", is_staff=True))
        assert client.get(self.address).status_code == HTTPStatus.FORBIDDEN


class TestTheReminder:
    def test_is_written_to_the_administrators_once_a_month(self, hospital: Hospital, administrator: User) -> None:
        for _turn in range(2):
            call_command("run_clock", stdout=StringIO())
        message = Message.objects.get(key__startswith="privileges:")
        assert message.user == administrator
        assert message.subject == "6 mandatos por revisar"
        assert TestTheReviewPage.address in message.body

    def test_is_not_written_when_nothing_waits(self, administrator: User) -> None:
        assert privileges.remind(on=clock.today()) == 0
