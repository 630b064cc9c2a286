"""The second factor: required of those who sign or administer, asked at the door, lost and taken away."""

from __future__ import annotations

import re
from http import HTTPStatus
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client

from tests.factories import make_mandate, make_post, make_unit, make_user
from tests.workflow.entering import (
    CODE,
    DOOR,
    PASSWORD,
    code_of,
    enter,
    is_inside,
    make_administrator,
    recovery_codes_of,
    with_second_factor,
)
from workflow import permissions
from workflow.accounts import services
from workflow.errors import Refusal
from workflow.models import AccessRefusal, AccountEvent, SiteMark, User
from workflow.models.site import DEMONSTRATION

SET_UP = "/cuenta/segundo-factor/"
Kind = AccountEvent.Kind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings: object) -> None:
    settings.REQUIRE_SECOND_FACTOR = True  # type: ignore[attr-defined]


@pytest.fixture
def head() -> User:
    """Return who signs for an entity."""
    person = make_user("gloria", password=PASSWORD)
    make_mandate(person, make_post(make_unit("440"), "head", "Gobernadora Regional"))
    return person


@pytest.fixture
def clerk() -> User:
    """Return who receives papers."""
    person = make_user("fabio", password=PASSWORD)
    make_mandate(person, make_post(make_unit("009"), "clerk", "Mesa de partes"))
    return person


def secret_on(page: str) -> str:
    """Return the key that a page prints beside its QR code."""
    found = re.search(r'<span class="code">(\w+)</span>', page)
    assert found
    return found[1]


def test_every_role_that_signs_or_authorizes_needs_it() -> None:
    deciding = {"signing.sign", "agreements.approve", "addenda.approve", "transfers.authorize", "closure.terminate"}
    roles = {role for name in deciding for role in permissions.all_acts()[name].roles}
    assert roles
    assert roles <= permissions.second_factor_roles()
    assert permissions.second_factor_roles() <= set(permissions.all_roles())


class TestWhoSigns:
    def test_is_led_to_set_it_up_before_anything_else(self, client: Client, head: User) -> None:
        enter(client, "gloria")
        response = client.get("/calendario/")
        assert response["Location"] == f"{SET_UP}?next=%2Fcalendario%2F"
        assert "antes de continuar" in client.get(SET_UP).content.decode()

    def test_may_not_act_without_it(self, client: Client, head: User) -> None:
        enter(client, "gloria")
        response = client.post("/tareas/1/tomar/")
        assert response.status_code == HTTPStatus.FORBIDDEN
        assert "no puede actuar sin él" in response.content.decode()
        assert AccessRefusal.objects.get().reason == "second factor missing"

    def test_may_leave(self, client: Client, head: User) -> None:
        enter(client, "gloria")
        client.post("/salir/")
        assert not is_inside(client)

    def test_sets_it_up_and_goes_on(self, client: Client, head: User) -> None:
        enter(client, "gloria")
        secret = secret_on(client.get(SET_UP).content.decode())
        response = client.post(SET_UP, {"code": code_of(secret)})
        assert response["Location"] == "/cuenta/codigos/"
        page = client.get("/cuenta/codigos/").content.decode()
        assert all(code in page for code in recovery_codes_of(head))
        assert client.get("/").status_code == HTTPStatus.OK
        assert [event.kind for event in head.account_events.all()] == [Kind.FACTOR_SET]

    def test_sees_the_recovery_codes_once(self, client: Client, head: User) -> None:
        enter(client, "gloria")
        client.post(SET_UP, {"code": code_of(secret_on(client.get(SET_UP).content.decode()))})
        client.get("/cuenta/codigos/")
        page = client.get("/cuenta/codigos/").content.decode()
        assert "no se vuelven a mostrar" in page
        assert not any(code in page for code in recovery_codes_of(head))

    def test_ends_the_sessions_that_were_opened_without_it(self, client: Client, head: User) -> None:
        other = Client()
        enter(other, "gloria")
        enter(client, "gloria")
        client.post(SET_UP, {"code": code_of(secret_on(client.get(SET_UP).content.decode()))})
        assert other.get("/")["Location"].startswith(DOOR)
        assert client.get("/").status_code == HTTPStatus.OK

    def test_is_told_of_a_wrong_code(self, client: Client, head: User) -> None:
        enter(client, "gloria")
        client.get(SET_UP)
        page = client.post(SET_UP, {"code": "000000"}).content.decode()
        assert "El código no es correcto" in page
        assert not Authenticator.objects.exists()

    def test_keeps_its_secret_sealed_in_the_database(self, head: User) -> None:
        secret = with_second_factor(head)
        assert secret not in str(Authenticator.objects.get(type="totp").data)


class TestWhoDoesNotSign:
    def test_enters_without_it(self, client: Client, clerk: User) -> None:
        enter(client, "fabio")
        assert client.get("/").status_code == HTTPStatus.OK

    def test_may_set_it_up(self, client: Client, clerk: User) -> None:
        enter(client, "fabio")
        assert "Su cargo no lo exige" in client.get("/cuenta/").content.decode()
        client.post(SET_UP, {"code": code_of(secret_on(client.get(SET_UP).content.decode()))})
        assert "Activo" in client.get("/cuenta/").content.decode()


def test_who_administers_needs_it(client: Client) -> None:
    make_administrator()
    enter(client, "raiz")
    assert client.get("/administracion/")["Location"].startswith(SET_UP)


def test_a_demonstration_asks_nobody_and_says_so(client: Client, head: User) -> None:
    SiteMark.objects.create(name=DEMONSTRATION)
    assert "Aquí se ingresa sin segundo factor" in client.get(DOOR).content.decode()
    enter(client, "gloria")
    assert client.get("/").status_code == HTTPStatus.OK


class TestTheDoor:
    def test_asks_for_a_code_after_the_password(self, client: Client, head: User) -> None:
        secret = with_second_factor(head)
        assert enter(client, "gloria", next="/calendario/")["Location"] == CODE
        assert not is_inside(client)
        assert client.get("/")["Location"].startswith(DOOR)
        response = client.post(CODE, {"code": code_of(secret)})
        assert response["Location"] == "/calendario/"
        assert client.get("/").status_code == HTTPStatus.OK

    def test_takes_each_recovery_code_once(self, client: Client, head: User) -> None:
        with_second_factor(head)
        code = recovery_codes_of(head)[0]
        enter(client, "gloria")
        client.post(CODE, {"code": code})
        assert is_inside(client)
        again = Client()
        enter(again, "gloria")
        assert "El código no es correcto" in again.post(CODE, {"code": code}).content.decode()
        assert not is_inside(again)

    def test_takes_no_code_twice(self, client: Client, head: User) -> None:
        code = code_of(with_second_factor(head))
        enter(client, "gloria")
        client.post(CODE, {"code": code})
        again = Client()
        enter(again, "gloria")
        again.post(CODE, {"code": code})
        assert not is_inside(again)

    def test_locks_out_who_guesses_codes(self, client: Client, head: User, settings: object) -> None:
        secret = with_second_factor(head)
        enter(client, "gloria")
        for _guess in range(settings.AXES_FAILURE_LIMIT):  # type: ignore[attr-defined]
            response = client.post(CODE, {"code": "12345"})
        assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
        assert client.post(CODE, {"code": code_of(secret)}).status_code == HTTPStatus.TOO_MANY_REQUESTS
        assert not is_inside(client)

    def test_has_no_second_step_without_the_first(self, client: Client) -> None:
        assert client.get(CODE)["Location"] == DOOR

    def test_is_the_only_one(self, client: Client) -> None:
        assert client.get("/administracion/login/")["Location"] == f"{DOOR}?next=%2Fadministracion%2F"
        for path in ("/accounts/login/", "/accounts/signup/", "/cuenta/email/", "/ingresar/ministerio/"):
            assert client.get(path).status_code == HTTPStatus.NOT_FOUND, path

    def test_refuses_who_is_inside_and_does_not_administer(self, client: Client, clerk: User) -> None:
        enter(client, "fabio")
        assert client.get("/administracion/", follow=True).status_code == HTTPStatus.FORBIDDEN


class TestNewRecoveryCodes:
    def test_ask_for_a_code_first(self, client: Client, head: User) -> None:
        secret = with_second_factor(head)
        old = recovery_codes_of(head)
        enter(client, "gloria")
        client.post(CODE, {"code": code_of(secret)})
        response = client.get("/cuenta/codigos/nuevos/")
        assert response["Location"].startswith("/cuenta/codigo/")
        assert client.get(response["Location"]).status_code == HTTPStatus.OK
        response = client.post(response["Location"], {"code": code_of(secret), "next": "/cuenta/codigos/nuevos/"})
        assert response["Location"] == "/cuenta/codigos/nuevos/"
        client.post("/cuenta/codigos/nuevos/")
        assert not set(recovery_codes_of(head)) & set(old)
        assert Kind.CODES_MADE in {event.kind for event in head.account_events.all()}


class TestALostSecondFactor:
    def test_is_taken_away_by_an_administrator_and_recorded(self, client: Client, head: User) -> None:
        with_second_factor(head)
        client.force_login(head)
        services.reset_second_factor(head, by=make_administrator(), reason="Perdió el teléfono")
        assert not Authenticator.objects.exists()
        assert client.get("/")["Location"].startswith(DOOR)
        event = head.account_events.get()
        assert (event.kind, event.by.username, event.reason) == (Kind.FACTOR_RESET, "raiz", "Perdió el teléfono")

    @pytest.mark.parametrize(
        ("who", "reason", "told"),
        [
            ("raiz", "", "Escriba el motivo"),
            ("gloria", "Lo perdí", "Nadie retira su propio"),
            ("raiz", "No tiene", "no tiene segundo factor"),
        ],
    )
    def test_is_refused_and_nothing_changes(self, head: User, who: str, reason: str, told: str) -> None:
        make_administrator()
        if reason != "No tiene":
            with_second_factor(head)
        before = Authenticator.objects.count()
        with pytest.raises(Refusal, match=told):
            services.reset_second_factor(head, by=User.objects.get(username=who), reason=reason)
        assert Authenticator.objects.count() == before
        assert not AccountEvent.objects.exists()

    def test_is_taken_away_by_command_where_no_administrator_can_enter(self, head: User) -> None:
        with_second_factor(head)
        out = StringIO()
        call_command("reset_second_factor", "gloria", "--reason", "Perdió el teléfono", stdout=out)
        assert out.getvalue() == "reset gloria\n"
        assert head.account_events.get().by is None

    @pytest.mark.parametrize(
        ("username", "told"), [("nadie", "Nobody has the user name"), ("gloria", "no tiene segundo factor")]
    )
    def test_that_is_none_is_told_by_the_command(self, head: User, username: str, told: str) -> None:
        err = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("reset_second_factor", username, "--reason", "x", stderr=err)
        assert ended.value.code == 2
        assert told in err.getvalue()

    def test_survives_a_change_of_the_key_of_the_site(self, client: Client, head: User, settings: object) -> None:
        secret = with_second_factor(head)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
        settings.SECRET_KEY = "another key, as long as the first, for tests only"  # type: ignore[attr-defined]
        enter(client, "gloria")
        client.post(CODE, {"code": code_of(secret)})
        assert is_inside(client)

    def test_that_another_key_of_the_site_sealed_opens_nothing(
        self, client: Client, head: User, settings: object
    ) -> None:
        secret = with_second_factor(head)
        settings.SECRET_KEY = "another key, as long as the first, for tests only"  # type: ignore[attr-defined]
        enter(client, "gloria")
        client.post(CODE, {"code": code_of(secret)})
        assert not is_inside(client)
