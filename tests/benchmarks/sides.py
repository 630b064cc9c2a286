"""The sides that are compared: our engine, viewflow as it comes, and the floor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count

from django.db import transaction
from viewflow.workflow import models as plain

from tests.benchmarks import acts, floor
from tests.benchmarks.flows import PlainFlow, TwoStepFlow
from tests.benchmarks.timing import Side
from tests.benchmarks.world import World, make_case
from workflow import clock, permissions, service
from workflow.acting import Occurrence
from workflow.inbox import inbox
from workflow.models import Case, Task, Unit, User

_numbers = count(1)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One act in three ways."""

    title: str
    ours: Side
    plain: Side
    floor: Side

    @property
    def sides(self) -> tuple[Side, Side, Side]:
        """The three ways."""
        return self.ours, self.plain, self.floor


def comparisons(world: World) -> list[Comparison]:
    """Return the acts that are compared; the second one is what most acts of the law look like."""
    unit, person = world.unit, world.person
    return [
        _completing("complete, act only records", world, acts.note, None),
        _completing("complete, act saves a tracked row", world, acts.renumber, unit),
        Comparison(
            title="complete, last step of the flow",
            ours=Side(
                name="finish",
                prepare=lambda: _second_task(world),
                run=lambda task: _complete(task, person, partial(acts.note, unit=unit)),
            ),
            plain=Side(
                name="finish, viewflow",
                prepare=lambda: _complete_plain(_plain_task(), person, None) or plain.Task.objects.latest("pk").pk,
                run=lambda task_pk: _complete_plain(task_pk, person, None),
            ),
            floor=Side(
                name="finish, floor",
                prepare=lambda: floor.finishing(task := _second_task(world), task.process.case, person),
                run=floor.send,
            ),
        ),
        Comparison(
            title="start a flow within an act",
            ours=Side(name="start", prepare=lambda: _case(world), run=lambda case: _start(case, world)),
            plain=Side(name="start, viewflow", run=lambda _nothing: PlainFlow.start.run()),
            floor=Side(name="start, floor", prepare=lambda: floor.starting(_case(world), person), run=floor.send),
        ),
    ]


def deciding(world: World) -> Side:
    """Ask whether a person may do the act of a task."""
    return Side(
        name="decide",
        prepare=lambda: _first_task(world),
        run=lambda task: permissions.decide(user=world.person, act="benchmarks.note", obj=task, on=clock.today()),
    )


def inboxes(world: World) -> dict[int, Side]:
    """Read the inbox of people with more and more open tasks."""
    return {
        size: Side(name=f"inbox of {size}", run=lambda _nothing, person=person: inbox(person, clock.today()))
        for size, person in world.inboxes.items()
    }


def _completing(title: str, world: World, act: Callable[..., object], tracked: Unit | None) -> Comparison:
    def floor_of(task: Task) -> list[floor.Statement]:
        return floor.completing(task, task.process.case, world.person, renumbered=tracked)

    return Comparison(
        title=title,
        ours=Side(
            name=act.__name__,
            prepare=lambda: _first_task(world),
            run=lambda task: _complete(task, world.person, partial(act, unit=world.unit)),
        ),
        plain=Side(
            name=f"{act.__name__}, viewflow",
            prepare=_plain_task,
            run=lambda task_pk: _complete_plain(task_pk, world.person, tracked),
        ),
        floor=Side(name=f"{act.__name__}, floor", prepare=lambda: floor_of(_first_task(world)), run=floor.send),
    )


def _case(world: World) -> Case:
    return make_case(world.unit, world.person, next(_numbers))


def _start(case: Case, world: World) -> None:
    service.perform(
        case=case,
        actor=world.person,
        act_name="benchmarks.start",
        act=partial(acts.start, flow_class=TwoStepFlow, unit=world.unit),
        occurred=Occurrence(on=clock.today()),
    )


def _first_task(world: World) -> Task:
    case = _case(world)
    _start(case, world)
    return Task.objects.select_related("process__case__unit", "unit").get(process__case=case, status="NEW")


def _second_task(world: World) -> Task:
    task = _first_task(world)
    _complete(task, world.person, partial(acts.note, unit=world.unit))
    return Task.objects.select_related("process__case__unit", "unit").get(process=task.process, status="NEW")


def _complete(task: Task, person: User, act: service.LegalAct) -> None:
    service.complete(task_pk=task.pk, actor=person, act=act, occurred=Occurrence(on=clock.today()))


def _plain_task() -> int:
    process = PlainFlow.start.run()
    return plain.Task.objects.get(process=process, status="NEW").pk


def _complete_plain(task_pk: int, person: User, tracked: Unit | None) -> None:
    """What viewflow's own pages do to take a task and to complete it, in one transaction."""
    with transaction.atomic():
        task = plain.Task.objects.get(pk=task_pk)
        with task.activation() as activation:
            activation.assign(person)
            activation.start(None)
            if tracked is not None:
                tracked.numbering_code = "B" if tracked.numbering_code == "A" else "A"
                tracked.save()
            activation.execute()
