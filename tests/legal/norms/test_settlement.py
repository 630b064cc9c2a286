"""From verdicts and values to soles: the worked example, refusals in words, and what holds for any numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.norms.rules import CENT
from legal.norms.settlement import (
    CriterionVerdict,
    Explanation,
    FixedSettlement,
    IndicatorValue,
    settle_fixed,
    settle_variable,
)

ZERO = Decimal(0)
YEAR_2_FIXED = Decimal("2100000.00")
amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999999999.99"), places=2)
verdicts = st.lists(st.booleans(), min_size=1, max_size=40)
measures = st.decimals(min_value=-1000, max_value=1000, places=3)


def fixed(amount: Decimal, met: list[bool], already_due: Decimal = ZERO) -> FixedSettlement:
    """Settle a fixed tranche by bare verdicts."""
    criteria = [CriterionVerdict(code=f"C-{place:02d}", met=each) for place, each in enumerate(met)]
    return settle_fixed(amount=amount, criteria=criteria, already_due=already_due)


def indicator(
    code: str = "I", weight: str = "1", baseline: str = "40", target: str = "60", achieved: str = "55"
) -> IndicatorValue:
    """Return an indicator from figures as text."""
    return IndicatorValue(
        code=code,
        weight=Decimal(weight),
        baseline=Decimal(baseline),
        target=Decimal(target),
        achieved=Decimal(achieved),
    )


def labels(node: Explanation) -> list[str]:
    """Return every label of an explanation."""
    return [node.label, *(label for child in node.children for label in labels(child))]


class TestTheFixedTranche:
    def test_pays_by_the_criteria_met_as_the_worked_example_says(self) -> None:
        first = fixed(YEAR_2_FIXED, [True] * 8 + [False] * 15)
        assert (first.due_now, first.balance) == (Decimal("730434.78"), Decimal("1369565.22"))
        second = fixed(YEAR_2_FIXED, [True] * 15 + [False] * 8, already_due=first.due_now)
        assert second.cumulative == Decimal("1369565.22")
        assert (second.due_now, second.balance) == (Decimal("639130.44"), Decimal("730434.78"))
        assert first.due_now + second.due_now + second.balance == YEAR_2_FIXED

    @given(amounts, verdicts, verdicts)
    def test_never_loses_a_cent_between_two_payments(
        self, amount: Decimal, first_met: list[bool], corrected: list[bool]
    ) -> None:
        later = [met or (place < len(corrected) and corrected[place]) for place, met in enumerate(first_met)]
        first = fixed(amount, first_met)
        second = fixed(amount, later, already_due=first.due_now)
        assert first.due_now + second.due_now + second.balance == amount
        assert min(first.due_now, second.due_now, second.balance) >= 0

    @given(amounts, verdicts)
    def test_does_not_care_in_which_order_criteria_come(self, amount: Decimal, met: list[bool]) -> None:
        assert fixed(amount, met).due_now == fixed(amount, sorted(met)).due_now

    @given(amounts, verdicts)
    def test_pays_all_when_all_is_met_and_nothing_when_nothing_is(self, amount: Decimal, met: list[bool]) -> None:
        assert fixed(amount, [True] * len(met)).balance == 0
        assert fixed(amount, [False] * len(met)).due_now == 0

    @given(amounts, verdicts)
    def test_rounds_half_up_to_the_cent(self, amount: Decimal, met: list[bool]) -> None:
        exact = Fraction(amount) * sum(met) / len(met)
        due = fixed(amount, met).due_now
        assert due == due.quantize(CENT)
        assert Fraction(-1, 200) < Fraction(due) - exact <= Fraction(1, 200)

    def test_says_what_one_more_criterion_would_add(self) -> None:
        explanation = fixed(YEAR_2_FIXED, [True] * 8 + [False] * 15).explanation
        balance = explanation.children[-1]
        assert balance.value == "S/ 1,369,565.22"
        assert "S/ 91,304.35" in balance.basis

    def test_explains_itself_down_to_each_criterion(self) -> None:
        told = labels(fixed(YEAR_2_FIXED, [True, False]).explanation)
        assert {"C-00", "C-01", "Tramo fijo del año"} <= set(told)

    @pytest.mark.parametrize(
        ("met", "already_due", "words"),
        [
            ([], ZERO, "no tiene criterios"),
            ([True, False], Decimal("2000000.00"), "supera lo que corresponde ahora"),
            ([True], Decimal("-0.01"), "supera lo que corresponde ahora"),
        ],
    )
    def test_refuses_in_words_what_cannot_be_settled(self, met: list[bool], already_due: Decimal, words: str) -> None:
        with pytest.raises(ValueError, match=words):
            fixed(YEAR_2_FIXED, met, already_due)

    def test_refuses_a_negative_amount(self) -> None:
        with pytest.raises(ValueError, match="no es negativo"):
            fixed(Decimal("-1"), [True])


class TestTheVariableTranche:
    def test_pays_by_weight_and_score_as_the_worked_example_says(self) -> None:
        settled = settle_variable(
            amount=Decimal("900000.00"),
            indicators=[indicator("CRED", "0.5"), indicator("HIERRO", "0.5", "30", "50", "52")],
        )
        assert settled.scores == {"CRED": Decimal("0.750000"), "HIERRO": Decimal("1.000000")}
        assert (settled.due_now, settled.forgone) == (Decimal("787500.00"), Decimal("112500.00"))

    def test_serves_an_indicator_that_should_fall(self) -> None:
        settled = settle_variable(amount=Decimal("100.00"), indicators=[indicator("D", "1", "30", "20", "25")])
        assert settled.due_now == Decimal("50.00")

    @given(amounts, measures, measures, measures)
    def test_never_pays_less_than_nothing_nor_more_than_the_tranche(
        self, amount: Decimal, baseline: Decimal, target: Decimal, achieved: Decimal
    ) -> None:
        if baseline == target:
            return
        one = IndicatorValue(code="I", weight=Decimal(1), baseline=baseline, target=target, achieved=achieved)
        settled = settle_variable(amount=amount, indicators=[one])
        assert 0 <= settled.due_now <= amount
        assert settled.due_now + settled.forgone == amount

    @given(amounts, st.lists(st.integers(1, 9), min_size=1, max_size=8), st.data())
    def test_adds_up_for_any_weights(self, amount: Decimal, parts: list[int], data: st.DataObject) -> None:
        whole = 10 ** len(str(sum(parts)))
        weights = [Decimal(part) / whole for part in parts]
        weights[-1] += 1 - sum(weights)
        indicators = [
            indicator(f"I{place}", f"{weight:f}", achieved=str(data.draw(st.integers(30, 70))))
            for place, weight in enumerate(weights)
        ]
        settled = settle_variable(amount=amount, indicators=indicators)
        assert settled.due_now + settled.forgone == amount

    @pytest.mark.parametrize(
        ("indicators", "words"),
        [
            ([], "no tiene indicadores"),
            ([indicator(weight="0.9")], "no suman 1"),
            ([indicator(baseline="60")], "igual a su línea de base"),
        ],
    )
    def test_refuses_in_words_what_cannot_be_settled(self, indicators: list[IndicatorValue], words: str) -> None:
        with pytest.raises(ValueError, match=words):
            settle_variable(amount=Decimal("100.00"), indicators=indicators)
