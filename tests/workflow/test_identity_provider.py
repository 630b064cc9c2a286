"""The ministry's identity provider, played by a real OpenID Connect server on the loopback."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client

from tests.factories import make_user
from tests.workflow.entering import CODE, DOOR, PASSWORD, code_of, is_inside, with_second_factor
from workflow.accounts.adapters import person_named_by
from workflow.models import User

START = "/ingresar/ministerio/"
PEOPLE = {
    "1": {"preferred_username": "ana", "email": "ana@convenia.example", "email_verified": True},
    "2": {"preferred_username": "nadie", "email": "nadie@convenia.example", "email_verified": True},
    "3": {"email": "ana@convenia.example", "email_verified": False},
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("identity provider"),
    # The provider runs in a thread of this process, and its libraries warn of one another.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Run a provider that knows three people; return its address."""
    with warnings.catch_warnings(record=True):
        import oidc_provider_mock as mock

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        users = [mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
        with mock.run_server_in_thread(user_claims=users) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def _configured(settings: object, request: pytest.FixtureRequest) -> None:
    if "provider" in request.fixturenames:
        use(settings, request.getfixturevalue("provider"))


def use(settings: object, address: str) -> None:
    """Configure the site for a provider, as the settings do from the environment."""
    app = {
        "provider_id": "ministerio",
        "name": "Cuenta MEF",
        "client_id": "convenia",
        "secret": "s",
        "settings": {"server_url": address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {  # type: ignore[attr-defined]
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    settings.OIDC_NAME = "Cuenta MEF"  # type: ignore[attr-defined]


def come_back(client: Client, start: str = START, **answer: str) -> HttpResponse:
    """Go to the provider, answer there as a person, and come back."""
    asked = client.get(start)
    assert asked.status_code == HTTPStatus.FOUND
    answered = requests.post(asked["Location"], data=answer, allow_redirects=False, timeout=5)
    back = urlsplit(answered.headers["Location"])
    assert back.path == "/ingresar/ministerio/respuesta/"
    return client.get(f"{back.path}?{back.query}")  # type: ignore[return-value]


class TestWhoTheProviderNames:
    def test_enters_without_a_password_of_this_site(self, provider: str, client: Client) -> None:
        person = make_user("ana")
        assert f'href="{START}?next=%2Fcalendario%2F"' in client.get(f"{DOOR}?next=/calendario/").content.decode()
        assert come_back(client, f"{START}?next=/calendario/", sub="1")["Location"] == "/calendario/"
        assert client.session["_auth_user_id"] == str(person.pk)
        assert client.get("/calendario/").status_code == HTTPStatus.OK

    def test_is_found_anew_every_time_and_leaves_no_link(self, provider: str, client: Client) -> None:
        make_user("ana")
        come_back(client, sub="1")
        assert not SocialAccount.objects.exists()

    @pytest.mark.parametrize("process", ["connect", "redirect", "nonsense"])
    def test_enters_and_does_nothing_else_whatever_the_address_says(
        self, provider: str, client: Client, process: str
    ) -> None:
        person = make_user("ana")
        client.force_login(make_user("bruno"))
        come_back(client, f"{START}?process={process}", sub="1")
        assert client.session["_auth_user_id"] == str(person.pk)
        assert not SocialAccount.objects.exists()

    def test_is_asked_for_the_second_factor_too(self, provider: str, client: Client) -> None:
        secret = with_second_factor(make_user("ana"))
        assert come_back(client, sub="1")["Location"] == CODE
        assert not is_inside(client)
        client.post(CODE, {"code": code_of(secret)})
        assert is_inside(client)

    def test_is_refused_in_words_when_nobody_here_is_called_so(self, provider: str, client: Client) -> None:
        response = come_back(client, sub="2")
        assert response.status_code == HTTPStatus.FORBIDDEN
        assert "no corresponde a ninguna persona activa" in response.content.decode()
        assert not User.objects.exists()

    def test_is_refused_when_the_person_was_deactivated(self, provider: str, client: Client) -> None:
        make_user("ana", is_active=False)
        assert come_back(client, sub="1").status_code == HTTPStatus.FORBIDDEN
        assert not is_inside(client)


class TestTheProvider:
    def test_that_does_not_confirm_lets_nobody_in(self, provider: str, client: Client) -> None:
        make_user("ana")
        response = come_back(client, action="deny")
        assert response.status_code == HTTPStatus.FORBIDDEN
        assert "Cuenta MEF no confirmó su identidad" in response.content.decode()

    def test_is_not_believed_without_the_state_that_we_sent(self, provider: str, client: Client) -> None:
        make_user("ana")
        response = client.get("/ingresar/ministerio/respuesta/?code=x&state=y")
        assert response.status_code == HTTPStatus.FORBIDDEN
        assert not is_inside(client)

    def test_that_cannot_be_reached_is_said_to_be_so(self, client: Client, settings: object) -> None:
        use(settings, "http://localhost:9")
        response = client.get(START)
        assert response.status_code == HTTPStatus.BAD_GATEWAY
        assert "no responde en este momento" in response.content.decode()

    def test_is_none_until_one_is_configured(self, client: Client) -> None:
        assert "Ingresar con" not in client.get(DOOR).content.decode()
        assert client.get(START).status_code == HTTPStatus.NOT_FOUND
        assert client.get("/ingresar/otro/").status_code == HTTPStatus.NOT_FOUND

    def test_does_not_close_the_door_of_the_password(self, provider: str, client: Client) -> None:
        make_user("ana", password=PASSWORD)
        client.post(DOOR, {"username": "ana", "password": PASSWORD})
        assert is_inside(client)


@pytest.mark.parametrize(
    ("matches", "claims", "finds"),
    [
        ("username", {"claim": "ana"}, True),
        ("username", {"claim": "Ana"}, False),
        ("username", {"claim": ""}, False),
        ("username", {"claim": ["ana"]}, False),
        ("username", {}, False),
        ("email", {"claim": "ANA@convenia.example", "email_verified": True}, True),
        ("email", {"claim": "ana@convenia.example", "email_verified": False}, False),
        ("email", {"claim": "ana@convenia.example"}, False),
    ],
)
def test_a_claim_names_one_active_person_or_nobody(
    settings: object, matches: str, claims: dict[str, object], finds: bool
) -> None:
    settings.OIDC_CLAIM, settings.OIDC_MATCHES = "claim", matches  # type: ignore[attr-defined]
    make_user("ana")
    assert (person_named_by(claims) is not None) is finds


def test_an_address_of_two_people_names_nobody(settings: object) -> None:
    settings.OIDC_CLAIM, settings.OIDC_MATCHES = "email", "email"  # type: ignore[attr-defined]
    for username in ("ana", "bruno"):
        person = make_user(username)
        person.email = "comun@convenia.example"
        person.save()
    assert person_named_by({"email": "comun@convenia.example", "email_verified": True}) is None
