"""The pages on which the text is written, part by part."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from legal.agreements.models import Agreement
from legal.agreements.models.review import Part
from legal.agreements.queries import read_terms
from legal.agreements.services.review import NewObservation
from legal.entities.models import District, Province
from legal.norms.models import BudgetProgramme
from tests.factories import World, complete_terms, give_opinions, make_draft, to_in_force, to_in_review
from tests.legal.browsing import get, has_form, post, refused_accesses, typed, words

PARTS = [part.value for part in Part]


@pytest.fixture
def draft(world: World) -> Agreement:
    """Return an empty draft with the region."""
    return make_draft(world)


def save(world: World, draft: Agreement, part: str, **values: Any) -> Any:
    """Save a part as the formulator."""
    return post(world.formulator, "agreements:part", draft.case.number, part, **values)


def money(**changes: Any) -> dict[str, Any]:
    """Return the money of three years as it is typed."""
    rows = {f"maximum_{year}": "1,000,000.00" for year in (1, 2, 3)}
    splits = {"fixed_1": "100", "fixed_2": "70", "fixed_3": "50.5"}
    return {"maximum": "S/ 3,000,000.00", "years": 3, **rows, **splits, **changes}


class TestOverview:
    def test_shows_what_each_part_lacks_and_who_can_supply_it(self, world: World, draft: Agreement) -> None:
        page = words(get(world.coordinator, "agreements:text", draft.case.number))
        assert "Falta el objetivo general del convenio" in page
        assert "El ámbito no tiene distritos" in page
        assert "Sectorista o coordinador de la entidad" in page
        assert page.count("Abierta") == 6

    def test_counts_what_is_written(self, world: World, draft: Agreement) -> None:
        complete_terms(draft, world)
        page = words(get(world.formulator, "agreements:text", draft.case.number))
        assert "2 distritos, 1 producto priorizado" in page
        assert "S/ 3,000,000.00 en 3 años" in page
        assert "1 criterio" in page

    def test_shows_the_observations_beside_their_part(self, world: World, draft: Agreement) -> None:
        to_in_review(draft, world)
        give_opinions(draft, observations=[NewObservation(part="money", text="No cuadra.")])
        page = words(get(world.formulator, "agreements:text", draft.case.number))
        assert page.count("Abierta") == 1
        assert page.count("No cuadra.") == 3
        assert "Con observaciones" in page

    @pytest.mark.parametrize("name", ["text", "preview", "withdraw"])
    def test_does_not_exist_for_a_stranger(self, world: World, draft: Agreement, name: str) -> None:
        assert get(world.stranger, f"agreements:{name}", draft.case.number).status_code == 404
        assert refused_accesses(world.stranger) == 1

    def test_lets_everybody_in_the_case_read_the_draft_in_word(self, world: World, draft: Agreement) -> None:
        complete_terms(draft, world)
        response = get(world.auditor, "agreements:preview", draft.case.number)
        assert response.content.startswith(b"PK")
        assert f"{draft.case.number}.docx" in response["Content-Disposition"]
        assert not draft.case.documents.exists()


class TestParts:
    @pytest.mark.parametrize("part", PARTS)
    def test_open_for_both_sides(self, world: World, draft: Agreement, part: str) -> None:
        for user in (world.formulator, world.coordinator):
            page = get(user, "agreements:part", draft.case.number, part)
            assert has_form(page, "Guardar") or "Agregar un" in words(page)

    @pytest.mark.parametrize("part", PARTS)
    def test_say_why_not_to_the_others(self, world: World, draft: Agreement, part: str) -> None:
        page = get(world.head, "agreements:part", draft.case.number, part)
        assert page.status_code == 200
        assert not has_form(page, "Guardar")
        assert "Agregar un" not in words(page)
        assert "¿Por qué no puedo redactar el texto?" in words(page)

    @pytest.mark.parametrize("part", PARTS)
    def test_say_that_they_are_closed(self, world: World, draft: Agreement, part: str) -> None:
        to_in_review(draft, world)
        page = get(world.formulator, "agreements:part", draft.case.number, part)
        assert not has_form(page, "Guardar")
        assert "en revisión solo se corrige lo observado" in words(page)

    def test_do_not_exist_for_a_stranger(self, world: World, draft: Agreement) -> None:
        assert get(world.stranger, "agreements:part", draft.case.number, "money").status_code == 404
        assert post(world.stranger, "agreements:part", draft.case.number, "money", **money()).status_code == 404

    def test_that_closed_meanwhile_keep_what_was_written_on_the_page(self, world: World, draft: Agreement) -> None:
        to_in_force(draft, world)
        page = save(world, draft, "object", title="Otro", objective="Un texto largo")
        assert page.status_code == 409
        assert typed(page, "objective") == "Un texto largo"
        draft.refresh_from_db()
        assert draft.objective != "Un texto largo"

    def test_are_refused_to_who_may_not_write_and_nothing_is_lost(self, world: World, draft: Agreement) -> None:
        page = post(world.head, "agreements:part", draft.case.number, "object", title="Otro", objective="Lo mío")
        assert page.status_code == 403
        assert typed(page, "objective") == "Lo mío"
        assert "Coordinador del convenio, GRA" in words(page)


class TestObject:
    def test_is_written_with_its_title(self, world: World, draft: Agreement) -> None:
        save(world, draft, "object", title="Nuevo título", objective="Mejorar", source=world.source.pk)
        draft.refresh_from_db()
        assert (draft.objective, draft.case.title) == ("Mejorar", "Nuevo título")

    def test_has_a_title(self, world: World, draft: Agreement) -> None:
        page = save(world, draft, "object", title=" ", objective="Mejorar")
        assert page.status_code == 422
        assert typed(page, "objective") == "Mejorar"


class TestParties:
    def test_may_have_a_third_one_that_verifies(self, world: World, draft: Agreement) -> None:
        values = {"verifier": world.insurer_entity.pk, "conducting_unit": world.executing_unit.pk}
        save(world, draft, "parties", signing_order="parallel", **values)
        assert [party.capacity for party in read_terms(draft).parties] == ["beneficiary", "verifier", "grantor"]
        page = words(get(world.formulator, "agreements:part", draft.case.number, "parties"))
        assert "2.° Seguro Integral de Salud" in page

    def test_do_not_verify_themselves(self, world: World, draft: Agreement) -> None:
        values = {"verifier": world.region_entity.pk, "signing_order": "parallel"}
        assert save(world, draft, "parties", **values).status_code == 422

    def test_conduct_with_a_unit_of_the_entity(self, world: World, draft: Agreement) -> None:
        values = {"conducting_unit": world.insurer.pk, "signing_order": "parallel"}
        assert save(world, draft, "parties", **values).status_code == 422


class TestAmbit:
    def test_is_picked_by_district_and_by_whole_province(self, world: World, draft: Agreement) -> None:
        bagua = Province.objects.create(code="0102", name="Bagua", department=world.department)
        District.objects.create(code="010201", name="Bagua", province=bagua)
        save(
            world,
            draft,
            "ambit",
            programmes=[world.programme.pk],
            districts=["010101"],
            provinces=["0102"],
            products="3000001 Atención\nSin código",
        )
        terms = read_terms(draft)
        assert [district.code for district in terms.ambit] == ["010101", "010201"]
        assert {(product.code, product.name) for product in terms.products} == {
            ("3000001", "Atención"),
            ("", "Sin código"),
        }

    def test_is_shown_as_it_was_left(self, world: World, draft: Agreement) -> None:
        save(world, draft, "ambit", programmes=[world.programme.pk], districts=["010102"], products="3000001 Atención")
        page = get(world.formulator, "agreements:part", draft.case.number, "ambit")
        assert "Chachapoyas: 1 de 3 distritos" in words(page)
        assert 'name="districts" value="010102" checked' in page.content.decode()
        assert typed(page, "products") == "3000001 Atención"
        assert re.search(rf'name="programmes" value="{world.programme.pk}"[^>]*checked', page.content.decode())

    @pytest.mark.parametrize(
        ("products", "problem"),
        [
            ("3000001 Atención\n300 Vacunas", "Línea 2: escriba el código de siete cifras"),
            ("3000001 Atención\n3000002 Atención", "Línea 2: el producto está repetido"),
            ("3000001 " + "a" * 251, "Línea 1: el nombre pasa de 250 caracteres"),
        ],
    )
    def test_names_the_line_that_is_wrong(self, world: World, draft: Agreement, products: str, problem: str) -> None:
        page = save(world, draft, "ambit", programmes=[world.programme.pk], districts=["010101"], products=products)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "products") == products
        assert 'value="010101" checked' in page.content.decode()

    def test_takes_products_of_several_programmes(self, world: World, draft: Agreement) -> None:
        other = BudgetProgramme.objects.create(code="0001", name="Articulado Nutricional")
        both = {"districts": ["010101"], "programmes": [world.programme.pk, other.pk]}
        save(world, draft, "ambit", **both, products="0002 3000001 Comunes\n0001 3000001 Comunes\nSin programa")
        page = get(world.formulator, "agreements:part", draft.case.number, "ambit")
        assert typed(page, "products") == "Sin programa\n0001 3000001 Comunes\n0002 3000001 Comunes"
        assert "no dice a cuál de los programas" in words(get(world.formulator, "agreements:text", draft.case.number))

    def test_asks_for_a_programme_and_loses_nothing(self, world: World, draft: Agreement) -> None:
        page = save(world, draft, "ambit", programmes=[], districts=["010101"], products="3000001 Atención")
        assert page.status_code == 422
        assert "Elija al menos un programa presupuestal." in words(page)
        assert typed(page, "products") == "3000001 Atención"

    def test_says_beside_the_products_which_one_is_of_another_programme(self, world: World, draft: Agreement) -> None:
        values = {"programmes": [world.programme.pk], "districts": ["010101"], "products": "0009 3000001 Atención"}
        page = save(world, draft, "ambit", **values)
        assert page.status_code == 409
        assert "es del programa 0009, que el convenio no apoya" in words(page)

    def test_of_a_national_entity_is_typed_by_ubigeo(self, world: World) -> None:
        draft = make_draft(world, entity=world.insurer_entity)
        codes = "010101 Chachapoyas\n\n010103."
        save(world, draft, "ambit", programmes=[world.programme.pk], codes=codes, products="")
        assert [district.code for district in read_terms(draft).ambit] == ["010101", "010103"]
        save(world, draft, "ambit", programmes=[world.programme.pk], codes="01", products="")
        assert len(read_terms(draft).ambit) == 3

    def test_refuses_a_ubigeo_that_does_not_exist(self, world: World) -> None:
        draft = make_draft(world, entity=world.insurer_entity)
        page = save(world, draft, "ambit", programmes=[world.programme.pk], codes="010101\n999999", products="")
        assert page.status_code == 422
        assert "Línea 2: «999999» no es el UBIGEO" in words(page)


class TestMoney:
    def test_is_typed_with_commas_or_without(self, world: World, draft: Agreement) -> None:
        save(world, draft, "money", **money(maximum_2="1000000"))
        draft.refresh_from_db()
        terms = read_terms(draft)
        assert terms.maximum == Decimal(3_000_000)
        assert [(row.maximum, row.fixed_percentage) for row in terms.money] == [
            (Decimal(1_000_000), Decimal(100)),
            (Decimal(1_000_000), Decimal(70)),
            (Decimal(1_000_000), Decimal("50.5")),
        ]

    @pytest.mark.parametrize("typed_in", ["3.000.000,00", "3,00", "30,000,00.00", "tres", "1e6", "3'000,000"])
    def test_refuses_what_cannot_be_told_for_certain(self, world: World, draft: Agreement, typed_in: str) -> None:
        page = save(world, draft, "money", **money(maximum=typed_in))
        assert page.status_code == 422
        assert f"«{typed_in}» no se lee como una cifra" in words(page)
        assert typed(page, "maximum") == typed_in
        draft.refresh_from_db()
        assert read_terms(draft).maximum == 0

    def test_asks_for_each_year_it_lasts_and_no_other(self, world: World, draft: Agreement) -> None:
        page = save(world, draft, "money", **money(years=4, maximum_4="", fixed_4="30"))
        assert page.status_code == 422
        assert "El convenio dura ese año" in words(page)
        assert save(world, draft, "money", **money(years=2, maximum_3="")).status_code == 302
        assert len(read_terms(draft).money) == 2

    @pytest.mark.parametrize("changes", [{"fixed_2": "101"}, {"fixed_2": "-1"}, {"maximum_1": "-5"}])
    def test_stays_within_its_bounds(self, world: World, draft: Agreement, changes: dict[str, str]) -> None:
        assert save(world, draft, "money", **money(**changes)).status_code == 422

    def test_proposes_the_split_of_the_norm(self, world: World, draft: Agreement) -> None:
        page = get(world.formulator, "agreements:part", draft.case.number, "money")
        assert [typed(page, f"fixed_{year}") for year in range(1, 6)] == ["100", "70", "50", "30", ""]
