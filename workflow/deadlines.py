"""Terms of a case: opened and met by acts, reminded and expired by the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import acting, calendars, closed_days, escalating, ledger, recounting, schedule, service
from workflow.acting import Occurrence
from workflow.errors import Refusal, WorkflowError
from workflow.models import Deadline, Message, Reminder, Unit
from workflow.models.deadlines import WARNING_DAYS

_on_expiry: dict[str, Callable[[Deadline], None]] = {}


def on_expiry(name: str, handler: Callable[[Deadline], None]) -> None:
    """Let a room act when a term of this name expires (in the same transaction, under the case's lock).

    Terms that repeat in a case are named ``name_1``, ``name_2`` and so on: one handler serves them all.
    """
    _on_expiry[name] = handler


def open_deadline(
    *,
    name: str,
    title: str,
    term: calendars.Term,
    starts_on: date,
    basis: str,
    role: str,
    unit: Unit,
    warning_days: Sequence[int] = WARNING_DAYS,
    extension_basis: str = "",
    limit: calendars.Term | None = None,
) -> Deadline:
    """Open a term of the case under way; ``starts_on`` itself is not counted.

    It is counted by the calendar of the place where the unit that must meet it works. ``warning_days`` before
    its end it is reminded of; it may be extended by ``extension_basis``, within ``limit`` (see ``extending``).
    """
    counted = calendars.count(starts_on, term, closed_days.calendar_at(unit.place))
    return Deadline.objects.create(
        case=acting.current().case,
        name=name,
        title=title,
        role=role,
        unit=unit,
        starts_on=starts_on,
        amount=term.amount,
        term_unit=term.unit.value,
        basis=basis,
        warning_days=list(warning_days),
        extension_basis=extension_basis,
        limit_amount=limit.amount if limit else None,
        limit_unit=limit.unit.value if limit else "",
        due_on=counted.due,
    )


def settle(deadline: Deadline, *, status: Deadline.Status, on: date) -> None:
    """Close a term that runs or is suspended as met, stopped or expired."""
    if not deadline.is_unsettled:
        raise Refusal(_("El plazo «%(title)s» ya no está en curso.") % {"title": deadline.title})
    deadline.status = status
    deadline.settled_on = on
    deadline.save()


def meet(deadline: Deadline, *, on: date) -> None:
    """Close a term by what was done on a date: met, or expired when that came after its last day."""
    late = deadline.is_over_on(on)
    settle(deadline, status=Deadline.Status.EXPIRED if late else Deadline.Status.MET, on=on)


def stop_all(*, on: date) -> None:
    """Stop every term of the case under way: the case ends otherwise."""
    for deadline in Deadline.objects.unsettled().filter(case=acting.current().case):
        settle(deadline, status=Deadline.Status.STOPPED, on=on)


class _AlreadySettled(WorkflowError):
    """The term was met, stopped or expired while the clock was on its way to it."""


@dataclass(frozen=True, kw_only=True)
class ClockReport:
    """What one turn of the clock did."""

    recounted: int
    scheduled: int
    reminded: int
    expired: int
    escalated: int
    failed: tuple[str, ...]


def run_clock(*, on: date) -> ClockReport:
    """Do what a date brings about, remind of, expire and escalate what is due. Twice, or late, it does no harm.

    Days that norms have closed since the last turn come first: nothing expires that they move. One
    case failing does not stop the others; the failure stays on its deadline until a run succeeds.
    """
    reminded = expired = 0
    recount = recounting.apply_closed_days(on=on)
    scheduled, failed_acts = schedule.run(on=on)
    failed = [*recount.failed, *failed_acts]
    running = Deadline.objects.running().select_related("case", "unit").order_by("due_on", "pk")
    for deadline in running.filter(due_on__lt=on):
        try:
            _expire(deadline)
            expired += 1
        except _AlreadySettled:
            continue
        except Exception as error:  # noqa: BLE001 - whatever fails in one case is reported, and the others go on
            told = " ".join(str(error).split()) or type(error).__name__
            failed.append(f"{deadline.case.number} {deadline.name}: {told}")
            deadline.clock_error = told[:250]
            deadline.save(update_fields=["clock_error"])
    for deadline in running.filter(due_on__gte=on):
        reminded += _remind(deadline, days_left=(deadline.due_on - on).days)
    escalated, failed_steps = escalating.run(on=on)
    return ClockReport(
        recounted=recount.moved,
        scheduled=scheduled,
        reminded=reminded,
        expired=expired,
        escalated=escalated,
        failed=(*failed, *failed_steps),
    )


def _expire(deadline: Deadline) -> None:
    """Expire one term, the day after its last day."""
    day_after = date.fromordinal(deadline.due_on.toordinal() + 1)

    def expire(*, actor: object, occurred: Occurrence) -> None:
        fresh = Deadline.objects.get(pk=deadline.pk)
        if fresh.status != Deadline.Status.RUNNING:
            raise _AlreadySettled
        settle(fresh, status=Deadline.Status.EXPIRED, on=occurred.on)
        fresh.clock_error = ""
        fresh.save()
        if handler := _on_expiry.get(deadline.name) or _on_expiry.get(deadline.name.rpartition("_")[0]):
            handler(fresh)
        ledger.record(
            act="deadlines.expire",
            subject=fresh,
            before={"status": Deadline.Status.RUNNING},
            after={"status": Deadline.Status.EXPIRED, "title": fresh.title, "due_on": fresh.due_on},
        )

    service.perform_unattended(
        case=deadline.case, act_name="deadlines.expire", act=expire, occurred=Occurrence(on=day_after)
    )


@transaction.atomic
def _remind(deadline: Deadline, *, days_left: int) -> int:
    """Remind once of the nearest step that has been reached; steps that were missed are not caught up."""
    reached = [days for days in deadline.warning_days if days_left <= days]
    if not reached:
        return 0
    _reminder, is_new = Reminder.objects.get_or_create(
        deadline=deadline, due_on=deadline.due_on, days_before=min(reached)
    )
    if is_new:
        Message.objects.create(
            case=deadline.case,
            role=deadline.role,
            unit=deadline.unit,
            subject=_("Vence el %(date)s: %(title)s")
            % {"date": date_format(deadline.due_on, "DATE_FORMAT"), "title": deadline.title},
            body=_("%(case)s\n\n%(title)s vence el %(date)s (%(basis)s).")
            % {
                "case": deadline.case.title,
                "title": deadline.title,
                "date": date_format(deadline.due_on, "DATE_FORMAT"),
                "basis": deadline.basis,
            },
        )
    return int(is_new)
