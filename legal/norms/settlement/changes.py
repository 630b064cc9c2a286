"""What would change a settlement, and by how many soles: one more criterion met, one more point of an indicator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from legal.norms.settlement.arithmetic import (
    met_of,
    of_amount,
    score_of,
    share_of_criteria,
    weighted_sum,
)
from legal.norms.settlement.values import ONE, FixedRule, FixedTranche, IndicatorValue, VariableTranche

ALL: Final = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What one thing would add, in soles; ``code`` names the criterion or indicator, ``ALL`` all that is not met.

    ``step`` is the distance that the indicator would still have to go: one unit, or all the way to its target.
    """

    code: str
    gain: Decimal
    step: Decimal = ONE


def fixed_changes(tranche: FixedTranche) -> tuple[Change, ...]:
    """Return what each criterion that is not met would add by itself, then what all of them would."""
    met, of = met_of(tranche)
    now = of_amount(tranche.amount, share_of_criteria(tranche, met, of))
    found = []
    for each in tranche.criteria:
        if not each.met:
            more = met + (each.weight or ONE if tranche.rule == FixedRule.WEIGHTED else ONE)
            earned = of_amount(tranche.amount, share_of_criteria(tranche, more, of))
            found.append(Change(code=each.code, gain=earned - now))
    return (*found, Change(code=ALL, gain=tranche.amount - now)) if found else ()


def variable_changes(tranche: VariableTranche) -> tuple[Change, ...]:
    """Return what one more unit of each indicator, and its target reached, would add; what adds nothing is left out."""
    scores = [score_of(each) for each in tranche.indicators]
    total = weighted_sum((each.weight, score) for each, score in zip(tranche.indicators, scores, strict=True))
    now = of_amount(tranche.amount, total)
    found = []
    for each, score in zip(tranche.indicators, scores, strict=True):
        way = abs(each.target - each.achieved) if is_short(each) else None
        for step in () if way is None else (ONE, way) if way > ONE else (way,):
            reached = score_of(replace(each, achieved=each.achieved + toward(each) * step))
            changed = weighted_sum([(ONE, total), (-each.weight, score), (each.weight, reached)])
            gain = of_amount(tranche.amount, changed) - now
            if gain:
                found.append(Change(code=each.code, gain=gain, step=step))
    return tuple(found)


def toward(indicator: IndicatorValue) -> Decimal:
    """Return 1 where an indicator should rise, −1 where it should fall."""
    return ONE if indicator.target > indicator.baseline else -ONE


def is_short(indicator: IndicatorValue) -> bool:
    """Whether an indicator has not reached its target."""
    return (indicator.target - indicator.achieved) * toward(indicator) > 0
