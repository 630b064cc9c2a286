"""How long an agreement lasts is what its norm bears."""

from __future__ import annotations

from decimal import Decimal

import pytest

from legal.agreements.errors import CannotEdit, CannotOpen
from legal.agreements.models import Agreement
from legal.agreements.rules import obstacles_to_lasting
from legal.agreements.services import terms
from legal.agreements.terms import YearTerms
from legal.norms.catalogues import load_norms
from legal.norms.models import Norm
from tests.factories import World, make_draft, write


@pytest.mark.parametrize(
    ("years", "minimum", "maximum", "told"),
    [
        (3, 3, 4, ""),
        (4, 3, 4, ""),
        (2, 3, 4, "La Directiva admite convenios de 3 a 4 años; elija una duración entre ellas."),
        (5, 3, 4, "La Directiva admite convenios de 3 a 4 años; elija una duración entre ellas."),
        (5, None, 4, "La Directiva admite convenios de 1 a 4 años; elija una duración entre ellas."),
        (2, 3, None, "La Directiva admite convenios de 3 años o más; elija otra duración."),
        (1, None, None, ""),
    ],
)
def test_a_duration_out_of_bounds_is_told_with_the_bounds(
    years: int, minimum: int | None, maximum: int | None, told: str
) -> None:
    found = obstacles_to_lasting(years, norm="La Directiva", minimum=minimum, maximum=maximum)
    assert [obstacle.text for obstacle in found] == ([told] if told else [])


@pytest.mark.django_db
def test_the_catalogue_knows_the_bounds_of_the_directives() -> None:
    load_norms()
    norm = Norm.objects.get(code="Directiva N° 002-2014-EF/50.01")
    assert (norm.minimum_years, norm.maximum_years) == (3, 4)


def test_a_case_is_not_opened_for_longer_than_the_norm_bears(world: World) -> None:
    world.norm.maximum_years = 4
    world.norm.save()
    with pytest.raises(CannotOpen, match="de 1 a 4 años"):
        make_draft(world, years=5)
    assert not Agreement.objects.exists()


def test_a_draft_does_not_grow_beyond_what_the_norm_bears(world: World) -> None:
    world.norm.maximum_years = 4
    world.norm.save()
    draft = make_draft(world)
    amounts = [YearTerms(year=year, maximum=Decimal(1), fixed_percentage=Decimal(100)) for year in range(1, 6)]
    with pytest.raises(CannotEdit, match="de 1 a 4 años"):
        write(draft, world.formulator, terms.write_money, maximum=Decimal(5), years=5, amounts=amounts)
    draft.refresh_from_db()
    assert draft.years == 3
