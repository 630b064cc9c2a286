"""Two acts on the addenda of one agreement at the same instant: one comes first, and the other finds what it left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.addenda.errors import CannotApprove, CannotDraft, CannotWithdraw
from legal.addenda.models import Addendum
from legal.addenda.services import drafting, request, review
from legal.agreements.models import Agreement
from legal.notices import services as notices
from legal.signing import services as signing
from tests.factories import World, make_mandate, make_user, make_world, open_tasks
from tests.factories.addenda import (
    again,
    approve,
    clause,
    drafted,
    issue,
    later_end,
    sign_all,
    sign_and_register,
    to_approval,
)
from tests.factories.agreements import PDF
from tests.factories.closure import opine_on_termination, propose_termination, terminate
from tests.factories.tasks import do, open_task
from tests.factories.transfers import step_of
from tests.factories.verification import open_step
from tests.legal.racing import at_once, check_that_the_record_has_no_gap, completing, performing
from tests.legal.transfers.reached import in_force
from workflow.models import Post, User

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED_ON, LATER = date(2026, 3, 2), date(2030, 3, 1)
Travel = Callable[[date], None]


@pytest.fixture
def people(transactional_db: None, papers_without_word: None) -> World:
    """Return the world in a database that threads see."""
    return make_world()


@pytest.fixture
def agreement(people: World, travel: Travel) -> Agreement:
    """Return an agreement in force since 2 March 2026."""
    travel(SIGNED_ON)
    return in_force(people)


def acts(addendum: Addendum, act: str) -> int:
    """Return how often an act on an addendum was recorded."""
    return addendum.case.ledger.filter(kind="act", act=act).count()


def test_of_two_that_touch_one_provision_one_is_sent(people: World, agreement: Agreement) -> None:
    one, other = (drafted(agreement, people, later_end(LATER)) for _addendum in range(2))
    results = at_once(
        *(
            completing(
                step_of(each.process, "draft"), people.formulator, drafting.submit, addendum=each, effective_on=None
            )
            for each in (one, other)
        )
    )
    (refusal,) = filter(None, results)
    assert isinstance(refusal, CannotDraft)
    assert "modifica la misma disposición" in refusal.obstacles[0].text
    assert {again(one).status, again(other).status} == {"in_review", "drafting"}
    assert acts(one, "addenda.submit") == 1
    check_that_the_record_has_no_gap(agreement.case)


def test_of_two_that_are_approved_at_once_one_goes_to_signature(people: World, agreement: Agreement) -> None:
    one, other = (to_approval(drafted(agreement, people, change)) for change in (later_end(LATER), clause()))
    results = at_once(
        *(
            completing(step_of(each.process, "approve"), people.director_general, review.approve, addendum=each)
            for each in (one, other)
        )
    )
    (refusal,) = filter(None, results)
    assert isinstance(refusal, CannotApprove)
    assert "se suscriben una tras otra" in refusal.obstacles[0].text
    assert {again(one).status, again(other).status} == {"approved", "in_review"}
    first, second = (one, other) if again(one).status == "approved" else (other, one)
    assert sign_and_register(issue(first)).number == 1
    assert sign_and_register(issue(approve(second))).number == 2
    check_that_the_record_has_no_gap(agreement.case)


def test_one_that_all_signed_is_registered_whether_the_agreement_ends_before_or_after(
    people: World, agreement: Agreement
) -> None:
    addendum = issue(approve(to_approval(drafted(agreement, people, later_end(LATER)))))
    round_ = again(addendum).signature_round
    assert round_ is not None
    sign_all(addendum)
    notice = terminate(opine_on_termination(propose_termination(agreement, people))).notice
    assert notice is not None
    do(open_step(notice.process, "send"), notices.send, notice=notice, channel="in_person")
    receive = partial(notices.receive, notice=notice, receiver="Mesa de partes", receipt=("cargo.pdf", PDF))
    registered, received = at_once(
        completing(open_task(agreement.case, "register"), people.clerk, signing.register, round_=round_),
        completing(open_step(notice.process, "receive"), people.clerk, receive),
    )
    agreement.refresh_from_db()
    assert received is None
    assert registered is None
    assert agreement.status == "terminated"
    assert again(addendum).status == "in_force"
    assert acts(addendum, "addenda.take_effect") == 1
    assert [task.flow_task.name for task in open_tasks(agreement.case)] == ["settle"]
    check_that_the_record_has_no_gap(agreement.case)


def test_one_that_two_people_withdraw_is_withdrawn_once(people: World, agreement: Agreement) -> None:
    colleague = make_user("tomas", "Tomás", "Vera")
    make_mandate(colleague, Post.objects.get(unit=people.region, role="coordinator"))
    addendum = issue(approve(to_approval(drafted(agreement, people, later_end(LATER)))))
    results = at_once(*(withdrawing(addendum, person) for person in (people.coordinator, colleague)))
    (refusal,) = filter(None, results)
    assert isinstance(refusal, CannotWithdraw)
    assert again(addendum).status == "withdrawn"
    assert acts(addendum, "addenda.withdraw") == 1
    assert not open_tasks(agreement.case, "sign")
    check_that_the_record_has_no_gap(agreement.case)


def withdrawing(addendum: Addendum, by: User) -> Callable[[], object]:
    """Return an attempt to withdraw."""
    act = partial(request.withdraw, addendum=addendum, reason="Ya no hace falta.")
    return performing(addendum.case, by, "addenda.withdraw", act)
