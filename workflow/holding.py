"""Take a task for oneself, and give it back to one's post: through the write path, as every other write."""

from __future__ import annotations

from django.utils.translation import gettext as _
from viewflow.workflow import STATUS

from workflow import clock, ledger
from workflow.acting import Acting, Occurrence
from workflow.errors import Refusal
from workflow.models import Task, User
from workflow.write_path import authorize, check_open, check_stage, locked, node_of, read_task, run


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
    with locked(processes__task_set__pk=task_pk) as case:
        task = read_task(task_pk, case)
        current = Acting(
            actor=actor,
            occurred=Occurrence(on=clock.today()),
            case=case,
            sequence=ledger.last_sequence(case.pk),
            task=task,
            act=act,
        )

        def step() -> None:
            check_open(task, actor)
            if act == "tasks.claim":
                check_stage(authorize(current, node_of(task).act, task))
                task.owner, task.assigned, task.status = actor, clock.now(), STATUS.ASSIGNED
            elif task.owner_id != actor.pk:
                raise Refusal(_("Usted no ha tomado esta tarea; no hay nada que devolver."))
            else:
                task.owner, task.assigned, task.status = None, None, STATUS.NEW
            task.save()
            ledger.record(act=act, subject=task.process, after={"task": str(node_of(task).task_title)})

        refusal = run(current, step, subject=task.process)
    if refusal:
        raise refusal
    return task
