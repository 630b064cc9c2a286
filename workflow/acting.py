"""Who is acting, on what, with which authority: carried through one act, never stored here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from workflow import clock

if TYPE_CHECKING:
    from workflow.models import Case, Grant, Mandate, Task, User


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """The legal date of an act and, when it lies in the past, the document that grounds it."""

    on: date
    grounds: str = ""


@dataclass(kw_only=True)
class Acting:
    """One act under way: its actor, its case (locked), its authority, and what it has left to do.

    ``recorded_on`` is the day on which it is done, whatever its legal date: what the clock may have settled in
    between is asked of that day.
    """

    actor: User | None
    occurred: Occurrence
    case: Case
    sequence: int
    authority: Mandate | None = None
    grant: Grant | None = None
    task: Task | None = None
    act: str = ""
    recorded_on: date = field(default_factory=clock.today)
    reason: str = ""
    recorded: int = 0
    opened_tasks: list[Task] = field(default_factory=list)
    follow_ups: list[Callable[[], None]] = field(default_factory=list)

    def later(self, step: Callable[[], None]) -> None:
        """Run a step once the current one has moved its flow on (a caller waits for its called flows)."""
        self.follow_ups.append(step)

    def run_follow_ups(self) -> None:
        """Run the steps that were left for later, in their order, and those they leave in turn."""
        while self.follow_ups:
            self.follow_ups.pop(0)()


_current: ContextVar[Acting | None] = ContextVar("acting", default=None)


def current() -> Acting:
    """Return the act under way.

    :raises RuntimeError: when no act is under way: legal acts run through ``workflow.service`` only.
    """
    acting = _current.get()
    if acting is None:
        raise RuntimeError("No act is under way. Call the act through workflow.service.")
    return acting


def current_or_none() -> Acting | None:
    """Return the act under way, if there is one."""
    return _current.get()


@contextmanager
def under_way(acting: Acting) -> Iterator[Acting]:
    """Make an act the current one within the block.

    An act speaks the language of the law, whatever language its actor reads the pages in: what it
    says goes into the record and to other people.
    """
    token = _current.set(acting)
    try:
        with translation.override(settings.LANGUAGE_CODE):
            yield acting
    finally:
        _current.reset(token)
