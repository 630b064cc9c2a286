"""Attempts at the same instant, each on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from django.db import connection

from tests.factories.tasks import today
from workflow import service
from workflow.errors import Refusal
from workflow.models import Case, Task, User


def at_once(*attempts: Callable[[], object]) -> list[Refusal | None]:
    """Make the attempts at the same instant, each on a connection of its own; return what refused each."""
    together = threading.Barrier(len(attempts))
    results: list[Refusal | None] = [None] * len(attempts)
    broken: list[BaseException] = []

    def run(place: int, attempt: Callable[[], object]) -> None:
        try:
            # Connect before the start, not in the race.
            connection.ensure_connection()
            together.wait(timeout=30)
            attempt()
        except Refusal as refusal:
            results[place] = refusal
        except BaseException as error:  # noqa: BLE001 - whatever happens in a thread is told by the test
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert broken == []
    return results


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
