"""Idle money: nothing is lost, only what came lies idle, and the oldest unspent money tells since when."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from legal.followup.rules import Incorporation, idle_money

START = date(2026, 1, 1)
DAYS = st.dates(START, START + timedelta(days=900))
AMOUNTS = st.decimals("0.01", "9000000", places=2)
TAKEN = st.lists(st.builds(Incorporation, on=DAYS, amount=AMOUNTS, arrived_on=DAYS | st.none()), max_size=6)


def came(amount: int, on: date) -> Incorporation:
    """Return money that came on the day on which it was taken into the budget."""
    return Incorporation(on=on, amount=Decimal(amount), arrived_on=on)


@given(TAKEN, st.decimals(0, 1, places=4), st.integers(900, 1200))
def test_what_is_idle_came_and_was_not_spent(taken: list[Incorporation], share: Decimal, later: int) -> None:
    arrived = sum((each.amount for each in taken if each.arrived_on), Decimal(0))
    spent = (arrived * share).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    idle = idle_money(taken, spent=spent, on=START + timedelta(days=later))
    assert idle.arrived == arrived
    assert idle.arrived + idle.awaited == sum((each.amount for each in taken), Decimal(0))
    assert idle.amount == arrived - spent
    assert (idle.since is None) == (idle.amount == 0)
    if idle.since:
        assert idle.days == (START + timedelta(days=later) - idle.since).days
        there = [(each.spendable_from, each.amount) for each in taken if each.spendable_from]
        assert sum((amount for since, amount in there if since < idle.since), Decimal(0)) <= spent
        assert sum((amount for since, amount in there if since <= idle.since), Decimal(0)) > spent


def test_what_came_first_is_spent_first() -> None:
    taken = [came(50, date(2026, 5, 1)), came(100, date(2026, 3, 1))]
    assert idle_money(taken, spent=Decimal("99.99"), on=date(2026, 5, 2)).days == 62
    idle = idle_money(taken, spent=Decimal(100), on=date(2026, 5, 2))
    assert (idle.amount, idle.since, idle.days) == (Decimal(50), date(2026, 5, 1), 1)


def test_what_is_in_the_budget_and_has_not_come_is_awaited_and_not_idle() -> None:
    taken = [Incorporation(on=date(2026, 3, 1), amount=Decimal(100), arrived_on=None)]
    idle = idle_money(taken, spent=Decimal(30), on=date(2026, 5, 2))
    assert (idle.arrived, idle.awaited, idle.amount, idle.since) == (Decimal(0), Decimal(100), Decimal(0), None)


def test_money_that_comes_before_its_resolution_lies_idle_from_the_resolution() -> None:
    taken = [Incorporation(on=date(2026, 3, 11), amount=Decimal(100), arrived_on=date(2026, 3, 1))]
    assert idle_money(taken, spent=Decimal(0), on=date(2026, 3, 15)).days == 4


def test_where_no_spending_was_recorded_nobody_knows_what_is_unspent() -> None:
    idle = idle_money([came(100, date(2026, 3, 1))], spent=None, on=date(2026, 3, 11))
    assert (idle.spent, idle.amount, idle.since, idle.days) == (None, None, date(2026, 3, 1), 10)


def test_no_day_counts_after_the_agreement() -> None:
    taken = [came(100, date(2026, 3, 1)), came(50, date(2026, 5, 1))]
    ended_on, on = date(2026, 4, 1), date(2030, 1, 1)
    idle = idle_money(taken, spent=Decimal(10), on=on, ended_on=ended_on)
    assert (idle.until, idle.days) == (ended_on, 31)
    late = idle_money(taken, spent=Decimal(100), on=on, ended_on=ended_on)
    assert (late.amount, late.since, late.days) == (Decimal(50), None, 0)
    assert idle_money(taken, spent=Decimal(10), on=ended_on, ended_on=ended_on).until is None
