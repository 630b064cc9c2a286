"""How the end of a term is counted: its length, what suspended it, and its one extension."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import calendars
from workflow.calendars import Calendar, Count, Pause, Term
from workflow.models import Deadline, DeadlineChange

Kind = DeadlineChange.Kind
_ONE_DAY = timedelta(days=1)


def counts_of(deadline: Deadline, calendar: Calendar, changes: Sequence[DeadlineChange]) -> tuple[Count, ...]:
    """Return the count of a term, and after it that of its extension; the last one gives its end.

    ``changes`` are the term's own, in their order. An extension goes on from the end that it moves
    (TUO Ley 27444 art. 147).
    """
    pauses = _pauses(changes)
    first = calendars.count(deadline.starts_on, deadline.term, calendar, pauses)
    extension = next((each for each in changes if each.kind == Kind.EXTENDED), None)
    if extension is None or extension.amount is None:
        return (first,)
    more = Term(amount=extension.amount, unit=calendars.Unit(extension.term_unit))
    return first, calendars.count(first.due, more, calendar, pauses)


def due_date(deadline: Deadline, calendar: Calendar, changes: Sequence[DeadlineChange]) -> date:
    """Return the day on which a term ends, with all that has happened to it."""
    return counts_of(deadline, calendar, changes)[-1].due


def _pauses(changes: Sequence[DeadlineChange]) -> tuple[Pause, ...]:
    """Return the days of each suspension that has ended; the day of the resumption runs already."""
    pauses: list[Pause] = []
    suspended: DeadlineChange | None = None
    for change in changes:
        if change.kind == Kind.SUSPENDED:
            suspended = change
        elif change.kind == Kind.RESUMED and suspended is not None:
            if change.on == suspended.on:
                # Lifted on its own day: no day was lost.
                suspended = None
                continue
            last = change.on - _ONE_DAY
            pauses.append(Pause(first=suspended.on, last=last, ground=_ground(suspended, last)))
            suspended = None
    return tuple(pauses)


def _ground(suspended: DeadlineChange, last: date) -> str:
    words = {
        "first": date_format(suspended.on, "DATE_FORMAT"),
        "last": date_format(last, "DATE_FORMAT"),
        "why": suspended.why,
    }
    return _("plazo suspendido del %(first)s al %(last)s. %(why)s") % words
