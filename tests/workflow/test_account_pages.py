"""The page of an account, as its owner and as the administrator see it."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.workflow.entering import DOOR, enter, make_administrator, with_second_factor
from workflow.models import AccountEvent, User

Kind = AccountEvent.Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    """Return the browser of an administrator."""
    client.force_login(make_administrator())
    return client


@pytest.fixture
def ana() -> User:
    """Return somebody."""
    return make_user("ana", "Ana", "Torres")


def access(person: User) -> str:
    return reverse("admin:workflow_user_access", args=[person.pk])


class TestTheAdministrator:
    def test_takes_a_lost_second_factor_away(self, administrator: Client, ana: User) -> None:
        with_second_factor(ana)
        assert "Segundo factor activo" in administrator.get(access(ana)).content.decode()
        form = {"step": "reset_second_factor", "reason": "Perdió el teléfono"}
        page = administrator.post(access(ana), form, follow=True).content.decode()
        assert "Hecho: retirar el segundo factor que perdió" in page
        assert "Perdió el teléfono" in page
        assert not Authenticator.objects.exists()

    def test_unlocks_an_account(self, administrator: Client, ana: User) -> None:
        guesser = Client()
        for _attempt in range(5):
            enter(guesser, "ana", "no es esta")
        assert "Bloqueada por intentos fallidos" in administrator.get(access(ana)).content.decode()
        page = administrator.post(access(ana), {"step": "unlock", "reason": "Llamó"}, follow=True).content.decode()
        assert "Sin bloqueo" in page

    def test_must_say_why(self, administrator: Client, ana: User) -> None:
        response = administrator.post(access(ana), {"step": "end_sessions", "reason": " "})
        assert response.status_code == HTTPStatus.CONFLICT
        assert "Escriba el motivo" in response.content.decode()
        assert not AccountEvent.objects.exists()

    @pytest.mark.parametrize("form", [{}, {"step": "delete", "reason": "x"}])
    def test_does_nothing_else_to_it(self, administrator: Client, ana: User, form: dict[str, str]) -> None:
        assert administrator.post(access(ana), form).status_code == HTTPStatus.BAD_REQUEST

    def test_deactivates_an_account_and_that_is_recorded(self, administrator: Client, ana: User) -> None:
        page = Client()
        page.force_login(ana)
        form = {"username": "ana", "first_name": "Ana", "last_name": "Torres", "email": ana.email}
        administrator.post(reverse("admin:workflow_user_change", args=[ana.pk]), form)
        ana.refresh_from_db()
        assert not ana.is_active
        assert ana.account_events.get().kind == Kind.DEACTIVATED
        assert page.get("/")["Location"].startswith(DOOR)

    def test_gives_a_new_password_and_that_is_recorded(self, administrator: Client, ana: User) -> None:
        new = "otra contraseña larga"
        form = {"password1": new, "password2": new, "usable_password": "true"}
        administrator.post(f"/administracion/workflow/user/{ana.pk}/password/", form)
        event = ana.account_events.get()
        assert (event.kind, event.by.username) == (Kind.PASSWORD_CHANGED, "raiz")

    def test_changes_the_own_password_where_that_is_recorded(self, administrator: Client) -> None:
        assert administrator.get("/administracion/password_change/")["Location"] == "/cuenta/contrasena/"

    def test_has_no_page_for_the_tables_of_libraries(self, administrator: Client) -> None:
        page = administrator.get("/administracion/").content.decode()
        assert not [name for name in ("/mfa/", "/socialaccount/", "/account/", "/axes/") if name in page]


def test_who_does_not_administer_has_no_page_of_others(client: Client, ana: User) -> None:
    client.force_login(make_user("bruno", is_staff=True))
    assert client.get(access(ana)).status_code == HTTPStatus.FORBIDDEN


def test_the_record_of_accounts_is_only_added_to(ana: User) -> None:
    event = AccountEvent.objects.create(person=ana, kind=Kind.UNLOCKED)
    event.reason = "otra cosa"
    for change in (event.save, event.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_ones_own_page_tells_what_happened(client: Client, ana: User) -> None:
    AccountEvent.objects.create(person=ana, kind=Kind.UNLOCKED, by=make_administrator(), reason="Llamó")
    client.force_login(ana)
    client.get("/")
    page = client.get("/cuenta/").content.decode()
    assert "se desbloqueó (Raiz)" in page
    assert "Esta sesión termina el" in page
