"""What is there of the rows of a table, and what of it forbids them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from legal.entities.models import Entity, ExecutingUnit
from legal.entities.names import Name, names_of, obstacles_to_renaming
from legal.entities.rules import BadCell, EntityRow, Key

Known = Mapping[Key, Entity | ExecutingUnit]


def conflicts(rows: list[EntityRow], known: Known, *, today: date) -> list[BadCell]:
    """Return the cells of sound rows that what is there forbids."""
    return [
        *_taken_rucs(rows, known),
        *_moved_away(rows, known),
        *_without_entity(rows, known),
        *_untimely_names(rows, known, today),
    ]


def known_entities() -> Known:
    """Return the entities and their executing units by what identifies them; three queries."""
    entities = Entity.objects.select_related("unit__parent").prefetch_related("unit__former_names")
    executing = ExecutingUnit.objects.filter(ends_on__isnull=True).select_related("unit__parent", "entity__unit")
    keys = {each.pk: (each.level, each.sector_code, each.code) for each in entities}
    return {
        **{(*keys[each.pk], ""): each for each in entities},
        **{(*keys[each.entity_id], each.code): each for each in executing.prefetch_related("unit__former_names")},
    }


def _without_entity(rows: Iterable[EntityRow], known: Known) -> list[BadCell]:
    """Return the rows of executing units whose entity is neither known nor in the table."""
    told = {row.key for row in rows}
    return [
        BadCell(
            row=row.row,
            column="codigo",
            problem=_("no hay entidad con ese código."),
            remedy=_("Agregue antes la fila de la entidad."),
        )
        for row in rows
        if row.entity_key not in told and row.entity_key not in known
    ]


def _taken_rucs(rows: Iterable[EntityRow], known: Known) -> list[BadCell]:
    """Return the rows whose RUC another entity has."""
    owners = {each.ruc: each for each in known.values() if isinstance(each, Entity) and each.ruc}
    return [
        BadCell(
            row=row.row,
            column="ruc",
            problem=_("ya es de %(entity)s.") % {"entity": owner},
            remedy=_("Corrija el RUC o el pliego."),
        )
        for row in rows
        if (owner := owners.get(row.ruc)) and (owner.level, owner.sector_code, owner.code, "") != row.key
    ]


def _moved_away(rows: Iterable[EntityRow], known: Known) -> list[BadCell]:
    """Return the rows that would leave a district that is kept outside the new department."""
    return [
        BadCell(
            row=row.row,
            column="departamento",
            problem=_("no es el del distrito que la entidad ya tiene."),
            remedy=_("Escriba también el ubigeo de su distrito."),
        )
        for row in rows
        if row.department and not row.district
        if isinstance(entity := known.get(row.key), Entity)
        if entity.district_id and entity.district_id[:2] != row.department
    ]


def _untimely_names(rows: Iterable[EntityRow], known: Known, today: date) -> list[BadCell]:
    """Return the rows whose new name cannot rule from the day that they say."""
    return [
        BadCell(row=row.row, column="desde", problem=str(obstacle), remedy=_("Corrija el día o el nombre."))
        for row in rows
        if row.since and row.key in known and is_renamed(row, known[row.key])
        for obstacle in obstacles_to_renaming(
            names_of(known[row.key].unit), new_name(row, known[row.key]), since=row.since, today=today
        )
    ]


def is_renamed(row: EntityRow, known: Entity | ExecutingUnit) -> bool:
    """Whether a row names a unit otherwise than it is named."""
    return any(getattr(known.unit, name) != value for name, value in unit_values(row).items())


def new_name(row: EntityRow, known: Entity | ExecutingUnit) -> Name:
    """Return the name that a row gives, with the codes that there are."""
    sector_code = known.sector_code if isinstance(known, Entity) else ""
    acronym = row.acronym or known.unit.acronym
    return Name(name=row.name, acronym=acronym, sector_code=sector_code, code=known.code)


def unit_values(row: EntityRow) -> dict[str, str]:
    """Return what a row tells of the unit: what it leaves empty is not told."""
    return {name: value for name, value in (("name", row.name), ("acronym", row.acronym)) if value}
