"""Why one sees a case, and which of its acts are one's own: told on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legal.agreements.models import Agreement
from legal.casefile.access import Access, access
from legal.casefile.queries import find_case
from legal.casefile.reader import reader_of
from tests.factories import World, complete_terms, make_draft, make_grant, make_mandate, make_post, make_user
from tests.legal.casefile.reading import TODAY
from workflow.models import User
from workflow.permissions import VIEW
from workflow.visibility import cases_visible_to, grounds_of_sight


@pytest.fixture(autouse=True)
def _on_a_working_day(travel: Callable[[date], None]) -> None:
    travel(TODAY)


@pytest.fixture
def agreement(world: World) -> Agreement:
    """Return the draft of the region's agreement."""
    return make_draft(world)


def access_of(agreement: Agreement, user: User) -> Access:
    """Return what a person is told."""
    case = find_case(user, agreement.case.number, today=TODAY)
    assert case is not None
    return access(case, reader_of(case, user, today=TODAY), stage=agreement.status)


def titles(answers: list[Any]) -> list[str]:
    return [title for answer in answers for title in answer.titles]


def one_on(title: str, answers: list[Any]) -> Any:
    """Return the one answer on an act."""
    (found,) = [answer for answer in answers if title in answer.titles]
    return found


class TestWhyOneSeesACase:
    def test_names_the_post_that_reaches_all_cases(self, agreement: Agreement, world: World) -> None:
        assert access_of(agreement, world.auditor).grounds == (
            "Por su cargo de Auditora, CGR, que alcanza a todos los expedientes.",
        )

    def test_names_the_unit_that_takes_part_and_as_what(self, agreement: Agreement, world: World) -> None:
        assert access_of(agreement, world.coordinator).grounds == (
            "Por su cargo de Coordinador del convenio, GRA. Intervienen en el expediente: "
            "Gobierno Regional del Departamento de Amazonas (Entidad pública).",
        )

    def test_names_the_source_and_the_end_of_an_authorization(self, agreement: Agreement, world: World) -> None:
        make_grant(world.stranger, VIEW, agreement.case, starts_on=date(2026, 1, 5), expires_on=date(2030, 6, 30))
        assert access_of(agreement, world.stranger).grounds == (
            "Por autorización excepcional, del 5 de enero de 2026 al 30 de junio de 2030: Oficio N° 010-2026-CG.",
        )

    def test_names_a_post_once_with_all_its_units_and_as_its_holder_bears_it(
        self, agreement: Agreement, world: World
    ) -> None:
        complete_terms(agreement, world)
        mandate = world.director_general.mandates.get()
        mandate.title = "Directora General de prueba"
        mandate.save()
        (ground,) = access_of(agreement, world.director_general).grounds
        assert ground.startswith("Por su cargo de Directora General de prueba, ")

    def test_names_every_ground(self, agreement: Agreement, world: World) -> None:
        person = make_user("sonia")
        make_mandate(person, make_post(world.region, "coordinator", "Coordinadora alterna"))
        make_grant(person, VIEW, agreement.case, expires_on=date(2030, 6, 30))
        assert len(access_of(agreement, person).grounds) == 2

    def test_names_none_of_a_person_who_is_no_longer_active(self, agreement: Agreement, world: World) -> None:
        person = make_user("sonia", is_active=False)
        make_mandate(person, make_post(world.region, "coordinator", "Coordinadora alterna"))
        make_grant(person, VIEW, agreement.case, expires_on=date(2030, 6, 30))
        assert not cases_visible_to(person, TODAY).exists()
        assert grounds_of_sight(person, agreement.case, TODAY) == []


class TestWhatOneMayDo:
    def test_is_told_with_the_post_by_which(self, agreement: Agreement, world: World) -> None:
        told = access_of(agreement, world.coordinator)
        writing = one_on("redactar el texto", told.allowed)
        assert writing.reasons[0].startswith("Usted ocupa el cargo de Coordinador del convenio, GRA")

    def test_tells_whose_each_other_act_is(self, agreement: Agreement, world: World) -> None:
        told = access_of(agreement, world.coordinator)
        giving_up = one_on("desistir del convenio", told.refused)
        assert giving_up.reasons == ("Corresponde a: Sectorista o Director General.",)

    def test_tells_each_reason_once(self, agreement: Agreement, world: World) -> None:
        told = access_of(agreement, world.coordinator)
        reasons = [answer.reasons for answer in (*told.allowed, *told.refused)]
        assert len(reasons) == len(set(reasons))
        assert len(reasons) < len(titles([*told.allowed, *told.refused]))

    def test_tells_nothing_of_acts_of_another_stage(self, agreement: Agreement, world: World) -> None:
        told = access_of(agreement, world.director_general)
        assert "resolver el convenio" not in titles([*told.allowed, *told.refused])

    def test_is_nothing_for_an_auditor(self, agreement: Agreement, world: World) -> None:
        assert access_of(agreement, world.auditor).allowed == []


class TestThePage:
    def test_is_one_link_away_from_the_case(self, agreement: Agreement, world: World, client: Client) -> None:
        complete_terms(agreement, world)
        client.force_login(world.coordinator)
        address = reverse("casefile:access", args=[agreement.case.number])
        assert f'href="{address}"' in client.get(f"/expedientes/{agreement.case.number}/").content.decode()
        page = client.get(address).content.decode()
        assert "Por qué ve este expediente" in page
        assert "redactar el texto" in page

    def test_does_not_exist_for_who_may_not_see_the_case(
        self, agreement: Agreement, world: World, client: Client
    ) -> None:
        client.force_login(world.stranger)
        assert client.get(reverse("casefile:access", args=[agreement.case.number])).status_code == 404
