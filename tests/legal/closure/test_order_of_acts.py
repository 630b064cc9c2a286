"""Nothing is learned of an agreement, and no end of it proposed, on a day on which it was not in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.closure.errors import CannotRecord, CannotSettle, CannotTerminate
from legal.closure.services.lessons import record_lesson
from tests.factories import World, make_draft, to_in_force, today
from tests.factories.closure import (
    opine_on_termination,
    propose_termination,
    serve_termination,
    settle_termination,
    terminate,
)
from tests.factories.transfers import open_transfer, pay
from tests.factories.verification import to_first_report, verification_of
from tests.legal.refusals import refused
from workflow import service
from workflow.errors import Refusal

NOT_IN_FORCE = ["El convenio no estaba en vigor en esa fecha."]
Travel = Callable[[date], None]


@pytest.fixture
def in_force(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement in force since 2 March 2026; today is the 20th."""
    travel(date(2026, 3, 2))
    agreement = to_in_force(make_draft(world), world)
    travel(date(2026, 3, 20))
    return agreement


def test_a_termination_is_not_proposed_before_the_agreement_is_in_force(in_force: Agreement, world: World) -> None:
    words = refused(in_force.case, CannotTerminate, lambda: propose_termination(in_force, world, on=date(2026, 3, 1)))
    assert words == NOT_IN_FORCE
    assert propose_termination(in_force, world, on=date(2026, 3, 2)).status == "proposed"


def test_an_opinion_on_a_termination_is_not_older_than_its_proposal(in_force: Agreement, world: World) -> None:
    termination = propose_termination(in_force, world, on=date(2026, 3, 10))
    words = refused(in_force.case, Refusal, lambda: opine_on_termination(termination, on=date(2026, 3, 9)))
    assert "no puede ser anterior" in words[0]


def test_a_termination_is_not_settled_before_the_last_payment(
    in_force: Agreement, world: World, travel: Travel
) -> None:
    to_first_report(verification_of(in_force), unmet=())
    termination = serve_termination(terminate(opine_on_termination(propose_termination(in_force, world))))
    travel(date(2026, 4, 10))
    pay(open_transfer(in_force))
    words = refused(in_force.case, CannotSettle, lambda: settle_termination(termination, on=date(2026, 4, 9)))
    assert "último movimiento de dinero del convenio, el 10 de abril de 2026" in words[0]
    assert settle_termination(termination, on=date(2026, 4, 10)).status == "settled"


def test_a_lesson_is_not_older_than_the_agreement(in_force: Agreement, world: World) -> None:
    act = partial(record_lesson, agreement=in_force, kind="lesson", text="Se aprendió.", period=None)

    def record(on: date) -> None:
        service.perform(
            case=in_force.case,
            actor=world.coordinator,
            act_name="closure.record_lesson",
            act=act,
            occurred=today(on),
        )

    assert refused(in_force.case, CannotRecord, lambda: record(date(2026, 3, 1))) == NOT_IN_FORCE
    record(date(2026, 3, 2))
