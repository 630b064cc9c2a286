"""The programmes that a draft supports, and of which of them its products are: what is written, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from legal.agreements.errors import CannotEdit
from legal.agreements.models import Agreement
from legal.agreements.models.review import Part
from legal.agreements.queries import programmes_of, read_terms
from legal.agreements.services import terms
from legal.agreements.services.checking import findings_of
from legal.agreements.terms import ProductTerms
from legal.norms.models import BudgetProgramme
from tests.factories import World, complete_terms, make_draft, today, write
from tests.legal.agreements.traces import everything, last_act

PRODUCT = ProductTerms(code="3000002", name="Parto atendido por profesional")


@pytest.fixture
def draft(world: World) -> Agreement:
    """Return a draft with all its parts written."""
    return complete_terms(make_draft(world), world)


@pytest.fixture
def other() -> BudgetProgramme:
    """Return a second programme."""
    return BudgetProgramme.objects.create(code="0001", name="Articulado Nutricional")


def test_a_programme_is_added_and_every_product_says_of_which_it_is(
    draft: Agreement, world: World, other: BudgetProgramme
) -> None:
    both = [other, world.programme]
    common = [ProductTerms(programme=programme.code, code="3000001", name="Acciones comunes") for programme in both]
    write(draft, world.formulator, terms.write_ambit, programmes=both, districts=world.districts[:2], products=common)
    assert programmes_of(draft) == both
    assert [product.programme for product in read_terms(draft).products] == ["0001", "0002"]
    entry = last_act(draft.case)
    assert (entry.before["programmes"], entry.after["programmes"]) == (
        ["0002 Salud Materno Neonatal"],
        ["0001 Articulado Nutricional", "0002 Salud Materno Neonatal"],
    )
    assert entry.after["products"] == ["0001 3000001 Acciones comunes", "0002 3000001 Acciones comunes"]


def test_a_programme_leaves_and_returns_with_its_row(draft: Agreement, world: World, other: BudgetProgramme) -> None:
    for programmes in ([other], [world.programme]):
        write(
            draft,
            world.formulator,
            terms.write_ambit,
            programmes=programmes,
            districts=world.districts[:2],
            products=[PRODUCT],
        )
    assert set(draft.programmes.values_list("programme__code", "in_text")) == {("0002", True), ("0001", False)}
    assert draft.programmes.get(programme=world.programme).history.count() == 3
    assert [product.programme for product in read_terms(draft).products] == ["0002"]


def test_a_draft_may_wait_to_say_of_which_programme_a_product_is(
    draft: Agreement, world: World, other: BudgetProgramme
) -> None:
    ambit = {"programmes": [world.programme, other], "districts": world.districts[:2]}
    write(draft, world.formulator, terms.write_ambit, **ambit, products=[PRODUCT])
    assert [product.programme for product in read_terms(draft).products] == [""]
    found = findings_of(draft, today().on)
    assert [(each.code, each.part) for each in found] == [("product_without_programme", Part.AMBIT)]


def refused_ambit(draft: Agreement, world: World, **changes: object) -> dict[str, str]:
    """Try to write the ambit; return the obstacles by field, having made sure that nothing is left of the attempt."""
    ambit = {"programmes": [world.programme], "districts": world.districts[:2], "products": [PRODUCT], **changes}
    before = everything()
    with pytest.raises(CannotEdit) as refusal:
        write(draft, world.formulator, terms.write_ambit, **ambit)
    assert everything() == before
    return {obstacle.where: obstacle.text for obstacle in refusal.value.obstacles}


def test_the_ambit_is_not_written_without_a_programme(draft: Agreement, world: World) -> None:
    assert refused_ambit(draft, world, programmes=[]) == {"programmes": "Elija al menos un programa presupuestal."}


def test_a_product_of_a_programme_that_is_not_supported_is_refused(draft: Agreement, world: World) -> None:
    assert refused_ambit(draft, world, products=[replace(PRODUCT, programme="0001")]) == {
        "products": "El producto «Parto atendido por profesional» es del programa 0001, que el convenio no apoya."
    }


def test_a_programme_that_has_ended_is_not_added(draft: Agreement, world: World, other: BudgetProgramme) -> None:
    other.valid_to = today().on - timedelta(days=1)
    other.save()
    assert refused_ambit(draft, world, programmes=[world.programme, other]) == {
        "programmes": "El programa presupuestal 0001 Articulado Nutricional no está vigente en la fecha del acto."
    }


def test_a_programme_that_ended_after_it_was_taken_in_stays(draft: Agreement, world: World) -> None:
    world.programme.valid_to = today().on - timedelta(days=1)
    world.programme.save()
    ambit = {"programmes": [world.programme], "districts": world.districts[:1], "products": [PRODUCT]}
    write(draft, world.formulator, terms.write_ambit, **ambit)
    assert programmes_of(draft) == [world.programme]
