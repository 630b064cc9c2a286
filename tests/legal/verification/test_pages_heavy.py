"""What the pages of a period with many criteria and hundreds of files cost: as many queries as those of a small one."""

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
from tests.factories import World, holder_of
from tests.factories.heavy import fill_period
from tests.factories.verification import admit, open_step, present, return_report, verify
from tests.legal.verification.opened import second_year
from workflow.inbox import task_url

pytestmark = pytest.mark.usefixtures("papers_without_word")


def grow(period: Verification, world: World, *, criteria: int, files: int, stages: tuple[str, ...]) -> None:
    """Give a period of the world more criteria and files."""
    fill_period(
        period, criteria=criteria, files=files, unit=world.executing_unit, by=world.grantor_verifier, stages=stages
    )


def cost(period: Verification, world: World, step: str, files: int) -> dict[str, int]:
    """Return how many queries the page of a step and that of the period take; the step's shows every file."""
    task = open_step(period.process, step)
    addresses = {
        step: (holder_of(task), task_url(task)),
        "period": (world.auditor, reverse("verification:period", args=[period.case.number, period.period.year])),
    }
    costs = {}
    for name, (reader, address) in addresses.items():
        client = Client()
        client.force_login(reader)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as found:
            answer = client.get(address)
        assert answer.content.decode().count('class="proof"') >= files
        costs[name] = len(found)
    return costs


def test_sixty_criteria_and_five_hundred_files_cost_as_many_queries_as_five_and_ten(
    world: World, travel: Callable[[date], None]
) -> None:
    period = second_year(world, travel)
    present(period)
    admit(period)
    verify(period, unmet=["C-01"])
    return_report(period)
    grow(period, world, criteria=5, files=10, stages=("first",))
    few = cost(period, world, "verify", 10)
    grow(period, world, criteria=60, files=500, stages=("first",))
    assert cost(period, world, "verify", 500) == few
