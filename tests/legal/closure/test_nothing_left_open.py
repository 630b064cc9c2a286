"""The end of an agreement leaves nothing open: no letter on its way, no termination, no rescue, no running term."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.closure.errors import CannotClose, CannotSettle
from legal.closure.models import Closure, Termination
from legal.transfers.models import Rescue
from legal.verification.services import unreported
from tests.factories import World, open_tasks, today
from tests.factories.closure import (
    accept,
    close,
    expire,
    opine_on_termination,
    present_final_report,
    propose_termination,
    serve_termination,
    settle_termination,
    terminate,
)
from tests.factories.transfers import answer_warning, cancel_balance, open_rescue, serve_letter, serve_warning, warn
from tests.factories.verification import (
    admit,
    ask_to_complete,
    communicate,
    issue_first_report,
    issue_second_report,
    present,
    serve,
    verification_of,
    verify,
)
from tests.legal.refusals import refused
from tests.legal.transfers import reached
from workflow import deadlines, service
from workflow.models import Deadline

SIGNED_ON, OVERDUE_ON = date(2026, 3, 2), date(2026, 4, 6)
Travel = Callable[[date], None]


@pytest.fixture
def in_force(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement of one year, all of it fixed, in force since 2 March 2026."""
    travel(SIGNED_ON)
    return reached.in_force(world, years=1)


def warned(agreement: Agreement, world: World, travel: Travel) -> Rescue:
    """Return the rescue of a year that nobody reported on; the entity has received the warning."""
    travel(OVERDUE_ON)
    deadlines.run_clock(on=OVERDUE_ON)
    service.perform(
        case=agreement.case,
        actor=world.formulator,
        act_name="verification.declare_unreported",
        act=partial(unreported.declare_unreported, verification=verification_of(agreement), reason="No se presentó."),
        occurred=today(),
    )
    return serve_warning(warn(open_rescue(agreement)))


def cancelled(agreement: Agreement, world: World, travel: Travel) -> Rescue:
    """Return it cancelled by a letter that is still to be served."""
    return cancel_balance(answer_warning(warned(agreement, world, travel), world))


def reviewed(agreement: Agreement, travel: Travel) -> Closure:
    """Return the closure of an agreement whose term is over, its final report agreed with."""
    assert agreement.ends_on is not None
    travel(agreement.ends_on + timedelta(days=1))
    return accept(present_final_report(expire(agreement)))


def decided(agreement: Agreement, world: World) -> Termination:
    """Return a termination that is decided and still to be served."""
    return terminate(opine_on_termination(propose_termination(agreement, world)))


def running(agreement: Agreement) -> list[str]:
    """Return the names of the terms that run."""
    return list(Deadline.objects.running().filter(case=agreement.case).values_list("name", flat=True))


def test_an_agreement_is_not_closed_while_a_letter_that_cancels_a_balance_is_not_served(
    in_force: Agreement, world: World, travel: Travel
) -> None:
    rescue = cancelled(in_force, world, travel)
    closure = reviewed(in_force, travel)
    words = refused(in_force.case, CannotClose, lambda: close(closure))
    assert words == [f"Falta notificar: {rescue.letter}."]
    serve_letter(rescue)
    assert close(closure).status == "closed"
    assert open_tasks(in_force.case) == []


def test_a_termination_is_not_settled_while_a_letter_that_cancels_a_balance_is_not_served(
    in_force: Agreement, world: World, travel: Travel
) -> None:
    rescue = cancelled(in_force, world, travel)
    termination = decided(in_force, world)
    assert termination.notice is not None
    serve(termination.notice)
    words = refused(in_force.case, CannotSettle, lambda: settle_termination(termination))
    assert words == [f"Falta notificar: {rescue.letter}."]
    serve_letter(rescue)
    assert settle_termination(termination).status == "settled"
    assert open_tasks(in_force.case) == []


def test_an_agreement_is_not_closed_while_its_termination_is_on_its_way(
    in_force: Agreement, world: World, travel: Travel
) -> None:
    serve_letter(cancelled(in_force, world, travel))
    termination = decided(in_force, world)
    closure = reviewed(in_force, travel)
    words = refused(in_force.case, CannotClose, lambda: close(closure))
    assert words == [f"Falta notificar: {termination.document}.", "Hay una resolución del convenio en trámite."]
    serve_termination(termination)
    in_force.refresh_from_db()
    assert in_force.status == "terminated"


def test_a_period_that_is_verified_after_the_termination_opens_no_rescue(
    in_force: Agreement, world: World, travel: Travel
) -> None:
    verification = verification_of(in_force)
    present(verification)
    admit(verification)
    termination = serve_termination(decided(in_force, world))
    verify(verification, unmet=["C-01"])
    issue_first_report(verification)
    communicate(verification)
    serve(in_force.case)
    travel(date(2026, 8, 10))
    deadlines.run_clock(on=date(2026, 8, 10))
    issue_second_report(verification)
    assert not Rescue.objects.exists()
    settle_termination(termination)
    assert open_tasks(in_force.case) == []


def test_a_termination_stops_the_term_to_complete_a_report(in_force: Agreement, world: World) -> None:
    verification = verification_of(in_force)
    present(verification)
    ask_to_complete(verification)
    assert running(in_force) == ["completion_1"]
    serve_termination(decided(in_force, world))
    assert running(in_force) == []


def test_a_balance_cancelled_after_the_term_to_answer_leaves_no_term_running_even_when_the_clock_is_late(
    in_force: Agreement, world: World, travel: Travel
) -> None:
    rescue = warned(in_force, world, travel)
    travel(date(2026, 5, 4))
    cancel_balance(rescue)
    assert running(in_force) == []
