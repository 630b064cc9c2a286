"""Settle a thousand agreements, against the same arithmetic in bare loops, which is not exact and explains nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from statistics import median
from typing import Any

from legal.norms.settlement import (
    Band,
    CriterionVerdict,
    FixedRule,
    FixedTranche,
    IndicatorValue,
    VariableRule,
    VariableTranche,
    settle_fixed,
    settle_variable,
)
from tests.benchmarks.timing import Side, measure, ratio

AGREEMENTS, CRITERIA = 1_000, 25
# The most that exactness may cost.
AIM = 3
RULES = ("proportional", "proportional", "proportional", "threshold", "step", "bands")
ZERO, ONE, CENT, MILLIONTH = Decimal(0), Decimal(1), Decimal("0.01"), Decimal("0.000001")

Year = tuple[FixedTranche, VariableTranche]


def measured_money(*, rounds: int) -> dict[str, Any]:
    """Return what settling costs, as a ratio to bare loops over the same values in the same rounds."""
    years = _years()
    ours = Side(name="settle", run=lambda _prepared: [(settle_fixed(one), settle_variable(two)) for one, two in years])
    bare = Side(
        name="settle, bare", run=lambda _prepared: [(bare_fixed(one), bare_variable(two)) for one, two in years]
    )
    times = measure([ours, bare], rounds=rounds)
    return {
        "agreements": AGREEMENTS,
        "to_bare": asdict(ratio(times[ours.name], times[bare.name])),
        "milliseconds": [median(times[ours.name]), median(times[bare.name])],
    }


def _years() -> Sequence[Year]:
    chance = Random(AGREEMENTS)  # noqa: S311
    return [(_fixed(chance), _variable(chance)) for _number in range(AGREEMENTS)]


def _fixed(chance: Random) -> FixedTranche:
    criteria = tuple(
        CriterionVerdict(code=f"C-{place:02d}", met=chance.random() < 0.6, weight=Decimal(chance.randint(1, 9)))
        for place in range(CRITERIA)
    )
    rule = chance.choice((FixedRule.PROPORTIONAL, FixedRule.WEIGHTED))
    return FixedTranche(amount=Decimal(chance.randint(1, 10**9)) / 100, rule=rule, criteria=criteria)


def _variable(chance: Random) -> VariableTranche:
    weights = ["0.2", "0.2", "0.2", "0.2", "0.1", "0.1"]
    indicators = tuple(
        IndicatorValue(
            code=f"I-{place}",
            weight=Decimal(weight),
            baseline=Decimal(chance.randint(0, 400)) / 10,
            target=Decimal(chance.randint(500, 900)) / 10,
            achieved=Decimal(chance.randint(0, 1000)) / 10,
            rule=VariableRule(rule),
            minimum=Decimal("0.6") if rule == "threshold" else None,
            bands=(Band(Decimal("0.5"), Decimal("0.4")), Band(ONE, ONE)) if rule == "bands" else None,
        )
        for place, (weight, rule) in enumerate(zip(weights, RULES, strict=True))
    )
    return VariableTranche(amount=Decimal(chance.randint(1, 10**9)) / 100, indicators=indicators)


def bare_fixed(tranche: FixedTranche) -> tuple[Decimal, ...]:
    """Settle a fixed tranche as a first draft would."""
    met = of = ZERO
    weighted = tranche.rule == "weighted"
    for each in tranche.criteria:
        weight = each.weight if weighted else ONE
        of += weight  # type: ignore[operator]
        if each.met:
            met += weight  # type: ignore[operator]
    cumulative = (tranche.amount * met / of).quantize(CENT, ROUND_HALF_UP)
    share = (met / of).quantize(MILLIONTH, ROUND_HALF_UP)
    return share, cumulative, cumulative - tranche.already_paid, tranche.amount - cumulative


def bare_variable(tranche: VariableTranche) -> tuple[object, ...]:
    """Settle a variable tranche as a first draft would."""
    total, scores = ZERO, {}
    for each in tranche.indicators:
        share = (each.achieved - each.baseline) / (each.target - each.baseline)
        score = min(max(share, ZERO), ONE)
        if each.rule == "threshold" and share < each.minimum:  # type: ignore[operator]
            score = ZERO
        elif each.rule == "step":
            score = ONE if share >= 1 else ZERO
        elif each.rule == "bands":
            score = ZERO
            for band in each.bands or ():
                if band.from_share <= share:
                    score = band.score
        scores[each.code] = score.quantize(MILLIONTH, ROUND_HALF_UP)
        total += each.weight * score
    due = (tranche.amount * total).quantize(CENT, ROUND_HALF_UP)
    return total.quantize(MILLIONTH, ROUND_HALF_UP), scores, due, tranche.amount - due
