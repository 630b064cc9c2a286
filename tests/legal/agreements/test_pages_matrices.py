"""The pages of criteria and indicators."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from legal.agreements.models import Agreement, Criterion, Indicator
from legal.agreements.queries import read_terms
from tests.factories import World, complete_terms, make_draft, submit
from tests.legal.browsing import get, post, typed, words
from workflow.models import LedgerEntry


@pytest.fixture
def draft(world: World) -> Agreement:
    """Return a complete draft, with criterion C-01 and indicator I-01."""
    return complete_terms(make_draft(world), world)


def criterion(world: World, **changes: Any) -> dict[str, Any]:
    """Return a criterion as it is typed."""
    return {
        "process": 2,
        "subprocess": "Distribución de insumos",
        "code": "SL-01",
        "statement": "Establecimientos con disponibilidad de insumos",
        "definition": "",
        "formula": "",
        "unit": "%",
        "operator": ">=",
        "source": "SISMED",
        "means": "Reporte mensual",
        "responsible_unit": world.executing_unit.pk,
        "weight": "",
        "threshold_1": "",
        "threshold_2": "85.5",
        "threshold_3": "1,090",
        **changes,
    }


def indicator(**changes: Any) -> dict[str, Any]:
    """Return an indicator as it is typed."""
    return {
        "code": "I-02",
        "name": "Parto institucional rural",
        "formula": "Partos institucionales / partos × 100",
        "unit": "%",
        "direction": "up",
        "source": "Encuesta",
        "baseline": "55.8",
        "baseline_year": 2012,
        "target_2": "60",
        "weight_2": "0.5",
        **changes,
    }


class TestCriteria:
    def test_are_added_with_a_threshold_for_the_years_that_demand_them(self, world: World, draft: Agreement) -> None:
        post(world.coordinator, "agreements:add_criterion", draft.case.number, **criterion(world))
        added = next(row for row in read_terms(draft).criteria if row.code == "SL-01")
        assert [(level.year, level.threshold) for level in added.levels] == [(2, Decimal("85.5")), (3, Decimal(1090))]
        page = words(get(world.coordinator, "agreements:part", draft.case.number, "commitments"))
        assert "Soporte logístico" in page
        assert "≥ 1,090" in page

    def test_never_overwrite_another_one_by_its_code(self, world: World, draft: Agreement) -> None:
        values = criterion(world, code="c-01")
        page = post(world.formulator, "agreements:add_criterion", draft.case.number, **values)
        assert page.status_code == 422
        assert "El código c-01 ya está en el texto" in words(page)
        assert typed(page, "statement") == values["statement"]
        assert Criterion.objects.get().statement == "Gestantes registradas en el padrón nominal"

    @pytest.mark.parametrize("code", ["SL 01", "SL/01", "nuevo", "-1", ""])
    def test_have_a_code_that_can_be_cited(self, world: World, draft: Agreement, code: str) -> None:
        page = post(world.formulator, "agreements:add_criterion", draft.case.number, **criterion(world, code=code))
        assert page.status_code == 422

    def test_are_edited_without_changing_their_code(self, world: World, draft: Agreement) -> None:
        page = get(world.formulator, "agreements:criterion", draft.case.number, "C-01")
        assert typed(page, "threshold_1") == "80"
        values = criterion(world, statement="Otro enunciado")
        post(world.formulator, "agreements:criterion", draft.case.number, "C-01", **values)
        assert [(row.code, row.statement) for row in read_terms(draft).criteria] == [("C-01", "Otro enunciado")]

    def test_answer_to_a_unit_of_the_entity_or_a_party(self, world: World, draft: Agreement) -> None:
        values = criterion(world, responsible_unit=world.other_region.pk)
        page = post(world.formulator, "agreements:add_criterion", draft.case.number, **values)
        assert page.status_code == 422
        values["responsible_unit"] = world.directorate.pk
        assert post(world.formulator, "agreements:add_criterion", draft.case.number, **values).status_code == 302

    def test_are_taken_out_of_the_text_and_kept(self, world: World, draft: Agreement) -> None:
        post(world.formulator, "agreements:remove_criterion", draft.case.number, "C-01")
        assert read_terms(draft).criteria == ()
        assert Criterion.objects.filter(in_text=False).exists()
        assert get(world.formulator, "agreements:criterion", draft.case.number, "C-01").status_code == 404

    def test_are_not_taken_out_by_looking(self, world: World, draft: Agreement) -> None:
        assert get(world.formulator, "agreements:remove_criterion", draft.case.number, "C-01").status_code == 405

    def test_are_not_taken_out_of_a_closed_text(self, world: World, draft: Agreement) -> None:
        submit(draft)
        page = post(world.formulator, "agreements:remove_criterion", draft.case.number, "C-01")
        assert page.status_code == 409
        assert "en revisión solo se corrige lo observado" in words(page)
        assert LedgerEntry.objects.filter(case=draft.case, kind="refusal").count() == 1

    def test_do_not_exist_for_a_stranger(self, world: World, draft: Agreement) -> None:
        for name in ("criterion", "remove_criterion"):
            assert post(world.stranger, f"agreements:{name}", draft.case.number, "C-01").status_code == 404
        assert read_terms(draft).criteria

    def test_refuse_a_comma_before_the_decimals(self, world: World, draft: Agreement) -> None:
        values = criterion(world, threshold_2="85,5")
        page = post(world.formulator, "agreements:add_criterion", draft.case.number, **values)
        assert page.status_code == 422
        assert "«85,5» no se lee como una cifra" in words(page)
        assert typed(page, "threshold_2") == "85,5"


class TestIndicators:
    def test_are_added_with_targets_and_weights(self, world: World, draft: Agreement) -> None:
        post(world.formulator, "agreements:add_indicator", draft.case.number, **indicator())
        added = next(row for row in read_terms(draft).indicators if row.code == "I-02")
        assert [(each.year, each.target, each.weight) for each in added.targets] == [(2, Decimal(60), Decimal("0.5"))]

    def test_lack_weights_that_add_up_to_one(self, world: World, draft: Agreement) -> None:
        post(world.formulator, "agreements:add_indicator", draft.case.number, **indicator())
        page = words(get(world.formulator, "agreements:part", draft.case.number, "indicators"))
        assert "Los pesos de las metas del año 2 suman 1.5 y deben sumar 1" in page

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"weight_2": ""}, "La meta del año 2 necesita su peso"),
            ({"target_2": ""}, "El peso del año 2 necesita su meta"),
            ({"weight_2": "1.1"}, "El peso puede ser como máximo 1"),
            ({"weight_2": "0"}, "El peso debe ser mayor que cero"),
            ({"baseline": "cincuenta"}, "«cincuenta» no se lee como una cifra"),
        ],
    )
    def test_say_what_is_wrong_beside_the_field(
        self, world: World, draft: Agreement, changes: dict[str, str], problem: str
    ) -> None:
        values = indicator(**changes)
        page = post(world.formulator, "agreements:add_indicator", draft.case.number, **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "name") == values["name"]

    def test_are_edited_and_taken_out(self, world: World, draft: Agreement) -> None:
        page = get(world.formulator, "agreements:indicator", draft.case.number, "I-01")
        assert (typed(page, "target_2"), typed(page, "weight_2")) == ("50", "1")
        post(world.formulator, "agreements:indicator", draft.case.number, "I-01", **indicator(baseline="41"))
        assert Indicator.objects.get().baseline == 41
        post(world.formulator, "agreements:remove_indicator", draft.case.number, "I-01")
        assert read_terms(draft).indicators == ()
