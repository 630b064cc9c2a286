"""The flows of the case, drawn with the place where it stands, and their steps in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from viewflow.workflow import STATUS

from legal.casefile.matters import Matter, matters
from legal.casefile.queries import ActDone, CaseFile
from workflow import diagrams, permissions, suspending
from workflow.diagrams import Kind
from workflow.models import Process, Task
from workflow.models.tasks import OPEN
from workflow.templatetags.words import long_date


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """A step: who does it, when it was done or is due, and its state: done, now, next, missed or canceled."""

    title: str
    who: str
    when: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A flow that another one waits for, drawn. ``svg`` is safe markup without style or script."""

    title: str
    svg: SafeString


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One run of a flow, with the steps of what it calls; the notices that it waits for are drawn under it.

    ``result`` tells how it ended, with its state; both are empty while it is open.
    """

    title: str
    summary: str
    is_open: bool
    result: str
    state: str
    svg: SafeString
    called: tuple[Picture, ...]
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, kw_only=True)
class DiagramPanel:
    """The flows of the case: those that are open first, then those that are over, the last one first."""

    flows: tuple[Flow, ...]


def diagram(file: CaseFile) -> DiagramPanel:
    """Return the flows of a case."""
    known = matters(file.execution)
    tops = [process for process in file.processes if process.parent_task_id is None]
    runs: Counter[type] = Counter()
    found = {}
    for process in tops:
        runs[process.flow_class] += 1
        found[process.pk] = known.get(process.pk) or Matter(title=_title(process, runs[process.flow_class]), short="")
    in_order = sorted(tops, key=lambda process: (process.finished is not None, -process.pk))
    return DiagramPanel(flows=tuple(_flow(process, found[process.pk], known, file) for process in in_order))


def _title(process: Process, run: int) -> str:
    title = str(process.flow_class.process_title)
    return title if run == 1 else _("%(flow)s, vuelta %(number)d") % {"flow": title, "number": run}


def _flow(process: Process, matter: Matter, known: Mapping[int, Matter], file: CaseFile) -> Flow:
    completed = file.completed
    family = _family(process.pk, file)
    tasks = [task for task in file.tasks if task.process_id in family]
    human = [task for task in tasks if task.flow_task_type == "HUMAN"]
    states = _states(process.pk, tasks, completed)
    rows = [_row(task, completed, file) for task in human]
    if process.finished is None:
        rows += _to_come(process, states)
    return Flow(
        title=matter.title,
        summary=_summary(process, human, completed),
        is_open=process.finished is None,
        result=_result(process, matter),
        state="idle" if process.status == STATUS.CANCELED and not matter.result else matter.state,
        svg=_draw(process, states),
        called=tuple(
            Picture(title=known[each.pk].title, svg=_draw(each, _states(each.pk, tasks, completed)))
            for each in file.processes
            if each.pk in family and each.pk in known and each.pk != process.pk and each.finished is None
        ),
        steps=tuple(rows),
    )


def _draw(process: Process, states: Mapping[str, str]) -> SafeString:
    return diagrams.draw(process.flow_class, states=states, key=str(process.pk))


def _family(pk: int, file: CaseFile) -> Collection[int]:
    """Return the keys of a process and of all that it called, and they in turn."""
    process_of = {task.pk: task.process_id for task in file.tasks}
    family = {pk}
    # A called process comes after its caller, so one pass in the order of the keys is enough.
    for process in file.processes:
        if process.parent_task_id and process_of.get(process.parent_task_id) in family:
            family.add(process.pk)
    return family


def _states(pk: int, tasks: Sequence[Task], completed: Mapping[int, ActDone]) -> dict[str, str]:
    """Return where a process has been and where it is, by the names of its nodes; the last visit counts.

    A step that was passed by, its time being over, was done by nobody.
    """
    states: dict[str, str] = {}
    for task in tasks:
        name = task.flow_task.name
        if task.process_id != pk:
            continue
        if task.status == STATUS.DONE:
            states[name] = "" if _was_missed(task, completed) else "done"
        elif task.status in {*OPEN, STATUS.STARTED}:
            states[name] = "now"
    return states


def _by_when(task: Task) -> str:
    if task.due_on:
        return _("Hasta el %(date)s") % {"date": long_date(task.due_on)}
    return suspending.told(task.suspended_by) if task.suspended_by else _("Sin plazo")


def _was_missed(task: Task, completed: Mapping[int, ActDone]) -> bool:
    return task.flow_task_type == "HUMAN" and task.status == STATUS.DONE and task.pk not in completed


def _row(task: Task, completed: Mapping[int, ActDone], file: CaseFile) -> StepRow:
    title = str(task.flow_task.task_title)
    post = file.post_of(task.role, task.unit)
    if done := completed.get(task.pk):
        return StepRow(title=title, who=done.post, when=long_date(done.occurred_on), state="done")
    if task.status in OPEN:
        return StepRow(title=title, who=post, when=_by_when(task), state="now")
    if _was_missed(task, completed):
        when = _("Venció el %(date)s") % {"date": long_date(task.due_on)} if task.due_on else ""
        return StepRow(title=title, who=post, when=when, state="missed")
    return StepRow(title=title, who=post, when="", state="canceled")


def _to_come(process: Process, states: Mapping[str, str]) -> list[StepRow]:
    """Return the steps that the process has not reached; some depend on a decision that is to come."""
    nodes = {node.name: node for node in process.flow_class.instance.nodes()}
    roles = permissions.all_roles()
    rows = []
    for step in diagrams.steps(process.flow_class):
        if step.kind in {Kind.TASK, Kind.CALL} and step.name not in states:
            role = getattr(nodes[step.name], "role", "")
            who = str(roles.get(role, role)) if isinstance(role, str) else ""
            rows.append(StepRow(title=step.title, who=who, when="", state="next"))
    return rows


def _summary(process: Process, human: Sequence[Task], completed: Mapping[int, ActDone]) -> str:
    if process.finished is None:
        here = dict.fromkeys(str(task.flow_task.task_title) for task in human if task.status in OPEN)
        return _("Aquí está: %(steps)s.") % {"steps": "; ".join(here)} if here else ""
    dates: list[date] = [completed[task.pk].occurred_on for task in human if task.pk in completed]
    if process.status == STATUS.CANCELED:
        return _("Quedó sin efecto.")
    return _("Concluyó el %(date)s.") % {"date": long_date(max(dates))} if dates else _("Concluyó.")


def _result(process: Process, matter: Matter) -> str:
    if process.finished is None:
        return ""
    if matter.result:
        return matter.result
    return _("Sin efecto") if process.status == STATUS.CANCELED else _("Concluido")
