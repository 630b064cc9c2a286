"""Let several threads do something at the same moment, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

from django.db import connection, connections
from django.utils import translation

from workflow.errors import WorkflowError

Answer = object | WorkflowError


def together(calls: Sequence[Callable[[], object]]) -> list[Answer]:
    """Run the calls at the same moment and return what each returned, or the refusal it met.

    Anything else that a call raises is raised here, so that no error goes unseen.
    """
    answers: list[object] = [None] * len(calls)
    errors: list[BaseException] = []
    barrier = Barrier(len(calls))

    def run(place: int) -> None:
        try:
            # A new thread speaks the default language; connect before the start, not in the race.
            translation.activate("es-pe")
            connection.ensure_connection()
            barrier.wait(timeout=30)
            answers[place] = calls[place]()
        except WorkflowError as refusal:
            answers[place] = refusal
        except BaseException as error:  # noqa: BLE001 - raised again in the test's own thread
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[place]) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return answers


def wait_little() -> None:
    """Make this connection give up a wait for a lock after a tenth of a second."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET lock_timeout = '100ms'")
        else:
            cursor.execute("PRAGMA busy_timeout = 100")
