"""The import of entities: all rows of a file or none. An entity is never deleted by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from legal.entities import columns
from legal.entities.codes import unit_code
from legal.entities.errors import ImportRefused
from legal.entities.models import Department, District, Entity, ExecutingUnit
from legal.entities.previews import fingerprint_of
from legal.entities.queries import Known, conflicts, is_renamed, known_entities, new_name, unit_values
from legal.entities.rules import BadCell, EntityRow, check_lines
from legal.entities.services.naming import rename
from legal.entities.spreadsheets import read_lines
from legal.entities.territory import Territory
from workflow.errors import Obstacle
from workflow.models import Unit, User
from workflow.tracking import save_changes, signed
from workflow.units import save_unit


@dataclass(frozen=True, kw_only=True)
class Change:
    """What an import does to an entity that is there: each field with its value before and after.

    ``is_new_name`` tells a new name, since the day and by the norm of the row, from a correction.
    """

    row: EntityRow
    fields: tuple[tuple[str, str, str], ...]
    is_new_name: bool


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
    known = known_entities()
    bad += conflicts(rows, known, today=today)
    told = [(row, _differences(row, known[row.key])) for row in rows if row.key in known]
    return Outcome(
        fingerprint=fingerprint_of(content),
        new=tuple(row for row in rows if row.key not in known),
        changed=tuple(
            Change(row=row, fields=fields, is_new_name=_is_new_name(row, known[row.key]))
            for row, fields in told
            if fields
        ),
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
    known = dict(known_entities())
    try:
        with transaction.atomic():
            # Entities first: an executing unit belongs to one that may come with the same table.
            for row in sorted(outcome.new, key=lambda row: bool(row.executing_code)):
                known[row.key] = _add(row, known, actor, reason)
            changed = [_change(change.row, known[change.row.key], actor, reason, today) for change in outcome.changed]
    except IntegrityError as error:
        raise ImportRefused(
            _("Otra unidad ya lleva el código de una entidad nueva. Nada se ha escrito: vuelva a previsualizar.")
        ) from error
    _log([known[row.key] for row in outcome.new], ADDITION, actor, reason)
    _log(changed, CHANGE, actor, reason)
    return outcome


def _territory() -> Territory:
    return Territory(
        departments=dict(Department.objects.values_list("code", "name")),
        districts=frozenset(District.objects.values_list("code", flat=True)),
    )


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


def _differences(row: EntityRow, entity: Entity | ExecutingUnit) -> tuple[tuple[str, str, str], ...]:
    pairs: list[tuple[Any, str, str]] = [
        *((entity.unit, name, value) for name, value in unit_values(row).items()),
        *((entity, name, value) for name, value in _entity_values(row).items()),
    ]
    return tuple(
        (str(owner._meta.get_field(name.removesuffix("_id")).verbose_name), getattr(owner, name) or "—", value)
        for owner, name, value in pairs
        if getattr(owner, name) != value
    )


def _add(row: EntityRow, known: Known, actor: User | None, reason: str) -> Entity | ExecutingUnit:
    code = unit_code(*row.key)
    place = row.district or row.department
    added: Entity | ExecutingUnit
    if row.executing_code:
        entity = known[row.entity_key]
        assert isinstance(entity, Entity)
        unit = Unit(code=_freed(code), parent=entity.unit, **unit_values(row))
        added = ExecutingUnit(entity=entity, code=row.executing_code, starts_on=_free_since(entity, row.executing_code))
    else:
        unit = Unit(code=code, place=place, **unit_values(row))
        added = Entity(level=row.level, sector_code=row.sector_code, code=row.code, **_entity_values(row))
    added.unit = save_unit(signed(unit, actor, reason))
    signed(added, actor, reason).save()
    return added


def _freed(code: str) -> str:
    """Return the code of the unit of a new executing unit: with an ordinal after those that had its codes before.

    Each keeps the code of its unit, by which other tables know it; the code in the budget is ``ExecutingUnit.code``.
    """
    had = set(ExecutingUnit.objects.filter(unit__code__startswith=code).values_list("unit__code", flat=True))
    return next(each for each in chain([code], (f"{code}-{number}" for number in count(2))) if each not in had)


def _free_since(entity: Entity, code: str) -> date | None:
    """Return since when nobody else has the code of an executing unit; None where nobody had it."""
    ended = ExecutingUnit.objects.filter(entity=entity, code=code, ends_on__isnull=False).order_by("-ends_on").first()
    return ended.ends_on + timedelta(days=1) if ended and ended.ends_on else None


def _change(
    row: EntityRow, known: Entity | ExecutingUnit, actor: User | None, reason: str, today: date
) -> Entity | ExecutingUnit:
    unit = known.unit
    if _is_new_name(row, known):
        assert row.since is not None
        assert row.instrument_on is not None
        rename(
            unit=unit,
            new=new_name(row, known),
            since=row.since,
            instrument=row.instrument,
            instrument_on=row.instrument_on,
            actor=actor,
            today=today,
        )
        unit.refresh_from_db()
    save_changes(signed(unit, actor, reason), **unit_values(row))
    save_changes(signed(known, actor, reason), **_entity_values(row))
    place = (known.district_id or known.department_id or "") if isinstance(known, Entity) else unit.place
    if place != unit.place:
        unit.place = place
        save_unit(signed(unit, actor, reason))
    return known


def _is_new_name(row: EntityRow, known: Entity | ExecutingUnit) -> bool:
    return bool(row.since and row.instrument_on) and is_renamed(row, known)


def _log(entities: list[Entity | ExecutingUnit], flag: int, actor: User | None, reason: str) -> None:
    """Write the lines that the administration's pages write for a change by hand."""
    if actor and entities:
        LogEntry.objects.log_actions(actor.pk, entities, flag, reason)
