"""What of the money of an agreement lies idle, on plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Incorporation:
    """An amount, in soles, taken into the entity's budget on a date."""

    on: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class IdleMoney:
    """What was taken into the budget, what of it was spent and what was not, in soles.

    ``since`` is the date of the oldest incorporation that is not spent whole, ``days`` the calendar days from it.
    """

    incorporated: Decimal
    spent: Decimal
    amount: Decimal
    since: date | None
    days: int


def idle_money(incorporations: Sequence[Incorporation], *, spent: Decimal, on: date) -> IdleMoney:
    """Return what lies idle on a date. What came in first is taken as spent first."""
    incorporated = sum((each.amount for each in incorporations), Decimal(0))
    left, since = spent, None
    for each in sorted(incorporations, key=lambda each: each.on):
        if left < each.amount:
            since = each.on
            break
        left -= each.amount
    return IdleMoney(
        incorporated=incorporated,
        spent=spent,
        amount=incorporated - spent,
        since=since,
        days=max((on - since).days, 0) if since else 0,
    )
