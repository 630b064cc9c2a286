"""Attempts at the same instant, each on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.db import connection

from tests.factories.tasks import today
from workflow import service
from workflow.errors import Refusal
from workflow.models import Case, Task, User


class Crowd:
    """People who act at the same instant, each on a connection of its own that lasts as long as the crowd."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._pool = ThreadPoolExecutor(size)

    def __enter__(self) -> Crowd:
        # Connect before the start, not in the race. Each thread asks for its own connection, hence the lambda.
        self._all(*[lambda: connection.ensure_connection()] * self._size)
        return self

    def __exit__(self, *_error: object) -> None:
        self._all(*[lambda: connection.close()] * self._size)
        self._pool.shutdown()

    def at_once(self, *attempts: Callable[[], object]) -> list[Refusal | None]:
        """Make as many attempts as there are people at the same instant; return what refused each."""
        return self._all(*(partial(refusal_of, attempt) for attempt in attempts))

    def _all(self, *calls: Callable[[], Any]) -> list[Any]:
        """Make each call in a thread of its own: none begins before all of them are there."""
        assert len(calls) == self._size
        together = threading.Barrier(self._size)

        def run(call: Callable[[], Any]) -> Any:
            together.wait(timeout=30)
            return call()

        begun = [self._pool.submit(run, call) for call in calls]
        return [each.result(timeout=60) for each in begun]


def refusal_of(attempt: Callable[[], object]) -> Refusal | None:
    """Make an attempt; return what refused it."""
    try:
        attempt()
    except Refusal as refusal:
        return refusal
    return None


def at_once(*attempts: Callable[[], object]) -> list[Refusal | None]:
    """Make the attempts at the same instant, each on a connection of its own; return what refused each."""
    with Crowd(len(attempts)) as crowd:
        return crowd.at_once(*attempts)


def completing(task: Task, by: User, act: Callable[..., object], **values: object) -> Callable[[], object]:
    """Return an attempt to complete a task."""
    return partial(service.complete, task_pk=task.pk, actor=by, act=partial(act, **values), occurred=today())


def performing(case: Case, by: User, act_name: str, act: Callable[..., object]) -> Callable[[], object]:
    """Return an attempt at an act outside a step."""
    return partial(service.perform, case=case, actor=by, act_name=act_name, act=act, occurred=today())


def check_that_the_record_has_no_gap(case: Case) -> None:
    """Fail when a number of the record is missing or given twice."""
    sequences = list(case.ledger.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))
