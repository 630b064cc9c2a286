"""Change the name or the code of a unit from a day on; what it was called before stays for the days before."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from legal.entities.codes import REGIONAL_SECTOR, is_code_at, is_sector, unit_code
from legal.entities.errors import CannotRename
from legal.entities.executing import obstacles_to_keeping
from legal.entities.models import Entity, ExecutingUnit, FormerName, Level
from legal.entities.names import Name, names_of, obstacles_to_norm, obstacles_to_recalling, obstacles_to_renaming
from workflow.errors import Obstacle
from workflow.models import Unit, User
from workflow.tracking import save_changes, signed


@transaction.atomic
def rename(
    *, unit: Unit, new: Name, since: date, instrument: str, instrument_on: date, actor: User | None, today: date
) -> FormerName:
    """Give a unit a new name from ``since`` on, by the norm that changed it; the former one stays until the day before.

    Its codes change only where it is an entity or an executing unit. The field history of all rows names the person
    and the norm.

    :raises CannotRename: when another name begins on that day or later, the day is to come, nothing changes, or
        it is no code of such a unit, or another has it.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    entity = Entity.objects.filter(unit=unit).first()
    names = names_of(unit)
    obstacles = obstacles_to_renaming(names, new, since=since, today=today)
    obstacles += obstacles_to_norm(instrument, instrument_on, today=today)
    executing = None if entity else ExecutingUnit.objects.filter(unit=unit).select_related("entity__unit").first()
    obstacles += _to_codes(entity, new) if entity else _without_codes(executing, new)
    if executing is not None:
        executing.code = new.code
        others = ExecutingUnit.objects.filter(entity=executing.entity_id).select_related("unit")
        obstacles += obstacles_to_keeping(executing, others)
    if obstacles:
        raise CannotRename(*obstacles)
    former = _keep(unit, names[-1], since - timedelta(days=1), instrument, instrument_on, actor)
    if entity is not None:
        if unit.code == unit_code(entity.level, entity.sector_code, entity.code):
            unit.code = unit_code(entity.level, new.sector_code, new.code)
        save_changes(signed(entity, actor, instrument), sector_code=new.sector_code, code=new.code)
    if executing is not None:
        signed(executing, actor, instrument).save()
    unit.name, unit.acronym = new.name.strip(), new.acronym.strip()
    signed(unit, actor, instrument).save()
    return former


@transaction.atomic
def recall(
    *, unit: Unit, old: Name, until: date, instrument: str, instrument_on: date, actor: User | None, today: date
) -> FormerName:
    """Write down a name that a unit had up to a day, which nobody had written down yet.

    :raises CannotRename: when another name ended on that day, the day is not over, or it was called so afterwards.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    obstacles = obstacles_to_recalling(names_of(unit), old, until=until, today=today)
    obstacles += obstacles_to_norm(instrument, instrument_on, today=today)
    if not Entity.objects.filter(unit=unit).exists():
        obstacles += _without_codes(ExecutingUnit.objects.filter(unit=unit).first(), old)
    if obstacles:
        raise CannotRename(*obstacles)
    return _keep(unit, old, until, instrument, instrument_on, actor)


def _keep(unit: Unit, name: Name, until: date, instrument: str, instrument_on: date, actor: User | None) -> FormerName:
    former = FormerName(
        unit=unit,
        name=name.name.strip(),
        acronym=name.acronym.strip(),
        sector_code=name.sector_code,
        code=name.code,
        until=until,
        instrument=instrument.strip(),
        instrument_on=instrument_on,
    )
    signed(former, actor, instrument).save()
    return former


def _without_codes(executing: ExecutingUnit | None, new: Name) -> list[Obstacle]:
    """Return the codes that a unit which is no entity cannot have: an executing unit has no sector, others no code."""
    found = []
    if new.sector_code:
        found.append(Obstacle(text=_("Solo una entidad lleva código de sector."), where="sector_code"))
    if new.code and executing is None:
        text = _("La unidad no es entidad ni unidad ejecutora: no lleva código.")
        found.append(Obstacle(text=text, where="code"))
    return found


def _to_codes(entity: Entity, new: Name) -> list[Obstacle]:
    """Return what keeps an entity from having a code: it is none at its level, or another entity or unit has it."""
    if not new.code or (entity.sector_code and not new.sector_code):
        return [Obstacle(text=_("Una entidad no queda sin código de pliego ni de sector."), where="code")]
    if (new.sector_code, new.code) == (entity.sector_code, entity.code):
        return []
    if found := _unlike_codes(entity.level, new):
        return found
    taken = Entity.objects.filter(level=entity.level, sector_code=new.sector_code, code=new.code).exclude(pk=entity.pk)
    unit = Unit.objects.filter(code=unit_code(entity.level, new.sector_code, new.code)).exclude(pk=entity.unit_id)
    if other := taken.select_related("unit").first() or unit.first():
        return [Obstacle(text=_("El código ya es de %(entity)s.") % {"entity": other}, where="code")]
    return []


def _unlike_codes(level: str, new: Name) -> list[Obstacle]:
    """Return what is no code at a level, as the import refuses it."""
    found = []
    if new.sector_code and not is_sector(new.sector_code):
        found.append(Obstacle(text=_("El código de sector tiene dos dígitos."), where="sector_code"))
    elif level == Level.REGIONAL and new.sector_code not in {"", REGIONAL_SECTOR}:
        found.append(Obstacle(text=_("El sector de los gobiernos regionales es 99."), where="sector_code"))
    if not is_code_at(level, new.code):
        is_local = level == Level.LOCAL
        text = _("El código tiene hasta 14 letras o dígitos.") if is_local else _("El código tiene tres dígitos.")
        found.append(Obstacle(text=text, where="code"))
    return found
