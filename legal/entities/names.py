"""What a unit was called on a date: each name in its turn, and what keeps another from taking its turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.entities.models import FormerName
from workflow.commands import EARLIEST_YEAR
from workflow.errors import Obstacle
from workflow.models import Mandate, Unit
from workflow.titles import title_on


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name of a unit, with its codes where it is an entity.

    Valid from ``since`` (None: from before anybody wrote down) to ``until`` (None: still), both days included.
    ``instrument`` is the act that gave it; empty for the first.
    """

    name: str
    acronym: str = ""
    sector_code: str = ""
    code: str = ""
    since: date | None = None
    until: date | None = None
    instrument: str = ""

    @property
    def short(self) -> str:
        """The acronym where there is one, as letters and lists name the unit."""
        return self.acronym or self.name

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What a change of name changes."""
        return self.name.strip(), self.acronym.strip(), self.sector_code, self.code


def in_turn(former: Iterable[FormerName], current: Name) -> tuple[Name, ...]:
    """Return the names of a unit, oldest first, each from the day after the one before it ended; the current last."""
    names: list[Name] = []
    since, instrument = None, ""
    for each in sorted(former, key=lambda each: each.until):
        names.append(
            Name(
                name=each.name,
                acronym=each.acronym,
                sector_code=each.sector_code,
                code=each.code,
                since=since,
                until=each.until,
                instrument=instrument,
            )
        )
        since, instrument = each.until + timedelta(days=1), each.instrument
    return (*names, replace(current, since=since, instrument=instrument))


def named_on(unit: Unit, on: date) -> Name:
    """Return the name that a unit had on a date; one query, or none where its former names were brought along."""
    later = [each for each in unit.former_names.all() if on <= each.until]
    if not later:
        return Name(name=unit.name, acronym=unit.acronym)
    then = min(later, key=lambda each: each.until)
    return Name(name=then.name, acronym=then.acronym, sector_code=then.sector_code, code=then.code, until=then.until)


def name_on(unit: Unit, on: date) -> str:
    """Return what a unit was called on a date, in full."""
    return named_on(unit, on).name


def post_on(mandate: Mandate | None, on: date) -> str:
    """Return the post in which somebody acts, with its unit, as both were called on a date; nothing without one."""
    if mandate is None:
        return ""
    return mandate.named_on_record(title_on(mandate.post_title, on), named_on(mandate.post.unit, on).short)


def names_of(unit: Unit) -> tuple[Name, ...]:
    """Return every name and code that a unit had, oldest first; three queries at most."""
    entity = getattr(unit, "entity", None)
    coded = entity or getattr(unit, "executing_unit", None)
    current = Name(
        name=unit.name,
        acronym=unit.acronym,
        sector_code=entity.sector_code if entity else "",
        code=coded.code if coded else "",
    )
    return in_turn(unit.former_names.all(), current)


def obstacles_to_renaming(names: tuple[Name, ...], new: Name, *, since: date, today: date) -> list[Obstacle]:
    """Return what keeps a unit with these names from having a new one since a day."""
    current = names[-1]
    found = []
    if not new.name.strip():
        found.append(Obstacle(text=_("Escriba el nombre nuevo."), where="name"))
    elif new.identity == current.identity:
        found.append(Obstacle(text=_("Es el nombre que ya lleva, con su misma sigla y su mismo código."), where="name"))
    if current.since is not None and since <= current.since:
        found.append(
            Obstacle(
                text=_("Ya cambió de nombre el %(date)s, por %(instrument)s: otro nombre rige solo desde después.")
                % {"date": date_format(current.since, "DATE_FORMAT"), "instrument": current.instrument},
                where="since",
            )
        )
    found += _before_all_names(since, "since")
    if since > today:
        found.append(
            Obstacle(
                text=_("El nombre nuevo rige recién desde el %(date)s: regístrelo ese día.")
                % {"date": date_format(since, "DATE_FORMAT")},
                where="since",
            )
        )
    return found


def obstacles_to_recalling(names: tuple[Name, ...], old: Name, *, until: date, today: date) -> list[Obstacle]:
    """Return what keeps a unit with these names from having had another one up to a day."""
    found = []
    if not old.name.strip():
        found.append(Obstacle(text=_("Escriba el nombre que llevó."), where="name"))
    found += _before_all_names(until, "until")
    if until >= today:
        found.append(Obstacle(text=_("Un nombre anterior terminó antes de hoy."), where="until"))
    for each in names:
        if each.until == until:
            found.append(
                Obstacle(
                    text=_("Hasta el %(date)s se llamó «%(name)s»: dos nombres no rigen a la vez.")
                    % {"date": date_format(until, "DATE_FORMAT"), "name": each.name},
                    where="until",
                )
            )
    following = next((each for each in names if each.until is None or each.until > until), names[-1])
    if old.identity == following.identity:
        found.append(Obstacle(text=_("Es el mismo nombre que llevó después, con su mismo código."), where="name"))
    before = [each for each in names if each.until is not None and each.until < until]
    if before and old.identity == before[-1].identity:
        found.append(Obstacle(text=_("Es el mismo nombre que llevó antes, con su mismo código."), where="name"))
    return found


def obstacles_to_norm(instrument: str, instrument_on: date, *, today: date) -> list[Obstacle]:
    """Return what is wrong with the norm that changed a name: none is cited, or it is of a day to come."""
    found = []
    if not instrument.strip():
        found.append(Obstacle(text=_("Indique la norma que cambia el nombre."), where="instrument"))
    if instrument_on > today:
        found.append(Obstacle(text=_("La fecha de la norma está en el futuro."), where="instrument_on"))
    return found


def _before_all_names(day: date, where: str) -> list[Obstacle]:
    if day.year >= EARLIEST_YEAR:
        return []
    return [Obstacle(text=_("La fecha es anterior a 1900: corrija el año."), where=where)]
