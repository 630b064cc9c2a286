"""An agreement in force has its dates, a period for each year, and a due date for each report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from legal.agreements.models import Agreement
from tests.factories import World, make_draft, register, sign_all, to_in_signature
from tests.legal.agreements.test_status import MOVES, Status
from tests.legal.agreements.traces import acts_of
from workflow.deadlines import run_clock
from workflow.models import Deadline, LedgerEntry, Message

ISSUED_ON = date(2015, 5, 27)
SIGNED_ON = date(2015, 6, 12)
REGISTERED_ON = date(2015, 6, 15)


def signed_on(world: World, travel: Callable[[date], None], day: date, years: int = 3) -> Agreement:
    """Return an agreement that all parties signed and the clerk registered on a day."""
    travel(day)
    agreement = to_in_signature(make_draft(world, years=years), world)
    sign_all(agreement)
    register(agreement)
    agreement.refresh_from_db()
    return agreement


@pytest.fixture
def in_force(world: World, travel: Callable[[date], None]) -> Agreement:
    """Return the agreement signed on Friday 12 June 2015 and registered on the Monday after it."""
    travel(ISSUED_ON)
    agreement = to_in_signature(make_draft(world), world)
    travel(SIGNED_ON)
    sign_all(agreement)
    travel(REGISTERED_ON)
    register(agreement)
    agreement.refresh_from_db()
    return agreement


def test_it_is_in_force_from_its_last_signature_until_the_eve_of_its_anniversary(in_force: Agreement) -> None:
    assert in_force.status == "in_force"
    assert (in_force.signed_on, in_force.in_force_from) == (SIGNED_ON, SIGNED_ON)
    assert in_force.ends_on == date(2018, 6, 11)


def test_each_year_has_its_period_its_level_and_its_fiscal_year(in_force: Agreement) -> None:
    periods = in_force.periods.order_by("year")
    assert [(period.year, period.level, period.fiscal_year) for period in periods] == [
        (1, 0, 2015),
        (2, 1, 2016),
        (3, 2, 2017),
    ]


def test_each_report_is_due_when_the_norm_says(in_force: Agreement, world: World) -> None:
    deadlines = Deadline.objects.filter(case=in_force.case).order_by("due_on")
    assert [(each.name, each.starts_on, each.amount, each.due_on) for each in deadlines] == [
        ("report_1", SIGNED_ON, 30, date(2015, 7, 13)),
        ("report_2", date(2015, 12, 31), 45, date(2016, 2, 15)),
        ("report_3", date(2016, 12, 31), 45, date(2017, 2, 14)),
    ]
    assert {(each.role, each.unit, each.term_unit, each.status) for each in deadlines} == {
        ("coordinator", world.region, "calendar_days", "running")
    }
    assert deadlines[1].title == "Informe de cumplimiento del año 2 (Nivel 1)"
    assert deadlines[1].basis == "Anexo II"


def test_the_record_tells_since_when_until_when_and_what_is_due(in_force: Agreement, world: World) -> None:
    entry = next(each for each in acts_of(in_force.case) if each.act == "agreements.enter_into_force")
    assert (entry.act, entry.actor, entry.occurred_on) == ("agreements.enter_into_force", world.clerk, REGISTERED_ON)
    assert entry.before == {"status": "in_signature"}
    assert entry.after == {
        "status": "in_force",
        "number": in_force.number,
        "in_force_from": "2015-06-12",
        "ends_on": "2018-06-11",
        "periods": ["1: 2015-07-13", "2: 2016-02-15", "3: 2017-02-14"],
    }


def test_four_years_have_four_periods(world: World, travel: Callable[[date], None]) -> None:
    agreement = signed_on(world, travel, date(2026, 3, 2), years=4)
    assert agreement.ends_on == date(2030, 3, 1)
    due = agreement.periods.order_by("year").values_list("fiscal_year", "report_deadline__due_on")
    assert list(due) == [
        (2026, date(2026, 4, 1)),
        (2027, date(2027, 2, 15)),
        (2028, date(2028, 2, 14)),
        (2029, date(2029, 2, 14)),
    ]


def test_signed_on_the_last_day_of_a_year_the_second_report_is_due_weeks_later(
    world: World, travel: Callable[[date], None]
) -> None:
    agreement = signed_on(world, travel, date(2026, 12, 31))
    first, second, _third = agreement.periods.order_by("year")
    assert (first.fiscal_year, first.report_deadline.due_on) == (2026, date(2027, 2, 1))
    assert (second.fiscal_year, second.report_deadline.due_on) == (2027, date(2027, 2, 15))


def test_a_report_that_does_not_come_lets_its_term_expire_and_no_other(in_force: Agreement) -> None:
    assert run_clock(on=date(2015, 7, 13)).expired == 0
    assert run_clock(on=date(2015, 7, 14)).expired == 1
    statuses = Deadline.objects.filter(case=in_force.case).order_by("due_on").values_list("status", flat=True)
    assert list(statuses) == ["expired", "running", "running"]
    entry = LedgerEntry.objects.filter(case=in_force.case).order_by("sequence").last()
    assert entry is not None
    assert (entry.act, entry.actor, entry.occurred_on) == ("deadlines.expire", None, date(2015, 7, 14))


def test_the_entity_is_reminded_before_its_report_is_due(in_force: Agreement, world: World) -> None:
    run_clock(on=date(2015, 7, 8))
    reminder = Message.objects.filter(case=in_force.case).order_by("pk").last()
    assert reminder is not None
    assert (reminder.role, reminder.unit) == ("coordinator", world.region)
    assert reminder.subject == "Vence el 13 de julio de 2015: Informe de cumplimiento del año 1 (Nivel 0)"


def test_the_history_of_a_life_holds_only_moves_of_the_table(in_force: Agreement) -> None:
    statuses = list(in_force.history.order_by("history_id").values_list("status", flat=True))
    moves = {(Status(one), Status(other)) for one, other in pairwise(statuses) if one != other}
    assert moves <= MOVES
    assert statuses[0] == "draft"
    assert statuses[-1] == "in_force"
