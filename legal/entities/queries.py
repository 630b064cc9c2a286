"""What is there of the rows of a table, and what of it forbids them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.entities.models import Entity, ExecutingUnit
from legal.entities.names import Name, names_of, obstacles_to_norm, obstacles_to_renaming
from legal.entities.rules import BadCell, EntityRow, Key
from legal.entities.territory import plain

Known = Mapping[Key, Entity | ExecutingUnit]


def conflicts(rows: list[EntityRow], known: Known, *, today: date) -> list[BadCell]:
    """Return the cells of sound rows that what is there forbids."""
    return [
        *_taken_rucs(rows, known),
        *_moved_away(rows, known),
        *_without_entity(rows, known),
        *_untimely_names(rows, known, today),
        *_names_of_others(rows, known),
        *_not_yet_free(rows, known, today),
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
    """Return the rows whose new name cannot rule from the day that they say, or by a norm of that date."""
    found = []
    for row in rows:
        if row.since and row.instrument_on and row.key in known and is_renamed(row, known[row.key]):
            new, names = new_name(row, known[row.key]), names_of(known[row.key].unit)
            obstacles = obstacles_to_renaming(names, new, since=row.since, today=today)
            obstacles += obstacles_to_norm(row.instrument, row.instrument_on, today=today)
            found += [
                BadCell(
                    row=row.row,
                    column="fecha_norma" if obstacle.where == "instrument_on" else "desde",
                    problem=str(obstacle),
                    remedy=_("Corrija el día o el nombre."),
                )
                for obstacle in obstacles
            ]
    return found


def _names_of_others(rows: Iterable[EntityRow], known: Known) -> list[BadCell]:
    """Return the rows of an old table: by the code that an entity or executing unit had, and a name that it bears."""
    former: dict[Key, list[Entity | ExecutingUnit]] = {}
    for key, each in known.items():
        for name in each.unit.former_names.all():
            is_entity = isinstance(each, Entity)
            had = (key[0], name.sector_code, name.code, "") if is_entity else (*key[:3], name.code)
            if name.code and had != key:
                former.setdefault(had, []).append(each)
    return [
        BadCell(
            row=row.row,
            column="unidad_ejecutora" if row.executing_code else "codigo",
            problem=_("es un código que %(entity)s llevó antes; hoy lleva %(code)s.")
            % {"entity": other.unit, "code": other.code},
            remedy=_("Escriba su código de hoy, o el nombre de quien lleva ahora ese código."),
        )
        for row in rows
        for other in former.get(row.key, ())
        if plain(row.name) in {plain(each.name) for each in names_of(other.unit)}
    ]


def _not_yet_free(rows: Iterable[EntityRow], known: Known, today: date) -> list[BadCell]:
    """Return the rows of new executing units whose code one that ends still has, or had one of the same name."""
    new = {row.key: row for row in rows if row.executing_code and row.key not in known}
    if not new:
        return []
    found = []
    for each in ExecutingUnit.objects.filter(ends_on__isnull=False).select_related("unit", "entity"):
        row = new.get((each.entity.level, each.entity.sector_code, each.entity.code, each.code))
        assert each.ends_on is not None
        if row and (each.ends_on >= today or plain(each.unit.name) == plain(row.name)):
            problem = _("es de «%(unit)s», que termina o terminó el %(date)s.")
            told = problem % {"unit": each.unit, "date": date_format(each.ends_on, "DATE_FORMAT")}
            remedy = _("Corrija el código o el nombre, o las fechas de esa unidad ejecutora.")
            found.append(BadCell(row=row.row, column="unidad_ejecutora", problem=told, remedy=remedy))
    return found


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
