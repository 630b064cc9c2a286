"""The arithmetic of a settlement: exact to the last digit, rounded half up once, on cumulative figures.

A share is kept as a numerator and a denominator, never as a quotient: a third of a sol stays a third until the
cent is rounded. The context traps whatever would not be exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from legal.norms.rules import CENT
from legal.norms.settlement.results import FixedSettlement, VariableSettlement
from legal.norms.settlement.values import (
    ONE,
    ZERO,
    FixedRule,
    FixedTranche,
    IndicatorValue,
    OnExpiry,
    SettlementError,
    VariableRule,
    VariableTranche,
)

# A thousand indicators with denominators of twenty-two digits each are still exact.
EXACT: Final = Context(prec=100_000, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact, InvalidOperation])
MILLIONTH: Final = Decimal("0.000001")
# Looked up once: reading a member of an enumeration costs more than the arithmetic that it decides.
WEIGHTED, ALL_OR_NOTHING, FIXED_PERCENTAGE = FixedRule.WEIGHTED, FixedRule.ALL_OR_NOTHING, FixedRule.FIXED_PERCENTAGE
BANDS, STEP, THRESHOLD = VariableRule.BANDS, VariableRule.STEP, VariableRule.THRESHOLD
CANCEL: Final = OnExpiry.CANCEL

# Digits are cut off, never rounded, before the one rounding: what lies below a half stays below it.
CUT_OFF: Final = Context(prec=60, rounding=ROUND_DOWN)
add, subtract, multiply, minus = EXACT.add, EXACT.subtract, EXACT.multiply, EXACT.minus
divide = CUT_OFF.divide


class Share(NamedTuple):
    """An exact share: ``over`` is greater than 0."""

    part: Decimal
    over: Decimal


NOTHING: Final = Share(ZERO, ONE)
WHOLE: Final = Share(ONE, ONE)


def settle_fixed(tranche: FixedTranche) -> FixedSettlement:
    """Settle a fixed tranche by its rule: what is earned so far, less what was paid.

    :raises SettlementError: when more was paid than is earned now: a later verdict never takes back what an
        earlier one gave.
    """
    share = fixed_share(tranche)
    cumulative = of_amount(tranche.amount, share)
    due_now = subtract(cumulative, tranche.already_paid)
    if due_now < 0:
        raise SettlementError(
            "already_paid",
            _("Lo que ya correspondía (S/ %(before)s) supera lo que corresponde ahora (S/ %(now)s).")
            % {"before": f"{tranche.already_paid:,.2f}", "now": f"{cumulative:,.2f}"},
        )
    rest = subtract(tranche.amount, cumulative)
    lost = tranche.correction_expired and tranche.on_expiry == CANCEL
    return FixedSettlement(
        share=rounded(share, MILLIONTH),
        cumulative=cumulative,
        already_paid=tranche.already_paid,
        due_now=due_now,
        balance=ZERO if lost else rest,
        cancelled=rest if lost else ZERO,
    )


def settle_variable(tranche: VariableTranche) -> VariableSettlement:
    """Settle a variable tranche: amount × Σ weight × score, each score by the rule of its indicator."""
    scored = [(each, score_of(each)) for each in tranche.indicators]
    share = weighted_sum([(each.weight, score) for each, score in scored])
    due = of_amount(tranche.amount, share)
    return VariableSettlement(
        share=rounded(share, MILLIONTH),
        scores={each.code: rounded(score, MILLIONTH) for each, score in scored},
        due_now=due,
        forgone=subtract(tranche.amount, due),
    )


def fixed_share(tranche: FixedTranche) -> Share:
    """Return the share of a fixed tranche that its verdicts earn."""
    return share_of_criteria(tranche, *met_of(tranche))


def met_of(tranche: FixedTranche) -> tuple[Decimal, Decimal]:
    """Return how much is met of how much: weights where the rule is weighted, else criteria."""
    if tranche.rule == WEIGHTED:
        weights = [(each.met, each.weight or ZERO) for each in tranche.criteria]
        return sum((weight for met, weight in weights if met), ZERO), sum((weight for _met, weight in weights), ZERO)
    return Decimal(sum([each.met for each in tranche.criteria])), Decimal(len(tranche.criteria))


def share_of_criteria(tranche: FixedTranche, met: Decimal, of: Decimal) -> Share:
    """Return the share that so much met of so much earns by the rule of a tranche."""
    if met == of:
        return WHOLE
    if tranche.rule == ALL_OR_NOTHING:
        return NOTHING
    if tranche.rule == FIXED_PERCENTAGE:
        return Share(tranche.percentage or ZERO, ONE)
    return Share(met, of)


def way_of(indicator: IndicatorValue) -> Share:
    """Return (achieved − baseline) ÷ (target − baseline), below 0 or above 1 as it comes."""
    gained = subtract(indicator.achieved, indicator.baseline)
    way = subtract(indicator.target, indicator.baseline)
    return Share(gained, way) if way > 0 else Share(minus(gained), minus(way))


def score_of(indicator: IndicatorValue) -> Share:
    """Return the score of an indicator by its rule, from 0 to 1; it serves indicators that should fall too."""
    way = way_of(indicator)
    rule = indicator.rule
    if rule == BANDS:
        reached = [band.score for band in indicator.bands or () if multiply(band.from_share, way.over) <= way.part]
        return Share(reached[-1], ONE) if reached else NOTHING
    if way.part >= way.over:
        return WHOLE
    if way.part <= 0 or rule == STEP:
        return NOTHING
    if rule == THRESHOLD and way.part < multiply(indicator.minimum or ONE, way.over):
        return NOTHING
    return way


def weighted_sum(parts: Iterable[tuple[Decimal, Share]]) -> Share:
    """Return Σ weight × score, exactly."""
    total, over = ZERO, ONE
    for weight, (part, of) in parts:
        if of == 1:
            if part:
                total = add(total, multiply(multiply(weight, part), over))
        else:
            total = add(multiply(total, of), multiply(multiply(weight, part), over))
            over = multiply(over, of)
    return Share(total, over)


def of_amount(amount: Decimal, share: Share) -> Decimal:
    """Return a share of soles, rounded half up to the cent."""
    return rounded(Share(multiply(amount, share.part), share.over), CENT)


def rounded(share: Share, place: Decimal) -> Decimal:
    """Return what is not negative, and below 10^50, rounded half up to a place."""
    return divide(share.part, share.over).quantize(place, ROUND_HALF_UP, CUT_OFF)
