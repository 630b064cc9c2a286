"""Count terms anew when a norm has closed a day, or opened it again: both dates and the reason are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import acting, calendars, ledger, service
from workflow.acting import Occurrence
from workflow.calendars import Calendar, Term
from workflow.closed_days import read_calendars
from workflow.counting import due_date
from workflow.models import Case, Deadline, DeadlineChange, NonWorkingDay, Task
from workflow.models.tasks import OPEN
from workflow.nodes import RoleTask

# A term may end this long before a day and still be moved by its closing: no stretch of closed days is longer.
REACH = timedelta(days=15)


@dataclass(frozen=True, kw_only=True)
class Recount:
    """How many terms and steps moved, and the cases in which counting anew failed, in words."""

    moved: int
    failed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Calendars:
    """The calendar of a place as terms were counted last, and as it is now; ``on`` is the day of the recount."""

    then: Callable[[str], Calendar]
    now: Callable[[str], Calendar]
    on: date

    def moved(self, due_on: date, place: str, end: Callable[[Calendar], date], *, earliest: date) -> date | None:
        """Return where an end moves to, if it does; one that was fixed otherwise than by counting stays.

        A day opened again shortens a term, but never ends it before the ``earliest`` day.
        """
        if end(self.then(place)) != due_on:
            return None
        after = end(self.now(place))
        if after < due_on:
            after = min(due_on, max(after, self.now(place).first_working_day(earliest)))
        return after if after != due_on else None


def apply_closed_days(*, on: date) -> Recount:
    """Count anew what newly closed or opened days may move, one case a transaction. Repeating it does no harm.

    The days stay to be applied until no case fails.
    """
    days = _days_to_apply()
    if not days:
        return Recount(moved=0, failed=())
    both, reason = _read_both(on), _reason(days)
    moved, failed = 0, []
    for case in _cases_about(days):
        try:
            moved += _recount_case(case, both, reason)
        except Exception as error:  # noqa: BLE001 - whatever fails in one case is reported, and the others go on
            told = " ".join(str(error).split()) or type(error).__name__
            failed.append(f"{case.number} deadlines.recount: {told}")
    if not failed:
        for day in days:
            day.was_closed = day.is_closed
            day.save()
    return Recount(moved=moved, failed=tuple(failed))


def count_anew(deadline: Deadline, *, on: date) -> None:
    """Count one term of the case under way by the calendar of today, before an act moves its end.

    What norms have closed or opened since the last turn of the clock is applied to it at once; the clock then
    leaves it as it is. Repeating it does no harm.
    """
    days = _days_to_apply()
    if not days:
        return
    due = _moved_term(deadline, _read_both(on))
    if due is not None:
        _keep(deadline, due, on=on, reason=_reason(days))


def _days_to_apply() -> list[NonWorkingDay]:
    return [each for each in NonWorkingDay.objects.order_by("day", "place") if each.is_closed != each.was_closed]


def _read_both(on: date) -> _Calendars:
    return _Calendars(then=read_calendars(applied_only=True), now=read_calendars(), on=on)


def _reason(days: Iterable[NonWorkingDay]) -> str:
    return _("Cambio de los días no laborables. %(days)s.") % {"days": "; ".join(_told(each) for each in days)}


def _told(day: NonWorkingDay) -> str:
    words = {"day": date_format(day.day, "DATE_FORMAT"), "ground": day.ground, "norm": day.revoked_by}
    if day.is_closed:
        return _("%(day)s, %(ground)s") % words
    return _("%(day)s, %(ground)s: sin efecto por %(norm)s") % words


def _cases_about(days: Iterable[NonWorkingDay]) -> QuerySet[Case]:
    """Return the cases in which a term runs or is suspended, or a step is due, about one of these days."""
    first, last = min(each.day for each in days), max(each.day for each in days)
    terms = Deadline.objects.unsettled().filter(starts_on__lt=last, due_on__gte=first - REACH)
    steps = Task.objects.filter(status__in=OPEN, opened_on__lt=last, due_on__gte=first - REACH)
    return Case.objects.filter(Q(pk__in=terms.values("case")) | Q(pk__in=steps.values("process__case"))).order_by("pk")


def _recount_case(case: Case, both: _Calendars, reason: str) -> int:
    """Move the terms and steps of a case; return how many moved. A case in which nothing moves is not touched."""
    if not any(_moved_terms(case, both)) and not any(_moved_steps(case, both)):
        return 0
    moved: list[str] = []

    def recount(*, actor: object, occurred: Occurrence) -> None:
        current = acting.current().case
        for deadline, due in list(_moved_terms(current, both)):
            moved.append(_move(deadline.title, deadline.due_on, due))
            _keep(deadline, due, on=occurred.on, reason=reason)
        for task, due in list(_moved_steps(current, both)):
            moved.append(_move(str(task.flow_task.task_title), task.due_on, due))
            task.due_on = due
            task.save()
        ledger.record(act="deadlines.recount", subject=current, after={"moved": "; ".join(moved)}, reason=reason)

    service.perform_unattended(case=case, act_name="deadlines.recount", act=recount, occurred=Occurrence(on=both.on))
    return len(moved)


def _keep(deadline: Deadline, due: date, *, on: date, reason: str) -> None:
    DeadlineChange.objects.create(
        deadline=deadline,
        kind=DeadlineChange.Kind.RECOUNTED,
        on=on,
        due_before=deadline.due_on,
        due_after=due,
        reason=reason,
    )
    deadline.due_on = due
    deadline.save()


def _move(what: str, before: date | None, after: date) -> str:
    return _("%(what)s: del %(before)s al %(after)s") % {
        "what": what,
        "before": date_format(before, "DATE_FORMAT") if before else "",
        "after": date_format(after, "DATE_FORMAT"),
    }


def _moved_terms(case: Case, both: _Calendars) -> Iterator[tuple[Deadline, date]]:
    """Yield the terms of a case that end on another day now, each with that day."""
    for deadline in Deadline.objects.unsettled().filter(case=case).select_related("unit").prefetch_related("changes"):
        due = _moved_term(deadline, both)
        if due is not None:
            yield deadline, due


def _moved_term(deadline: Deadline, both: _Calendars) -> date | None:
    """Return where the end of a term moves to, if it does; that of a suspended one stands as on the day it stopped."""
    end = partial(due_date, deadline, changes=list(deadline.changes.all()))
    earliest = deadline.suspension.on if deadline.suspension else both.on
    return both.moved(deadline.due_on, deadline.unit.place, end, earliest=earliest)


def _due(start: date, term: Term, calendar: Calendar) -> date:
    return calendars.count(start, term, calendar).due


def _moved_steps(case: Case, both: _Calendars) -> Iterator[tuple[Task, date]]:
    """Yield the open steps of a case that are due on another day now; those that a term fixes follow their term."""
    open_steps = Task.objects.filter(process__case=case, status__in=OPEN, due_on__isnull=False)
    for task in open_steps.select_related("process", "unit"):
        node, opened_on, due_on = task.flow_task, task.opened_on, task.due_on
        if not isinstance(node, RoleTask) or task.unit is None or opened_on is None or due_on is None:
            continue
        if node.due is not None and node.term is None:
            due = both.moved(due_on, task.unit.place, partial(_due, opened_on, node.due), earliest=both.on)
        else:
            due = node.time_of(node.activation_class(task), task.unit, opened_on=opened_on).due_on
        if due is not None and due != due_on:
            yield task, due
