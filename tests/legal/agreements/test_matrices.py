"""The rows of the matrices: criteria with their thresholds, indicators with their targets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from legal.agreements.errors import CannotEdit
from legal.agreements.models import Agreement, Criterion, Indicator
from legal.agreements.queries import read_terms
from legal.agreements.services import matrices
from legal.agreements.terms import LevelTerms, TargetTerms
from tests.factories import (
    World,
    a_criterion,
    an_indicator,
    complete_terms,
    make_draft,
    write,
)
from tests.legal.agreements.traces import everything, last_act


@pytest.fixture
def draft(world: World) -> Agreement:
    """Return a draft with all its parts written."""
    return complete_terms(make_draft(world), world)


def test_a_criterion_written_anew_has_the_new_thresholds_only(draft: Agreement, world: World) -> None:
    anew = replace(
        a_criterion(), weight=Decimal("0.25"), levels=tuple(LevelTerms(year=y, threshold=Decimal(60)) for y in (2, 3))
    )
    write(draft, world.formulator, matrices.write_criterion, terms=anew, responsible_unit=world.region)
    criterion = draft.criteria.get()
    assert (criterion.weight, criterion.responsible_unit) == (Decimal("0.25"), world.region)
    assert list(criterion.levels.order_by("year").values_list("year", "threshold")) == [(2, 60), (3, 60)]
    entry = last_act(draft.case)
    assert entry.before["C-01 levels"] == ["1: 80.000000", "2: 80.000000", "3: 80.000000"]
    assert entry.after["C-01 levels"] == ["2: 60.000000", "3: 60.000000"]
    assert entry.after["C-01 responsible_unit"] == "Gobierno Regional del Departamento de Amazonas"


def test_a_criterion_taken_out_keeps_its_row_and_may_come_back(draft: Agreement, world: World) -> None:
    write(draft, world.formulator, matrices.remove_criterion, code="C-01")
    assert read_terms(draft).criteria == ()
    row = Criterion.objects.get(agreement=draft)
    assert not row.in_text
    write(draft, world.formulator, matrices.write_criterion, terms=a_criterion(), responsible_unit=world.region)
    row.refresh_from_db()
    assert row.in_text
    assert last_act(draft.case).before["C-01 statement"] == ""


def test_an_indicator_written_anew_has_the_new_targets_only(draft: Agreement, world: World) -> None:
    anew = replace(
        an_indicator(), direction="down", targets=(TargetTerms(year=3, target=Decimal("12.5"), weight=Decimal("0.4")),)
    )
    write(draft, world.formulator, matrices.write_indicator, terms=anew)
    indicator = draft.indicators.get()
    assert indicator.direction == "down"
    assert list(indicator.targets.values_list("year", "target", "weight")) == [(3, Decimal("12.5"), Decimal("0.4"))]
    assert last_act(draft.case).after["I-01 targets"] == ["3: 12.500000 (0.400000)"]


def test_an_indicator_taken_out_keeps_its_row(draft: Agreement, world: World) -> None:
    write(draft, world.formulator, matrices.remove_indicator, code="I-01")
    assert read_terms(draft).indicators == ()
    assert Indicator.objects.get(agreement=draft).targets.count() == 2


def test_what_is_not_in_the_text_cannot_be_taken_out(draft: Agreement, world: World) -> None:
    for act in (matrices.remove_criterion, matrices.remove_indicator):
        with pytest.raises(CannotEdit, match="«X-99» no está en el texto"):
            write(draft, world.formulator, act, code="X-99")


def test_a_row_of_a_matrix_has_a_code(draft: Agreement, world: World) -> None:
    before = everything()
    with pytest.raises(CannotEdit, match="Escriba el código"):
        write(
            draft,
            world.formulator,
            matrices.write_criterion,
            terms=replace(a_criterion(), code=" "),
            responsible_unit=world.region,
        )
    with pytest.raises(CannotEdit, match="Escriba el código"):
        write(draft, world.formulator, matrices.write_indicator, terms=replace(an_indicator(), code=""))
    assert everything() == before
