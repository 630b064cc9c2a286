"""Where a criterion stands: every word of the law, and what leads to it."""

from __future__ import annotations

import itertools

import pytest

from legal.verification.standings import FULFILLED, Standing, standing


@pytest.mark.parametrize(
    ("first", "second", "observed", "over", "carried", "stands"),
    [
        (None, None, False, False, False, "Por verificar"),
        (True, None, False, False, False, "Cumple"),
        (True, None, False, True, False, "Cumple"),
        (False, None, False, False, False, "No cumple"),
        (False, None, True, False, False, "Observado"),
        (False, True, True, False, False, "Subsanado"),
        (False, True, True, True, False, "Subsanado"),
        (False, False, True, False, False, "No subsanado"),
        (False, None, True, True, False, "No subsanado"),
        (False, False, True, True, True, "Arrastrado"),
        (False, None, True, True, True, "Arrastrado"),
    ],
)
def test_a_criterion_stands_in_one_word(
    first: bool | None, second: bool | None, observed: bool, over: bool, carried: bool, stands: str
) -> None:
    assert standing(first=first, second=second, observed=observed, over=over, carried=carried).label == stands


def test_only_what_is_met_or_corrected_is_fulfilled() -> None:
    verdicts = (None, True, False)
    for first, second, *rest in itertools.product(verdicts, verdicts, (False, True), (False, True), (False, True)):
        stands = standing(first=first, second=second, observed=rest[0], over=rest[1], carried=rest[2])
        assert (stands in FULFILLED) == (first is True or (first is False and second is True))
        assert (stands == Standing.PENDING) == (first is None)
