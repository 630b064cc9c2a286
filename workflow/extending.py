"""The one extension of a term: what its norm allows, until when it may last, and how its end moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import calendars
from workflow.calendars import Calendar, Term
from workflow.closed_days import calendar_at
from workflow.counting import due_date
from workflow.errors import Obstacle
from workflow.following import follow_terms
from workflow.models import Deadline, DeadlineChange

Kind = DeadlineChange.Kind


def obstacles_to_extending(deadline: Deadline, changes: Sequence[DeadlineChange], on: date) -> list[Obstacle]:
    """Return what keeps a term from being extended on a date (TUO Ley 27444 art. 147).

    It is asked and granted before its end, once, and only where a norm lets it be.
    """
    words = {"title": deadline.title, "date": date_format(deadline.due_on, "DATE_FORMAT")}
    if deadline.status == Deadline.Status.SUSPENDED:
        return [Obstacle(text=_("El plazo «%(title)s» está suspendido: se prorroga cuando se reanude.") % words)]
    if deadline.status != Deadline.Status.RUNNING:
        return [Obstacle(text=_("El plazo «%(title)s» ya no está en curso.") % words)]
    if not deadline.extension_basis:
        text = _("El plazo «%(title)s» es improrrogable: ninguna norma permite otra cosa (TUO Ley 27444, art. 147.1).")
        return [Obstacle(text=text % words)]
    obstacles = []
    if on > deadline.due_on:
        text = _("El plazo «%(title)s» venció el %(date)s: la prórroga se pide y se concede antes (art. 147.2).")
        obstacles.append(Obstacle(text=text % words, where="occurred_on"))
    if any(change.kind == Kind.EXTENDED for change in changes):
        text = _("El plazo «%(title)s» ya se prorrogó: la prórroga es por única vez (art. 147.3).")
        obstacles.append(Obstacle(text=text % words))
    return obstacles


def latest_end(deadline: Deadline, calendar: Calendar, changes: Sequence[DeadlineChange]) -> date:
    """Return the last day to which a term may be extended: by its norm, or else by as much as it lasts itself."""
    if deadline.limit is None:
        return calendars.count(deadline.due_on, deadline.term, calendar).due
    whole = Deadline(starts_on=deadline.starts_on, amount=deadline.limit.amount, term_unit=deadline.limit.unit.value)
    return due_date(whole, calendar, changes)


def obstacles_to_length(
    deadline: Deadline, more: Term, calendar: Calendar, changes: Sequence[DeadlineChange]
) -> list[Obstacle]:
    """Return what is wrong with the length of an extension: it goes beyond what the term may last."""
    end, latest = extended_end(deadline, more, calendar, changes), latest_end(deadline, calendar, changes)
    if end <= latest:
        return []
    words = {
        "end": date_format(end, "DATE_FORMAT"),
        "latest": date_format(latest, "DATE_FORMAT"),
        "limit": deadline.limit or deadline.term,
    }
    if deadline.limit is None:
        text = _("La prórroga llegaría al %(end)s y no puede durar más que el plazo (%(limit)s): hasta el %(latest)s.")
        return [Obstacle(text=text % words, where="amount")]
    text = _(
        "La prórroga llegaría al %(end)s. La norma admite a lo más %(limit)s desde el inicio, hasta el %(latest)s; "
        "un plazo mayor solo se acuerda por adenda."
    )
    return [Obstacle(text=text % words, where="amount")]


def extended_end(deadline: Deadline, more: Term, calendar: Calendar, changes: Sequence[DeadlineChange]) -> date:
    """Return where an extension moves the end of a term; one that was fixed otherwise goes on from its own end."""
    if due_date(deadline, calendar, changes) != deadline.due_on:
        return calendars.count(deadline.due_on, more, calendar).due
    extension = DeadlineChange(kind=Kind.EXTENDED, amount=more.amount, term_unit=more.unit.value)
    return due_date(deadline, calendar, [*changes, extension])


def extend(deadline: Deadline, more: Term, *, on: date, reason: str, document: str = "") -> DeadlineChange:
    """Extend a running term of the case under way, and what is due with it; both dates and the reason are kept.

    The act that extends asks for the obstacles first.
    """
    end = extended_end(deadline, more, calendar_at(deadline.unit.place), list(deadline.changes.all()))
    change = DeadlineChange.objects.create(
        deadline=deadline,
        kind=Kind.EXTENDED,
        on=on,
        due_before=deadline.due_on,
        due_after=end,
        amount=more.amount,
        term_unit=more.unit.value,
        document=document,
        reason=reason,
    )
    deadline.due_on = end
    deadline.save()
    follow_terms()
    return change
