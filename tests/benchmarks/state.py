"""The whole State in one database: entities, agreements and tasks by the hundred thousand, and what lists cost there.

Only what lists read is written, in bulk and without history; it goes away with the database of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from statistics import median
from typing import Any, Final, TypeVar

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import QuerySet
from guardian.shortcuts import get_objects_for_user

from legal.agreements.flows import FormulationFlow
from legal.agreements.listing import ORDER
from legal.agreements.models import Agreement
from legal.agreements.queries import visible_agreements
from legal.entities import roles
from legal.entities.models import Entity, Level
from legal.norms.models import FinancingSource, Norm
from tests.benchmarks.timing import Side, measure, ratio, statements
from tests.factories import make_mandate, make_post, make_unit, make_user
from workflow import clock
from workflow.inbox import ALONE, TOGETHER, inbox, inbox_list
from workflow.keyset import LAST, count, page_of
from workflow.models import Case, Grant, Participation, Process, Task, Unit, User
from workflow.models.tasks import OPEN

Row = TypeVar("Row", bound=models.Model)

ENTITIES: Final = 3_000
TASKS_OF_A_CASE: Final = 10
OFFICERS: Final = 20
PAGE: Final = 25
# Beyond every key that the other worlds of the run have given.
BASE: Final = 10_000_000
BATCH: Final = 5_000


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who sees many agreements: by posts, and a twin who sees the same by a grant for each."""

    name: str
    person: User
    twin: User
    entities: list[int]


def measured_state(*, agreements: int, rounds: int) -> dict[str, Any]:
    """Return what the first and last pages of lists cost, against guardian and against a bare query by entity."""
    readers = _write(agreements)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = []
    for reader in readers:
        for place, at in (("first", ""), ("last", LAST)):
            for name, sides in (("list", _list_sides(reader, at)), ("inbox", _inbox_sides(reader, at))):
                found.append(_figures(f"{name} of {reader.name}, {place} page", sides, rounds=rounds))
        found.append(_figures(f"whole inbox of {reader.name}", _whole_inbox_sides(reader), rounds=rounds))
    return {"agreements": agreements, "entities": ENTITIES, "tasks": agreements * TASKS_OF_A_CASE, "lists": found}


def _figures(name: str, sides: Sequence[Side], *, rounds: int) -> dict[str, Any]:
    """Measure ours, which comes first, against the others."""
    times = measure(sides, rounds=rounds, warm_up=2)
    ours = sides[0]
    return {
        "name": name,
        **{f"to_{side.name}": asdict(ratio(times[ours.name], times[side.name])) for side in sides[1:]},
        "milliseconds": [median(times[side.name]) for side in sides],
        "statements": len(statements(ours)),
    }


def _list_sides(reader: Reader, at: str) -> tuple[Side, Side, Side]:
    """Return three ways to one page of the list: by posts, by guardian's grants, by the keys of the entities."""
    related = Agreement.objects.select_related("case__unit", "entity__unit")

    def by_grants() -> QuerySet[Agreement]:
        cases = get_objects_for_user(reader.twin, "workflow.view_case", klass=Case, with_superuser=False)
        return related.filter(case__in=cases)

    ways = {
        "posts": lambda: visible_agreements(reader.person),
        "guardian": by_grants,
        "bare": lambda: related.filter(entity_id__in=reader.entities),
    }
    posts, guardian, bare = (Side(name=name, run=partial(_page, rows, at)) for name, rows in ways.items())
    return posts, guardian, bare


def _page(rows: Callable[[], QuerySet[Agreement]], at: str, _nothing: object) -> None:
    found = rows()
    page_of(found, ORDER, size=PAGE, at=at)
    count(found)


def _inbox_sides(reader: Reader, at: str) -> tuple[Side, Side]:
    """Return a page of what a person may take, and the same rows asked for by unit and role alone."""
    bare = _bare_tasks().filter(**_of_post(reader), owner__isnull=True)
    order = ("-due_on", "-id") if at else ("due_on", "id")
    return (
        Side(
            name="inbox",
            run=lambda _nothing: inbox_list(reader.person, clock.today(), name="available", at=at),
        ),
        Side(name="bare", run=lambda _nothing: (list(bare.order_by(*order)[:ALONE]), count(bare))),
    )


def _whole_inbox_sides(reader: Reader) -> tuple[Side, Side]:
    """Return the four lists of an inbox together, and as many lists asked for by owner, unit and role alone."""
    today = clock.today()
    tasks = _bare_tasks()
    lists = [
        tasks.filter(**whose, **when)
        for whose in ({"owner": reader.person}, {**_of_post(reader), "owner__isnull": True})
        for when in ({"due_on__lt": today}, {"due_on__gte": today})
    ]
    return (
        Side(name="inbox", run=lambda _nothing: inbox(reader.person, today)),
        Side(
            name="bare",
            run=lambda _nothing: [(list(rows.order_by("due_on", "id")[:TOGETHER]), count(rows)) for rows in lists],
        ),
    )


def _bare_tasks() -> QuerySet[Task]:
    return Task.objects.filter(status__in=OPEN, flow_task_type="HUMAN").select_related(
        "process__case__unit", "unit", "owner"
    )


def _of_post(reader: Reader) -> dict[str, Any]:
    post = reader.person.mandates.get().post
    return {"role": post.role, "unit": post.unit}


def _write(agreements: int) -> list[Reader]:
    director_unit = make_unit("ST", "Dirección General")
    director = make_user("st.director")
    make_mandate(director, make_post(director_unit, roles.DIRECTOR_GENERAL, scope="all"))
    clerk = make_user("st.mesa")
    units = _bulk(Unit(pk=BASE + n, code=f"ST{n}", name=f"Entidad {n}", path=f"/{BASE + n}/") for n in range(ENTITIES))
    _bulk(
        Entity(pk=BASE + n, unit=unit, level=Level.LOCAL, sector_code="", code=f"ST{n}") for n, unit in enumerate(units)
    )
    people = _bulk(User(pk=BASE + n, username=f"st{n}", email=f"st{n}@convenia.example") for n in range(ENTITIES))
    for person, unit in zip(people, units, strict=True):
        make_mandate(person, make_post(unit, roles.COORDINATOR))
    officers = [make_user(f"st.sectorista{n}") for n in range(OFFICERS)]
    _write_cases(agreements, director_unit, units, clerk=clerk, people=people, officers=officers)
    first = list(range(BASE, BASE + ENTITIES))
    return [
        _reader("a coordinator", people[0], [BASE], agreements),
        _reader("the Director General", director, first, agreements),
    ]


def _write_cases(
    agreements: int,
    grantor: Unit,
    units: Sequence[Unit],
    *,
    clerk: User,
    people: Sequence[User],
    officers: Sequence[User],
) -> None:
    """Write cases with their participations, and ten tasks each: nine done, one open with who has to act.

    The entity's person has done every third step and an officer the others.
    """
    today, now = clock.today(), clock.now()
    norm, source = Norm.objects.earliest("pk"), FinancingSource.objects.earliest("pk")
    numbers = range(agreements)
    _bulk(
        Case(
            pk=BASE + n,
            number=f"ST-{n}",
            title=f"Convenio {n}",
            unit=units[n % ENTITIES],
            opened_on=today,
            opened_by=clerk,
        )
        for n in numbers
    )
    _bulk(
        Participation(case_id=BASE + n, unit=unit, capacity=capacity)
        for n in numbers
        for unit, capacity in ((grantor, "grantor"), (units[n % ENTITIES], "beneficiary"))
    )
    terms: dict[str, Any] = {"norm": norm, "source": source, "title": "Convenio", "years": 3}
    _bulk(Agreement(pk=BASE + n, case_id=BASE + n, entity_id=BASE + n % ENTITIES, **terms) for n in numbers)
    _bulk(Process(pk=BASE + n, flow_class=FormulationFlow, case_id=BASE + n) for n in numbers)
    step: dict[str, Any] = {"flow_task": FormulationFlow.draft, "flow_task_type": "HUMAN"}
    _bulk(
        Task(
            process_id=BASE + n,
            role=roles.FORMULATOR,
            unit=grantor,
            status="DONE",
            owner=officers[n % OFFICERS] if done % 3 else people[n % ENTITIES],
            finished=now,
            **step,
        )
        for n in numbers
        for done in range(TASKS_OF_A_CASE - 1)
    )
    # Every third waits for the Director General, the others for the entity.
    _bulk(
        Task(
            process_id=BASE + n,
            role=roles.COORDINATOR if n % 3 else roles.DIRECTOR_GENERAL,
            unit=units[n % ENTITIES] if n % 3 else grantor,
            status="NEW",
            due_on=today + timedelta(days=n % 400),
            **step,
        )
        for n in numbers
    )


def _reader(name: str, person: User, entities: list[int], agreements: int) -> Reader:
    """Return a reader with a twin, who has guardian's grant for each case that the reader sees."""
    twin = make_user(f"{person.username}.grants")
    content_type = ContentType.objects.get_for_model(Case)
    view = Permission.objects.get(content_type=content_type, codename="view_case")
    seen = [n for n in range(agreements) if len(entities) == ENTITIES or BASE + n % ENTITIES in entities]
    granted = {"permission": view, "content_type": content_type, "source": "-", "starts_on": clock.today()}
    _bulk(Grant(user=twin, object_pk=str(BASE + n), **granted) for n in seen)
    return Reader(name=name, person=person, twin=twin, entities=entities)


def _bulk(rows: Iterator[Row]) -> list[Row]:
    """Write rows in batches, whatever their number."""
    written: list[Row] = []
    while batch := list(islice(rows, BATCH)):
        written += type(batch[0])._default_manager.bulk_create(batch)
    return written
