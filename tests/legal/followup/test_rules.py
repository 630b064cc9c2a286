"""Idle money: nothing is lost, and the oldest unspent incorporation tells since when."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from legal.followup.rules import Incorporation, idle_money

START = date(2026, 1, 1)
DAYS = st.integers(0, 900).map(lambda days: START + timedelta(days=days))
AMOUNTS = st.decimals("0.01", "9000000", places=2)
TAKEN = st.lists(st.builds(Incorporation, on=DAYS, amount=AMOUNTS), max_size=6)


@given(TAKEN, st.decimals(0, 1, places=4), st.integers(900, 1200))
def test_what_is_idle_came_in_and_was_not_spent(taken: list[Incorporation], share: Decimal, later: int) -> None:
    total = sum((each.amount for each in taken), Decimal(0))
    spent = (total * share).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    idle = idle_money(taken, spent=spent, on=START + timedelta(days=later))
    assert idle.amount + idle.spent == idle.incorporated == total
    assert (idle.since is None) == (idle.amount == 0)
    if idle.since:
        assert idle.days == (START + timedelta(days=later) - idle.since).days
        assert sum((each.amount for each in taken if each.on < idle.since), Decimal(0)) <= spent
        assert sum((each.amount for each in taken if each.on <= idle.since), Decimal(0)) > spent


def test_what_came_first_is_spent_first() -> None:
    taken = [
        Incorporation(on=date(2026, 5, 1), amount=Decimal(50)),
        Incorporation(on=date(2026, 3, 1), amount=Decimal(100)),
    ]
    assert idle_money(taken, spent=Decimal("99.99"), on=date(2026, 5, 2)).days == 62
    idle = idle_money(taken, spent=Decimal(100), on=date(2026, 5, 2))
    assert (idle.amount, idle.since, idle.days) == (Decimal(50), date(2026, 5, 1), 1)
