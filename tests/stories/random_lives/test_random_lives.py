"""Whatever is done to several agreements, in whatever order, the life holds."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.factories import World
from tests.legal.papers import papers_without_word
from tests.stories.random_lives.machine import Lives
from tests.stories.random_lives.stage import CASTS, make_stage

__all__ = ["papers_without_word"]

# LIVES=200 looks for what nobody has seen yet: that many lives, others each time.
LIVES = os.environ.get("LIVES", "")
# A life that fails is told step by step; shrinking it would take longer than reading it.
SETTINGS = settings(
    max_examples=int(LIVES or 3),
    stateful_step_count=180,
    derandomize=not LIVES,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
@pytest.mark.parametrize("cast", CASTS)
@pytest.mark.usefixtures("papers_without_word")
def test_any_acts_in_any_order_keep_statuses_money_record_and_steps_as_the_model_says(
    world: World, travel: Callable[[date], None], cast: str
) -> None:
    Lives.stage = make_stage(world, travel, cast)
    run_state_machine_as_test(Lives, settings=SETTINGS)
