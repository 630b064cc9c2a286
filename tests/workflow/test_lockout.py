"""Lock-out after failed attempts: whom it shuts out, what it says, who lifts it."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.factories import make_user
from tests.workflow.entering import PASSWORD, enter, is_inside, make_administrator
from workflow.accounts import lockout, services
from workflow.errors import Refusal
from workflow.models import AccountEvent, User

FAILURES = 5

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> User:
    """Return somebody at whose account somebody guesses."""
    return make_user("ana", password=PASSWORD)


def guess(client: Client, times: int = FAILURES) -> None:
    """Type wrong passwords."""
    for _attempt in range(times):
        enter(client, "ana", "no es esta")


class TestTooManyFailures:
    def test_lock_the_account_out_and_say_what_to_do(self, client: Client, ana: User) -> None:
        guess(client)
        response = enter(client, "ana")
        assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
        page = response.content.decode()
        assert "durante 30 minutos" in page
        assert "pida a quien administra el sitio que desbloquee su cuenta" in page
        assert not is_inside(client)

    def test_are_recorded_once(self, client: Client, ana: User) -> None:
        guess(client, FAILURES + 3)
        assert [event.kind for event in ana.account_events.all()] == [AccountEvent.Kind.LOCKED]

    def test_do_not_shut_out_the_person_elsewhere(self, client: Client, ana: User) -> None:
        guess(client)
        elsewhere = Client(REMOTE_ADDR="10.1.2.3")
        enter(elsewhere, "ana")
        assert is_inside(elsewhere)

    def test_do_not_shut_out_others_from_there(self, client: Client, ana: User) -> None:
        guess(client)
        make_user("bruno", password=PASSWORD)
        enter(client, "bruno")
        assert is_inside(client)

    def test_are_forgotten_after_a_while(self, client: Client, ana: User) -> None:
        guess(client)
        with time_machine.travel(timezone.now() + timedelta(minutes=31)):
            enter(client, "ana")
        assert is_inside(client)

    def test_are_forgotten_when_one_enters_before(self, client: Client, ana: User) -> None:
        guess(client, FAILURES - 1)
        enter(client, "ana")
        client.post("/salir/")
        guess(client, FAILURES - 1)
        enter(client, "ana")
        assert is_inside(client)

    def test_at_a_name_that_nobody_has_answer_alike(self, client: Client) -> None:
        for _attempt in range(FAILURES):
            response = enter(client, "nadie", "no es esta")
        assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
        assert not AccountEvent.objects.exists()

    def test_keep_no_password(self, client: Client, ana: User) -> None:
        guess(client)
        assert not AccessAttempt.objects.filter(post_data__contains="no es esta").exists()


class TestUnlocking:
    def test_lets_the_person_in_and_is_recorded(self, client: Client, ana: User) -> None:
        guess(client)
        services.unlock(ana, by=make_administrator(), reason="Llamó por teléfono")
        enter(client, "ana")
        assert is_inside(client)
        kinds = [event.kind for event in ana.account_events.order_by("pk")]
        assert kinds == [AccountEvent.Kind.LOCKED, AccountEvent.Kind.UNLOCKED]

    def test_of_an_account_that_is_not_locked_is_refused(self, ana: User) -> None:
        with pytest.raises(Refusal, match="no está bloqueada"):
            services.unlock(ana, by=make_administrator(), reason="Por si acaso")
        assert not AccountEvent.objects.exists()


class TestTheAddress:
    def test_is_the_one_that_our_proxy_added_and_none_that_a_client_claims(self, settings: object) -> None:
        request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.1.1.1, 10.0.0.7", REMOTE_ADDR="127.0.0.1")
        assert lockout.address_of(request) == "127.0.0.1"
        settings.BEHIND_PROXY = True  # type: ignore[attr-defined]
        assert lockout.address_of(request) == "10.0.0.7"
