"""No act on money is dated before the one it follows; only the arrival of the money may come before its copies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.transfers.errors import CannotConfirm, CannotPropose
from legal.transfers.models import Transfer
from legal.transfers.services import proposal
from legal.transfers.services import transfer as transfers
from tests.factories import World, do, make_draft, to_in_force, today
from tests.factories.transfers import (
    authorize,
    confirm,
    incorporate,
    instruct,
    open_transfer,
    review,
    send_copies,
    step_of,
)
from tests.factories.verification import to_first_report, verification_of
from tests.legal.refusals import refused
from workflow import service
from workflow.errors import Refusal

PROPOSED_ON, REVIEWED_ON, AUTHORIZED_ON = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)
Travel = Callable[[date], None]


@pytest.fixture
def transfer(world: World, travel: Travel, papers_without_word: None) -> Transfer:
    """Return a transfer proposed on 2 March 2026; today is the end of the month."""
    travel(PROPOSED_ON)
    agreement: Agreement = to_in_force(make_draft(world), world)
    to_first_report(verification_of(agreement), unmet=())
    travel(date(2026, 3, 31))
    return open_transfer(agreement)


def take_back(transfer: Transfer, world: World, on: date) -> None:
    """Take a proposal back."""
    act = partial(proposal.take_back, transfer=transfer, reason="El cálculo se revisa.")
    service.perform(
        case=transfer.case,
        actor=world.transfers_officer,
        act_name="transfers.take_back",
        act=act,
        occurred=today(on),
    )


def propose(transfer: Transfer, world: World, on: date) -> None:
    """Propose what is due of its tranche again."""
    service.perform(
        case=transfer.case,
        actor=world.transfers_officer,
        act_name="transfers.propose",
        act=partial(proposal.propose, tranche=transfer.tranche),
        occurred=today(on),
    )


def copied(transfer: Transfer) -> Transfer:
    """Take a transfer to its copies: instructed on 20 March, taken in on the 23rd, its copies sent on the 27th."""
    authorize(review(transfer, on=REVIEWED_ON), on=AUTHORIZED_ON)
    instruct(transfer, on=date(2026, 3, 20))
    incorporate(transfer, on=date(2026, 3, 23))
    return send_copies(transfer, on=date(2026, 3, 27))


def test_a_payment_is_not_ordered_before_it_is_authorized(transfer: Transfer) -> None:
    authorize(review(transfer, on=REVIEWED_ON), on=AUTHORIZED_ON)
    words = refused(transfer.case, Refusal, lambda: instruct(transfer, on=date(2026, 3, 15)))
    assert words == ["Este paso se abrió el 16 de marzo de 2026: la fecha del acto no puede ser anterior."]
    assert instruct(transfer, on=AUTHORIZED_ON).status == "instructed"


def test_a_proposal_is_not_taken_back_before_it_is_made(transfer: Transfer, world: World) -> None:
    words = refused(transfer.case, CannotPropose, lambda: take_back(transfer, world, date(2026, 3, 1)))
    assert "no puede ser anterior" in words[0]


def test_a_proposal_is_not_taken_back_before_its_sheet(transfer: Transfer, world: World) -> None:
    review(transfer, on=REVIEWED_ON)
    words = refused(transfer.case, CannotPropose, lambda: take_back(transfer, world, date(2026, 3, 8)))
    assert "no puede ser anterior" in words[0]
    take_back(transfer, world, REVIEWED_ON)


def test_what_was_taken_back_is_not_proposed_again_before_that(transfer: Transfer, world: World) -> None:
    take_back(transfer, world, date(2026, 3, 12))
    words = refused(transfer.case, CannotPropose, lambda: propose(transfer, world, date(2026, 3, 11)))
    assert "no puede ser anterior" in words[0]
    propose(transfer, world, date(2026, 3, 12))


def test_the_money_may_arrive_before_the_copies_are_sent(transfer: Transfer) -> None:
    copied(transfer)
    words = refused(transfer.case, CannotConfirm, lambda: confirm(transfer, on=date(2026, 3, 19)))
    assert "la instrucción" in words[0]
    assert confirm(transfer, on=date(2026, 3, 24)).status == "confirmed"


def test_the_money_does_not_come_back_before_it_was_ordered(transfer: Transfer) -> None:
    copied(transfer)
    task = step_of(transfer.process, "confirm")
    give_back = partial(do, task, transfers.give_back, transfer=transfer, reason="La cuenta no existe.")
    words = refused(transfer.case, CannotConfirm, lambda: give_back(on=date(2026, 3, 19)))
    assert "la instrucción" in words[0]
    give_back(on=date(2026, 3, 24))
