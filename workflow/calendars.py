"""Terms counted day by day: working days, calendar days and months, with the ground of each skip."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from holidays.countries import Peru

MAX_AMOUNT: Final = 3650
_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_NO_EXTRA_DAYS: Final[Mapping[date, str]] = MappingProxyType({})


class Unit(StrEnum):
    """How a term is counted; the norm that fixes the term says which."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A length of time as a norm writes it: ``amount`` of ``unit``, from 1 to 3650.

    The value of a unit (``"working_days"``) is taken for the unit itself.
    Raises ``ValueError``, with a sentence for the reader, for any other unit or amount.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "unit", Unit(self.unit))
        except ValueError:
            raise ValueError(
                _("«%(unit)s» no es una unidad de plazo: use días calendario, días hábiles o meses.")
                % {"unit": self.unit}
            ) from None
        whole = isinstance(self.amount, int) and not isinstance(self.amount, bool)
        if not whole or not 1 <= self.amount <= MAX_AMOUNT:
            raise ValueError(
                _("El plazo debe ser un número entero de 1 a %(largest)d, no «%(amount)s».")
                % {"largest": MAX_AMOUNT, "amount": self.amount}
            )

    def __str__(self) -> str:
        match self.unit:
            case Unit.CALENDAR_DAYS:
                text = ngettext("%(amount)d día calendario", "%(amount)d días calendario", self.amount)
            case Unit.WORKING_DAYS:
                text = ngettext("%(amount)d día hábil", "%(amount)d días hábiles", self.amount)
            case Unit.MONTHS:
                text = ngettext("%(amount)d mes", "%(amount)d meses", self.amount)
        return text % {"amount": self.amount}


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Which days are closed to a procedure, and why.

    ``closed`` returns the ground on which a day is non-working ("sábado", the name of the
    holiday), or None when it is a working day. It must answer the same for the same day.
    """

    closed: Callable[[date], str | None]

    def is_working(self, day: date) -> bool:
        """Return whether the day is a working day."""
        return self.closed(day) is None

    def first_working_day(self, day: date) -> date:
        """Return the day itself when it is a working day, otherwise the next one that is.

        Raises ``OverflowError`` when the calendar has no such day.
        """
        while not self.is_working(day):
            day += _ONE_DAY
        return day


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Days on which a term does not run, from ``first`` to ``last``; ``ground`` says why ("suspendido: …")."""

    first: date
    last: date
    ground: str


@dataclass(frozen=True, kw_only=True)
class CountedDay:
    """One line of a count.

    ``counted`` says whether the day is one of the term; ``ground`` says why the day is skipped
    or, on the last day of the term, why the term cannot end on it. None where neither applies.
    """

    date: date
    counted: bool
    ground: str | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """A due date and how it was reached.

    ``nominal_end`` is the last day of the term before it moves to a working day. ``days`` runs
    from the day after ``start`` (for months that no pause stretches, from ``nominal_end``) to
    ``due``. ``lacks_day`` is true when the term in months ends in a month without the day it started on.
    """

    start: date
    term: Term
    due: date
    nominal_end: date
    days: tuple[CountedDay, ...]
    lacks_day: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether the last day was non-working, so that the term ends later."""
        return self.due != self.nominal_end

    @property
    def skipped(self) -> tuple[CountedDay, ...]:
        """The days that have a ground, for an explanation in one sentence."""
        return tuple(day for day in self.days if day.ground is not None)


def count(start: date, term: Term, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Count:
    """Return the due date of a term that starts with what happened on ``start``.

    ``start`` (the receipt of the notice, the signature) is never counted.

    * Working days count from the working day after it and skip every closed day
      (TUO Ley 27444 arts. 144.1, 145.1).
    * Calendar days count from the day after it (DL 1440 art. 80).
    * Months run date to date; where the month lacks the day, the term ends on the first
      working day of the next month (TUO Ley 27444 arts. 144.2, 145.3).
    * A last day that is not a working day moves to the next one (TUO Ley 27444 art. 145.2).
    * The days of a pause are not counted, and no term ends on one: what was suspended goes on where it stood, also
      on the way to a working day.

    Raises ``TypeError`` when ``start`` carries a time, and ``ValueError`` when the term ends
    beyond the last date a calendar has.
    """
    if isinstance(start, datetime):
        raise TypeError("A term starts on a date, not at a time: convert to the local date first.")
    paused = _paused(pauses)
    open_days = Calendar(closed=lambda day: paused(day) or calendar.closed(day))
    try:
        match term.unit:
            case Unit.WORKING_DAYS:
                days = _count_days(start, term.amount, open_days.closed)
                return Count(start=start, term=term, due=days[-1].date, nominal_end=days[-1].date, days=days)
            case Unit.CALENDAR_DAYS:
                days = _count_days(start, term.amount, paused)
                return _close(start, term, open_days, days)
            case Unit.MONTHS:
                end, lacks_day = _months_later(start, term.amount)
                days = _count_days(start, (end - start).days, paused)
                if days[-1].date == end:
                    days = days[-1:]
                return _close(start, term, open_days, days, lacks_day=lacks_day)
    except OverflowError:
        raise ValueError(_("El plazo termina en una fecha que el calendario no alcanza.")) from None


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Return how many working days come after ``start``, up to and including ``end``.

    It is the inverse of ``count``: from the start of a term of n working days to its due date
    there are n. Negative when ``end`` is earlier than ``start``.
    """
    if end < start:
        return -working_days_between(end, start, calendar)
    span = (end - start).days
    return sum(calendar.is_working(start + timedelta(days=step)) for step in range(1, span + 1))


def national_calendar(extra: Mapping[date, str] = _NO_EXTRA_DAYS) -> Calendar:
    """Return the calendar of Peru: weekends, national holidays (DL 713 art. 6) and ``extra`` days.

    ``extra`` maps each further closed day (public-sector days, regional and decreed holidays)
    to its ground in Spanish; it is copied, so a calendar never changes.
    """
    further = dict(extra)

    def closed(day: date) -> str | None:
        # The weekend goes first: it is closed whatever is celebrated (Easter Sunday is no holiday of the law).
        if day.weekday() == _SATURDAY:
            return _("sábado")
        if day.weekday() == _SUNDAY:
            return _("domingo")
        return national_holidays(day.year).get(day) or further.get(day)

    return Calendar(closed=closed)


@lru_cache(maxsize=256)
def national_holidays(year: int) -> Mapping[date, str]:
    """Return the national holidays of a year with their names in Spanish, Easter Sunday included."""
    # One finished table per year: the library's own object fills itself while it is read, which threads must not share.
    return MappingProxyType(dict(Peru(years=year, expand=False, language="es")))


def _paused(pauses: Sequence[Pause]) -> Callable[[date], str | None]:
    def ground(day: date) -> str | None:
        return next((pause.ground for pause in pauses if pause.first <= day <= pause.last), None)

    return ground


def _count_days(start: date, amount: int, skipped: Callable[[date], str | None]) -> tuple[CountedDay, ...]:
    """List the days after ``start`` up to the one that makes the amount full; ``skipped`` tells which do not count."""
    days: list[CountedDay] = []
    day, counted = start, 0
    while counted < amount:
        day += _ONE_DAY
        ground = skipped(day)
        counted += ground is None
        days.append(CountedDay(date=day, counted=ground is None, ground=ground))
    return tuple(days)


def _close(
    start: date, term: Term, calendar: Calendar, days: tuple[CountedDay, ...], *, lacks_day: bool = False
) -> Count:
    """Move the end of counted days to a working day, with the ground of each day that it passes."""
    end = days[-1].date
    due = calendar.first_working_day(end)
    moved = tuple(
        CountedDay(date=day, counted=day == end, ground=calendar.closed(day))
        for day in (end + timedelta(days=step) for step in range((due - end).days + 1))
    )
    return Count(start=start, term=term, due=due, nominal_end=end, days=(*days[:-1], *moved), lacks_day=lacks_day)


def _months_later(start: date, months: int) -> tuple[date, bool]:
    """Return the same day some months later, or the first of the month after one that lacks the day."""
    year, month = _month_after(start.year, start.month, months)
    if start.day <= gregorian.monthrange(year, month)[1]:
        return date(year, month, start.day), False
    year, month = _month_after(year, month, 1)
    return date(year, month, 1), True


def _month_after(year: int, month: int, months: int) -> tuple[int, int]:
    """Return the year and month some months after another one."""
    years, month_index = divmod(month - 1 + months, 12)
    if year + years > date.max.year:
        raise OverflowError
    return year + years, month_index + 1
