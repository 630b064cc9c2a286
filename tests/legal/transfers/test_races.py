"""Two people act on the same money at the same instant: one of them wins, and no sol is made or lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

import pytest

from legal.transfers.models import Rescue, Tranche, Transfer
from legal.transfers.services import proposal
from legal.transfers.services import rescue as rescues
from legal.transfers.services import transfer as transfers
from tests.factories import World, make_mandate, make_user, make_world, open_tasks
from tests.factories.transfers import (
    answer_warning,
    authorize,
    incorporate,
    instruct,
    open_rescue,
    open_transfer,
    review,
    send_copies,
    serve_warning,
    step_of,
    warn,
)
from tests.factories.verification import (
    correct,
    issue_second_report,
    to_served,
    verification_of,
    verify_correction,
)
from tests.legal.agreements.traces import acts_of
from tests.legal.racing import at_once, check_that_the_record_has_no_gap, completing, performing
from tests.legal.transfers import reached
from workflow.errors import AlreadyDone, Refusal
from workflow.models import Post, User

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS, CROWD = 3, 8
HALF = Decimal("500000.00")
# Paid, due, balance, cancelled and forgone.
Parts = tuple[Decimal, ...]


@pytest.fixture
def people(transactional_db: None, papers_without_word: None) -> World:
    """Return the world in a database that threads see."""
    return make_world()


def half_earned(people: World) -> Transfer:
    """Return the transfer of half the year's money: one of two criteria is met, the other was not corrected."""
    agreement = reached.in_force(people, criteria=2, years=1)
    verification = to_served(verification_of(agreement), unmet=["C-02"])
    correct(verification)
    verify_correction(verification, unmet=["C-02"])
    issue_second_report(verification)
    return open_transfer(agreement)


def to_confirm(transfer: Transfer) -> Transfer:
    """Take a transfer to its last step."""
    return send_copies(incorporate(instruct(authorize(review(transfer)))))


def to_decide(transfer: Transfer, people: World) -> Rescue:
    """Take the rescue of the other half to its decision."""
    return answer_warning(serve_warning(warn(open_rescue(transfer.case.agreement))), people)


def parts(transfer: Transfer) -> Parts:
    """Return what became of the tranche."""
    tranche = Tranche.objects.get(pk=transfer.tranche_id)
    found = (tranche.paid, tranche.due, tranche.balance, tranche.cancelled, tranche.forgone)
    assert sum(found) == tranche.amount
    return found


def substitutes(people: World, role: str) -> Iterator[User]:
    """Yield people who hold a post of the directorate besides its holder."""
    post = Post.objects.get(unit=people.directorate, role=role)
    for number in range(1, CROWD):
        person = make_user(f"{role}{number}")
        make_mandate(person, post, kind="encargatura")
        yield person


def test_taking_a_proposal_back_and_authorizing_it_have_exactly_one_winner(people: World) -> None:
    for _round in range(ROUNDS):
        transfer = review(half_earned(people))
        task = step_of(transfer.process, "authorize")
        act = partial(proposal.take_back, transfer=transfer, reason="El cálculo se revisa.")
        taken_back, authorized = at_once(
            performing(transfer.case, people.transfers_officer, "transfers.take_back", act),
            completing(task, people.director_general, transfers.authorize, transfer=transfer),
        )
        transfer.refresh_from_db()
        assert (taken_back is None) != (authorized is None)
        assert transfer.status == ("returned" if taken_back is None else "authorized")
        assert len(open_tasks(transfer.case, "instruct")) == (0 if taken_back is None else 1)
        assert parts(transfer) == (0, HALF, HALF, 0, 0)
        check_that_the_record_has_no_gap(transfer.case)


def test_two_directors_who_cancel_the_same_balance_cancel_it_once(people: World) -> None:
    other = next(substitutes(people, "director_general"))
    for _round in range(ROUNDS):
        transfer = half_earned(people)
        rescue = to_decide(transfer, people)
        task = step_of(rescue.process, "decide")
        cancel = partial(completing, task, act=rescues.cancel_balance, rescue=rescue, reason="No se subsanó.")
        refusals = at_once(cancel(by=people.director_general), cancel(by=other))
        (late,) = [refusal for refusal in refusals if refusal is not None]
        rescue.refresh_from_db()
        assert isinstance(late, AlreadyDone)
        assert f"ya fue concluida por {rescue.decided_by}" in str(late)
        assert (rescue.status, rescue.amount) == ("cancelled", HALF)
        assert parts(transfer) == (0, HALF, 0, HALF, 0)
        assert [entry.act for entry in acts_of(transfer.case)].count("transfers.cancel_balance") == 1
        assert len(open_tasks(transfer.case, "send")) == 1
        check_that_the_record_has_no_gap(transfer.case)


def test_a_transfer_confirmed_by_a_crowd_is_paid_once(people: World) -> None:
    crowd = [people.transfers_officer, *substitutes(people, "transfers_officer")]
    for _round in range(ROUNDS):
        transfer = to_confirm(half_earned(people))
        confirm = partial(
            completing,
            step_of(transfer.process, "confirm"),
            act=transfers.confirm,
            transfer=transfer,
            siaf_record="0000012345",
        )
        refusals = at_once(*(confirm(by=person) for person in crowd))
        assert [type(refusal) for refusal in refusals if refusal is not None] == [AlreadyDone] * (CROWD - 1)
        assert parts(transfer) == (HALF, 0, HALF, 0, 0)
        assert [entry.act for entry in acts_of(transfer.case)].count("transfers.confirm") == 1
        check_that_the_record_has_no_gap(transfer.case)


def test_a_balance_cancelled_while_the_rest_of_its_tranche_is_paid_leaves_no_sol_out(people: World) -> None:
    for _round in range(ROUNDS):
        transfer = to_confirm(half_earned(people))
        rescue = to_decide(transfer, people)
        values = {"transfer": transfer, "siaf_record": "0000012345"}
        refusals = at_once(
            completing(
                step_of(rescue.process, "decide"),
                people.director_general,
                rescues.cancel_balance,
                rescue=rescue,
                reason="No se subsanó.",
            ),
            completing(step_of(transfer.process, "confirm"), people.transfers_officer, transfers.confirm, **values),
        )
        assert refusals == [None, None]
        assert parts(transfer) == (HALF, 0, 0, HALF, 0)
        check_that_the_record_has_no_gap(transfer.case)


def test_a_balance_cancelled_while_the_rest_of_its_tranche_is_proposed_by_two_is_proposed_once(people: World) -> None:
    other = next(substitutes(people, "transfers_officer"))
    for _round in range(ROUNDS):
        transfer = half_earned(people)
        rescue = to_decide(transfer, people)
        take_back = partial(proposal.take_back, transfer=transfer, reason="El cálculo se revisa.")
        performing(transfer.case, people.transfers_officer, "transfers.take_back", take_back)()
        propose = partial(proposal.propose, tranche=transfer.tranche)
        cancelled, *proposed = at_once(
            completing(
                step_of(rescue.process, "decide"),
                people.director_general,
                rescues.cancel_balance,
                rescue=rescue,
                reason="No se subsanó.",
            ),
            performing(transfer.case, people.transfers_officer, "transfers.propose", propose),
            performing(transfer.case, other, "transfers.propose", propose),
        )
        assert cancelled is None
        assert sorted(isinstance(refusal, Refusal) for refusal in proposed) == [False, True]
        assert open_transfer(transfer.case.agreement).amount == HALF
        assert parts(transfer) == (0, HALF, 0, HALF, 0)
        check_that_the_record_has_no_gap(transfer.case)
