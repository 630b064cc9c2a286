"""The list of spending that the entity exports from SIAF as CSV or XLSX: read whole, or told cell by cell why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.entities import spreadsheets
from legal.entities.errors import UnreadableFile
from workflow import texts
from workflow.errors import Obstacle

MOST_TOLD: Final = 50
COLUMNS: Final = ("unidad_ejecutora", "producto", "fecha", "monto", "referencia")
_AMOUNT: Final = re.compile(r"(\d{1,3}(,\d{3})+|\d{1,13})(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row as it is written, with its number in the file; ``amount`` in soles.

    What cannot be read is None, and ``problems`` says for each such cell, by its column, why and what to do.
    """

    number: int
    unit: str
    product: str
    spent_on: date | None
    amount: Decimal | None
    reference: str
    problems: Mapping[str, str]


def read_lines(content: bytes) -> tuple[list[Line], list[Obstacle]]:
    """Return the rows as they are written, or what is wrong with the whole file."""
    try:
        rows = spreadsheets.read_lines(content, columns=COLUMNS, required=COLUMNS)
    except UnreadableFile as refusal:
        return [], [Obstacle(text=obstacle.text, where="file") for obstacle in refusal.obstacles]
    return [_line(row) for row in rows], []


def told(line: Line, problems: Mapping[str, Sequence[str]]) -> list[Obstacle]:
    """Return what is wrong with a row, in the order of its columns; what could not be read comes first."""
    found = [
        (column, problem)
        for column in COLUMNS
        for problem in ([line.problems[column]] if column in line.problems else problems.get(column, ()))
    ]
    words = [{"number": line.number, "column": column, "problem": problem} for column, problem in found]
    return [Obstacle(text=_("Fila %(number)d, %(column)s: %(problem)s") % each, where="file") for each in words]


def first_of(obstacles: Sequence[Obstacle]) -> list[Obstacle]:
    """Return the first obstacles and how many more there are: nobody mends five thousand cells from a page."""
    rest = len(obstacles) - MOST_TOLD
    if rest <= 0:
        return list(obstacles)
    text = ngettext("Y %(count)d celda más por corregir.", "Y %(count)d celdas más por corregir.", rest)
    return [*obstacles[:MOST_TOLD], Obstacle(text=text % {"count": rest}, where="file")]


def _line(row: spreadsheets.Line) -> Line:
    unit, product, written_on, written, reference = (row.cells.get(name, "") for name in COLUMNS)
    spent_on = _date(written_on)
    amount = Decimal(written.replace(",", "")) if _AMOUNT.fullmatch(written) else None
    tests: tuple[tuple[str, bool, Callable[[], str]], ...] = (
        ("unidad_ejecutora", bool(unit), lambda: _("está vacía: escriba el código o el nombre de la unidad.")),
        ("producto", bool(product), lambda: _("está vacío: escriba el código o el nombre del producto.")),
        (
            "fecha",
            spent_on is not None,
            lambda: _("«%(value)s» no es una fecha: escriba dd/mm/aaaa o aaaa-mm-dd.") % {"value": written_on},
        ),
        (
            "monto",
            bool(amount),
            lambda: (
                _("«%(value)s» no es un monto mayor que cero con hasta dos decimales: escriba 1234.56 o 1,234.56.")
                % {"value": written}
            ),
        ),
        ("referencia", 0 < len(reference) <= 40, lambda: _("debe tener de 1 a 40 caracteres.")),
        (
            "referencia",
            not reference or (texts.is_visible(reference) and not texts.stray_sign(reference, lines=False)),
            lambda: _("contiene signos que no se ven: escríbala a mano."),
        ),
    )
    problems = {column: problem() for column, holds, problem in tests if not holds}
    problems |= dict.fromkeys(sorted(row.formulas), _("lleva una fórmula: escriba su valor."))
    return Line(
        number=row.number,
        unit=unit,
        product=product,
        spent_on=spent_on,
        amount=amount,
        reference=reference,
        problems=problems,
    )


def _date(written: str) -> date | None:
    if not written.isascii():
        return None
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
