"""The early end: cause, opinion, act, notice, settlement. What was earned is paid, the rest cancelled by a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from legal.agreements.models import Agreement
from legal.closure.errors import CannotSettle, CannotTerminate
from legal.closure.models import Termination
from legal.closure.services import termination as terminations
from legal.transfers.models import Rescue
from legal.transfers.queries import sums_of
from tests.factories import World, do, make_draft, make_mandate, open_tasks, to_in_force
from tests.factories.closure import (
    opine_on_termination,
    propose_termination,
    serve_termination,
    settle_termination,
    terminate,
)
from tests.factories.transfers import open_transfer, pay, step_of
from tests.factories.verification import admit, present, to_first_report, verification_of
from tests.legal.refusals import refused
from workflow import deadlines
from workflow.errors import NotAllowed
from workflow.models import Deadline

SIGNED_ON, TERMINATED_ON = date(2026, 3, 2), date(2026, 9, 1)
YEAR = Decimal("1000000.00")
Travel = Callable[[date], None]


@pytest.fixture
def in_force(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement of three years in force since 2 March 2026."""
    travel(SIGNED_ON)
    return to_in_force(make_draft(world), world)


def served(agreement: Agreement, world: World) -> Termination:
    """Terminate an agreement and serve the act."""
    return serve_termination(terminate(opine_on_termination(propose_termination(agreement, world))))


def test_an_agreement_is_terminated_when_the_entity_receives_the_act(
    in_force: Agreement, world: World, travel: Travel
) -> None:
    travel(TERMINATED_ON)
    termination = terminate(opine_on_termination(propose_termination(in_force, world)))
    in_force.refresh_from_db()
    assert (termination.status, in_force.status) == ("decided", "in_force")
    termination = serve_termination(termination)
    in_force.refresh_from_db()
    assert (termination.status, in_force.status) == ("served", "terminated")


def test_what_nobody_reported_on_ends_without_effect_and_its_terms_stop(in_force: Agreement, world: World) -> None:
    served(in_force, world)
    verification = verification_of(in_force)
    assert (verification.status, verification.outcome) == ("closed", "terminated")
    assert set(Deadline.objects.filter(case=in_force.case).values_list("status", flat=True)) == {"stopped"}
    assert [task.flow_task.name for task in open_tasks(in_force.case)] == ["settle"]
    assert not Rescue.objects.exists()


def test_no_later_period_opens(in_force: Agreement, world: World, travel: Travel) -> None:
    served(in_force, world)
    travel(date(2027, 6, 1))
    assert deadlines.run_clock(on=date(2027, 6, 1)) == deadlines.ClockReport(
        recounted=0, scheduled=0, reminded=0, expired=0, escalated=0, failed=()
    )


def test_what_was_earned_is_paid_before_the_settlement_and_the_rest_is_cancelled_by_it(
    in_force: Agreement, world: World
) -> None:
    to_first_report(verification_of(in_force), unmet=())
    termination = served(in_force, world)
    words = refused(in_force.case, CannotSettle, lambda: settle_termination(termination))
    assert "sigue en trámite" in words[0]
    pay(open_transfer(in_force))
    termination = settle_termination(termination)
    sums = sums_of(in_force.case)
    assert (sums.paid, sums.due, sums.balance, sums.cancelled) == (YEAR, 0, 0, 2 * YEAR)
    assert termination.status == "settled"
    assert open_tasks(in_force.case) == []


def test_a_report_under_verification_is_verified_to_its_end(in_force: Agreement, world: World) -> None:
    verification = verification_of(in_force)
    present(verification)
    admit(verification)
    termination = served(in_force, world)
    verification.refresh_from_db()
    assert verification.status == "admitted"
    words = refused(in_force.case, CannotSettle, lambda: settle_termination(termination))
    assert words[0] == "El período «Año 1 (Nivel 0)» sigue abierto."


def test_the_director_may_decide_not_to_terminate(in_force: Agreement, world: World) -> None:
    termination = opine_on_termination(propose_termination(in_force, world))
    task = step_of(termination.process, "decide")
    words = refused(
        in_force.case,
        CannotTerminate,
        lambda: do(task, terminations.reject_termination, termination=termination, reason=" "),
    )
    assert words == ["Escriba por qué no se resuelve el convenio."]
    do(task, terminations.reject_termination, termination=termination, reason="El incumplimiento se corrigió.")
    in_force.refresh_from_db()
    assert in_force.status == "in_force"
    assert propose_termination(in_force, world).status == "proposed"


def test_one_termination_is_under_way_at_a_time(in_force: Agreement, world: World) -> None:
    propose_termination(in_force, world)
    words = refused(in_force.case, CannotTerminate, lambda: propose_termination(in_force, world))
    assert words == ["Ya hay una resolución del convenio en trámite."]


def test_only_what_is_in_force_is_terminated(world: World, papers_without_word: None) -> None:
    draft = make_draft(world)
    words = refused(draft.case, CannotTerminate, lambda: propose_termination(draft, world))
    assert "solo se resuelve el que está en vigor" in words[0]


def test_a_proposal_states_its_facts(in_force: Agreement, world: World) -> None:
    words = refused(in_force.case, CannotTerminate, lambda: propose_termination(in_force, world, facts=" "))
    assert words == ["Escriba los hechos que sustentan la causa."]


def test_who_opined_does_not_decide(in_force: Agreement, world: World) -> None:
    termination = opine_on_termination(propose_termination(in_force, world))
    make_mandate(world.legal_reviewer, world.director_general.mandates.get().post)
    task = step_of(termination.process, "decide")
    words = refused(
        in_force.case,
        NotAllowed,
        lambda: do(task, terminations.terminate, by=world.legal_reviewer, termination=termination),
    )
    assert "no la decide" in words[0]


def test_an_agreement_that_expires_while_the_act_travels_is_terminated_and_its_closure_stops(
    in_force: Agreement, world: World, travel: Travel
) -> None:
    travel(date(2029, 2, 26))
    deadlines.run_clock(on=date(2029, 2, 26))
    termination = terminate(opine_on_termination(propose_termination(in_force, world)))
    travel(date(2029, 3, 5))
    assert deadlines.run_clock(on=date(2029, 3, 5)).failed == ()
    in_force.refresh_from_db()
    assert in_force.status == "expired"
    serve_termination(termination)
    in_force.refresh_from_db()
    assert in_force.status == "terminated"
    assert [task.flow_task.name for task in open_tasks(in_force.case)] == ["settle"]


def test_a_free_separation_is_decided_only_after_its_notice(in_force: Agreement, world: World, travel: Travel) -> None:
    termination = opine_on_termination(propose_termination(in_force, world, cause="separation"))
    words = refused(in_force.case, CannotTerminate, lambda: terminate(termination))
    assert "30 días calendario: puede decidirse desde el 1 de abril de 2026" in words[0].lower()
    travel(date(2026, 4, 1))
    assert terminate(termination).status == "decided"
