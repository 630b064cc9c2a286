"""The schedule of activities is written as a whole, with the part of the money."""

from __future__ import annotations

from typing import Any

import pytest

from legal.agreements.errors import CannotEdit
from legal.agreements.models import Agreement
from legal.agreements.queries import read_activities, read_terms
from legal.agreements.services.activities import write_activities
from legal.agreements.terms import ActivityTerms, fingerprint
from tests.factories import World, complete_terms, make_draft, to_in_force, write
from tests.legal.agreements.printing import printed
from tests.legal.agreements.traces import everything, last_act
from tests.legal.browsing import get, has_form, post, words

pytestmark = pytest.mark.django_db
PAGE = "agreements:activities"
KITS = ActivityTerms(
    name="Compra de kits", product="Atención prenatal reenfocada", year=2, first_month=4, last_month=10, money_year=2
)
WORKSHOP = ActivityTerms(name="Taller de inicio", year=1, first_month=3, last_month=3)


@pytest.fixture
def draft(world: World) -> Agreement:
    return complete_terms(make_draft(world), world)


def plan(agreement: Agreement, world: World, *activities: ActivityTerms) -> None:
    write(agreement, world.formulator, write_activities, activities=activities)


def row(number: int, activity: ActivityTerms) -> dict[str, Any]:
    names = ("name", "product", "year", "first_month", "last_month", "money_year")
    return {f"{number}-{name}": getattr(activity, name) or "" for name in names}


def test_a_schedule_is_read_as_it_was_written_and_changes_the_text(draft: Agreement, world: World) -> None:
    before = fingerprint(read_terms(draft))
    plan(draft, world, KITS, WORKSHOP)
    assert read_activities(draft) == (KITS, WORKSHOP)
    assert fingerprint(read_terms(draft)) != before
    assert last_act(draft.case).after["activities"] == ["2: 4-10 Compra de kits (S/ 2)", "1: 3-3 Taller de inicio"]


def test_what_is_not_listed_any_more_leaves_the_text_and_its_row_stays(draft: Agreement, world: World) -> None:
    before = fingerprint(read_terms(draft))
    plan(draft, world, KITS, WORKSHOP)
    plan(draft, world, WORKSHOP)
    assert read_activities(draft) == (WORKSHOP,)
    plan(draft, world)
    assert read_activities(draft) == ()
    assert draft.activities.count() == 2
    assert fingerprint(read_terms(draft)) == before
    assert draft.activities.get(position=1).history.count() == 3


@pytest.mark.parametrize("months", [(0, 3), (5, 4), (12, 13)])
def test_months_that_no_year_has_are_refused_and_leave_no_trace(
    draft: Agreement, world: World, months: tuple[int, int]
) -> None:
    before = everything()
    backwards = ActivityTerms(name="Compra", year=1, first_month=months[0], last_month=months[1])
    with pytest.raises(CannotEdit, match="meses de enero a diciembre"):
        plan(draft, world, backwards)
    assert everything() == before


def test_the_same_schedule_once_more_is_nothing_to_write(draft: Agreement, world: World) -> None:
    plan(draft, world, KITS)
    with pytest.raises(CannotEdit, match="ya dice eso"):
        plan(draft, world, KITS)


def test_the_page_writes_rows_and_says_for_which_the_money_comes_late(draft: Agreement, world: World) -> None:
    early = ActivityTerms(name="Compra de kits", year=2, first_month=1, last_month=1, money_year=2)
    page = post(world.coordinator, PAGE, draft.case.number, **row(0, early), **row(1, WORKSHOP))
    assert page.status_code == 302
    assert read_activities(draft) == (early, WORKSHOP)
    said = words(get(world.coordinator, PAGE, draft.case.number))
    assert "La actividad «Compra de kits» termina el 31 de enero de" in said


def test_a_row_that_is_half_filled_is_told_and_keeps_what_was_written(draft: Agreement, world: World) -> None:
    page = post(world.formulator, PAGE, draft.case.number, **{"0-name": "Compra", "0-year": "2", "0-first_month": "5"})
    assert page.status_code == 422
    assert "Falta este dato de la actividad." in words(page)
    assert 'value="Compra"' in page.content.decode()
    assert read_activities(draft) == ()


def test_the_page_is_closed_with_its_part_and_still_read(world: World) -> None:
    agreement = complete_terms(make_draft(world), world)
    plan(agreement, world, KITS)
    agreement = to_in_force(agreement, world)
    page = get(world.formulator, PAGE, agreement.case.number)
    assert not has_form(page, "Guardar")
    assert "Compra de kits" in words(page)


def test_the_annex_prints_the_schedule_only_where_there_is_one(draft: Agreement, world: World) -> None:
    assert "Cronograma de actividades" not in printed(draft)
    plan(draft, world, KITS)
    said = printed(draft)
    assert "Cronograma de actividades" in said
    assert "abril a octubre" in said
