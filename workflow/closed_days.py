"""The calendar of a place: weekends, holidays of the law, and the days that norms have closed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from django.db import transaction

from workflow.calendars import Calendar, national_calendar
from workflow.models import NonWorkingDay

KNOWN_DAYS = Path(__file__).parent / "data" / "public_sector_days.csv"


def calendar_at(place: str = "") -> Calendar:
    """Return the calendar of a place; ``place`` is a UBIGEO of 2, 4 or 6 digits, or empty where it is not known.

    Public-sector days and decreed holidays close every place; a regional or local holiday closes the
    places whose code starts with its own (TUO Ley 27444 art. 145.1).
    """
    return read_calendars()(place)


def read_calendars(*, applied_only: bool = False) -> Callable[[str], Calendar]:
    """Read the closed days once, in one query, and return what gives the calendar of any place.

    ``applied_only`` gives the calendars by which the terms that run were counted last: without the
    days closed since, and with those opened again since.
    """
    rows = NonWorkingDay.objects.all()
    days = [each for each in rows if (each.was_closed if applied_only else each.is_closed)]

    @cache
    def at(place: str) -> Calendar:
        return national_calendar({each.day: each.ground for each in days if place.startswith(each.place)})

    return at


@transaction.atomic
def load_public_sector_days() -> int:
    """Write the public-sector days that the product knows, and return how many there are.

    What an administrator has written of a day stays as it is. A day that is new is still to be
    applied to the terms that run: the clock does it.
    """
    with KNOWN_DAYS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    written = set(NonWorkingDay.objects.filter(place="").values_list("day", flat=True))
    for row in rows:
        day = date.fromisoformat(row["day"])
        if day not in written:
            NonWorkingDay.objects.create(day=day, kind=NonWorkingDay.Kind.PUBLIC_SECTOR, norm=row["norm"])
    return len(rows)
