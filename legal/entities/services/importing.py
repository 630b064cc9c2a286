"""The import of entities: all rows of a file or none. An entity is never deleted by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from legal.entities import columns
from legal.entities.errors import ImportRefused
from legal.entities.models import Department, District, Entity
from legal.entities.names import Name, names_of, obstacles_to_renaming
from legal.entities.previews import fingerprint_of
from legal.entities.rules import BadCell, EntityRow, Territory, check_lines
from legal.entities.services.naming import rename
from legal.entities.spreadsheets import read_lines
from workflow.errors import Obstacle
from workflow.models import Unit, User
from workflow.tracking import save_changes, signed
from workflow.units import save_unit


@dataclass(frozen=True, kw_only=True)
class Change:
    """What an import does to an entity that is there: each field with its value before and after."""

    row: EntityRow
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a file does, or would do: new, changed and equal entities, and the bad cells that forbid it."""

    fingerprint: str
    new: tuple[EntityRow, ...]
    changed: tuple[Change, ...]
    equal: tuple[EntityRow, ...]
    bad: tuple[BadCell, ...]


def preview_import(content: bytes, *, today: date) -> Outcome:
    """Return what importing a CSV or XLSX would do now. Nothing is written; no new name rules from a day to come.

    :raises UnreadableFile: when the file is no table of entities.
    """
    lines = read_lines(content, columns=columns.TITLES, required=columns.REQUIRED)
    rows, bad = check_lines(lines, _territory())
    known = _known()
    bad += _taken_rucs(rows, known.values()) + _moved_away(rows, known)
    bad += _untimely_names(rows, known, today)
    told = [(row, _differences(row, known[row.key])) for row in rows if row.key in known]
    return Outcome(
        fingerprint=fingerprint_of(content),
        new=tuple(row for row in rows if row.key not in known),
        changed=tuple(Change(row=row, fields=fields) for row, fields in told if fields),
        equal=tuple(row for row, fields in told if not fields),
        bad=tuple(bad),
    )


@transaction.atomic
def import_entities(*, content: bytes, actor: User | None, source: str, today: date) -> Outcome:
    """Write the entities of a CSV or XLSX, all or none; repeating it changes nothing.

    An entity is found by its level, sector and code. An empty cell leaves what is there. A name that
    differs is a correction or, where the row says since when and by which norm, a new name. The history of each
    entity names ``actor`` (nobody when a server's command runs without one), ``source`` and the file's
    fingerprint; the administration's log has a line for each entity.

    :raises UnreadableFile: when the file is no table of entities.
    :raises ImportRefused: when a row is bad, with an obstacle for each.
    """
    outcome = preview_import(content, today=today)
    if outcome.bad:
        raise ImportRefused(*(Obstacle(text=str(cell)) for cell in outcome.bad))
    reason = _("Importación %(fingerprint)s: %(source)s") % {
        "fingerprint": outcome.fingerprint[:12],
        "source": source,
    }
    known = _known() if outcome.changed else {}
    try:
        with transaction.atomic():
            added = [_add(row, actor, reason) for row in outcome.new]
            changed = [_change(change.row, known[change.row.key], actor, reason, today) for change in outcome.changed]
    except IntegrityError as error:
        raise ImportRefused(
            _("Otra unidad ya lleva el código de una entidad nueva. Nada se ha escrito: vuelva a previsualizar.")
        ) from error
    _log(added, ADDITION, actor, reason)
    _log(changed, CHANGE, actor, reason)
    return outcome


def _territory() -> Territory:
    return Territory(
        departments=dict(Department.objects.values_list("code", "name")),
        districts=frozenset(District.objects.values_list("code", flat=True)),
    )


def _known() -> dict[tuple[str, str, str], Entity]:
    entities = Entity.objects.select_related("unit__parent").prefetch_related("unit__former_names")
    return {(entity.level, entity.sector_code, entity.code): entity for entity in entities}


def _taken_rucs(rows: Iterable[EntityRow], entities: Iterable[Entity]) -> list[BadCell]:
    """Return the rows whose RUC another entity has."""
    owners = {entity.ruc: entity for entity in entities if entity.ruc}
    return [
        BadCell(
            row=row.row,
            column="ruc",
            problem=_("ya es de %(entity)s.") % {"entity": owner},
            remedy=_("Corrija el RUC o el pliego."),
        )
        for row in rows
        if (owner := owners.get(row.ruc)) and (owner.level, owner.sector_code, owner.code) != row.key
    ]


def _moved_away(rows: Iterable[EntityRow], known: Mapping[tuple[str, str, str], Entity]) -> list[BadCell]:
    """Return the rows that would leave a district that is kept outside the new department."""
    return [
        BadCell(
            row=row.row,
            column="departamento",
            problem=_("no es el del distrito que la entidad ya tiene."),
            remedy=_("Escriba también el ubigeo de su distrito."),
        )
        for row in rows
        if row.department and not row.district and row.key in known
        if (district := known[row.key].district_id) and district[:2] != row.department
    ]


def _untimely_names(
    rows: Iterable[EntityRow], known: Mapping[tuple[str, str, str], Entity], today: date
) -> list[BadCell]:
    """Return the rows whose new name cannot rule from the day that they say."""
    return [
        BadCell(row=row.row, column="desde", problem=str(obstacle), remedy=_("Corrija el día o el nombre."))
        for row in rows
        if row.since and row.key in known and _is_renamed(row, known[row.key])
        for obstacle in obstacles_to_renaming(
            names_of(known[row.key].unit), _new_name(row, known[row.key]), since=row.since, today=today
        )
    ]


def _is_renamed(row: EntityRow, entity: Entity) -> bool:
    return any(getattr(entity.unit, name) != value for name, value in _unit_values(row).items())


def _new_name(row: EntityRow, entity: Entity) -> Name:
    acronym = row.acronym or entity.unit.acronym
    return Name(name=row.name, acronym=acronym, sector_code=entity.sector_code, code=entity.code)


def _unit_values(row: EntityRow) -> dict[str, str]:
    """Return what a row tells of the unit: what it leaves empty is not told."""
    return {name: value for name, value in (("name", row.name), ("acronym", row.acronym)) if value}


def _entity_values(row: EntityRow) -> dict[str, str]:
    values = {
        "ruc": row.ruc,
        "address": row.address,
        "department_id": row.department,
        "district_id": row.district,
        "head_act": row.head_act,
        "budget_office": row.budget_office,
    }
    return {name: value for name, value in values.items() if value}


def _differences(row: EntityRow, entity: Entity) -> tuple[tuple[str, str, str], ...]:
    pairs: list[tuple[Any, str, str]] = [
        *((entity.unit, name, value) for name, value in _unit_values(row).items()),
        *((entity, name, value) for name, value in _entity_values(row).items()),
    ]
    return tuple(
        (str(owner._meta.get_field(name.removesuffix("_id")).verbose_name), getattr(owner, name) or "—", value)
        for owner, name, value in pairs
        if getattr(owner, name) != value
    )


def _add(row: EntityRow, actor: User | None, reason: str) -> Entity:
    code = "-".join(filter(None, row.key))
    unit = save_unit(signed(Unit(code=code, place=row.district or row.department, **_unit_values(row)), actor, reason))
    entity = Entity(unit=unit, level=row.level, sector_code=row.sector_code, code=row.code, **_entity_values(row))
    signed(entity, actor, reason).save()
    return entity


def _change(row: EntityRow, entity: Entity, actor: User | None, reason: str, today: date) -> Entity:
    if row.since and row.instrument_on and _is_renamed(row, entity):
        rename(
            unit=entity.unit,
            new=_new_name(row, entity),
            since=row.since,
            instrument=row.instrument,
            instrument_on=row.instrument_on,
            actor=actor,
            today=today,
        )
        entity.unit.refresh_from_db()
    save_changes(signed(entity.unit, actor, reason), **_unit_values(row))
    save_changes(signed(entity, actor, reason), **_entity_values(row))
    if (place := entity.district_id or entity.department_id or "") != entity.unit.place:
        entity.unit.place = place
        save_unit(signed(entity.unit, actor, reason))
    return entity


def _log(entities: list[Entity], flag: int, actor: User | None, reason: str) -> None:
    """Write the lines that the administration's pages write for a change by hand."""
    if actor and entities:
        LogEntry.objects.log_actions(actor.pk, entities, flag, reason)
