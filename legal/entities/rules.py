"""Which rows of a table may become entities. Pure: the territory comes as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from legal.entities.codes import REGIONAL_SECTOR, is_code_at, is_sector
from legal.entities.columns import LONGEST
from legal.entities.executing import is_code
from legal.entities.models import Level
from legal.entities.spreadsheets import Line
from legal.entities.territory import Territory, plain
from workflow import texts
from workflow.commands import EARLIEST_YEAR

_LEVELS: Final = {"nacional": Level.NATIONAL, "regional": Level.REGIONAL, "local": Level.LOCAL}
_RUC_WEIGHTS: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


# Level, sector, code of the entity, and that of its executing unit, or nothing.
Key = tuple[str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class BadCell:
    """What is wrong with one cell, and what to do about it."""

    row: int
    column: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return _("Fila %(row)s, columna «%(column)s»: %(problem)s %(remedy)s") % {
            "row": self.row,
            "column": self.column,
            "problem": self.problem,
            "remedy": self.remedy,
        }


@dataclass(frozen=True, kw_only=True)
class EntityRow:
    """A public entity, or an executing unit of one, as a table tells it. An empty text means: keep what is there."""

    row: int
    level: str
    sector_code: str
    code: str
    name: str
    acronym: str = ""
    ruc: str = ""
    address: str = ""
    department: str = ""
    district: str = ""
    head_act: str = ""
    budget_office: str = ""
    executing_code: str = ""
    since: date | None = None
    instrument: str = ""
    instrument_on: date | None = None

    @property
    def key(self) -> Key:
        """What identifies it: a national code is unique only within its sector, that of a unit within its entity."""
        return self.level, self.sector_code, self.code, self.executing_code

    @property
    def entity_key(self) -> Key:
        """What identifies the entity: itself, or that of the executing unit."""
        return self.level, self.sector_code, self.code, ""

    @property
    def codes(self) -> str:
        """The code of the entity, and that of its executing unit: "440/400"."""
        return f"{self.code}/{self.executing_code}" if self.executing_code else self.code


@dataclass
class _Reading:
    """One line while it is read."""

    line: Line
    bad: list[BadCell] = field(default_factory=list)

    def text(self, column: str) -> str:
        return self.line.cells.get(column, "")

    def refuse(self, column: str, problem: str, remedy: str) -> str:
        self.bad.append(BadCell(row=self.line.number, column=column, problem=problem, remedy=remedy))
        return ""


def is_sound_ruc(ruc: str) -> bool:
    """Whether a RUC has 11 digits and the last is the check digit of the others (modulus 11 of the SUNAT)."""
    if not re.fullmatch(r"[0-9]{11}", ruc):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(ruc[:10], _RUC_WEIGHTS, strict=True))
    return int(ruc[10]) == (11 - total % 11) % 10


def check_lines(lines: Iterable[Line], territory: Territory) -> tuple[list[EntityRow], list[BadCell]]:
    """Return the entities that the lines tell, and everything that is wrong with the other lines."""
    rows: list[EntityRow] = []
    bad: list[BadCell] = []
    for line in lines:
        reading = _Reading(line)
        row = _entity(reading, territory)
        bad += reading.bad
        if not reading.bad:
            rows.append(row)
    repeated = _repetitions(rows)
    spoiled = {cell.row for cell in repeated}
    return [row for row in rows if row.row not in spoiled], sorted(bad + repeated, key=lambda cell: cell.row)


def _entity(reading: _Reading, territory: Territory) -> EntityRow:
    for column in sorted(reading.line.formulas):
        reading.refuse(column, _("contiene una fórmula."), _("Pegue el valor en lugar de la fórmula."))
    for column, longest in LONGEST.items():
        if len(reading.text(column)) > longest:
            reading.refuse(
                column, _("el texto es demasiado largo."), _("Use %(n)s caracteres o menos.") % {"n": longest}
            )
        if (written := reading.text(column)) and not _is_plain_line(written):
            reading.refuse(column, _("contiene signos que no se ven."), _("Escriba el texto a mano."))
    if not reading.text("nombre"):
        reading.refuse("nombre", _("está vacío."), _("Escriba el nombre oficial de la entidad."))
    level = _level(reading)
    district = _district(reading, territory)
    return EntityRow(
        row=reading.line.number,
        level=level,
        sector_code=_sector(reading, level),
        code=_code(reading, level),
        name=reading.text("nombre"),
        acronym=reading.text("siglas"),
        ruc=_ruc(reading),
        address=reading.text("direccion"),
        department=_department(reading, territory, district),
        district=district,
        head_act=reading.text("acto_titular"),
        budget_office=reading.text("oficina_presupuesto"),
        executing_code=_executing(reading),
        **_norm(reading),
    )


def _is_plain_line(text: str) -> bool:
    return texts.is_visible(text) and not texts.stray_sign(text, lines=False)


def _level(reading: _Reading) -> str:
    word = plain(reading.text("nivel")).removeprefix("gobierno ")
    return _LEVELS.get(word) or reading.refuse(
        "nivel", _("no es un nivel de gobierno."), _("Escriba nacional, regional o local.")
    )


def _sector(reading: _Reading, level: str) -> str:
    text = reading.text("sector")
    sector = text.zfill(2) if text else ""
    if sector and not is_sector(sector):
        return reading.refuse("sector", _("no es un código de sector."), _("Escriba sus dos dígitos."))
    if level == Level.NATIONAL and not sector:
        return reading.refuse(
            "sector", _("está vacío."), _("Escriba el sector: el código de pliego nacional se repite entre sectores.")
        )
    if level == Level.REGIONAL and sector not in {"", REGIONAL_SECTOR}:
        return reading.refuse("sector", _("no es el de los gobiernos regionales."), _("Escriba 99 o déjelo vacío."))
    return REGIONAL_SECTOR if level == Level.REGIONAL else sector


def _code(reading: _Reading, level: str) -> str:
    text = reading.text("codigo")
    is_local = level == Level.LOCAL
    code = text if is_local or not text else text.zfill(3)
    if is_code_at(level, code):
        return code
    remedy = _("Escriba hasta 14 letras o dígitos.") if is_local else _("Escriba sus tres dígitos.")
    return reading.refuse("codigo", _("no es un código de pliego."), remedy)


def _executing(reading: _Reading) -> str:
    """Return the code of the executing unit that a line tells; what only an entity has is refused beside it."""
    text = reading.text("unidad_ejecutora")
    if not text:
        return ""
    for column in ("ruc", "ubigeo", "departamento", "direccion", "acto_titular", "oficina_presupuesto"):
        if reading.text(column):
            reading.refuse(column, _("es de la entidad, no de su unidad ejecutora."), _("Déjelo vacío en esta fila."))
    code = text.zfill(3)
    if is_code(code):
        return code
    return reading.refuse(
        "unidad_ejecutora", _("no es un código."), _("Escriba sus tres dígitos, o los seis del SIAF.")
    )


def _ruc(reading: _Reading) -> str:
    ruc = reading.text("ruc")
    if not ruc or is_sound_ruc(ruc):
        return ruc
    return reading.refuse(
        "ruc",
        _("no es un RUC: debe tener 11 dígitos y su dígito verificador."),
        _("Cópielo de la ficha de la SUNAT o déjelo vacío."),
    )


def _district(reading: _Reading, territory: Territory) -> str:
    text = reading.text("ubigeo")
    code = text.zfill(6) if text else ""
    if not code or code in territory.districts:
        return code
    return reading.refuse(
        "ubigeo", _("no hay distrito con ese código."), _("Escriba los seis dígitos del UBIGEO del INEI.")
    )


def _department(reading: _Reading, territory: Territory, district: str) -> str:
    text = reading.text("departamento")
    if not text:
        return district[:2]
    department = territory.department_of(text)
    if not department:
        return reading.refuse(
            "departamento", _("no hay departamento con ese nombre o código."), _("Escriba su nombre o sus dos dígitos.")
        )
    if district and district[:2] != department:
        return reading.refuse("departamento", _("no es el del distrito."), _("Corrija el ubigeo o el departamento."))
    return department


def _norm(reading: _Reading) -> dict[str, Any]:
    """Return since when a new name rules and by which norm: all three cells, or none."""
    since, instrument_on = _day(reading, "desde"), _day(reading, "fecha_norma")
    instrument = reading.text("norma")
    if any((reading.text("desde"), instrument, reading.text("fecha_norma"))):
        for column in ("desde", "norma", "fecha_norma"):
            if not reading.text(column):
                reading.refuse(
                    column, _("está vacío."), _("Un cambio de nombre lleva su día, su norma y la fecha de esta.")
                )
    return {"since": since, "instrument": instrument, "instrument_on": instrument_on}


def _day(reading: _Reading, column: str) -> date | None:
    text = reading.text(column)
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text, pattern).date() if text.isascii() and text else None  # noqa: DTZ007
        except ValueError:
            continue
        if day and day.year < EARLIEST_YEAR:
            reading.refuse(column, _("es anterior a 1900."), _("Corrija el año."))
        return day
    reading.refuse(column, _("no es una fecha."), _("Escriba dd/mm/aaaa o aaaa-mm-dd."))
    return None


def _repetitions(rows: Iterable[EntityRow]) -> list[BadCell]:
    """Return the rows that tell an entity, or use a RUC, that an earlier row has."""
    codes: dict[Key, int] = {}
    rucs: dict[str, int] = {}
    found: list[BadCell] = []
    for row in rows:
        remedy = _("Deje una sola de las dos filas.")
        if (first := codes.setdefault(row.key, row.row)) != row.row:
            problem = _("el pliego ya está en la fila %(row)s.") % {"row": first}
            found.append(BadCell(row=row.row, column="codigo", problem=problem, remedy=remedy))
        elif row.ruc and (first := rucs.setdefault(row.ruc, row.row)) != row.row:
            problem = _("el RUC ya está en la fila %(row)s.") % {"row": first}
            found.append(BadCell(row=row.row, column="ruc", problem=problem, remedy=remedy))
    return found
