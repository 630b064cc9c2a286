"""Money is conserved under every rule with any of its figures: nothing is lost, nothing made, nothing taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from legal.norms.settlement import (
    Band,
    CriterionVerdict,
    FixedRule,
    FixedTranche,
    IndicatorValue,
    OnExpiry,
    VariableRule,
    VariableTranche,
    settle_fixed,
    settle_variable,
)
from legal.norms.settlement.reading import tranches_from
from legal.norms.settlement.rules import MoneyRules, ScoreRule, rules_from, values_of_rules
from legal.norms.settlement.values import ONE, ZERO, Tranches
from legal.norms.settlement.writing import values_of

MILLION = 10**6
amounts = st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2)
shares = st.decimals(min_value=0, max_value=1, places=6)
weights = st.decimals(min_value=Decimal("0.000001"), max_value=1000, places=6)
measures = st.decimals(min_value=-1000, max_value=1000, places=3)


@st.composite
def score_rules(draw: st.DrawFn) -> ScoreRule:
    """Draw a rule of indicators with figures of its own."""
    rule = draw(st.sampled_from(VariableRule))
    minimum = draw(shares.filter(bool)) if rule == VariableRule.THRESHOLD else None
    bands = None
    if rule == VariableRule.BANDS:
        starts = sorted(draw(st.sets(measures, min_size=1, max_size=5)))
        scores = sorted(draw(st.lists(shares, min_size=len(starts), max_size=len(starts))))
        bands = tuple(Band(start, score) for start, score in zip(starts, scores, strict=True))
    return ScoreRule(rule=rule, minimum=minimum, bands=bands)


@st.composite
def money_rules(draw: st.DrawFn) -> MoneyRules:
    """Draw the rules of an agreement."""
    fixed = draw(st.sampled_from(FixedRule))
    percentage = draw(shares) if fixed == FixedRule.FIXED_PERCENTAGE else None
    return MoneyRules(fixed=fixed, percentage=percentage, score=draw(score_rules()))


@st.composite
def fixed_tranches(draw: st.DrawFn) -> FixedTranche:
    """Draw a fixed tranche of which nothing is paid yet."""
    rules = draw(money_rules())
    verdicts = draw(st.lists(st.tuples(st.booleans(), weights), min_size=1, max_size=12))
    return FixedTranche(
        amount=draw(amounts),
        rule=rules.fixed,
        percentage=rules.percentage,
        criteria=tuple(
            CriterionVerdict(code=f"C-{place}", met=met, weight=weight) for place, (met, weight) in enumerate(verdicts)
        ),
    )


@st.composite
def variable_tranches(draw: st.DrawFn) -> VariableTranche:
    """Draw a variable tranche; each of its indicators has a rule of its own."""
    cuts = sorted(draw(st.sets(st.integers(1, MILLION - 1), max_size=5)))
    parts = [Decimal(end - start) / MILLION for start, end in zip([0, *cuts], [*cuts, MILLION], strict=True)]
    indicators = []
    for place, weight in enumerate(parts):
        baseline, target = draw(st.tuples(measures, measures).filter(lambda ends: ends[0] != ends[1]))
        rule = draw(score_rules())
        indicators.append(
            IndicatorValue(
                code=f"I-{place}",
                weight=weight,
                baseline=baseline,
                target=target,
                achieved=draw(measures),
                rule=rule.rule,
                minimum=rule.minimum,
                bands=rule.bands,
            )
        )
    return VariableTranche(amount=draw(amounts), indicators=tuple(indicators))


def with_met(tranche: FixedTranche, met: Sequence[bool]) -> FixedTranche:
    """Return a tranche with other verdicts."""
    verdicts = (replace(each, met=is_met) for each, is_met in zip(tranche.criteria, met, strict=True))
    return replace(tranche, criteria=tuple(verdicts))


@given(money_rules())
def test_rules_that_are_kept_are_read_back_as_they_were(rules: MoneyRules) -> None:
    rules.refuse()
    assert rules_from(values_of_rules(rules)) == rules


class TestTheFixedTranche:
    @given(fixed_tranches(), st.data())
    def test_is_never_more_or_less_than_its_parts(self, tranche: FixedTranche, data: st.DataObject) -> None:
        """Verify, pay, correct, carry and expire in any order."""
        acts = data.draw(st.lists(st.sampled_from(["pay", "verify", "carry", "expire"]), max_size=10))
        cancelled = ZERO
        for act in acts:
            now = settle_fixed(tranche)
            if act == "pay":
                tranche = replace(tranche, already_paid=tranche.already_paid + now.due_now)
            elif act == "verify" and not cancelled:
                better = data.draw(st.lists(st.booleans(), min_size=len(tranche.criteria), max_size=12))
                met = [each.met or more for each, more in zip(tranche.criteria, better, strict=False)]
                tranche = with_met(tranche, met)
            elif act == "carry" and not cancelled:
                tranche = replace(tranche, on_expiry=OnExpiry.CARRY)
            elif act == "expire":
                tranche = replace(tranche, correction_expired=True)
            then = settle_fixed(tranche)
            cancelled = then.cancelled
            assert tranche.already_paid + then.due_now + then.balance + cancelled == tranche.amount
            assert min(then.due_now, then.balance, cancelled) >= 0
            assert then.cumulative >= now.cumulative

    @given(fixed_tranches(), st.randoms())
    def test_does_not_care_in_which_order_criteria_come(self, tranche: FixedTranche, chance: st.RandomT) -> None:
        mixed = replace(tranche, criteria=tuple(chance.sample(tranche.criteria, len(tranche.criteria))))
        assert settle_fixed(mixed) == settle_fixed(tranche)

    @given(fixed_tranches(), st.data())
    def test_never_falls_when_a_verdict_rises(self, tranche: FixedTranche, data: st.DataObject) -> None:
        risen = data.draw(st.integers(0, len(tranche.criteria) - 1))
        better = with_met(tranche, [each.met or place == risen for place, each in enumerate(tranche.criteria)])
        assert settle_fixed(better).due_now >= settle_fixed(tranche).due_now

    @given(fixed_tranches())
    def test_settles_to_the_same_cents_when_it_is_kept_and_read_again(self, tranche: FixedTranche) -> None:
        again = tranches_from(values_of(Tranches(fixed=tranche))).fixed
        assert again is not None
        assert settle_fixed(again) == settle_fixed(tranche)


class TestTheVariableTranche:
    @given(variable_tranches())
    def test_is_never_more_or_less_than_its_parts(self, tranche: VariableTranche) -> None:
        settled = settle_variable(tranche)
        assert settled.due_now + settled.forgone == tranche.amount
        assert min(settled.due_now, settled.forgone) >= 0
        assert all(ZERO <= score <= ONE for score in settled.scores.values())

    @given(variable_tranches(), st.randoms())
    def test_does_not_care_in_which_order_indicators_come(self, tranche: VariableTranche, chance: st.RandomT) -> None:
        mixed = replace(tranche, indicators=tuple(chance.sample(tranche.indicators, len(tranche.indicators))))
        assert settle_variable(mixed).due_now == settle_variable(tranche).due_now

    @given(variable_tranches(), st.data())
    def test_never_falls_when_one_indicator_gets_better(self, tranche: VariableTranche, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(tranche.indicators) - 1))
        before = tranche.indicators[place]
        step = abs(data.draw(measures)) * (1 if before.target > before.baseline else -1)
        better = replace(before, achieved=before.achieved + step)
        after = (*tranche.indicators[:place], better, *tranche.indicators[place + 1 :])
        assert settle_variable(replace(tranche, indicators=after)).due_now >= settle_variable(tranche).due_now

    @given(variable_tranches())
    def test_settles_to_the_same_cents_when_it_is_kept_and_read_again(self, tranche: VariableTranche) -> None:
        again = tranches_from(values_of(Tranches(variable=tranche))).variable
        assert again is not None
        assert settle_variable(again) == settle_variable(tranche)
