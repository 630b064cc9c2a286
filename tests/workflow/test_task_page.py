"""The page of a task: the same obstacles as the act, nothing lost when it is refused, and who was first."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import open_task
from tests.workflow.hospital import Hospital, acts_of, admit, complete, days_ago, entries, refusals_of
from tests.workflow.pages import ExaminePage
from workflow import clock, holding
from workflow.errors import Obstacle, Refusal
from workflow.models import Case, Task


def address(task: Task) -> str:
    return reverse("tests:task", args=[task.pk])


def filled(**changes: Any) -> dict[str, Any]:
    return {"finding": "fractura", "occurred_on": clock.today().isoformat(), "grounds": "", **changes}


@pytest.fixture
def case(hospital: Hospital) -> Case:
    """Return a case that waits for a doctor."""
    return admit(hospital)


@pytest.fixture
def doctor(hospital: Hospital, client: Client) -> Client:
    """Return the browser of the doctor."""
    client.force_login(hospital.doctor)
    return client


class TestLooking:
    def test_shows_the_step_its_form_and_todays_date(self, case: Case, doctor: Client) -> None:
        response = doctor.get(address(open_task(case)))
        page = response.content.decode()
        assert response.status_code == HTTPStatus.OK
        assert "Examinar al paciente" in page
        assert f'value="{clock.today().isoformat()}"' in page
        assert "Tomar la tarea" in page

    def test_writes_nothing(self, case: Case, doctor: Client) -> None:
        doctor.get(address(open_task(case)))
        assert len(entries(case)) == 1

    def test_offers_no_form_to_who_may_see_but_not_act(self, hospital: Hospital, case: Case, client: Client) -> None:
        client.force_login(hospital.inspector)
        page = client.get(address(open_task(case))).content.decode()
        assert 'name="finding"' not in page
        assert "Médico jefe, HR" in page

    def test_offers_to_give_back_what_one_has_taken(self, hospital: Hospital, case: Case, doctor: Client) -> None:
        holding.claim(task_pk=open_task(case).pk, actor=hospital.doctor)
        page = doctor.get(address(open_task(case))).content.decode()
        assert "Devolver la tarea" in page
        assert "Tomar la tarea" not in page

    def test_shows_the_obstacles_instead_of_the_button(
        self, case: Case, doctor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ExaminePage, "obstacles", lambda self: [Obstacle(text="Falta la camilla.", who="Almacén")])
        page = doctor.get(address(open_task(case))).content.decode()
        assert "Falta la camilla." in page
        assert "Almacén" in page
        assert "Falta 1 cosa para examinar" in page


class TestAFormThatCannotBeRead:
    def test_is_shown_again_to_who_may_act(self, case: Case, doctor: Client) -> None:
        assert doctor.post(address(open_task(case)), {}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert refusals_of(case) == []

    def test_is_a_recorded_refusal_of_who_may_not(self, hospital: Hospital, case: Case, client: Client) -> None:
        client.force_login(hospital.inspector)
        response = client.post(address(open_task(case)), {})
        assert response.status_code == HTTPStatus.FORBIDDEN
        assert "usted no lo ocupa" in response.content.decode()
        assert [(entry.actor, entry.act) for entry in refusals_of(case)] == [(hospital.inspector, "tests.examine")]
        assert open_task(case).is_open


class TestActing:
    def test_leads_to_the_case_and_says_what_was_done(self, case: Case, doctor: Client) -> None:
        task = open_task(case)
        response = doctor.post(address(task), filled())
        assert response["Location"] == reverse("tests:case", args=[case.number])
        assert acts_of(case) == ["tests.admit", "tests.examine"]
        assert entries(case)[-1].after == {"finding": "fractura"}
        assert "El examen quedó registrado." in doctor.get("/").content.decode()

    def test_on_an_earlier_day_carries_its_document(self, case: Case, doctor: Client) -> None:
        written = filled(occurred_on=days_ago(1).isoformat(), grounds=" Acta N° 4 ")
        doctor.post(address(open_task(case)), written)
        assert (entries(case)[-1].occurred_on, entries(case)[-1].grounds) == (days_ago(1), "Acta N° 4")

    def test_with_a_form_that_lacks_something_writes_nothing(self, case: Case, doctor: Client) -> None:
        response = doctor.post(address(open_task(case)), filled(finding=""))
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert len(entries(case)) == 1


class TestBeingRefused:
    def test_loses_nothing_that_was_written(self, case: Case, doctor: Client) -> None:
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        response = doctor.post(address(open_task(case)), filled(occurred_on=tomorrow))
        page = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert 'value="fractura"' in page
        assert "está en el futuro" in page
        # What cannot be read is a slip of typing: it is no refusal of the act.
        assert not refusals_of(case)

    def test_shows_an_obstacle_beside_the_field_it_names(self, case: Case, doctor: Client) -> None:
        response = doctor.post(address(open_task(case)), filled(occurred_on=days_ago(1).isoformat()))
        assert list(response.context["form"].errors) == ["grounds"]

    def test_shows_every_obstacle_of_the_act(self, case: Case, doctor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(**_values: object) -> None:
            raise Refusal("Falta la historia clínica.", Obstacle(text="Falta la firma.", who="Jefe", where="finding"))

        monkeypatch.setattr(ExaminePage, "act", lambda self, form: refuse)
        response = doctor.post(address(open_task(case)), filled())
        errors = response.context["form"].errors
        assert errors["__all__"] == ["Falta la historia clínica."]
        assert errors["finding"] == ["Falta la firma. (Jefe)"]

    def test_for_lack_of_authority_is_forbidden_and_recorded(
        self, hospital: Hospital, case: Case, client: Client
    ) -> None:
        client.force_login(hospital.inspector)
        assert client.post(address(open_task(case)), filled()).status_code == HTTPStatus.FORBIDDEN
        assert [entry.actor for entry in refusals_of(case)] == [hospital.inspector]


class TestComingTooLate:
    def test_one_is_told_who_did_it(self, hospital: Hospital, case: Case, doctor: Client) -> None:
        task = open_task(case)
        complete(task, hospital.colleague)
        for response, status in (
            (doctor.get(address(task)), HTTPStatus.OK),
            (doctor.post(address(task), filled()), HTTPStatus.CONFLICT),
        ):
            assert response.status_code == status
            assert "ya fue concluida por Bruno Salas" in response.content.decode()
        assert acts_of(case) == ["tests.admit", "tests.examine"]

    def test_one_is_told_who_has_taken_it(self, hospital: Hospital, case: Case, doctor: Client) -> None:
        holding.claim(task_pk=open_task(case).pk, actor=hospital.colleague)
        response = doctor.post(address(open_task(case)), filled())
        assert response.status_code == HTTPStatus.CONFLICT
        assert "La tarea la tomó Bruno Salas" in response.content.decode()
