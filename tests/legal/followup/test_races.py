"""Two people at the same instant: one act stands, the other is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.followup.models import Spending, Visit
from legal.followup.services import assistance
from legal.followup.services.spending import reverse_spending
from tests.factories import make_world, open_task
from tests.factories.followup import ask, given, spend, the_request
from tests.legal.followup.conftest import SIGNED_ON, to_paid
from tests.legal.racing import at_once, check_that_the_record_has_no_gap, completing, performing
from workflow.errors import AlreadyDone

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS = 3


def test_two_reversals_at_once_leave_one(travel: Callable[[date], None], papers_without_word: None) -> None:
    travel(SIGNED_ON)
    world = make_world()
    agreement = to_paid(world)
    for number in range(ROUNDS):
        spend(agreement, world, reference=f"S-{number}")
        spending = Spending.objects.get(reference=f"S-{number}")
        refusals = at_once(
            *(
                performing(
                    agreement.case,
                    person,
                    "followup.reverse_spending",
                    partial(reverse_spending, spending=spending, reference=f"R-{number}-{place}", reason="Duplicado."),
                )
                for place, person in enumerate((world.coordinator, world.executing_officer))
            )
        )
        refused = [refusal for refusal in refusals if refusal]
        assert len(refused) == 1
        assert "ya fue extornado" in str(refused[0])
        assert Spending.objects.filter(reverses=spending).count() == 1
    check_that_the_record_has_no_gap(agreement.case)


def test_a_request_answered_twice_at_once_has_one_answer(
    travel: Callable[[date], None], papers_without_word: None
) -> None:
    travel(SIGNED_ON)
    world = make_world()
    agreement = to_paid(world)
    ask(agreement, world)
    request, task = the_request(), open_task(agreement.case, "answer")
    refusals = at_once(
        completing(task, world.formulator, assistance.give_assistance, request=request, given=given()),
        completing(task, world.formulator, assistance.decline_assistance, request=request, reason="No corresponde."),
    )
    assert [type(refusal) for refusal in refusals if refusal] == [AlreadyDone]
    assert Visit.objects.count() == int(the_request().status == "given")
    check_that_the_record_has_no_gap(agreement.case)
