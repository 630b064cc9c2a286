"""One person for each role at each level of government, and one agreement in each status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from legal.agreements.models import Agreement
from legal.entities.models import Entity, Level
from legal.entities.roles import ROLES
from legal.norms.models import Norm
from tests.factories.people import LONG_AGO, make_case, make_mandate, make_post, make_unit, make_user
from workflow.models import Case, Participation, Unit, User

CAPACITIES = ("grantor", "beneficiary", "verifier", "executing")


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who is asked, and about what. The units of all of them take part in ``own``, in no capacity of ``others``.

    In ``elsewhere`` they take part too, in a capacity in which nobody acts.
    """

    people: dict[tuple[str, str], User]
    units: dict[tuple[str, str], Unit]
    own: dict[str, Case]
    others: dict[str, Case]
    elsewhere: dict[str, Case]


def make_cast() -> Cast:
    """Write everything that ``Cast`` names."""
    people, units, entities = {}, {}, {}
    for number, level in enumerate(Level.values, start=1):
        top = make_unit(f"90{number}")
        sector = {"sector_code": "90"} if level == Level.NATIONAL else {}
        entities[level] = Entity.objects.create(unit=top, level=level, code=f"90{number}", **sector)
        for role in ROLES:
            # Below the entity's unit: the level of a post is that of the entity that it belongs to.
            unit = make_unit(f"90{number}-{role}", parent=top)
            person = make_user(f"{role}.{level}")
            make_mandate(person, make_post(unit, role))
            people[role, level], units[role, level] = person, unit
    opener = next(iter(people.values()))
    outside = make_unit("999")
    norm = Norm.objects.create(code="Directiva de prueba", title="Prueba", approved_by="Prueba", valid_from=LONG_AGO)

    def cases(capacities: tuple[str, ...]) -> dict[str, Case]:
        made = {}
        for status in Agreement.Status.values:
            case = made[status] = make_case(outside, opener)
            _agreement(case, entities[Level.REGIONAL], norm, status)
            Participation.objects.bulk_create(
                Participation(case=case, unit=unit, capacity=capacity)
                for unit in units.values()
                for capacity in capacities
            )
        return made

    return Cast(people=people, units=units, own=cases(CAPACITIES), others=cases(()), elsewhere=cases(("witness",)))


def _agreement(case: Case, entity: Entity, norm: Norm, status: str) -> Agreement:
    signed = date(2026, 1, 5)
    return Agreement.objects.create(
        case=case,
        entity=entity,
        norm=norm,
        title=f"Convenio {case.number}",
        maximum=Decimal(1),
        status=status,
        number=f"N° {case.pk}",
        signed_on=signed,
        in_force_from=signed,
        ends_on=signed + timedelta(days=1000),
    )
