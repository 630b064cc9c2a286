"""The fingerprint of a text is the same for the same text, however it was written, and for no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.agreements.models import Agreement
from legal.agreements.queries import read_terms
from legal.agreements.services import matrices, terms
from legal.agreements.terms import ProductTerms, ProgrammeTerms, YearTerms, canonical, fingerprint
from tests.factories import World, a_criterion, an_indicator, make_draft, write
from tests.legal.agreements.whole_terms import CRITERION, WHOLE, whole_terms

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


def changed(value: Any) -> Any:
    """Return another value of the same kind."""
    if isinstance(value, str):
        return value + "."
    return Decimal(1) if value is None else value + 1


def variants(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the value once for each of its leaves, with that leaf changed, and without each of its rows."""
    if isinstance(value, tuple):
        for place, row in enumerate(value):
            yield f"[{place}] taken out", value[:place] + value[place + 1 :]
            for path, variant in variants(row):
                yield f"[{place}]{path}", (*value[:place], variant, *value[place + 1 :])
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for path, variant in variants(getattr(value, field.name)):
                yield f".{field.name}{path}", replace(value, **{field.name: variant})
    else:
        yield "", changed(value)


def test_the_fingerprint_is_that_of_the_first_release() -> None:
    assert fingerprint(WHOLE) == "ccb2238c63d1ceca776ab8d71e65d51d8868e320b5498576996e0af1b473d2c7"


def test_a_second_programme_and_what_belongs_to_it_change_the_fingerprint() -> None:
    both = (*WHOLE.programmes, ProgrammeTerms(code="0001", name="Articulado Nutricional"))
    of_the_other = tuple(replace(product, programme="0001") for product in WHOLE.products)
    texts = [
        WHOLE,
        whole_terms(programmes=both),
        whole_terms(programmes=both[::-1]),
        whole_terms(programmes=both, products=of_the_other),
    ]
    assert len({fingerprint(text) for text in texts}) == len(texts)


def test_any_change_of_the_text_changes_the_fingerprint() -> None:
    # Who verifies is among the parties: that it has been said is asked of the draft, and changes no text.
    prints = {path: fingerprint(variant) for path, variant in variants(WHOLE) if path != ".verified_by"}
    assert len(prints) > 80
    assert len({fingerprint(WHOLE), *prints.values()}) == len(prints) + 1


def test_a_criterion_without_a_weight_differs_from_one_with_weight_zero() -> None:
    without = whole_terms(criteria=(replace(CRITERION, weight=None),))
    zero = whole_terms(criteria=(replace(CRITERION, weight=Decimal(0)),))
    assert fingerprint(without) != fingerprint(zero)


@given(amounts, st.integers(min_value=0, max_value=6))
def test_the_same_amount_is_written_in_one_way(amount: Decimal, zeros: int) -> None:
    padded = Decimal(f"{amount:f}" + ("0" * zeros if "." in f"{amount:f}" else ""))
    written = {canonical(whole_terms(maximum=each)) for each in (amount, padded, amount.normalize())}
    assert len(written) == 1


@given(amounts, amounts)
def test_two_amounts_are_written_alike_only_when_they_are_equal(one: Decimal, other: Decimal) -> None:
    alike = canonical(whole_terms(maximum=one)) == canonical(whole_terms(maximum=other))
    assert alike == (one == other)


@pytest.mark.parametrize(
    ("amount", "written"),
    [("3000000.00", "3000000"), ("0.500000", "0.5"), ("100", "100"), ("1E+6", "1000000"), ("0.00", "0"), ("-0.0", "0")],
)
def test_amounts_are_written_plainly(amount: str, written: str) -> None:
    assert json.loads(canonical(whole_terms(maximum=Decimal(amount))))["maximum"] == written


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no canonical form"):
        canonical(whole_terms(ambit={"Chachapoyas"}))


def test_the_tranches_of_a_year_add_up() -> None:
    year = YearTerms(year=2, maximum=Decimal("1000000.01"), fixed_percentage=Decimal("33.33"))
    assert (year.fixed, year.variable) == (Decimal("333300.00"), Decimal("666700.01"))


# --- as they are read from the tables -------------------------------------------------------------------------------


def write_matrices(agreement: Agreement, world: World, order: Callable[[Any], Any]) -> str:
    """Write districts, products, criteria and indicators in an order and return the text's fingerprint."""
    products = [ProductTerms(code=f"300000{place}", name=f"Producto {place}") for place in range(3)]
    write(
        agreement,
        world.formulator,
        terms.write_ambit,
        programmes=[world.programme],
        districts=list(order(world.districts)),
        products=list(order(products)),
    )
    for code in order(["C-01", "C-02", "C-03"]):
        criterion = replace(a_criterion(code), levels=tuple(order(a_criterion().levels)))
        write(
            agreement,
            world.formulator,
            matrices.write_criterion,
            terms=criterion,
            responsible_unit=world.executing_unit,
        )
    for code in order(["I-01", "I-02"]):
        indicator = an_indicator(code, weight=Decimal("0.5"))
        indicator = replace(indicator, targets=tuple(order(indicator.targets)))
        write(agreement, world.formulator, matrices.write_indicator, terms=indicator)
    return fingerprint(read_terms(Agreement.objects.get(pk=agreement.pk)))


def test_the_order_in_which_rows_were_written_does_not_matter(world: World) -> None:
    forward = write_matrices(make_draft(world), world, tuple)
    backward = write_matrices(make_draft(world), world, lambda rows: tuple(reversed(rows)))
    assert forward == backward


def test_reading_the_terms_again_gives_the_same_fingerprint(world: World) -> None:
    agreement = make_draft(world)
    written = write_matrices(agreement, world, tuple)
    assert written == fingerprint(read_terms(agreement))


def test_what_was_taken_out_of_the_text_and_written_back_leaves_the_same_text(world: World) -> None:
    agreement = make_draft(world)
    before = write_matrices(agreement, world, tuple)
    write(agreement, world.formulator, matrices.remove_criterion, code="C-02")
    assert fingerprint(read_terms(agreement)) != before
    assert write_matrices(agreement, world, tuple) == before


def test_a_case_number_is_no_part_of_the_text(world: World) -> None:
    one, other = make_draft(world), make_draft(world)
    assert one.case.number != other.case.number
    assert fingerprint(read_terms(one)) == fingerprint(read_terms(other))


def test_reading_costs_the_same_however_much_is_written(world: World, django_assert_num_queries: Any) -> None:
    agreement = make_draft(world)
    write_matrices(agreement, world, tuple)
    agreement = Agreement.objects.select_related("entity__unit", "norm", "source", "conducting_unit").get(
        pk=agreement.pk
    )
    with django_assert_num_queries(10):
        found = read_terms(agreement)
    assert (len(found.criteria), len(found.indicators), len(found.ambit)) == (3, 2, 3)
