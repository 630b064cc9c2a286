"""The list of agreements and the page that opens a case."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legal.agreements.models import Agreement
from legal.norms.models import BudgetProgramme, Norm
from tests.factories import World, make_draft, make_mandate, make_post, make_unit, make_user, to_in_force, to_in_review
from tests.legal.browsing import get, has_form, post, typed, words
from workflow import clock
from workflow.models import AccessRefusal


def new_agreement(world: World, **changes: Any) -> dict[str, Any]:
    """Return what a formulator types to open a case."""
    return {
        "title": "Convenio con Amazonas",
        "entity": world.region_entity.pk,
        "norm": world.norm.pk,
        "programmes": [world.programme.pk],
        "source": world.source.pk,
        "years": 3,
        "occurred_on": clock.today().isoformat(),
        "grounds": "",
        **changes,
    }


def count_queries(world: World) -> int:
    """Return how many queries the list takes, once what is read only once has been read."""
    get(world.auditor, "agreements:list")
    with CaptureQueriesContext(connection) as queries:
        assert get(world.auditor, "agreements:list").status_code == 200
    return len(queries)


class TestList:
    def test_shows_whose_turn_it_is_and_until_when(self, world: World) -> None:
        to_in_review(make_draft(world), world, consulted=[world.health_ministry])
        page = words(get(world.formulator, "agreements:list"))
        assert "En revisión" in page
        assert "Unidad consultada, MINSA" in page
        assert "Faltan" in page

    def test_shows_the_next_term_of_an_agreement_in_force(self, world: World, travel: Callable[[date], None]) -> None:
        travel(date(2026, 11, 2))
        to_in_force(make_draft(world), world)
        page = words(get(world.formulator, "agreements:list"))
        assert "Coordinador, GRA" in page
        assert "Faltan 30 días calendario" in page

    def test_shows_nobody_what_they_may_not_see(self, world: World) -> None:
        make_draft(world)
        assert "Sus cargos no intervienen todavía en ningún convenio" in words(get(world.stranger, "agreements:list"))
        assert "Convenio de apoyo" in words(get(world.coordinator, "agreements:list"))
        assert "Los expedientes que usted puede ver." in words(get(world.auditor, "agreements:list"))

    def test_offers_to_open_a_case_only_to_who_formulates(self, world: World) -> None:
        assert "Abrir un expediente" in words(get(world.formulator, "agreements:list"))
        assert "Abrir un expediente" not in words(get(world.coordinator, "agreements:list"))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"q": "chachapoyas"}, ["Local"]),
            ({"q": "convenio amazonas"}, ["Regional"]),
            ({"q": "0002"}, ["Local", "Regional"]),
            ({"level": "local"}, ["Local"]),
            ({"status": "draft"}, ["Local", "Regional"]),
            ({"status": "in_force"}, []),
            ({"status": "nothing of the kind"}, ["Local", "Regional"]),
        ],
    )
    def test_is_narrowed_by_each_filter(self, world: World, query: dict[str, str], found: list[str]) -> None:
        make_draft(world, title="Convenio Regional")
        make_draft(world, entity=world.municipality_entity, title="Convenio Local")
        page = words(get(world.formulator, "agreements:list", **query))
        assert [name for name in ("Local", "Regional") if f"Convenio {name}" in page] == found

    def test_is_narrowed_by_entity_and_programme(self, world: World) -> None:
        make_draft(world, title="Convenio Regional")
        make_draft(world, entity=world.municipality_entity, title="Convenio Local")
        query = {"entity": world.municipality_entity.pk, "programme": world.programme.pk}
        page = words(get(world.formulator, "agreements:list", **query))
        assert "Convenio Local" in page
        assert "Convenio Regional" not in page

    def test_finds_an_agreement_under_each_of_its_programmes_and_once(self, world: World) -> None:
        other = BudgetProgramme.objects.create(code="0074", name="Control de la Oferta de Drogas de Salud")
        values = new_agreement(world, title="Convenio con dos", programmes=[world.programme.pk, other.pk])
        post(world.formulator, "agreements:create", **values)
        make_draft(world, title="Convenio con uno")
        for query in ({"programme": world.programme.pk}, {"programme": other.pk}, {"q": "salud"}, {"q": "0074"}):
            page = words(get(world.formulator, "agreements:list", **query))
            assert page.count("Convenio con dos") == 1
            assert ("Convenio con uno" in page) == (other.pk not in query.values() and "0074" not in query.values())
        assert "0002 Salud Materno Neonatal; 0074 Control de la Oferta de Drogas de Salud" in page

    def test_takes_the_same_queries_whatever_its_length(self, world: World) -> None:
        make_draft(world)
        few = count_queries(world)
        for number in range(4):
            make_draft(world, title=f"Convenio {number}")
        assert count_queries(world) == few

    def test_goes_on_in_pages_that_keep_the_filters(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("legal.agreements.views.listing.PER_PAGE", 2)
        for number in range(3):
            make_draft(world, title=f"Convenio {number}")
        first = get(world.formulator, "agreements:list", status="draft")
        assert "3 convenios" in words(first)
        address = re.search(r'rel="next" href="[?]status=draft&amp;desde=([^"]+)"', first.content.decode())
        assert address is not None
        second = get(world.formulator, "agreements:list", status="draft", desde=unquote(address[1]))
        assert "Convenio 0" in words(second)
        assert 'rel="prev"' in second.content.decode()


class TestOpening:
    def test_opens_a_case_for_the_directorate_of_who_formulates(self, world: World) -> None:
        response = post(world.formulator, "agreements:create", **new_agreement(world))
        agreement = Agreement.objects.get()
        assert response["Location"].endswith(f"/{agreement.case.number}/")
        grantor = agreement.parties.get(capacity="grantor")
        assert (grantor.unit, grantor.entity) == (world.directorate, world.ministry_entity)

    def test_says_why_not_to_who_does_not_formulate(self, world: World) -> None:
        page = get(world.coordinator, "agreements:create")
        assert not has_form(page, "Abrir el expediente")
        assert "El acto corresponde al cargo de Sectorista" in words(page)

    def test_refuses_who_does_not_formulate(self, world: World) -> None:
        assert post(world.coordinator, "agreements:create", **new_agreement(world)).status_code == 403
        assert not Agreement.objects.exists()

    def test_refuses_and_records_whatever_somebody_without_authority_sends(self, world: World) -> None:
        for values in ({}, new_agreement(world)):
            page = post(world.coordinator, "agreements:create", **values)
            assert page.status_code == 403
            assert "El acto corresponde al cargo de Sectorista" in words(page)
        recorded = AccessRefusal.objects.filter(user=world.coordinator, path="agreements.open", status_code=403)
        assert recorded.count() == 2

    def test_loses_nothing_when_it_is_refused(self, world: World) -> None:
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        page = post(world.formulator, "agreements:create", **new_agreement(world, occurred_on=tomorrow))
        assert page.status_code == 422
        assert "está en el futuro" in words(page)
        assert typed(page, "title") == "Convenio con Amazonas"
        assert typed(page, "occurred_on") == tomorrow

    def test_asks_for_what_is_missing(self, world: World) -> None:
        page = post(world.formulator, "agreements:create", **new_agreement(world, entity="", title=""))
        assert page.status_code == 422
        assert "Hay 2 datos por corregir" in words(page)

    def test_asks_for_a_programme(self, world: World) -> None:
        page = post(world.formulator, "agreements:create", **new_agreement(world, programmes=[]))
        assert page.status_code == 422
        assert "Programas presupuestales : Elija al menos un programa presupuestal." in words(page)

    def test_refuses_a_past_date_without_its_document(self, world: World) -> None:
        values = new_agreement(world, occurred_on="2026-01-05")
        assert post(world.formulator, "agreements:create", **values).status_code == 422
        post(world.formulator, "agreements:create", **{**values, "grounds": "Acta de inicio del 5 de enero de 2026"})
        assert Agreement.objects.get().case.opened_on == date(2026, 1, 5)

    def test_offers_only_norms_that_fix_splits_and_terms(self, world: World) -> None:
        Norm.objects.create(code="Directiva sin plazos", title="Otra", valid_from=date(2020, 1, 1))
        page = words(get(world.formulator, "agreements:create"))
        assert world.norm.code in page
        assert "Directiva sin plazos" not in page

    def test_does_not_offer_the_ministry_that_grants(self, world: World) -> None:
        page = get(world.formulator, "agreements:create").content.decode()
        assert f'<option value="{world.region_entity.pk}"' in page
        assert f'<option value="{world.ministry_entity.pk}">Ministerio' not in page

    def test_says_when_the_unit_belongs_to_no_entity(self, world: World) -> None:
        orphan = make_unit("X", "Oficina suelta")
        person = make_user("sola")
        make_mandate(person, make_post(orphan, "formulator", "Sectorista", "all"))
        page = words(get(person, "agreements:create"))
        assert "Oficina suelta no depende de ninguna entidad pública registrada" in page
        assert post(person, "agreements:create", **new_agreement(world)).status_code == 409
