"""A term is suspended and goes on where it stood: the days between are not counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import recounting
from workflow.calendars import Calendar
from workflow.closed_days import calendar_at
from workflow.counting import due_date
from workflow.errors import Obstacle
from workflow.following import follow_terms
from workflow.models import Deadline, DeadlineChange

Kind = DeadlineChange.Kind


def obstacles_to_suspending(deadline: Deadline, changes: Sequence[DeadlineChange], on: date) -> list[Obstacle]:
    """Return what keeps a term from being suspended from a date on: it does not run, or is over by then."""
    words = {"title": deadline.title, "date": date_format(deadline.due_on, "DATE_FORMAT")}
    if deadline.status == Deadline.Status.SUSPENDED:
        return [Obstacle(text=_("El plazo «%(title)s» ya está suspendido.") % words)]
    if deadline.status != Deadline.Status.RUNNING:
        return [Obstacle(text=_("El plazo «%(title)s» ya no está en curso.") % words)]
    if on > deadline.due_on:
        text = _("El plazo «%(title)s» venció el %(date)s: no puede suspenderse después.")
        return [Obstacle(text=text % words, where="occurred_on")]
    return _after_last_change(changes, on)


def obstacles_before_it_runs(deadline: Deadline, on: date) -> list[Obstacle]:
    """Return what keeps a term from being suspended on its own: on that date it has not begun.

    With its agreement it is suspended all the same: it may begin before that goes on.
    """
    if on >= deadline.starts_on:
        return []
    words = {"title": deadline.title, "date": date_format(deadline.starts_on, "DATE_FORMAT")}
    text = _("El plazo «%(title)s» corre recién desde el %(date)s: antes no hay qué suspender.")
    return [Obstacle(text=text % words, where="occurred_on")]


def obstacles_to_resuming(deadline: Deadline, changes: Sequence[DeadlineChange], on: date) -> list[Obstacle]:
    """Return what keeps a term from going on from a date: it is not suspended, or was not yet on that date."""
    if deadline.status != Deadline.Status.SUSPENDED:
        return [Obstacle(text=_("El plazo «%(title)s» no está suspendido.") % {"title": deadline.title})]
    return _after_last_change(changes, on)


def _after_last_change(changes: Sequence[DeadlineChange], on: date) -> list[Obstacle]:
    # A recount bears the day on which the clock ran: it is nobody's act, and takes nothing away from an earlier one.
    latest = max((change.on for change in changes if change.kind != Kind.RECOUNTED), default=None)
    if latest is None or on >= latest:
        return []
    text = _("El plazo cambió el %(date)s: la fecha del acto no puede ser anterior.")
    return [Obstacle(text=text % {"date": date_format(latest, "DATE_FORMAT")}, where="occurred_on")]


def told(suspension: DeadlineChange) -> str:
    """Return since when a term is suspended and by which document, for whoever looks for its end."""
    words = {"date": date_format(suspension.on, "DATE_FORMAT"), "document": suspension.document}
    if not suspension.document:
        return _("Plazo suspendido desde el %(date)s") % words
    return _("Plazo suspendido desde el %(date)s (%(document)s)") % words


def suspend(deadline: Deadline, *, on: date, reason: str, document: str = "") -> None:
    """Suspend a running term of the case under way from a date on; nobody knows its end until it goes on.

    The act that suspends asks for the obstacles first.
    """
    DeadlineChange.objects.create(
        deadline=deadline,
        kind=Kind.SUSPENDED,
        on=on,
        due_before=deadline.due_on,
        document=document,
        reason=reason,
    )
    deadline.status = Deadline.Status.SUSPENDED
    deadline.save()
    follow_terms()


def resume(deadline: Deadline, *, on: date, reason: str, document: str = "") -> None:
    """Let a suspended term go on from a date, which counts already; the days that it lost are added to its end."""
    recounting.count_anew(deadline, on=on)
    changes = list(deadline.changes.all())
    end = resumed_end(deadline, calendar_at(deadline.unit.place), changes, on)
    DeadlineChange.objects.create(
        deadline=deadline,
        kind=Kind.RESUMED,
        on=on,
        due_before=deadline.due_on,
        due_after=end,
        document=document,
        reason=reason,
    )
    deadline.status, deadline.due_on = Deadline.Status.RUNNING, end
    deadline.save()
    follow_terms()


def resumed_end(deadline: Deadline, calendar: Calendar, changes: Sequence[DeadlineChange], on: date) -> date:
    """Return where the end of a suspended term lies if it goes on from a date.

    One that was fixed otherwise than by counting moves by as many days as it lost.
    """
    if due_date(deadline, calendar, changes) == deadline.due_on:
        return due_date(deadline, calendar, [*changes, DeadlineChange(kind=Kind.RESUMED, on=on)])
    suspended_on = max(change.on for change in changes if change.kind == Kind.SUSPENDED)
    lost = max((on - max(suspended_on, deadline.starts_on + timedelta(days=1))).days, 0)
    return calendar.first_working_day(deadline.due_on + timedelta(days=lost))
