"""What the pages of a period cost: the same number of queries whatever the number of criteria."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legal.verification.models import Verification
from legal.verification.queries import judged_levels, levels_of
from legal.verification.services import verifying
from tests.factories import World, do, holder_of
from tests.factories.agreements import PDF
from tests.factories.verification import (
    achieved,
    add_evidence,
    admit,
    agree,
    communicate,
    correct,
    issue_first_report,
    issue_second_report,
    judged,
    open_step,
    present,
    return_report,
    serve,
    verify,
    verify_as_third,
    verify_correction,
)
from tests.legal.verification.opened import second_year
from workflow.inbox import task_url
from workflow.models import User

pytestmark = pytest.mark.usefixtures("papers_without_word")

# Three of them write, now and then, that the session is still in use.
MOST_QUERIES = 34


def queries(user: User, address: str) -> int:
    """Return how many queries a page takes."""
    client = Client()
    client.force_login(user)
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def verify_again(period: Verification) -> None:
    """Verify anew after a return: every verdict stays."""
    do(
        open_step(period.process, "verify"),
        verifying.verify,
        verification=period,
        criteria=judged(judged_levels(period), [level.criterion.code for level in levels_of(period)], period),
        indicators=achieved(period),
        reply="Se mantiene lo verificado.",
    )


def cost_of_a_life(world: World, period: Verification) -> dict[str, int]:
    """Take a period from its opening to its end and return what each page costs on the way; all is observed."""
    codes = [level.criterion.code for level in levels_of(period)]
    costs: dict[str, int] = {}

    def look(step: str) -> None:
        task = open_step(period.process, step)
        costs[step] = queries(holder_of(task), task_url(task))
        costs[f"period at {step}"] = queries(
            world.auditor, reverse("verification:period", args=[period.case.number, period.period.year])
        )

    def supply() -> None:
        for code in codes:
            add_evidence(period, code, content=PDF + period.status.encode())
        address = reverse("verification:add_evidence", args=[period.case.number, period.period.year])
        costs[f"evidence at {period.status}"] = queries(world.coordinator, address)

    supply()
    for step, act in (
        ("present", present),
        ("admit", admit),
        ("third", lambda each: verify_as_third(each, unmet=codes)),
        ("verify", lambda each: verify(each, unmet=codes)),
        ("review_first", return_report),
        ("verify", lambda each: verify_again(each)),
        ("review_first", agree),
        ("first_report", issue_first_report),
        ("communicate", communicate),
    ):
        look(step)
        act(period)
    serve(period.case)
    period.refresh_from_db()
    supply()
    for step, act in (
        ("correct", correct),
        ("verify_correction", verify_correction),
        ("review_second", lambda each: agree(each, ordinal=2)),
        ("second_report", issue_second_report),
    ):
        look(step)
        act(period)
    return costs


def test_pages_cost_the_same_with_two_criteria_and_with_twenty(world: World, travel: Callable[[date], None]) -> None:
    few = cost_of_a_life(world, second_year(world, travel, verifier=world.insurer_entity, criteria=2))
    many = cost_of_a_life(world, second_year(world, travel, verifier=world.insurer_entity, criteria=20))
    assert few == many
    assert max(few.values()) <= MOST_QUERIES
