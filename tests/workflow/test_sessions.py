"""Sessions: how long they last, what is told and kept when they end, and what ends them."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client

from tests.conftest import LIMA
from tests.factories import make_user, open_task
from tests.workflow.entering import DOOR, PASSWORD, enter, is_inside, make_administrator
from tests.workflow.hospital import Hospital, admit
from workflow.accounts import services
from workflow.models import AccountEvent, User

MORNING = datetime(2026, 11, 23, 9, tzinfo=LIMA)
Kind = AccountEvent.Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> User:
    """Return somebody."""
    return make_user("ana", password=PASSWORD)


def after(**later: float) -> time_machine.travel:
    """Return a journey to some time after the morning."""
    return time_machine.travel(MORNING + timedelta(**later), tick=False)


class TestASession:
    def test_ends_when_it_is_not_used(self, client: Client, ana: User) -> None:
        with after():
            enter(client, "ana")
        with after(minutes=61):
            response = client.get("/calendario/")
            assert response["Location"] == f"{DOOR}?next=%2Fcalendario%2F"
            assert "terminó por falta de uso" in client.get(response["Location"]).content.decode()
            assert not is_inside(client)

    def test_goes_on_while_it_is_used(self, client: Client, ana: User) -> None:
        for minutes in range(0, 200, 40):
            with after(minutes=minutes):
                if not minutes:
                    enter(client, "ana")
                assert client.get("/").status_code == HTTPStatus.OK

    def test_ends_at_its_limit_however_much_it_is_used(self, client: Client, ana: User) -> None:
        with after():
            enter(client, "ana")
        for minutes in range(30, 480, 30):
            with after(minutes=minutes):
                assert client.get("/").status_code == HTTPStatus.OK
        with after(minutes=480):
            response = client.get("/")
            assert "llegó a su límite de tiempo" in client.get(response["Location"]).content.decode()

    def test_tells_its_end_and_warns_before_it(self, client: Client, ana: User) -> None:
        with after():
            enter(client, "ana")
            page = client.get("/").content.decode()
            assert "Su sesión termina el 23 nov 2026, 17:00, o tras 60 minutos sin uso" in page
            assert "Si no alcanza a enviar" not in page
        for minutes in range(50, 480, 50):
            with after(minutes=minutes):
                client.get("/")
        with after(minutes=466):
            assert "Si no alcanza a enviar lo que escribe, se conservará" in client.get("/").content.decode()

    def test_that_is_over_leaves_the_door_as_it_is(self, client: Client, ana: User) -> None:
        make_user("bruno", password=PASSWORD)
        with after():
            enter(client, "ana")
        with after(minutes=61):
            assert client.get(DOOR).status_code == HTTPStatus.OK
            assert not is_inside(client)
        with after(minutes=62):
            enter(client, "ana")
        with after(minutes=124):
            assert enter(client, "bruno")["Location"] == "/"
            assert is_inside(client)

    def test_is_written_at_most_once_a_minute(self, client: Client, ana: User) -> None:
        with after():
            enter(client, "ana")
            client.get("/")
            seen = client.session["seen_at"]
        with after(seconds=59):
            client.get("/")
            assert client.session["seen_at"] == seen
        with after(seconds=60):
            client.get("/")
            assert client.session["seen_at"] > seen


class TestAFormThatComesTooLate:
    def sent_late(self, client: Client, path: str, form: dict[str, str]) -> str:
        with after():
            enter(client, "ana")
        with after(minutes=61):
            return str(client.post(path, form)["Location"])

    def kept(self, client: Client) -> list[list[str]]:
        with after(minutes=62):
            return list(client.session.get("kept", {}).get("fields", []))

    def test_is_kept_for_the_same_person(self, client: Client, ana: User) -> None:
        location = self.sent_late(client, "/tareas/7/tomar/?q=1", {"text": "Lo que escribí <b>", "many": "x"})
        assert location == f"{DOOR}?next=%2Fcuenta%2Fcontinuar%2F"
        with after(minutes=62):
            assert "Lo que escribió se conservó" in client.get(location).content.decode()
            assert enter(client, "ana", next="/cuenta/continuar/")["Location"] == "/cuenta/continuar/"
            page = client.get("/cuenta/continuar/").content.decode()
        assert 'action="/tareas/7/tomar/?q=1"' in page
        assert 'name="text" value="Lo que escribí &lt;b&gt;"' in page

    def test_can_be_sent_again(self, client: Client, hospital: Hospital) -> None:
        case = admit(hospital)
        hospital.doctor.set_password(PASSWORD)
        hospital.doctor.save()
        path = f"/tareas/{open_task(case).pk}/tomar/"
        now = datetime.now(tz=LIMA)
        with time_machine.travel(now, tick=False):
            enter(client, hospital.doctor.username)
        with time_machine.travel(now + timedelta(hours=2), tick=False):
            client.post(path, {"anything": "x"})
            assert open_task(case).owner is None
            enter(client, hospital.doctor.username)
            assert f'action="{path}"' in client.get("/cuenta/continuar/").content.decode()
            client.post(path, {"anything": "x"})
        assert open_task(case).owner == hospital.doctor

    def test_is_shown_to_nobody_else(self, client: Client, ana: User) -> None:
        self.sent_late(client, "/tareas/7/tomar/", {"text": "secreto de Ana"})
        make_user("bruno", password=PASSWORD)
        with after(minutes=62):
            enter(client, "bruno")
            assert client.get("/cuenta/continuar/")["Location"] == "/"
            assert "kept" not in client.session

    def test_with_a_password_is_not_kept(self, client: Client, ana: User) -> None:
        location = self.sent_late(client, "/cuenta/contrasena/", {"old_password": "a", "new_password1": "b"})
        assert location == f"{DOOR}?next=%2F"
        assert not self.kept(client)

    def test_with_a_code_of_the_second_factor_is_not_kept(self, client: Client, ana: User) -> None:
        self.sent_late(client, "/cuenta/segundo-factor/", {"code": "123456"})
        assert not self.kept(client)

    def test_with_a_code_of_something_else_is_kept(self, client: Client, ana: User) -> None:
        self.sent_late(client, "/tareas/7/tomar/", {"form-0-code": "1.1"})
        assert self.kept(client) == [["form-0-code", "1.1"]]

    def test_of_another_site_is_not_kept(self, ana: User) -> None:
        client = Client(enforce_csrf_checks=True)
        with after():
            client.force_login(ana)
            client.get("/")
        with after(minutes=61):
            assert client.post("/tareas/7/tomar/", {"text": "x"}).status_code == HTTPStatus.FORBIDDEN
        assert not self.kept(client)


class TestEverySession:
    def test_ends_when_the_account_is_deactivated_and_stays_ended(self, client: Client, ana: User) -> None:
        client.force_login(ana)
        administrator = make_administrator()
        for is_active in (False, True):
            ana.is_active = is_active
            ana.save()
            services.after_activity_changed(ana, by=administrator)
        assert client.get("/")["Location"].startswith(DOOR)
        assert [event.kind for event in ana.account_events.order_by("pk")] == [Kind.DEACTIVATED, Kind.REACTIVATED]

    def test_ends_without_undoing_what_somebody_else_changed_meanwhile(self, ana: User) -> None:
        same = User.objects.get(pk=ana.pk)
        same.is_active = False
        same.save()
        services.after_second_factor_was_set(ana)
        assert not User.objects.get(pk=ana.pk).is_active

    def test_ends_when_the_administrator_says_so(self, client: Client, ana: User) -> None:
        client.force_login(ana)
        services.end_sessions(ana, by=make_administrator(), reason="Equipo perdido")
        assert client.get("/")["Location"].startswith(DOOR)

    def test_but_the_one_in_hand_ends_when_the_password_changes(self, client: Client, ana: User) -> None:
        other = Client()
        enter(client, "ana")
        enter(other, "ana")
        new = "otra contraseña larga"
        form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
        assert client.post("/cuenta/contrasena/", form)["Location"] == "/cuenta/"
        assert client.get("/").status_code == HTTPStatus.OK
        assert other.get("/")["Location"].startswith(DOOR)
        assert ana.account_events.get().kind == Kind.PASSWORD_CHANGED


@pytest.mark.parametrize(
    ("new", "told"),
    [("corta", "12 caracteres"), ("contraseña123", ""), ("111111111111111", "numérica"), ("password1234", "común")],
)
def test_a_password_that_is_too_easy_is_refused(client: Client, ana: User, new: str, told: str) -> None:
    enter(client, "ana")
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    response = client.post("/cuenta/contrasena/", form)
    if told:
        assert told in response.content.decode()
    else:
        assert response.status_code == HTTPStatus.FOUND
