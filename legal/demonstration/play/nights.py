"""The clock of the demonstration: it has run every night, of which only the nights that bring something are played."""

from __future__ import annotations

from datetime import date, timedelta

from legal.agreements.models import Agreement
from legal.demonstration.lives import ONE_DAY
from workflow import deadlines
from workflow.models import Deadline


def run_nights(*, after: date, until: date) -> None:
    """Run the clock on each day after one date, up to another, on which a term or a period may bring something.

    :raises RuntimeError: when a case fails: the demonstration must play without a fault.
    """
    day = _next_night(after)
    while day <= until:
        report = deadlines.run_clock(on=day)
        if report.failed:
            raise RuntimeError("; ".join(report.failed))
        day = _next_night(day)


def _next_night(after: date) -> date:
    """Return the next day on which a term is reminded of or over, a fiscal year begins or an agreement has ended."""
    nights = {date(after.year + 1, 1, 1)}
    for due_on, warning_days in Deadline.objects.running().values_list("due_on", "warning_days"):
        nights |= {due_on + ONE_DAY, *(due_on - timedelta(days=days) for days in warning_days)}
    in_force = Agreement.objects.filter(status=Agreement.Status.IN_FORCE, ends_on__isnull=False)
    nights |= {ends_on + ONE_DAY for ends_on in in_force.values_list("ends_on", flat=True) if ends_on}
    return min(night for night in nights if night > after)
