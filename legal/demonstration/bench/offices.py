"""The entities of the large world and the people who answer for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from legal.entities import roles
from legal.entities.models import Department, District, Entity, Level
from workflow.models import Mandate, Post, Unit, User
from workflow.units import save_unit

AGREEMENTS_OF_A_MUNICIPALITY = 20
NATIONAL = ("Educación", "Agricultura", "Vivienda", "la Mujer", "Producción", "Cultura")
FIRST_NAMES = ("Ana", "Beto", "Celia", "Darío", "Elsa", "Felipe", "Gina", "Hernán", "Inés", "Jorge", "Lidia")
LAST_NAMES = ("Quispe", "Huamán", "Flores", "Mamani", "Rojas", "Chávez", "Ramos", "Mendoza", "Vargas")
LONG_AGO = date(2015, 1, 5)
POSTS = (
    (roles.HEAD, "Titular"),
    (roles.COORDINATOR, "Coordinación del convenio"),
    (roles.EXECUTING_UNIT, "Dirección ejecutora"),
)


@dataclass(frozen=True, kw_only=True)
class Office:
    """An entity with its unit, and the people in its three posts: who signs, who coordinates, who executes."""

    entity: Entity
    mandates: tuple[Mandate, ...]

    @property
    def rows(self) -> list[Model]:
        """What an agreement with the entity points at, in the same order for every office."""
        people = [row for mandate in self.mandates for row in (mandate.user, mandate.post, mandate)]
        return [self.entity.unit, self.entity, *people]

    @property
    def words(self) -> list[str]:
        """What an agreement with the entity says of it, in the same order for every office."""
        proofs = [f'"mandate": {mandate.pk},' for mandate in self.mandates]
        return [self.entity.unit.name, *(str(mandate.user) for mandate in self.mandates), *proofs]


def make_offices(level: str, *, first: int, count: int) -> list[Office]:
    """Write ``count`` offices of a level, from the one with number ``first`` on (0 is the first of its level)."""
    names = list(_names(level))
    return [_make(level, number, *names[number % len(names)]) for number in range(first, first + count)]


def read_offices(level: str) -> list[Office]:
    """Return the offices of a level that were written, in their order."""
    found = Entity.objects.filter(level=level, unit__code__startswith="BENCH-").select_related("unit").order_by("pk")
    mandates: dict[int, list[Mandate]] = {}
    for mandate in Mandate.objects.filter(post__unit__code__startswith="BENCH-").select_related("user", "post__unit"):
        mandates.setdefault(mandate.post.unit_id, []).append(mandate)
    return [
        Office(entity=entity, mandates=tuple(sorted(mandates[entity.unit_id], key=lambda each: each.pk)))
        for entity in found
    ]


def municipalities_for(agreements: int) -> int:
    """Return how many municipalities a world of so many agreements has."""
    return max(3, agreements // AGREEMENTS_OF_A_MUNICIPALITY)


def regions() -> int:
    """Return how many regional governments there are: one for each department, and Lima's capital."""
    return len(list(_names(Level.REGIONAL)))


def _names(level: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the names of the entities of a level, with what is known of each."""
    if level == Level.NATIONAL:
        for name in NATIONAL:
            yield f"Ministerio de {name} (ensayo)", {}
    elif level == Level.REGIONAL:
        for department in Department.objects.order_by("code"):
            yield f"Gobierno Regional de {department.name} (ensayo)", {"department": department}
        yield "Municipalidad Metropolitana de Lima (ensayo)", {"department_id": "15"}
    else:
        for district in District.objects.select_related("province__department").order_by("code"):
            where = {"department": district.province.department, "district": district}
            yield f"Municipalidad Distrital de {district.name}, {district.code} (ensayo)", where


def _make(level: str, number: int, name: str, where: dict[str, Any]) -> Office:
    # Beyond the last district the names begin anew, and say so.
    again = f" {number}" if level == Level.LOCAL and number >= 1800 else ""
    code = f"BENCH-{level[:3].upper()}-{number:05d}"
    unit = save_unit(Unit(code=code, name=f"{name}{again}", acronym=""))
    entity = Entity.objects.create(
        unit=unit,
        level=level,
        sector_code=f"B{number:02d}" if level == Level.NATIONAL else "",
        code=f"B{number:05d}",
        ruc=f"209{number:08d}",
        address="Jr. de Ensayo N° 100",
        is_demonstration=True,
        **where,
    )
    return Office(entity=entity, mandates=tuple(_mandate(unit, number, *post) for post in POSTS))


def _mandate(unit: Unit, number: int, role: str, title: str) -> Mandate:
    place = number * len(POSTS) + [each for each, _title in POSTS].index(role)
    # Each name is one person's: it ends in the code of the office.
    last_name = f"{LAST_NAMES[place % len(LAST_NAMES)]} {LAST_NAMES[place // 9 % len(LAST_NAMES)]} {unit.code[6:]}"
    username = f"{unit.code}.{role}".lower()
    user = User.objects.create(
        username=username,
        first_name=FIRST_NAMES[place % len(FIRST_NAMES)],
        last_name=last_name,
        email=f"{username}@convenia.example",
        password="!",  # noqa: S106 - no password: nobody signs in
    )
    post = Post.objects.create(unit=unit, role=role, title=title)
    return Mandate.objects.create(
        user=user, post=post, instrument="Resolución de ensayo N° 001", instrument_on=LONG_AGO, starts_on=LONG_AGO
    )
