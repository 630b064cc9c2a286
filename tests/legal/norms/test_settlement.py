"""From verdicts and values to soles: the worked example, every rule, refusals, and what holds for any numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.norms.rules import CENT
from legal.norms.settlement import (
    Band,
    CriterionVerdict,
    Explanation,
    FixedRule,
    FixedSettlement,
    FixedTranche,
    IndicatorValue,
    OnExpiry,
    SettlementError,
    VariableRule,
    VariableSettlement,
    VariableTranche,
    explain_fixed,
    explain_variable,
    fixed_changes,
    settle_fixed,
    settle_variable,
    variable_changes,
)

ZERO = Decimal(0)
ONE = Decimal(1)
YEAR_2_FIXED = Decimal("2100000.00")
BANDS = (Band(Decimal("0.5"), Decimal("0.4")), Band(Decimal("0.8"), Decimal("0.9")), Band(Decimal("1.2"), ONE))
amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999999999.99"), places=2)
verdicts = st.lists(st.booleans(), min_size=1, max_size=40)
measures = st.decimals(min_value=-1000, max_value=1000, places=3)
weights = st.decimals(min_value=Decimal("0.000001"), max_value=1000, places=6)
fixed_rules = st.sampled_from(FixedRule)
variable_rules = st.sampled_from(VariableRule)


def tranche(
    amount: Decimal, met: Sequence[bool], rule: FixedRule = FixedRule.PROPORTIONAL, **more: Any
) -> FixedTranche:
    """Return a fixed tranche by bare verdicts; the weights are 1, 2, 3 … unless they are given."""
    given_weights = more.pop("weights", [Decimal(place) for place in range(1, len(met) + 1)])
    criteria = tuple(
        CriterionVerdict(code=f"C-{place:02d}", met=each, weight=weight)
        for place, (each, weight) in enumerate(zip(met, given_weights, strict=True))
    )
    if rule == FixedRule.FIXED_PERCENTAGE:
        more.setdefault("percentage", Decimal("0.5"))
    return FixedTranche(amount=amount, criteria=criteria, rule=rule, **more)


def fixed(
    amount: Decimal, met: Sequence[bool], rule: FixedRule = FixedRule.PROPORTIONAL, **more: Any
) -> FixedSettlement:
    """Settle a fixed tranche by bare verdicts."""
    return settle_fixed(tranche(amount, met, rule, **more))


def indicator(
    code: str = "I", weight: str = "1", baseline: str = "40", target: str = "60", achieved: str = "55", **more: Any
) -> IndicatorValue:
    """Return an indicator from figures as text."""
    return IndicatorValue(
        code=code,
        weight=Decimal(weight),
        baseline=Decimal(baseline),
        target=Decimal(target),
        achieved=Decimal(achieved),
        **more,
    )


def by_rule(rule: VariableRule, **more: Any) -> IndicatorValue:
    """Return an indicator with what its rule needs."""
    minimum = Decimal("0.6") if rule == VariableRule.THRESHOLD else None
    return indicator(rule=rule, minimum=minimum, bands=BANDS if rule == VariableRule.BANDS else None, **more)


def variable(amount: Decimal, *indicators: IndicatorValue) -> VariableSettlement:
    """Settle a variable tranche."""
    return settle_variable(VariableTranche(amount=amount, indicators=indicators))


def labels(node: Explanation) -> list[str]:
    """Return every label of an explanation."""
    return [node.label, *(label for child in node.children for label in labels(child))]


class TestTheFixedTranche:
    def test_pays_by_the_criteria_met_as_the_worked_example_says(self) -> None:
        first = fixed(YEAR_2_FIXED, [True] * 8 + [False] * 15)
        assert (first.due_now, first.balance) == (Decimal("730434.78"), Decimal("1369565.22"))
        second = fixed(YEAR_2_FIXED, [True] * 15 + [False] * 8, already_paid=first.due_now)
        assert second.cumulative == Decimal("1369565.22")
        assert (second.due_now, second.balance) == (Decimal("639130.44"), Decimal("730434.78"))
        assert first.due_now + second.due_now + second.balance == YEAR_2_FIXED

    def test_loses_its_balance_when_the_term_is_over_or_keeps_it_where_it_is_carried(self) -> None:
        met = [True] * 15 + [False] * 8
        lost = fixed(YEAR_2_FIXED, met, correction_expired=True)
        assert (lost.balance, lost.cancelled) == (ZERO, Decimal("730434.78"))
        kept = fixed(YEAR_2_FIXED, met, correction_expired=True, on_expiry=OnExpiry.CARRY)
        assert (kept.balance, kept.cancelled) == (Decimal("730434.78"), ZERO)

    @pytest.mark.parametrize(
        ("rule", "met", "share"),
        [
            (FixedRule.ALL_OR_NOTHING, [True, True, False], "0"),
            (FixedRule.ALL_OR_NOTHING, [True, True, True], "1"),
            (FixedRule.PROPORTIONAL, [True, True, False], "0.666667"),
            (FixedRule.WEIGHTED, [True, False, True], "0.666667"),
            (FixedRule.WEIGHTED, [False, False, True], "0.5"),
            (FixedRule.FIXED_PERCENTAGE, [False, False, False], "0.5"),
            (FixedRule.FIXED_PERCENTAGE, [True, True, False], "0.5"),
            (FixedRule.FIXED_PERCENTAGE, [True, True, True], "1"),
        ],
    )
    def test_earns_its_share_by_the_rule(self, rule: FixedRule, met: list[bool], share: str) -> None:
        assert fixed(YEAR_2_FIXED, met, rule).share == Decimal(share)

    @given(amounts, fixed_rules, verdicts, st.data())
    def test_never_loses_a_cent_in_any_life(
        self, amount: Decimal, rule: FixedRule, met: list[bool], data: st.DataObject
    ) -> None:
        """Verify, pay, correct, carry and expire in any order: the parts are never negative and add up."""
        paid, expired, on_expiry = ZERO, False, OnExpiry.CANCEL
        for act in data.draw(st.lists(st.sampled_from(["pay", "correct", "carry", "expire"]), max_size=8)):
            now = fixed(amount, met, rule, already_paid=paid, correction_expired=expired, on_expiry=on_expiry)
            if act == "pay":
                paid += now.due_now
            elif act == "correct" and not now.cancelled:
                better = data.draw(st.lists(st.booleans(), min_size=len(met), max_size=len(met)))
                met = [one or other for one, other in zip(met, better, strict=True)]
            elif act == "carry":
                on_expiry = OnExpiry.CARRY if not expired else on_expiry
            elif act == "expire":
                expired = True
            then = fixed(amount, met, rule, already_paid=paid, correction_expired=expired, on_expiry=on_expiry)
            assert paid + then.due_now + then.balance + then.cancelled == amount
            assert min(then.due_now, then.balance, then.cancelled) >= 0
            assert then.cumulative >= now.cumulative

    @given(amounts, fixed_rules, st.lists(st.tuples(st.booleans(), weights), min_size=1, max_size=25), st.randoms())
    def test_does_not_care_in_which_order_criteria_come(
        self, amount: Decimal, rule: FixedRule, criteria: list[tuple[bool, Decimal]], chance: Any
    ) -> None:
        mixed = chance.sample(criteria, len(criteria))
        one, other = (
            fixed(amount, [met for met, _weight in each], rule, weights=[weight for _met, weight in each])
            for each in (criteria, mixed)
        )
        assert one == other

    @given(amounts, fixed_rules, st.lists(st.tuples(st.booleans(), weights), min_size=1, max_size=25), st.data())
    def test_never_falls_when_a_verdict_rises(
        self, amount: Decimal, rule: FixedRule, criteria: list[tuple[bool, Decimal]], data: st.DataObject
    ) -> None:
        risen = data.draw(st.integers(0, len(criteria) - 1))
        met, given_weights = [each for each, _weight in criteria], [weight for _met, weight in criteria]
        better = [each or place == risen for place, each in enumerate(met)]
        before = fixed(amount, met, rule, weights=given_weights)
        assert fixed(amount, better, rule, weights=given_weights).cumulative >= before.cumulative

    @given(amounts, fixed_rules, verdicts)
    def test_pays_all_when_all_is_met(self, amount: Decimal, rule: FixedRule, met: list[bool]) -> None:
        assert fixed(amount, [True] * len(met), rule).balance == 0

    @given(amounts, st.lists(st.tuples(st.booleans(), weights), min_size=1, max_size=25))
    def test_rounds_half_up_to_the_cent(self, amount: Decimal, criteria: list[tuple[bool, Decimal]]) -> None:
        met, given_weights = [each for each, _weight in criteria], [weight for _met, weight in criteria]
        exact = (
            Fraction(amount)
            * Fraction(sum(weight for each, weight in criteria if each))
            / sum(map(Fraction, given_weights))
        )
        due = fixed(amount, met, FixedRule.WEIGHTED, weights=given_weights).due_now
        assert due == due.quantize(CENT)
        assert Fraction(-1, 200) < Fraction(due) - exact <= Fraction(1, 200)

    def test_says_what_one_more_criterion_would_add(self) -> None:
        held = tranche(YEAR_2_FIXED, [True] * 8 + [False] * 15)
        assert {change.gain for change in fixed_changes(held)[:-1]} == {Decimal("91304.35")}
        assert fixed_changes(held)[-1].gain == Decimal("1369565.22")
        balance = explain_fixed(held, settle_fixed(held)).children[-1]
        assert balance.value == "S/ 1,369,565.22"
        assert "S/ 91,304.35" in balance.basis

    def test_says_of_each_criterion_what_its_weight_would_add(self) -> None:
        held = tranche(Decimal("600.00"), [True, False, False], FixedRule.WEIGHTED)
        assert [(change.code, change.gain) for change in fixed_changes(held)] == [
            ("C-01", Decimal("200.00")),
            ("C-02", Decimal("300.00")),
            ("", Decimal("500.00")),
        ]
        assert labels(explain_fixed(held, settle_fixed(held))).count("Si se cumple, añade") == 2

    @pytest.mark.parametrize("rule", FixedRule)
    def test_explains_itself_down_to_each_criterion(self, rule: FixedRule) -> None:
        held = tranche(YEAR_2_FIXED, [True, False], rule)
        assert {"C-00", "C-01", "Tramo fijo del año"} <= set(labels(explain_fixed(held, settle_fixed(held))))

    @pytest.mark.parametrize(
        ("met", "more", "field", "words"),
        [
            ([], {}, "criteria", "no tiene criterios"),
            ([True, False], {"already_paid": Decimal("2000000.00")}, "already_paid", "supera lo que corresponde ahora"),
            ([True], {"already_paid": Decimal("-0.01")}, "already_paid", "no debe ser negativo"),
            ([True], {"amount": Decimal("-1")}, "amount", "no debe ser negativo"),
            ([True], {"percentage": Decimal("0.5")}, "percentage", "Sobra"),
            ([True], {"rule": FixedRule.FIXED_PERCENTAGE, "percentage": None}, "percentage", "Falta"),
            ([True], {"rule": FixedRule.FIXED_PERCENTAGE, "percentage": Decimal("1.1")}, "percentage", "entre 0 y 1"),
            ([True, True], {"rule": FixedRule.WEIGHTED, "weights": [ONE, None]}, "criteria[1].weight", "Falta el peso"),
            ([True], {"weights": [ZERO]}, "weight", "mayor que 0"),
        ],
    )
    def test_refuses_in_words_what_cannot_be_settled(
        self, met: list[bool], more: dict[str, Any], field: str, words: str
    ) -> None:
        with pytest.raises(SettlementError, match=words) as refused:
            fixed(met=met, **{"amount": YEAR_2_FIXED, **more})
        assert refused.value.field == field

    def test_refuses_a_code_that_repeats(self) -> None:
        twice = (CriterionVerdict(code="C", met=True), CriterionVerdict(code="C", met=True))
        with pytest.raises(SettlementError, match="C se repite"):
            FixedTranche(amount=ONE, criteria=twice)


class TestTheVariableTranche:
    def test_pays_by_weight_and_score_as_the_worked_example_says(self) -> None:
        settled = variable(Decimal("900000.00"), indicator("CRED", "0.5"), indicator("HIERRO", "0.5", "30", "50", "52"))
        assert settled.scores == {"CRED": Decimal("0.750000"), "HIERRO": Decimal("1.000000")}
        assert (settled.due_now, settled.forgone) == (Decimal("787500.00"), Decimal("112500.00"))

    def test_serves_an_indicator_that_should_fall(self) -> None:
        assert variable(Decimal("100.00"), indicator("D", "1", "30", "20", "25")).due_now == Decimal("50.00")

    @pytest.mark.parametrize(
        ("rule", "achieved", "score"),
        [
            (VariableRule.PROPORTIONAL, "30", "0"),
            (VariableRule.PROPORTIONAL, "70", "1"),
            (VariableRule.THRESHOLD, "51.9", "0"),
            (VariableRule.THRESHOLD, "52", "0.6"),
            (VariableRule.THRESHOLD, "70", "1"),
            (VariableRule.STEP, "59.999", "0"),
            (VariableRule.STEP, "60", "1"),
            (VariableRule.BANDS, "49.9", "0"),
            (VariableRule.BANDS, "50", "0.4"),
            (VariableRule.BANDS, "56", "0.9"),
            (VariableRule.BANDS, "60", "0.9"),
            (VariableRule.BANDS, "64", "1"),
        ],
    )
    def test_scores_by_the_rule(self, rule: VariableRule, achieved: str, score: str) -> None:
        assert variable(ONE, by_rule(rule, achieved=achieved)).scores == {"I": Decimal(score)}

    def test_lets_a_band_begin_below_the_baseline(self) -> None:
        bands = (Band(Decimal("-0.5"), Decimal("0.1")), Band(ZERO, Decimal("0.2")))
        low = indicator(rule=VariableRule.BANDS, bands=bands, achieved="35")
        assert variable(ONE, low).scores == {"I": Decimal("0.1")}

    @given(amounts, variable_rules, measures, measures, measures, measures)
    def test_stays_within_its_tranche_and_never_falls_when_an_indicator_gets_better(
        self, amount: Decimal, rule: VariableRule, baseline: Decimal, target: Decimal, one: Decimal, other: Decimal
    ) -> None:
        if baseline == target:
            return
        worse, better = sorted((one, other), reverse=target < baseline)
        before, after = (
            variable(amount, replace(by_rule(rule), baseline=baseline, target=target, achieved=achieved))
            for achieved in (worse, better)
        )
        assert 0 <= before.due_now <= after.due_now <= amount
        assert before.due_now + before.forgone == after.due_now + after.forgone == amount

    @given(amounts, st.lists(st.tuples(st.integers(1, 9), variable_rules), min_size=1, max_size=8), st.data())
    def test_is_exact_and_adds_up_for_any_weights_and_rules(
        self, amount: Decimal, parts: list[tuple[int, VariableRule]], data: st.DataObject
    ) -> None:
        whole = 10 ** len(str(sum(part for part, _rule in parts)))
        shares = [Decimal(part) / whole for part, _rule in parts]
        shares[-1] += 1 - sum(shares)
        indicators = [
            by_rule(
                rule, code=f"I{place}", weight=f"{share:f}", achieved=str(data.draw(st.integers(30, 70))), target="53"
            )
            for place, ((_part, rule), share) in enumerate(zip(parts, shares, strict=True))
        ]
        settled = variable(amount, *indicators)
        assert settled.due_now + settled.forgone == amount
        exact = sum(Fraction(each.weight) * _exact_score(each) for each in indicators)
        assert Fraction(-1, 200) < Fraction(settled.due_now) - Fraction(amount) * exact <= Fraction(1, 200)

    def test_says_what_one_unit_more_and_the_target_would_add(self) -> None:
        held = VariableTranche(amount=Decimal("900000.00"), indicators=(indicator("CRED"),))
        assert [(change.step, change.gain) for change in variable_changes(held)] == [
            (ONE, Decimal("45000.00")),
            (Decimal(5), Decimal("225000.00")),
        ]
        told = labels(explain_variable(held, settle_variable(held)))
        assert {"Con una unidad más, añade", "Con la meta alcanzada, añade"} <= set(told)

    def test_leaves_out_what_would_change_nothing(self) -> None:
        held = VariableTranche(amount=ONE, indicators=(by_rule(VariableRule.STEP, achieved="41"),))
        assert [change.step for change in variable_changes(held)] == [Decimal(19)]

    @pytest.mark.parametrize("rule", VariableRule)
    def test_explains_itself_by_every_rule(self, rule: VariableRule) -> None:
        held = VariableTranche(amount=ONE, indicators=(by_rule(rule, achieved="35"),))
        assert "I" in labels(explain_variable(held, settle_variable(held)))

    @pytest.mark.parametrize(
        ("indicators", "field", "words"),
        [
            ([], "indicators", "no tiene indicadores"),
            ([{"weight": "0.9"}], "indicators.weight", "no suman 1"),
            ([{"weight": "0.5"}, {"weight": "0.5"}], "indicators[1].code", "I se repite"),
            ([{"baseline": "60"}], "target", "es igual a la línea de base"),
            ([{"weight": "0"}], "weight", "mayor que 0"),
            ([{"minimum": ONE}], "minimum", "Sobra"),
            ([{"bands": BANDS}], "bands", "Sobra"),
            ([{"rule": VariableRule.THRESHOLD}], "minimum", "Falta"),
            ([{"rule": VariableRule.THRESHOLD, "minimum": ZERO}], "minimum", "mayor que 0"),
            ([{"rule": VariableRule.BANDS}], "bands", "Falta"),
            ([{"rule": VariableRule.BANDS, "bands": ()}], "bands", "al menos un"),
            ([{"rule": VariableRule.BANDS, "bands": (BANDS[1], BANDS[1])}], "bands[1]", "después del anterior"),
            ([{"rule": VariableRule.BANDS, "bands": (Band(ZERO, ONE), BANDS[0])}], "bands[1]", "no debe bajar"),
            ([{"rule": VariableRule.BANDS, "bands": (Band(ZERO, Decimal(2)),)}], "bands[0]", "entre 0 y 1"),
            ([{"code": ""}], "code", "Falta el código"),
        ],
    )
    def test_refuses_in_words_what_cannot_be_settled(
        self, indicators: list[dict[str, Any]], field: str, words: str
    ) -> None:
        with pytest.raises(SettlementError, match=words) as refused:
            variable(Decimal("100.00"), *(indicator(**each) for each in indicators))
        assert refused.value.field == field


def _exact_score(held: IndicatorValue) -> Fraction:
    """Return a score as the domain defines it, in fractions."""
    way = Fraction(held.achieved - held.baseline) / Fraction(held.target - held.baseline)
    if held.rule == VariableRule.BANDS:
        return Fraction(max((band.score for band in BANDS if band.from_share <= way), default=ZERO))
    if held.rule == VariableRule.STEP:
        return Fraction(way >= 1)
    if held.minimum is not None and way < held.minimum:
        return Fraction(0)
    return min(max(way, Fraction(0)), Fraction(1))
