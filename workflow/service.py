"""The one write path: the only writer of processes and tasks (``holding`` aside), the only caller of acts.

Every function locks the case first, decides afresh under the lock, runs the act in a savepoint,
records it, and moves the flow on, all in one transaction. A refusal undoes the act and is recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import translation
from viewflow.workflow import STATUS

from workflow import acting, clock, ledger, notifications, permissions
from workflow.acting import Acting, Occurrence
from workflow.errors import Refusal
from workflow.flow import CaseFlow, UnknownCase
from workflow.models import Case, CaseYear, Participation, Process, Task, Unit, User
from workflow.moments import obstacles_to_date
from workflow.write_path import (
    LegalAct,
    authorize,
    check_follows,
    check_open,
    check_recorded,
    check_stage,
    locked,
    node_of,
    not_allowed,
    read_task,
    run,
    waiting_is_bounded,
)


def complete(*, task_pk: int, actor: User, act: LegalAct, occurred: Occurrence, reason: str = "") -> Task:
    """Do the act of a task and move its flow on.

    :raises AlreadyDone: when the task is no longer open; says who did it and when.
    :raises NotAllowed: when the person has no authority on the legal date.
    :raises Refusal: when the act meets obstacles; nothing is written but the refusal.
    :raises UnknownCase: when there is no such task.
    """
    with locked(processes__task_set__pk=task_pk) as case:
        task = read_task(task_pk, case)
        node = node_of(task)
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
            check_open(task, actor)
            decision = authorize(current, node.act, task)
            act(actor=actor, occurred=occurred)
            check_recorded(current)
            check_stage(decision)
            check_follows(task, occurred)
            activation = node.activation_class(task)
            task.owner = actor
            task.assigned = task.assigned or clock.now()
            task.started = clock.now()
            task.status = STATUS.STARTED
            activation.execute()
            current.run_follow_ups()
            notifications.announce_tasks(current.opened_tasks)

        refusal = run(current, step, subject=task.process)
    if refusal:
        raise refusal
    return task


def perform(*, case: Case, actor: User, act_name: str, act: LegalAct, occurred: Occurrence, reason: str = "") -> None:
    """Do an act of a case that belongs to no task, through the same path.

    :raises NotAllowed: when the person has no authority on the legal date.
    :raises Refusal: when the act meets obstacles; nothing is written but the refusal.
    """
    with locked(pk=case.pk) as locked_case:
        current = Acting(
            actor=actor,
            occurred=occurred,
            case=locked_case,
            sequence=ledger.last_sequence(locked_case.pk),
            act=act_name,
            reason=reason,
        )

        def step() -> None:
            decision = authorize(current, act_name, locked_case)
            act(actor=actor, occurred=occurred)
            check_recorded(current)
            check_stage(decision)
            current.run_follow_ups()
            notifications.announce_tasks(current.opened_tasks)

        refusal = run(current, step, subject=locked_case)
    if refusal:
        raise refusal


def perform_unattended(*, case: Case, act_name: str, act: LegalAct, occurred: Occurrence) -> None:
    """Do an act that a date brings about, on a locked case: nobody acts, so nobody's authority is asked."""
    with locked(pk=case.pk) as locked_case:
        current = Acting(
            actor=None, occurred=occurred, case=locked_case, sequence=ledger.last_sequence(locked_case.pk), act=act_name
        )
        with acting.under_way(current):
            act(actor=None, occurred=occurred)  # type: ignore[arg-type]
            check_recorded(current)
            current.run_follow_ups()
            notifications.announce_tasks(current.opened_tasks)


def open_case(
    *,
    unit: Unit,
    title: str,
    actor: User,
    act_name: str,
    act: Callable[[Case], LegalAct],
    occurred: Occurrence,
    key: str | None = None,
) -> Case:
    """Open a case for a unit with the next number of the year, and do its first act.

    ``act`` receives the new case and returns the act. A refusal leaves no case and no number. The
    same ``key`` from the same person opens one case only: a second request gets the first one's.

    :raises NotAllowed: when the person may not open cases for the unit.
    :raises Refusal: when the first act meets obstacles.
    """
    # The refusal of an act is written in the language of the law, like the act.
    with translation.override(settings.LANGUAGE_CODE):
        try:
            if obstacles := obstacles_to_date(occurred, clock.today()):
                raise Refusal(*obstacles)
            decision = permissions.decide(user=actor, act=act_name, obj=unit, on=occurred.on)
            if not decision.allowed:
                raise not_allowed(decision)
            with waiting_is_bounded(), transaction.atomic():
                year = _locked_year(occurred.on.year)
                if key and (opened := Case.objects.filter(key=key, opened_by=actor).first()):
                    return opened
                case = Case.objects.create(
                    key=key or None,
                    number=_next_number(year),
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
                    check_recorded(current)
                    current.run_follow_ups()
                    notifications.announce_tasks(current.opened_tasks)
        except Refusal as refusal:
            ledger.record_refusal_outside_cases(user=actor, act=act_name, refusal=refusal)
            raise
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


def pass_by(*, process: Process, node: str) -> None:
    """Move a flow past a step whose time is over: it closes undone by anybody, and the flow goes on.

    Called from within acts only: the end of a term is one.
    """
    open_tasks = Task.objects.filter(process=process, finished__isnull=True).select_related("process")
    task = next(task for task in open_tasks if task.flow_task.name == node)
    task.process.case = acting.current().case
    task.owner, task.started, task.status = None, clock.now(), STATUS.STARTED
    node_of(task).activation_class(task).execute()


def take_part(*, unit: Unit, capacity: str) -> Participation:
    """Let a unit take part in the case under way, so that its posts see it."""
    participation, _created = Participation.objects.get_or_create(
        case=acting.current().case, unit=unit, capacity=capacity
    )
    return participation


def _locked_year(year: int) -> CaseYear:
    """Lock the row that counts the cases of a year; it is made with the year's first case."""
    CaseYear.objects.get_or_create(year=year)
    return CaseYear.objects.select_for_update().get(year=year)


def _next_number(year: CaseYear) -> str:
    """Take the next case number of a locked year. A case that fails gives its number back."""
    year.last += 1
    year.save()
    return f"{year.year}-{year.last:04d}"


__all__ = [
    "LegalAct",
    "UnknownCase",
    "cancel_flows",
    "cancel_process",
    "complete",
    "open_case",
    "pass_by",
    "perform",
    "perform_unattended",
    "start",
    "take_part",
]
