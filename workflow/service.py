"""The one write path: the only writer of processes and tasks, the only caller of acts.

Every function locks the case first, decides afresh under the lock, runs the act in a savepoint,
records it, and moves the flow on, all in one transaction. A refusal undoes the act and is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Protocol

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from viewflow.workflow import STATUS

from workflow import acting, clock, ledger, notifications, permissions
from workflow.acting import Acting, Occurrence
from workflow.errors import AlreadyDone, NotAllowed, Obstacle, Refusal, UnrecordedAct
from workflow.flow import CaseFlow, UnknownCase, busy, lock_case
from workflow.models import Case, CaseYear, Participation, Process, Task, Unit, User
from workflow.moments import completed_by, obstacles_to_date


class LegalAct(Protocol):
    """A room's service with its arguments bound: it receives who acts and on which legal date."""

    def __call__(self, *, actor: User, occurred: Occurrence) -> object:
        """Do the act, or raise a refusal."""


def complete(*, task_pk: int, actor: User, act: LegalAct, occurred: Occurrence, reason: str = "") -> Task:
    """Do the act of a task and move its flow on.

    :raises AlreadyDone: when the task is no longer open; says who did it and when.
    :raises NotAllowed: when the person has no authority on the legal date.
    :raises Refusal: when the act meets obstacles; nothing is written but the refusal.
    :raises UnknownCase: when there is no such task.
    """
    with _locked(processes__task_set__pk=task_pk) as case:
        # Read after the lock, in a statement of its own: a joined read would be stale after a wait.
        task = Task.objects.select_related("process", "unit", "owner").get(pk=task_pk)
        task.process.case = case
        node = task.flow_task
        current = Acting(
            actor=actor,
            occurred=occurred,
            case=case,
            sequence=ledger.last_sequence(case.pk),
            task=task,
            act=node.act,
            reason=reason,
        )

        def step() -> None:
            _check_open(task, actor)
            _authorize(current, node.act, task)
            act(actor=actor, occurred=occurred)
            _check_recorded(current)
            activation = node.activation_class(task)
            task.owner = actor
            task.assigned = task.assigned or clock.now()
            task.started = clock.now()
            task.status = STATUS.STARTED
            activation.execute()
            current.run_follow_ups()
            notifications.announce_tasks(current.opened_tasks)

        refusal = _run(current, step, subject=task.process)
    if refusal:
        raise refusal
    return task


def perform(*, case: Case, actor: User, act_name: str, act: LegalAct, occurred: Occurrence, reason: str = "") -> None:
    """Do an act of a case that belongs to no task, through the same path.

    :raises NotAllowed: when the person has no authority on the legal date.
    :raises Refusal: when the act meets obstacles; nothing is written but the refusal.
    """
    with _locked(pk=case.pk) as locked:
        current = Acting(
            actor=actor,
            occurred=occurred,
            case=locked,
            sequence=ledger.last_sequence(locked.pk),
            act=act_name,
            reason=reason,
        )

        def step() -> None:
            _authorize(current, act_name, locked)
            act(actor=actor, occurred=occurred)
            _check_recorded(current)
            current.run_follow_ups()
            notifications.announce_tasks(current.opened_tasks)

        refusal = _run(current, step, subject=locked)
    if refusal:
        raise refusal


def perform_unattended(*, case: Case, act_name: str, act: LegalAct, occurred: Occurrence) -> None:
    """Do an act that a date brings about, on a locked case: nobody acts, so nobody's authority is asked."""
    with _locked(pk=case.pk) as locked:
        current = Acting(
            actor=None, occurred=occurred, case=locked, sequence=ledger.last_sequence(locked.pk), act=act_name
        )
        with acting.under_way(current):
            act(actor=None, occurred=occurred)  # type: ignore[arg-type]
            _check_recorded(current)
            current.run_follow_ups()
            notifications.announce_tasks(current.opened_tasks)


def open_case(
    *, unit: Unit, title: str, actor: User, act_name: str, act: Callable[[Case], LegalAct], occurred: Occurrence
) -> Case:
    """Open a case for a unit with the next number of the year, and do its first act.

    ``act`` receives the new case and returns the act. A refusal leaves no case and no number.

    :raises NotAllowed: when the person may not open cases for the unit.
    :raises Refusal: when the first act meets obstacles.
    """
    if obstacles := obstacles_to_date(occurred, clock.today()):
        raise Refusal(*obstacles)
    decision = permissions.decide(user=actor, act=act_name, obj=unit, on=occurred.on)
    if not decision.allowed:
        raise _not_allowed(decision)
    with transaction.atomic():
        case = Case.objects.create(
            number=_next_number(occurred.on.year),
            title=title,
            unit=unit,
            opened_on=occurred.on,
            opened_by=actor,
        )
        current = Acting(
            actor=actor, occurred=occurred, case=case, sequence=0, authority=decision.authority, act=act_name
        )
        with acting.under_way(current):
            act(case)(actor=actor, occurred=occurred)
            _check_recorded(current)
            current.run_follow_ups()
            notifications.announce_tasks(current.opened_tasks)
    return case


def start(flow_class: type[CaseFlow], *, key: str = "", at: str = "start", **subjects: object) -> Process:
    """Start a flow for the case of the act under way. With the same key, the same process is returned.

    Called from within acts only, so that every process has an act that caused it.
    """
    case = acting.current().case
    if key:
        running = Process.objects.filter(case=case, flow_class=flow_class, key=key).first()
        if running is not None:
            return running
    return getattr(flow_class, at).run(key=key, **subjects)


def cancel_flows(*, flow_class: type[CaseFlow] | None = None) -> None:
    """Cancel the open processes of the case under way (of one flow, or all): their tasks close undone."""
    processes = Process.objects.filter(case=acting.current().case, finished__isnull=True, parent_task__isnull=True)
    if flow_class is not None:
        processes = processes.filter(flow_class=flow_class)
    for process in processes:
        process.flow_class.instance.cancel(process)


def cancel_process(process: Process) -> None:
    """Cancel one open process of the case under way; a step that waited for it goes on when it was the last."""
    parent = process.parent_task
    process.flow_class.instance.cancel(process)
    if parent is not None:
        acting.current().later(partial(parent.flow_task.try_to_complete, parent.pk))


def take_part(*, unit: Unit, capacity: str) -> Participation:
    """Let a unit take part in the case under way, so that its posts see it."""
    participation, _created = Participation.objects.get_or_create(
        case=acting.current().case, unit=unit, capacity=capacity
    )
    return participation


def claim(*, task_pk: int, actor: User) -> Task:
    """Take an open task, so that colleagues see that somebody is at it.

    :raises AlreadyDone: when somebody else has taken or done it.
    :raises NotAllowed: when the person's posts may not take it.
    """
    return _hold(task_pk, actor, act="tasks.claim")


def release(*, task_pk: int, actor: User) -> Task:
    """Give a task one has taken back to one's post.

    :raises Refusal: when the person has not taken it.
    """
    return _hold(task_pk, actor, act="tasks.release")


def _hold(task_pk: int, actor: User, *, act: str) -> Task:
    with _locked(processes__task_set__pk=task_pk) as case:
        task = Task.objects.select_related("process", "unit", "owner").get(pk=task_pk)
        task.process.case = case
        current = Acting(
            actor=actor,
            occurred=Occurrence(on=clock.today()),
            case=case,
            sequence=ledger.last_sequence(case.pk),
            task=task,
            act=act,
        )

        def step() -> None:
            _check_open(task, actor)
            if act == "tasks.claim":
                _authorize(current, task.flow_task.act, task)
                task.owner, task.assigned, task.status = actor, clock.now(), STATUS.ASSIGNED
            elif task.owner_id != actor.pk:
                raise Refusal(_("Usted no ha tomado esta tarea; no hay nada que devolver."))
            else:
                task.owner, task.assigned, task.status = None, None, STATUS.NEW
            task.save()
            ledger.record(act=act, subject=task.process, after={"task": str(task.flow_task.task_title)})

        refusal = _run(current, step, subject=task.process)
    if refusal:
        raise refusal
    return task


@contextmanager
def _locked(**lookup: object) -> Iterator[Case]:
    """Open the act's transaction with the case locked; a wait that is too long becomes a refusal."""
    try:
        with transaction.atomic():
            yield lock_case(**lookup)
    except OperationalError as error:
        if "lock" in str(error).lower():
            raise busy() from error
        raise


def _run(current: Acting, step: Callable[[], None], *, subject: Model) -> Refusal | None:
    """Run a step in a savepoint. A refusal undoes it and is then recorded, and returned."""
    with acting.under_way(current):
        before = current.sequence
        try:
            with transaction.atomic():
                if obstacles := obstacles_to_date(current.occurred, clock.today()):
                    raise Refusal(*obstacles)
                step()
        except Refusal as refusal:
            current.sequence = before
            # A date that cannot be is not a date to record under.
            if current.occurred.on > clock.today():
                current.occurred = Occurrence(on=clock.today())
            ledger.record_refusal(act=current.act, subject=subject, refusal=refusal)
            return refusal
    return None


def _check_open(task: Task, actor: User) -> None:
    if not task.is_open:
        raise AlreadyDone(completed_by(task))
    if task.owner_id not in (None, actor.pk):
        raise AlreadyDone(
            Obstacle(
                text=_("La tarea la tomó %(person)s. Pídale que la devuelva o que la concluya.")
                % {"person": task.owner},
                who=str(task.owner),
            )
        )


def _authorize(current: Acting, act_name: str, obj: Case | Task) -> None:
    assert current.actor is not None
    decision = permissions.decide(user=current.actor, act=act_name, obj=obj, on=current.occurred.on)
    if not decision.allowed:
        raise _not_allowed(decision)
    current.authority = decision.authority


def _not_allowed(decision: permissions.Decision) -> NotAllowed:
    who = ", ".join(decision.who_can)
    return NotAllowed(*(Obstacle(text=reason, who=who) for reason in decision.reasons))


def _check_recorded(current: Acting) -> None:
    if not current.recorded:
        raise UnrecordedAct(f"The act {current.act!r} recorded nothing in the ledger.")


def _next_number(year: int) -> str:
    """Take the next case number of a year. The year's row is the lock; numbers are never reused."""
    try:
        with transaction.atomic():
            CaseYear.objects.get_or_create(year=year)
    except IntegrityError:
        pass
    row = CaseYear.objects.select_for_update().get(year=year)
    row.last += 1
    row.save()
    return f"{year}-{row.last:04d}"


__all__ = [
    "LegalAct",
    "UnknownCase",
    "cancel_flows",
    "cancel_process",
    "claim",
    "complete",
    "open_case",
    "perform",
    "perform_unattended",
    "release",
    "start",
    "take_part",
]
