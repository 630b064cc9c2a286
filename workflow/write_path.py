"""What every write shares: the locked transaction, the savepoint of an act, the recorded refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from django.db import OperationalError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from workflow import acting, clock, ledger, permissions
from workflow.acting import Acting, Occurrence
from workflow.errors import AlreadyDone, NotAllowed, Obstacle, Refusal, UnrecordedAct
from workflow.flow import busy, lock_case
from workflow.models import Case, Task, Unit, User
from workflow.moments import completed_by, obstacles_to_date, obstacles_to_order
from workflow.nodes import RoleTask

if TYPE_CHECKING:
    from workflow.forms import RefusableForm


class LegalAct(Protocol):
    """A room's service with its arguments bound: it receives who acts and on which legal date."""

    def __call__(self, *, actor: User, occurred: Occurrence) -> object:
        """Do the act, or raise a refusal."""


@contextmanager
def locked(**lookup: object) -> Iterator[Case]:
    """Open the act's transaction with the case locked."""
    with waiting_is_bounded(), transaction.atomic():
        yield lock_case(**lookup)


@contextmanager
def waiting_is_bounded() -> Iterator[None]:
    """Turn a wait for a lock that is too long into a refusal."""
    try:
        yield
    except OperationalError as error:
        if "lock" in str(error).lower():
            raise busy() from error
        raise


def run(current: Acting, step: Callable[[], None], *, subject: Model) -> Refusal | None:
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


def read_task(task_pk: int, case: Case) -> Task:
    """Return a task of the locked case, read in a statement of its own: a joined read would be stale after a wait."""
    task = Task.objects.select_related("process", "unit").get(pk=task_pk)
    task.process.case = case
    if task.unit is not None and task.unit.pk == case.unit_id:
        # The next step usually belongs to the case's unit too: it need not be read again.
        case.unit = task.unit
    return task


def node_of(task: Task) -> RoleTask:
    """Return the step of a task.

    :raises Refusal: when the program no longer has the step; the task stays as it is.
    """
    node = task.flow_task
    if not isinstance(node, RoleTask):
        raise Refusal(_("El sistema ya no tiene este paso. Pida a quien lo administra que traslade el expediente."))
    return node


def check_open(task: Task, actor: User) -> None:
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


def check_follows(task: Task, occurred: Occurrence) -> None:
    if node_of(task).follows and (obstacles := obstacles_to_order(task, occurred.on)):
        raise Refusal(*obstacles)


def authorize(current: Acting, act_name: str, obj: Case | Task) -> permissions.Decision:
    """Let the person act, or refuse them. An act out of its stage is left to its own rules, then to ``check_stage``."""
    assert current.actor is not None
    decision = permissions.decide(user=current.actor, act=act_name, obj=obj, on=current.occurred.on)
    if not decision.allowed and not decision.out_of_stage:
        raise not_allowed(decision)
    current.authority, current.grant = decision.authority, decision.grant
    return decision


def check_stage(decision: permissions.Decision) -> None:
    """Refuse an act whose own rules did not, in a stage of the case (as it was before the act) that has no such act."""
    if decision.out_of_stage:
        raise Refusal(*decision.reasons)


def status_of_unread(form: RefusableForm, *, actor: User, act_name: str, obj: Case | Task | Unit) -> int:
    """Return the status that answers a form which could not be read: 422, or 403 for who has no authority for the act.

    What somebody without authority sends is refused as what it is, an attempt at the act, and recorded
    so; the form is told why. An act that opens a case is about a unit, and recorded outside of cases.
    """
    decision = permissions.decide(user=actor, act=act_name, obj=obj)
    if decision.allowed or decision.out_of_stage:
        return 422
    refusal = not_allowed(decision)
    if isinstance(obj, Unit):
        ledger.record_refusal_outside_cases(user=actor, act=act_name, refusal=refusal)
    else:
        _record_attempt(refusal, actor=actor, act_name=act_name, obj=obj)
    form.add_obstacles(refusal.obstacles)
    return refusal.status_code


def _record_attempt(refusal: Refusal, *, actor: User, act_name: str, obj: Case | Task) -> None:
    about = obj.process if isinstance(obj, Task) else obj
    with locked(pk=obj.process.case_id if isinstance(obj, Task) else obj.pk) as case:
        current = Acting(
            actor=actor,
            occurred=Occurrence(on=clock.today()),
            case=case,
            sequence=ledger.last_sequence(case.pk),
            task=obj if isinstance(obj, Task) else None,
            act=act_name,
        )

        def step() -> None:
            raise refusal

        run(current, step, subject=about)


def not_allowed(decision: permissions.Decision) -> NotAllowed:
    who = ", ".join(decision.who_can)
    return NotAllowed(*(Obstacle(text=reason, who=who) for reason in decision.reasons))


def check_recorded(current: Acting) -> None:
    if not current.recorded:
        raise UnrecordedAct(f"The act {current.act!r} recorded nothing in the ledger.")
