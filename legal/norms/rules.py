"""What a norm lets be agreed: pure questions on plain values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def tranches(amount: Decimal, fixed_percentage: Decimal) -> tuple[Decimal, Decimal]:
    """Return the fixed and the variable tranche of a year, in soles; the two add up to the amount.

    The fixed part is rounded half up to the cent; the variable part takes the rest, so that no cent
    is lost (Annex II, 1.01 c of the directive).

    >>> tranches(Decimal("3000000.00"), Decimal("70"))
    (Decimal('2100000.00'), Decimal('900000.00'))
    """
    fixed = (amount * fixed_percentage / 100).quantize(CENT, ROUND_HALF_UP)
    return fixed, amount - fixed


def weights_add_up(weights: Mapping[str, Decimal]) -> bool:
    """Whether the weights of a year's indicators add up to 1 exactly; no indicators, no question."""
    return not weights or sum(weights.values()) == Decimal(1)
