"""Two people act on one case at the same instant: the case's lock lets one of them win and tells the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from legal.agreements.errors import CannotWithdraw
from legal.agreements.models import Agreement
from legal.agreements.services import approval
from legal.signing import services as signing
from tests.factories import (
    World,
    make_draft,
    make_mandate,
    make_user,
    make_world,
    open_task,
    open_tasks,
    sign_all,
    to_in_signature,
)
from tests.factories.tasks import today
from tests.legal.agreements.traces import acts_of
from tests.legal.racing import at_once, check_that_the_record_has_no_gap, completing, performing
from tests.legal.signing.visas import holder, make_visa_post, require, task_for, visa_of
from workflow.errors import AlreadyDone
from workflow.models import Post, Process, Task, User
from workflow.models.tasks import OPEN

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 3


def withdrawing(agreement: Agreement, by: User) -> Callable[[], object]:
    """Return an attempt to withdraw."""
    act = partial(approval.withdraw, agreement=agreement, reason="La entidad desiste.")
    return performing(agreement.case, by, "agreements.withdraw", act)


def nothing_is_open(agreement: Agreement) -> bool:
    tasks = Task.objects.filter(process__case=agreement.case, status__in=OPEN)
    return not tasks.exists() and not Process.objects.filter(case=agreement.case, finished__isnull=True).exists()


def open_steps(agreement: Agreement) -> list[str]:
    return [task.flow_task.name for task in open_tasks(agreement.case)]


@pytest.fixture
def people(transactional_db: None) -> World:
    """Return the world in a database that threads see."""
    return make_world()


def test_what_all_signed_is_registered_whoever_withdraws_at_that_instant(people: World) -> None:
    for _turn in range(ROUNDS):
        agreement = to_in_signature(make_draft(people), people)
        sign_all(agreement)
        task = open_task(agreement.case, "register")
        withdrawn, registered = at_once(
            withdrawing(agreement, people.formulator),
            completing(task, people.clerk, signing.register, round_=task.process.signature_round),
        )
        agreement.refresh_from_db()
        assert isinstance(withdrawn, CannotWithdraw)
        assert registered is None
        assert agreement.status == "in_force"
        assert agreement.periods.count() == 3
        assert open_steps(agreement) == ["present"]
        check_that_the_record_has_no_gap(agreement.case)


def test_withdrawing_and_signing_have_exactly_one_winner(people: World) -> None:
    for _turn in range(ROUNDS):
        agreement = to_in_signature(make_draft(people), people)
        task = open_task(agreement.case, "sign")
        withdrawn, signed = at_once(
            withdrawing(agreement, people.formulator),
            completing(task, people.head, signing.sign, signature=task.process.signature),
        )
        agreement.refresh_from_db()
        signature = agreement.case.signature_rounds.get().signatures.order_by("position")[0]
        assert (withdrawn is None) != (signed is None)
        assert agreement.status == ("withdrawn" if withdrawn is None else "in_signature")
        assert acts_of(agreement.case)[-1].act == ("agreements.withdraw" if withdrawn is None else "signing.sign")
        assert signature.status == ("pending" if withdrawn is None else "signed")
        assert signed is None or isinstance(signed, AlreadyDone)
        assert nothing_is_open(agreement) == (withdrawn is None)
        check_that_the_record_has_no_gap(agreement.case)


def test_signing_and_declining_the_same_signature_have_exactly_one_winner(people: World) -> None:
    substitute = make_user("tomas", "Tomás", "Vera")
    make_mandate(substitute, Post.objects.get(unit=people.region, role="head"), kind="encargatura")
    for _turn in range(ROUNDS):
        agreement = to_in_signature(make_draft(people), people)
        task = open_task(agreement.case, "sign")
        signature = task.process.signature
        signed, declined = at_once(
            completing(task, people.head, signing.sign, signature=signature),
            completing(task, substitute, signing.decline, signature=signature, reason="No es lo acordado."),
        )
        agreement.refresh_from_db()
        signature.refresh_from_db()
        assert (signed is None) != (declined is None)
        assert isinstance(signed or declined, AlreadyDone)
        assert signature.status == ("signed" if signed is None else "declined")
        assert agreement.status == ("in_signature" if signed is None else "in_review")
        check_that_the_record_has_no_gap(agreement.case)


def test_two_cases_opened_at_the_same_instant_have_two_numbers(people: World) -> None:
    attempts = [partial(make_draft, people) for _person in range(4)]
    assert at_once(*attempts) == [None] * 4
    numbers = sorted(Agreement.objects.values_list("case__number", flat=True))
    assert numbers == [f"{today().on.year}-{place:04d}" for place in range(1, 5)]


def test_two_visas_at_the_same_instant_are_both_given_and_the_signature_is_asked_for_once(people: World) -> None:
    posts = [
        make_visa_post(people.directorate, "pablo", "Director de Presupuesto Temático"),
        make_visa_post(people.region, "lidia", "Directora Regional de Asesoría Jurídica"),
    ]
    for post in posts:
        require(post)
    for _turn in range(ROUNDS):
        agreement = to_in_signature(make_draft(people), people)
        refusals = at_once(
            *(
                completing(
                    task_for(agreement.case, post), holder(post), signing.give_visa, visa=visa_of(agreement.case, post)
                )
                for post in posts
            )
        )
        assert refusals == [None, None]
        assert open_steps(agreement) == ["sign"]
        check_that_the_record_has_no_gap(agreement.case)


def test_one_visa_given_and_the_other_returned_at_the_same_instant_end_the_round(people: World) -> None:
    first = make_visa_post(people.directorate, "pablo", "Director de Presupuesto Temático")
    second = make_visa_post(people.region, "lidia", "Directora Regional de Asesoría Jurídica")
    for post in (first, second):
        require(post)
    for _turn in range(ROUNDS):
        agreement = to_in_signature(make_draft(people), people)
        given, returned = at_once(
            completing(
                task_for(agreement.case, first),
                holder(first),
                signing.give_visa,
                visa=visa_of(agreement.case, first),
            ),
            completing(
                task_for(agreement.case, second),
                holder(second),
                signing.return_unvisaed,
                visa=visa_of(agreement.case, second),
                reason="Falta un anexo.",
            ),
        )
        agreement.refresh_from_db()
        assert returned is None
        assert given is None or isinstance(given, AlreadyDone)
        assert agreement.status == "in_review"
        assert open_steps(agreement) == ["correct"]
        check_that_the_record_has_no_gap(agreement.case)
