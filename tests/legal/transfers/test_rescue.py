"""A balance is lost only after a warning that was received, and by a person's act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from legal.agreements.models import Agreement
from legal.transfers.errors import CannotCancel, CannotWarn
from legal.transfers.models import Rescue, Tranche
from legal.transfers.queries import sums_of
from tests.factories import World, make_draft, open_tasks, to_in_force
from tests.factories.transfers import answer_warning, cancel_balance, open_rescue, serve_letter, serve_warning, warn
from tests.factories.verification import issue_second_report, to_first_report, to_served, verification_of
from tests.legal.agreements.traces import last_act
from tests.legal.refusals import refused
from workflow import deadlines
from workflow.errors import NotAllowed
from workflow.models import Deadline, Message

SIGNED_ON, LAPSED_ON = date(2026, 3, 2), date(2026, 8, 4)
YEAR = Decimal("1000000.00")
Travel = Callable[[date], None]


@pytest.fixture
def rescue(world: World, travel: Travel, papers_without_word: None) -> Rescue:
    """Return the rescue of a balance: the entity never corrected what was observed. It is 4 August 2026."""
    travel(SIGNED_ON)
    agreement = to_in_force(make_draft(world), world)
    verification = to_served(verification_of(agreement))
    travel(LAPSED_ON)
    deadlines.run_clock(on=LAPSED_ON)
    verification.refresh_from_db()
    issue_second_report(verification)
    return open_rescue(agreement)


def tranche_of(rescue: Rescue) -> Tranche:
    """Return its tranche as it is now."""
    return Tranche.objects.get(pk=rescue.tranche_id)


def test_the_entity_is_warned_60_30_15_and_5_days_before_its_balance_is_at_stake(
    world: World, travel: Travel, papers_without_word: None
) -> None:
    travel(SIGNED_ON)
    agreement = to_in_force(make_draft(world), world)
    agreement.norm.terms.filter(name="correction").update(warning_days=[60, 30, 15, 5])
    term = to_served(verification_of(agreement)).correction_deadline
    assert term is not None
    warned_on = []
    for before in range(62, -1, -1):
        day = term.due_on - timedelta(days=before)
        if deadlines.run_clock(on=day).reminded:
            warned_on.append((before, Message.objects.latest("pk").role))
    assert warned_on == [(60, "coordinator"), (30, "coordinator"), (15, "coordinator"), (5, "coordinator")]


def test_the_end_of_a_term_cancels_nothing(rescue: Rescue, travel: Travel) -> None:
    travel(date(2027, 6, 1))
    assert deadlines.run_clock(on=date(2027, 6, 1)).failed == ()
    assert (tranche_of(rescue).balance, tranche_of(rescue).cancelled) == (YEAR, 0)
    assert "warn" in [task.flow_task.name for task in open_tasks(rescue.case)]


def test_a_balance_is_cancelled_after_the_warning_and_its_term(rescue: Rescue, world: World, travel: Travel) -> None:
    rescue = serve_warning(warn(rescue))
    due_on = Deadline.objects.get(pk=rescue.answer_deadline_id).due_on
    # Ten working days from 4 August; 6 August is the battle of Junín.
    assert due_on == date(2026, 8, 19)
    travel(date(2026, 8, 20))
    rescue = cancel_balance(rescue)
    assert (rescue.status, rescue.amount, rescue.decided_by) == ("cancelled", YEAR, world.director_general)
    assert (tranche_of(rescue).balance, tranche_of(rescue).cancelled) == (0, YEAR)
    assert sums_of(rescue.case).amount == 3 * YEAR
    serve_letter(rescue)
    assert open_tasks(rescue.case) == []


def test_no_balance_is_cancelled_before_the_term_to_answer_is_over(rescue: Rescue) -> None:
    rescue = serve_warning(warn(rescue))
    words = refused(rescue.case, CannotCancel, lambda: cancel_balance(rescue))
    assert "puede responder el apercibimiento hasta" in words[0]


def test_an_answer_may_be_decided_on_at_once(rescue: Rescue, world: World) -> None:
    rescue = answer_warning(serve_warning(warn(rescue)), world)
    assert (rescue.answer, rescue.answered_on) == ("Los criterios se subsanaron en agosto.", LAPSED_ON)
    assert Deadline.objects.get(pk=rescue.answer_deadline_id).status == "met"
    assert cancel_balance(rescue).status == "cancelled"


def test_a_warning_is_answered_once_and_only_when_received(rescue: Rescue, world: World) -> None:
    words = refused(rescue.case, CannotWarn, lambda: answer_warning(rescue, world))
    assert words == ["No hay un apercibimiento notificado que responder."]
    rescue = answer_warning(serve_warning(warn(rescue)), world)
    words = refused(rescue.case, CannotWarn, lambda: answer_warning(rescue, world))
    assert words == ["El apercibimiento ya fue respondido."]


def test_a_cancellation_says_why(rescue: Rescue, world: World) -> None:
    rescue = answer_warning(serve_warning(warn(rescue)), world)
    words = refused(rescue.case, CannotCancel, lambda: cancel_balance(rescue, reason=" "))
    assert words == ["Escriba el sustento de la cancelación."]


def test_a_warning_is_not_older_than_the_end_of_the_period(rescue: Rescue) -> None:
    words = refused(rescue.case, CannotWarn, lambda: warn(rescue, on=date(2026, 8, 3)))
    assert "Antes está el cierre del período" in words[0]


def test_the_end_of_the_term_to_answer_cancels_nothing_either(rescue: Rescue, travel: Travel) -> None:
    rescue = serve_warning(warn(rescue))
    travel(date(2027, 6, 1))
    assert deadlines.run_clock(on=date(2027, 6, 1)).failed == ()
    assert Deadline.objects.get(pk=rescue.answer_deadline_id).status == "expired"
    assert (tranche_of(rescue).balance, tranche_of(rescue).cancelled) == (YEAR, 0)
    assert "decide" in [task.flow_task.name for task in open_tasks(rescue.case)]


@pytest.mark.parametrize("who", ["coordinator", "formulator", "grantor_verifier", "budget_reviewer", "clerk"])
def test_nobody_but_the_director_cancels_a_balance(rescue: Rescue, world: World, who: str) -> None:
    rescue = answer_warning(serve_warning(warn(rescue)), world)
    refused(rescue.case, NotAllowed, lambda: cancel_balance(rescue, by=getattr(world, who)))
    assert tranche_of(rescue).balance == YEAR


def test_a_stranger_answers_no_warning(rescue: Rescue, world: World) -> None:
    rescue = serve_warning(warn(rescue))
    refused(rescue.case, NotAllowed, lambda: answer_warning(rescue, replace(world, coordinator=world.stranger)))


def test_the_record_tells_the_cancellation_with_its_reason(rescue: Rescue, world: World) -> None:
    rescue = cancel_balance(answer_warning(serve_warning(warn(rescue)), world))
    entry = last_act(rescue.case)
    assert (entry.act, entry.actor, entry.reason) == (
        "transfers.cancel_balance",
        world.director_general,
        "No se acreditó la subsanación dentro del plazo.",
    )
    assert (entry.before["balance"], entry.after["amount"]) == ("1000000.00", "1,000,000.00")


def test_a_period_without_a_balance_opens_no_rescue(world: World, travel: Travel, papers_without_word: None) -> None:
    travel(SIGNED_ON)
    agreement: Agreement = to_in_force(make_draft(world), world)
    to_first_report(verification_of(agreement), unmet=())
    assert not Rescue.objects.exists()
