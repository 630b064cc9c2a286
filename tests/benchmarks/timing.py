"""Interleaved rounds and their ratios: what disturbs the machine disturbs both sides alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True, kw_only=True)
class Side:
    """One thing to measure. ``prepare`` makes what ``run`` needs and is not timed."""

    name: str
    run: Callable[[Any], object]
    prepare: Callable[[], Any] = lambda: None


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """How many times as long one side took as the other: the least, median and most of all rounds.

    ``quick`` compares the quickest tenth of each side. A machine with too little processor for all that
    runs on it stops long pieces of work more often than short ones, and so flatters the shorter side of
    every round; its quickest rounds are those that were not stopped.
    """

    low: float
    middle: float
    high: float
    quick: float


def measure(sides: Sequence[Side], *, rounds: int, warm_up: int = 5) -> dict[str, list[float]]:
    """Return the milliseconds of each side, round by round; each round begins with another side."""
    times: dict[str, list[float]] = {side.name: [] for side in sides}
    for number in range(warm_up + rounds):
        first = number % len(sides)
        # A collection in the middle of a side would be charged to whoever happens to run.
        gc.collect()
        gc.disable()
        for side in (*sides[first:], *sides[:first]):
            prepared = side.prepare()
            begun = perf_counter()
            side.run(prepared)
            elapsed = (perf_counter() - begun) * 1000
            if number >= warm_up:
                times[side.name].append(elapsed)
        gc.enable()
    return times


def ratio(times: Sequence[float], to: Sequence[float]) -> Ratio:
    """Compare two sides of the same rounds."""
    ratios = [one / other for one, other in zip(times, to, strict=True)]
    tenth = len(times) // 10
    return Ratio(
        low=min(ratios), middle=median(ratios), high=max(ratios), quick=sorted(times)[tenth] / sorted(to)[tenth]
    )


def statements(side: Side) -> list[str]:
    """Return what one run of a side sends to the database, with what opens and closes transactions."""
    prepared = side.prepare()
    with CaptureQueriesContext(connection) as captured:
        side.run(prepared)
    return [" ".join(query["sql"].split()) for query in captured.captured_queries]


def is_transaction_control(statement: str) -> bool:
    """Whether a statement only opens or closes a transaction or a savepoint."""
    return statement.upper().startswith(TRANSACTION_WORDS)
