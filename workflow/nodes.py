"""Our kinds of node: a start from code, a step of a role, and a call of other flows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from viewflow import this
from viewflow.workflow import STATUS, flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.start import StartHandleActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.signals import flow_finished

from workflow import acting, calendars, clock, closed_days
from workflow.models import Deadline, DeadlineChange, Process, Task, Unit

if TYPE_CHECKING:
    from workflow.calendars import Term


class StartActivation(StartHandleActivation):
    """The first step. It runs inside an act, so it opens no transaction of its own."""

    @Activation.status.transition(source=STATUS.NEW)
    def execute(self) -> None:
        """Save the process, tie it to its subject, and go on."""
        self.process.save(force_insert=True)
        self.flow_class.instance.begin(self.process, self.subjects)
        self.complete()
        self.activate_next()

    subjects: dict[str, Any] = {}


class Start(flow.StartHandle):
    """Start of a flow, from within an act: the process belongs to the case that is locked."""

    activation_class = StartActivation

    def run(self, *, key: str = "", parent_task: Task | None = None, **subjects: Any) -> Process:
        """Start a process for the case of the act under way and return it."""
        activation = self.activation_class.create(self, None, None)
        process = activation.process
        process.case = acting.current().case
        process.key = key
        process.parent_task = parent_task
        activation.subjects = subjects
        activation.execute()
        return process


class RoleTaskActivation(ViewActivation):
    """A step of a role: carries role, unit and due date; cancelling and reviving keep them."""

    @classmethod
    def create(
        cls,
        flow_task: RoleTask,
        prev_activation: Activation,
        token: Any,
        data: dict[str, Any] | None = None,
        seed: Any = None,
    ) -> RoleTaskActivation:
        """Create the task for the unit and role that may take it."""
        role = flow_task.role_for(prev_activation)
        unit = flow_task.unit_for(prev_activation, role)
        time = flow_task.time_of(prev_activation, unit, opened_on=acting.current().occurred.on)
        flow_class = flow_task.flow_class
        task = flow_class.task_class(
            process=prev_activation.process,
            flow_task=flow_task,
            token=token,
            data=data or {},
            role=role,
            unit=unit,
            opened_on=acting.current().occurred.on,
            due_on=time.due_on,
            suspended_by=time.suspended_by,
        )
        task.save(force_insert=True)
        task.previous.add(prev_activation.task)
        acting.current().opened_tasks.append(task)
        return cls(task)

    def prepare_revived_task(self, task: Task) -> None:
        """Keep what viewflow drops on a revived task; without it the step would be open to everybody."""
        task.role, task.unit = self.task.role, self.task.unit
        task.opened_on, task.due_on = self.task.opened_on, self.task.due_on
        task.suspended_by = self.task.suspended_by


@dataclass(frozen=True, kw_only=True)
class StepTime:
    """By when a step is to be done: on no day where nothing fixes one, or while the term that does is suspended."""

    due_on: date | None = None
    suspended_by: DeadlineChange | None = None


def _time_of(term: Deadline | None) -> StepTime:
    return StepTime(due_on=term.ends_on, suspended_by=term.suspension) if term else StepTime()


class RoleTask(flow.View):
    """A step that a post of some role takes, doing one act, on one page, within an optional term.

    ``role`` is a role or a method of the flow that gives one. ``act`` is the act's registered name:
    authority is asked when the step is done, not only when it is taken. ``page`` is the name of the
    address that shows it. ``due`` counts from the legal date of the act that opened the step;
    ``basis`` is the norm that fixes it. ``term`` is a method of the flow that gives the term of the case,
    where one fixes it instead. ``unit`` is a method of the flow that gives the unit, where the
    role alone does not tell. An act is not dated before the one that opened its step, except where
    ``follows`` is False: there the room says what it follows.
    """

    activation_class = RoleTaskActivation

    def __init__(
        self,
        role: str | Any,
        *,
        act: str,
        page: str,
        due: Term | None = None,
        basis: str = "",
        term: Any = None,
        unit: Any = None,
        follows: bool = True,
        help_text: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(view=None, **kwargs)
        self.role = role
        self.act = act
        self.page = page
        self.due = due
        self.basis = basis
        self.term = term
        self.unit = unit
        self.follows = follows
        self.help_text = help_text

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.role = this.resolve(instance, self.role)
        self.term = this.resolve(instance, self.term)
        self.unit = this.resolve(instance, self.unit)

    def role_for(self, activation: Activation) -> str:
        """Return the role that may take the step in this process."""
        return self.role(activation) if callable(self.role) else self.role

    def unit_for(self, activation: Activation, role: str) -> Unit:
        """Return the unit whose posts of the role may take the step in this process."""
        unit: Unit = self.unit(activation) if self.unit else self.flow_class.instance.unit_for(activation, role)
        return unit

    def time_of(self, activation: Activation, unit: Unit, *, opened_on: date) -> StepTime:
        """Return by when the step is to be done; ``unit`` gives the place where days are counted."""
        if self.term is not None:
            return _time_of(self.term(activation))
        if self.due is None:
            return StepTime()
        return StepTime(due_on=calendars.count(opened_on, self.due, closed_days.calendar_at(unit.place)).due)


class CallActivityActivation(Activation):
    """Waits for the processes it has started."""

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.STARTED)
    def activate(self) -> None:
        """Start the called processes; with none to start, go on at once."""
        self.task.started = clock.now()
        self.task.save()
        for subjects in self.flow_task.subjects_of(self):
            self.flow_task.start_node.run(parent_task=self.task, **subjects)

    def is_finished(self) -> bool:
        """Whether no called process is open, or the flow says that the rest no longer matters."""
        return not self._open_processes().exists() or self.flow_task.rest_is_idle(self)

    def _open_processes(self) -> Any:
        return self.task.subprocesses.filter(finished__isnull=True)

    @Activation.status.transition(
        source=STATUS.STARTED, target=STATUS.DONE, conditions=[lambda activation: activation.is_finished()]
    )
    def complete(self) -> None:
        """Stop what is still open and go on."""
        for process in self._open_processes():
            process.flow_class.instance.cancel(process)
        super().complete.original()

    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> Iterator[Activation]:
        """Create the next step."""
        yield self.flow_task._next._create(self, self.task.token)

    @Activation.status.transition(source=[STATUS.NEW, STATUS.STARTED], target=STATUS.CANCELED)
    def cancel(self) -> None:
        """Cancel what was called, then this step."""
        for process in self._open_processes():
            process.flow_class.instance.cancel(process)
        self.task.finished = clock.now()
        self.task.save()


class CallActivity(flow.Handle):
    """A step that starts another flow, once for each subject, and waits for all of them.

    ``subjects`` is a method of the flow: activation → list of keyword arguments for ``begin``.
    ``unless`` is an optional method: activation → whether the rest no longer matters; what is still
    open is then cancelled.
    """

    activation_class = CallActivityActivation
    task_type = "SUBPROCESS"
    bpmn_element = "callActivity"

    def __init__(self, start: Callable[[], Start], subjects: Any, *, unless: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._start = start
        self._subjects = subjects
        self._unless = unless

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self._subjects = this.resolve(instance, self._subjects)
        self._unless = this.resolve(instance, self._unless)

    @property
    def start_node(self) -> Start:
        """The start of the called flow."""
        return self._start()

    def subjects_of(self, activation: CallActivityActivation) -> Iterable[dict[str, Any]]:
        """Return what the flow is to be called for."""
        return list(self._subjects(activation))

    def rest_is_idle(self, activation: CallActivityActivation) -> bool:
        """Whether the open processes no longer matter."""
        return bool(self._unless and self._unless(activation))

    def _ready(self) -> None:
        super()._ready()
        flow_finished.connect(
            self._on_finished, dispatch_uid=f"{self.flow_class.__module__}.{self.flow_class.__name__}.{self.name}"
        )

    def _on_finished(self, sender: Any, process: Process, **_kwargs: Any) -> None:
        parent = process.parent_task
        if parent is not None and parent.flow_task == self:
            acting.current().later(partial(self.try_to_complete, parent.pk))

    def try_to_complete(self, task_pk: int) -> None:
        """Complete the step if everything it waits for has finished."""
        task = Task.objects.select_related("process__case").get(pk=task_pk)
        if task.status != STATUS.STARTED:
            return
        activation = self.activation_class(task)
        if activation.complete.can_proceed():
            activation.complete()
            activation.activate_next()
