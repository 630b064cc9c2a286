"""The engine's pages: sign in, see what waits, take it, give it back; what may not be seen does not exist."""

from __future__ import annotations

import html
import re
from http import HTTPStatus

import pytest
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse

from tests.factories import make_user, open_task
from tests.workflow.hospital import Hospital, acts_of, admit, refusals_of
from workflow import holding
from workflow.inbox import TOGETHER
from workflow.models import AccessRefusal, Case

PASSWORD = "una contraseña de prueba"
TOKEN = r'name="csrfmiddlewaretoken" value="\w+"'


def signed_in(client: Client, user: object) -> Client:
    client.force_login(user)  # type: ignore[arg-type]
    return client


def claim_url(case: Case) -> str:
    return reverse("workflow:claim", args=[open_task(case).pk])


def release_url(case: Case) -> str:
    return reverse("workflow:release", args=[open_task(case).pk])


def test_browsers_find_the_icon_where_they_ask_for_it_before_anybody_has_signed_in(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (HTTPStatus.FOUND, static("workflow/icon.svg"))


@pytest.mark.django_db
class TestSigningIn:
    def test_is_asked_of_everybody_before_any_page(self, client: Client) -> None:
        response = client.get("/")
        assert response.status_code == HTTPStatus.FOUND
        assert response["Location"] == "/ingresar/?next=/"

    def test_leads_to_the_inbox(self, client: Client) -> None:
        make_user("ana", password=PASSWORD)
        response = client.post("/ingresar/", {"username": "ana", "password": PASSWORD})
        assert (response.status_code, response["Location"]) == (HTTPStatus.FOUND, "/")
        assert client.get("/").status_code == HTTPStatus.OK

    def test_leads_back_to_the_page_that_was_asked_for(self, client: Client) -> None:
        make_user("ana", password=PASSWORD)
        form = {"username": "ana", "password": PASSWORD, "next": "/?q=salud"}
        assert client.post("/ingresar/", form)["Location"] == "/?q=salud"

    def test_does_not_lead_to_another_site(self, client: Client) -> None:
        make_user("ana", password=PASSWORD)
        form = {"username": "ana", "password": PASSWORD, "next": "https://convenia.example.org/"}
        assert client.post("/ingresar/", form)["Location"] == "/"

    def test_with_a_wrong_password_fails_and_says_so_in_spanish(self, client: Client) -> None:
        make_user("ana", password=PASSWORD)
        response = client.post("/ingresar/", {"username": "ana", "password": "otra"})
        assert response.status_code == HTTPStatus.OK
        assert "y clave correctos" in response.content.decode()
        assert "_auth_user_id" not in client.session

    def test_is_closed_to_who_is_deactivated(self, client: Client) -> None:
        make_user("ana", password=PASSWORD, is_active=False)
        client.post("/ingresar/", {"username": "ana", "password": PASSWORD})
        assert "_auth_user_id" not in client.session

    def test_ends_with_a_post_and_not_with_a_link(self, client: Client) -> None:
        signed_in(client, make_user("ana"))
        assert client.get("/salir/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
        assert client.post("/salir/")["Location"] == "/ingresar/"
        assert "_auth_user_id" not in client.session

    def test_of_a_person_deactivated_meanwhile_ends_with_the_next_page(self, client: Client) -> None:
        user = make_user("ana")
        signed_in(client, user)
        user.is_active = False
        user.save()
        assert client.get("/")["Location"].startswith("/ingresar/")


@pytest.mark.django_db
class TestTheLanguage:
    def test_is_spanish_whatever_the_browser_prefers(self, client: Client) -> None:
        page = client.get("/ingresar/", headers={"accept-language": "en"}).content.decode()
        assert '<html lang="es-pe">' in page

    def test_is_the_one_that_was_chosen_here(self, client: Client) -> None:
        client.post(reverse("set_language"), {"language": "en", "next": "/ingresar/"})
        assert '<html lang="en">' in client.get("/ingresar/").content.decode()

    def test_is_spanish_when_the_choice_is_none_of_ours(self, client: Client) -> None:
        client.cookies["django_language"] = "xx"
        assert '<html lang="es-pe">' in client.get("/ingresar/").content.decode()


class TestTheInboxPage:
    def test_shows_what_waits_and_who_one_is(self, hospital: Hospital, client: Client) -> None:
        case = admit(hospital)
        page = signed_in(client, hospital.doctor).get("/").content.decode()
        assert "Examinar al paciente" in page
        assert case.number in page
        assert "Ana Torres" in page
        assert "Médico jefe" in page

    def test_leads_administrators_to_their_pages_and_nobody_else(self, hospital: Hospital, client: Client) -> None:
        link = f'<a href="{reverse("admin:index")}">Administración</a>'
        assert link not in signed_in(client, hospital.doctor).get("/").content.decode()
        hospital.doctor.is_staff = True
        hospital.doctor.save()
        assert link in client.get("/").content.decode()

    def test_keeps_to_the_filter(self, hospital: Hospital, client: Client) -> None:
        admit(hospital)
        page = signed_in(client, hospital.doctor).get("/", {"q": "maternidad"}).content.decode()
        assert "Examinar al paciente" not in page
        assert "Quitar el filtro" in page

    def test_says_of_a_list_that_the_filter_empties_only_that_nothing_is_found(
        self, hospital: Hospital, client: Client
    ) -> None:
        admit(hospital)
        unfiltered = "Ninguna tarea suya ni de sus cargos está vencida.", "Nada de lo que usted inició espera"
        found_nothing = "Nada coincide con lo que busca."
        person = signed_in(client, hospital.doctor)
        page = person.get("/", {"q": "zzzz"}).content.decode()
        assert page.count(found_nothing) == 2
        assert not [words for words in unfiltered if words in page]
        page = person.get("/").content.decode()
        assert found_nothing not in page
        assert all(words in page for words in unfiltered)

    def test_leads_from_a_list_that_is_cut_to_the_whole_of_it(self, hospital: Hospital, client: Client) -> None:
        for _case in range(TOGETHER + 1):
            admit(hospital)
        person = signed_in(client, hospital.doctor)
        page = person.get("/", {"q": "paciente"}).content.decode()
        assert page.count("Examinar al paciente") == 2 * TOGETHER
        address = "?lista=cargos&amp;q=paciente"
        assert f'href="{address}"' in page
        whole = person.get(f"/{html.unescape(address)}").content.decode()
        assert whole.count('name="lista" value="cargos"') == 1
        assert whole.count("Examinar al paciente") == 2 * (TOGETHER + 1)

    def test_turns_the_pages_of_one_list_and_keeps_its_filter(
        self, hospital: Hospital, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("workflow.inbox.ALONE", 2)
        numbers = [admit(hospital).number for _case in range(3)]
        person = signed_in(client, hospital.doctor)
        first = person.get("/", {"lista": "cargos", "plazo": "pronto"}).content.decode()
        (address,) = re.findall(r'rel="next" href="([^"]+)"', first)
        second = person.get(f"/{html.unescape(address)}").content.decode()
        assert [number in first for number in numbers] == [True, True, False]
        assert [number in second for number in numbers] == [False, False, True]
        assert 'rel="prev"' in second
        assert "plazo=pronto" in address

    def test_offers_each_procedure_by_its_title(self, hospital: Hospital, client: Client) -> None:
        page = signed_in(client, hospital.doctor).get("/").content.decode()
        (choices,) = re.findall(r'<select name="flujo".*?</select>', page, re.DOTALL)
        assert "Tratamiento" in choices
        assert "A flow of a case" not in choices

    def test_shows_all_lists_where_the_address_names_none(self, hospital: Hospital, client: Client) -> None:
        page = signed_in(client, hospital.doctor).get("/", {"lista": "x", "plazo": "y", "flujo": "z"})
        assert "En espera de otros" in page.content.decode()

    def test_writes_what_people_write_as_text(self, hospital: Hospital, client: Client) -> None:
        page = signed_in(client, hospital.doctor).get("/", {"q": '"><script>'}).content.decode()
        assert '"><script>' not in page

    def test_is_only_read(self, hospital: Hospital, client: Client) -> None:
        assert signed_in(client, hospital.doctor).post("/").status_code == HTTPStatus.METHOD_NOT_ALLOWED

    def test_carries_the_policy_that_forbids_inline_script(self, hospital: Hospital, client: Client) -> None:
        response = signed_in(client, hospital.doctor).get("/")
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert "style=" not in response.content.decode()


class TestTakingATask:
    def test_makes_it_ones_own(self, hospital: Hospital, client: Client) -> None:
        case = admit(hospital)
        response = signed_in(client, hospital.doctor).post(claim_url(case))
        assert response["Location"] == reverse("tests:task", args=[open_task(case).pk])
        assert open_task(case).owner == hospital.doctor
        assert acts_of(case) == ["tests.admit", "tasks.claim"]

    def test_that_somebody_else_has_taken_says_who(self, hospital: Hospital, client: Client) -> None:
        case = admit(hospital)
        holding.claim(task_pk=open_task(case).pk, actor=hospital.doctor)
        response = signed_in(client, hospital.colleague).post(claim_url(case))
        assert response.status_code == HTTPStatus.CONFLICT
        assert "La tarea la tomó Ana Torres" in response.content.decode()
        assert open_task(case).owner == hospital.doctor

    def test_that_is_not_for_ones_post_is_refused_and_recorded(self, hospital: Hospital, client: Client) -> None:
        case = admit(hospital)
        response = signed_in(client, hospital.inspector).post(claim_url(case))
        assert response.status_code == HTTPStatus.FORBIDDEN
        assert open_task(case).owner is None
        assert [entry.act for entry in refusals_of(case)] == ["tasks.claim"]

    def test_takes_a_button_and_not_a_link(self, hospital: Hospital, client: Client) -> None:
        case = admit(hospital)
        assert signed_in(client, hospital.doctor).get(claim_url(case)).status_code == HTTPStatus.METHOD_NOT_ALLOWED
        assert open_task(case).owner is None

    def test_takes_a_form_of_this_site(self, hospital: Hospital) -> None:
        case = admit(hospital)
        client = signed_in(Client(enforce_csrf_checks=True), hospital.doctor)
        assert client.post(claim_url(case)).status_code == HTTPStatus.FORBIDDEN
        assert open_task(case).owner is None


class TestGivingATaskBack:
    def test_offers_it_to_the_post_again(self, hospital: Hospital, client: Client) -> None:
        case = admit(hospital)
        holding.claim(task_pk=open_task(case).pk, actor=hospital.doctor)
        signed_in(client, hospital.doctor).post(release_url(case))
        assert open_task(case).owner is None
        assert acts_of(case) == ["tests.admit", "tasks.claim", "tasks.release"]

    def test_that_one_has_not_taken_is_refused(self, hospital: Hospital, client: Client) -> None:
        case = admit(hospital)
        response = signed_in(client, hospital.doctor).post(release_url(case))
        assert response.status_code == HTTPStatus.CONFLICT
        assert "no hay nada que devolver" in response.content.decode()

    def test_of_somebody_else_is_refused(self, hospital: Hospital, client: Client) -> None:
        case = admit(hospital)
        holding.claim(task_pk=open_task(case).pk, actor=hospital.doctor)
        assert signed_in(client, hospital.colleague).post(release_url(case)).status_code == HTTPStatus.CONFLICT
        assert open_task(case).owner == hospital.doctor


class TestWhatMayNotBeSeen:
    @pytest.mark.parametrize("page", ["workflow:claim", "workflow:release", "tests:task"])
    def test_is_answered_as_if_it_did_not_exist_and_recorded(
        self, hospital: Hospital, client: Client, page: str
    ) -> None:
        case = admit(hospital)
        address = reverse(page, args=[open_task(case).pk])
        response = signed_in(client, hospital.outsider).post(address)
        assert response.status_code == HTTPStatus.NOT_FOUND
        assert case.title not in response.content.decode()
        refusal = AccessRefusal.objects.get()
        assert (refusal.user, refusal.path, refusal.method) == (hospital.outsider, address, "POST")
        assert refusal.status_code == HTTPStatus.NOT_FOUND
        assert len(acts_of(case)) == 1
        assert refusals_of(case) == []

    def test_looks_like_what_does_not_exist(self, hospital: Hospital, client: Client) -> None:
        task = open_task(admit(hospital))
        signed_in(client, hospital.outsider)
        addresses = [reverse("tests:task", args=[key]) for key in (task.pk, task.pk + 1000)]
        hidden, absent = (client.get(each).content.decode().replace(each, "") for each in addresses)
        assert re.sub(TOKEN, "", hidden) == re.sub(TOKEN, "", absent)

    def test_is_recorded_and_what_does_not_exist_is_not(self, hospital: Hospital, client: Client) -> None:
        client = signed_in(client, hospital.outsider)
        assert client.get("/pruebas/tareas/999/").status_code == HTTPStatus.NOT_FOUND
        assert client.get("/no-existe/").status_code == HTTPStatus.NOT_FOUND
        assert not AccessRefusal.objects.exists()

    def test_is_recorded_where_a_page_forbids_itself(self, hospital: Hospital, client: Client) -> None:
        response = signed_in(client, hospital.doctor).get("/pruebas/prohibido/")
        assert response.status_code == HTTPStatus.FORBIDDEN
        refusal = AccessRefusal.objects.get()
        assert (refusal.status_code, refusal.reason) == (403, "solo para el archivo")

    def test_of_nobody_is_not_recorded(self, hospital: Hospital, client: Client) -> None:
        assert client.get("/pruebas/prohibido/").status_code == HTTPStatus.FOUND
        assert not AccessRefusal.objects.exists()
