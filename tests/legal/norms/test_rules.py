"""The two tranches of a year always add up to it, to the cent, and neither is negative."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.norms.rules import CENT, tranches, weights_add_up

soles = st.decimals(min_value=0, max_value=Decimal("999999999999999.99"), places=2)
percentages = st.decimals(min_value=0, max_value=100, places=2)


@given(soles, percentages)
def test_the_tranches_add_up_and_neither_is_negative(amount: Decimal, percentage: Decimal) -> None:
    fixed, variable = tranches(amount, percentage)
    assert fixed + variable == amount
    assert min(fixed, variable) >= 0
    assert fixed == fixed.quantize(CENT)
    assert variable == variable.quantize(CENT)


@given(soles, percentages)
def test_the_fixed_tranche_is_never_more_than_half_a_cent_from_its_share(amount: Decimal, percentage: Decimal) -> None:
    fixed, _variable = tranches(amount, percentage)
    assert abs(fixed * 100 - amount * percentage) <= Decimal("0.5")


@given(soles, percentages, percentages)
def test_a_larger_share_never_gives_a_smaller_fixed_tranche(amount: Decimal, one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])
    assert tranches(amount, low)[0] <= tranches(amount, high)[0]


@pytest.mark.parametrize(
    ("amount", "percentage", "fixed", "variable"),
    [
        ("3000000.00", "100", "3000000.00", "0.00"),
        ("3000000.00", "70", "2100000.00", "900000.00"),
        ("3000000.00", "0", "0.00", "3000000.00"),
        ("0.01", "50", "0.01", "0.00"),
        ("0.03", "50", "0.02", "0.01"),
        ("1000000.01", "33.33", "333300.00", "666700.01"),
        ("0.00", "70", "0.00", "0.00"),
    ],
)
def test_half_a_cent_goes_to_the_fixed_tranche(amount: str, percentage: str, fixed: str, variable: str) -> None:
    assert tranches(Decimal(amount), Decimal(percentage)) == (Decimal(fixed), Decimal(variable))


@pytest.mark.parametrize(
    ("weights", "add_up"),
    [
        ([], True),
        (["1"], True),
        (["0.333333", "0.333333", "0.333334"], True),
        (["0.333333", "0.333333", "0.333333"], False),
        (["0.5", "0.500001"], False),
        (["0.7", "0.2", "0.1"], True),
    ],
)
def test_weights_add_up_to_one_exactly(weights: list[str], add_up: bool) -> None:
    assert weights_add_up({str(place): Decimal(weight) for place, weight in enumerate(weights)}) is add_up
