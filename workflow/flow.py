"""The base of every flow: our tables, and the case's lock instead of viewflow's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from viewflow.workflow import flow

from workflow import acting
from workflow.errors import Busy, WorkflowError
from workflow.models import Case, Process, Task, Unit

if TYPE_CHECKING:
    from viewflow.workflow.activation import Activation

PUBLIC_FLOWS: list[type[CaseFlow]] = []


class UnknownCase(WorkflowError):
    """Nothing to lock: the key belongs to no case. (viewflow would silently take no lock.)"""


def lock_case(**lookup: Any) -> Case:
    """Lock the one case that matches and return it as it is now. Call it inside a transaction.

    Everything about a case locks this row first, and blocks for it, so no two acts pass each other.
    On SQLite the write transaction itself is the lock.

    :raises UnknownCase: when no case matches.
    :raises Busy: when the case does not become free in time.
    """
    cases = Case.objects.order_by().filter(**lookup)
    if connection.vendor == "postgresql":
        cases = cases.select_for_update(no_key=True, of=("self",))
    try:
        return cases.get()
    except Case.DoesNotExist as error:
        raise UnknownCase(f"There is no case for {lookup}.") from error
    except OperationalError as error:
        raise busy() from error


def busy() -> Busy:
    """Return the refusal that says the case is being changed by somebody else."""
    return Busy(_("Otra persona está registrando un acto en este expediente. Espere unos segundos e intente de nuevo."))


class CaseLock:
    """viewflow's lock, answered with the case's: within an act the case is locked already."""

    @contextmanager
    def __call__(self, flow_class: type[CaseFlow], process_pk: int) -> Iterator[None]:
        """Hold the lock of the process's case for the block."""
        if acting.current_or_none() is not None and connection.in_atomic_block:
            yield
            return
        with transaction.atomic():
            lock_case(processes__pk=process_pk)
            yield


class CaseFlow(flow.Flow):
    """A flow of a case. Its module, class and node names are stored: they are public names."""

    process_class = Process
    task_class = Task
    lock_impl = CaseLock()

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the new process to what it is about. Called once, with the process saved."""

    def unit_for(self, activation: Activation, role: str) -> Unit:
        """Return the unit whose posts of the role may take a step. The case's unit unless a flow says otherwise."""
        return activation.process.case.unit

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        PUBLIC_FLOWS.append(cls)


def all_flows() -> list[type[CaseFlow]]:
    """Return every flow of the site, in the order their modules were loaded."""
    return list(PUBLIC_FLOWS)
