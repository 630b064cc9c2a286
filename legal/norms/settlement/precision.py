"""Whether a spreadsheet, which calculates with fifteen digits, tells the cents of a settlement; and how it must round.

What a formula gives lies within a known error of the exact figure. It gives the same cent when the error is cut
off before the cent is rounded, and when the exact figure is half a cent or lies farther from it than what is cut
off. The same holds for the limits of scores.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from legal.norms.settlement.arithmetic import Share, fixed_share, score_of, way_of, weighted_sum
from legal.norms.settlement.values import (
    ONE,
    FixedTranche,
    IndicatorValue,
    SettlementError,
    VariableRule,
    VariableTranche,
)

DIGITS: Final = 15
PLACES_OF_A_SHARE: Final = 9
_HALF: Final = Fraction(1, 2)
# The error of one operation in binary floating point, as a part of its result.
_ERROR: Final = Fraction(1, 2**52)


def of_fixed(tranche: FixedTranche) -> int:
    """Return to how many places the cents of a fixed tranche must be cut off.

    :raises SettlementError: when a spreadsheet would not tell them.
    """
    weights = [each.weight or ONE for each in tranche.criteria]
    _refuse_long(tranche.amount, tranche.already_paid)
    _refuse_long(*weights, sum(weights, Decimal(0)))
    return _places(tranche.amount, fixed_share(tranche), operations=8)


def of_variable(tranche: VariableTranche) -> int:
    """Return to how many places the cents of a variable tranche must be cut off.

    :raises SettlementError: when a spreadsheet would not tell them.
    """
    _refuse_long(tranche.amount)
    for each in tranche.indicators:
        _refuse_long(each.baseline, each.target, each.achieved, each.target - each.baseline)
        _refuse_close(each)
    share = weighted_sum((each.weight, score_of(each)) for each in tranche.indicators)
    return _places(tranche.amount, share, operations=len(tranche.indicators) + 8)


def _places(amount: Decimal, share: Share, *, operations: int) -> int:
    cents = Fraction(amount) * 100
    exact = cents * Fraction(share.part) / Fraction(share.over)
    error = max(cents, Fraction(1)) * operations * _ERROR
    from_half = abs(exact % 1 - _HALF)
    for places in range(8, 0, -1):
        cut = Fraction(1, 10**places)
        if 2 * error < cut and (from_half == 0 or from_half > cut):
            return places
    raise _untold()


def _refuse_close(indicator: IndicatorValue) -> None:
    """Refuse a share that is next to a limit of its score: rounded, it would reach it."""
    limits: dict[VariableRule, Iterable[Decimal]] = {
        VariableRule.STEP: (ONE,),
        VariableRule.THRESHOLD: (indicator.minimum or ONE,),
        VariableRule.BANDS: (band.from_share for band in indicator.bands or ()),
    }
    way = way_of(indicator)
    exact = Fraction(way.part) / Fraction(way.over)
    for limit in limits.get(indicator.rule, ()):
        if 0 < abs(exact - Fraction(limit)) <= Fraction(1, 10**PLACES_OF_A_SHARE):
            raise _untold()


def _refuse_long(*figures: Decimal) -> None:
    """Refuse figures whose sums and differences would have more digits than a spreadsheet keeps."""
    places = max(max(-int(each.normalize().as_tuple().exponent), 0) for each in figures)
    largest = max(map(abs, figures))
    if largest.scaleb(places) >= 10**DIGITS:
        raise SettlementError(
            "",
            _("Una hoja de cálculo no guarda cifras de más de %(digits)d dígitos: %(figure)s.")
            % {"digits": DIGITS, "figure": f"{largest:.{places}f}"},
        )


def _untold() -> SettlementError:
    return SettlementError("", _("Una hoja de cálculo no distingue el último céntimo de este cálculo."))
