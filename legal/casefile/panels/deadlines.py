"""The terms of the case, each with the count of its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legal.casefile.queries import CaseFile
from workflow import calendars
from workflow.calendars import Calendar, Count, CountedDay
from workflow.closed_days import read_calendars
from workflow.counting import counts_of
from workflow.models import Deadline, DeadlineChange
from workflow.templatetags.words import long_date, short_date

_STATES = {
    Deadline.Status.RUNNING.value: "go",
    Deadline.Status.SUSPENDED.value: "warn",
    Deadline.Status.MET.value: "ok",
    Deadline.Status.STOPPED.value: "idle",
    Deadline.Status.EXPIRED.value: "risk",
}


@dataclass(frozen=True, kw_only=True)
class CountLine:
    """Some days of a count that read alike. ``number`` is empty for days that do not count."""

    day: str
    note: str
    number: str


@dataclass(frozen=True, kw_only=True)
class DeadlineRow:
    """One term. ``days_left`` counts calendar days while it runs; ``changes`` tell what moved its end, and why."""

    what: str
    due_on: date
    days_left: int | None
    length: str
    basis: str
    status: str
    state: str
    is_unsettled: bool
    count: tuple[CountLine, ...]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeadlinesPanel:
    """The terms that run or ran: those that run first, soonest first.

    ``files`` are the documents by which they were extended or suspended, each with its address.
    """

    rows: tuple[DeadlineRow, ...]
    files: tuple[tuple[str, str], ...]

    @property
    def running(self) -> tuple[DeadlineRow, ...]:
        """The terms that run or are suspended."""
        return tuple(row for row in self.rows if row.is_unsettled)

    @property
    def settled(self) -> tuple[DeadlineRow, ...]:
        """The terms that were met, stopped or expired."""
        return tuple(row for row in self.rows if not row.is_unsettled)


def deadlines(file: CaseFile) -> DeadlinesPanel:
    """Return the terms of a case, with their counts explained by the calendar of today."""
    calendar_at = read_calendars()
    in_order = sorted(file.deadlines, key=lambda each: (not each.is_unsettled, each.due_on))
    return DeadlinesPanel(
        rows=tuple(_row(deadline, calendar_at(deadline.unit.place), file) for deadline in in_order),
        files=tuple(
            (label, reverse("followup:term_file", args=[file.case.number, pk])) for label, pk in _files(file) if pk
        ),
    )


def _files(file: CaseFile) -> Iterator[tuple[str, int | None]]:
    """Yield what each document about a term is, with the file that is kept of it."""
    for deadline in file.deadlines:
        request = getattr(deadline, "extension_request", None)
        if request is not None:
            yield _("Solicitud de prórroga: %(title)s") % {"title": deadline.title}, request.file_id
            yield request.document, request.document_file_id
    for suspension in file.suspensions:
        yield suspension.document, suspension.file_id
        yield suspension.lifting_document, suspension.lifting_file_id


def _row(deadline: Deadline, calendar: Calendar, file: CaseFile) -> DeadlineRow:
    changes = list(deadline.changes.all())
    is_running = deadline.status == Deadline.Status.RUNNING
    return DeadlineRow(
        what=deadline.title,
        due_on=deadline.due_on,
        days_left=(deadline.due_on - file.today).days if is_running else None,
        length=_("%(term)s, para %(post)s")
        % {"term": deadline.term, "post": file.post_of(deadline.role, deadline.unit)},
        basis=deadline.basis,
        status="" if is_running else str(deadline.get_status_display()),
        state=_STATES[deadline.status],
        is_unsettled=deadline.is_unsettled,
        count=_count(deadline, counts_of(deadline, calendar, changes)),
        changes=tuple(told(change) for change in changes),
    )


def told(change: DeadlineChange) -> str:
    """Return what moved the end of a term, when and why, in a sentence."""
    words = {
        "what": capfirst(str(change.get_kind_display())),
        "on": long_date(change.on),
        "before": long_date(change.due_before),
        "after": long_date(change.due_after),
        "reason": change.why,
    }
    if change.due_after is None:
        return _("%(what)s desde el %(on)s; vencía el %(before)s. %(reason)s") % words
    if change.due_after == change.due_before:
        return _("%(what)s el %(on)s: su fin no cambia, vence el %(after)s. %(reason)s") % words
    return _("%(what)s el %(on)s: vencía el %(before)s y vence el %(after)s. %(reason)s") % words


def _count(deadline: Deadline, counts: Sequence[Count]) -> tuple[CountLine, ...]:
    """Return how a term was counted and after it its extension; of a suspended one, until it stopped."""
    if deadline.suspension:
        return explain_until(deadline.suspension, counts, due_on=deadline.due_on)
    *earlier, last = counts
    return (
        *(line for each in earlier for line in explain(each, due_on=each.due)),
        *explain(last, due_on=deadline.due_on),
    )


def explain_until(suspension: DeadlineChange, counts: Sequence[Count], *, due_on: date) -> tuple[CountLine, ...]:
    """Return how a term was counted until it was suspended; nobody knows its end.

    Nothing when the count of today does not give the date that was fixed: it would explain another term.
    """
    if counts[-1].due != due_on:
        return ()
    lines: list[CountLine] = []
    for count in counts:
        if count.due < suspension.on:
            lines += explain(count, due_on=count.due)
            continue
        run = tuple(day for day in count.days if day.date < suspension.on)
        lines += [_start(count), *(_pauses(run) if count.term.unit == calendars.Unit.MONTHS else _days(run))]
        break
    note = _("No se cuenta desde este día: plazo suspendido. %(why)s") % {"why": suspension.why}
    return (*lines, CountLine(day=short_date(suspension.on), note=note, number=""))


def explain(count: Count, *, due_on: date) -> tuple[CountLine, ...]:
    """Return how a term was counted, line by line; consecutive days that read alike share one.

    Nothing when the count of today does not give the date that was fixed: it would explain another term.
    """
    if count.due != due_on:
        return ()
    last = CountLine(day=short_date(count.due), note=_("Último día: vence a medianoche"), number="")
    # Where the end moved, the day it moved to is told apart.
    days = count.days[:-1] if count.is_moved else count.days
    lines = _months(count) if count.term.unit == calendars.Unit.MONTHS else _days(days)
    return (_start(count), *lines, last)


def _start(count: Count) -> CountLine:
    return CountLine(day=short_date(count.start), note=_("Inicio del plazo: este día no se cuenta"), number="")


def _months(count: Count) -> list[CountLine]:
    """Return the lines of a term in months: the days it was suspended, from date to date, and what moves its end."""
    pauses = _pauses([day for day in count.days if day.date <= count.nominal_end])
    end = CountLine(
        day=short_date(count.nominal_end),
        note=_month_note(count, is_paused=bool(pauses)),
        number=str(count.term.amount),
    )
    passed = groupby((day for day in count.days if day.date >= count.nominal_end), key=lambda day: day.ground)
    moves = [
        CountLine(day=_span(list(alike)), note=_("No puede vencer: %(ground)s") % {"ground": ground}, number="")
        for ground, alike in passed
        if ground
    ]
    return [*pauses, end, *moves]


def _pauses(days: Iterable[CountedDay]) -> list[CountLine]:
    """Return a line for each time that a term in months stood still."""
    still = groupby((day for day in days if not day.counted), key=lambda day: day.ground)
    return [
        CountLine(day=_span(list(alike)), note=_note(ground, is_counted=False), number="") for ground, alike in still
    ]


def _days(days: Sequence[CountedDay]) -> list[CountLine]:
    """Return the lines of a term in days."""
    lines, counted = [], 0
    for (is_counted, ground), group in groupby(days, key=lambda day: (day.counted, day.ground)):
        alike = list(group)
        first = counted + 1
        counted += len(alike) if is_counted else 0
        lines.append(
            CountLine(
                day=_span(alike),
                note=_note(ground, is_counted=is_counted),
                number=_numbers(first, counted) if is_counted else "",
            )
        )
    return lines


def _month_note(count: Count, *, is_paused: bool) -> str:
    words = {"term": count.term, "start": long_date(count.start)}
    if is_paused:
        return _("%(term)s de fecha a fecha desde el %(start)s, más los días que no corrió") % words
    if count.lacks_day:
        return _("%(term)s de fecha a fecha desde el %(start)s; el mes no tiene ese día y pasa al siguiente") % words
    return _("%(term)s de fecha a fecha desde el %(start)s") % words


def _span(days: list[CountedDay]) -> str:
    if len(days) == 1:
        return short_date(days[0].date)
    return _("%(first)s a %(last)s") % {"first": short_date(days[0].date), "last": short_date(days[-1].date)}


def _note(ground: str | None, *, is_counted: bool) -> str:
    if not is_counted:
        return _("No se cuenta: %(ground)s") % {"ground": ground}
    if ground:
        return _("Se cuenta, pero el plazo no puede vencer ese día: %(ground)s") % {"ground": ground}
    return _("Se cuenta")


def _numbers(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
