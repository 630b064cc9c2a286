"""The list of spending that the entity exports from SIAF as CSV or XLSX: read whole, or told row by row why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from legal.entities import spreadsheets
from legal.entities.errors import UnreadableFile
from workflow import texts
from workflow.errors import Obstacle

COLUMNS: Final = ("unidad_ejecutora", "producto", "fecha", "monto", "referencia")
_AMOUNT: Final = re.compile(r"(\d{1,3}(,\d{3})+|\d{1,13})(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row as it is written, with its number in the file; ``amount`` in soles."""

    number: int
    unit: str
    product: str
    spent_on: date
    amount: Decimal
    reference: str


def read_lines(content: bytes) -> tuple[list[Line], list[Obstacle]]:
    """Return the rows that can be read, and an obstacle for each that cannot, or for the file."""
    try:
        rows = spreadsheets.read_lines(content, columns=COLUMNS, required=COLUMNS)
    except UnreadableFile as refusal:
        return [], [Obstacle(text=obstacle.text, where="file") for obstacle in refusal.obstacles]
    lines, obstacles = [], []
    for row in rows:
        line, problems = _line(row)
        obstacles += [at_line(row.number, problem) for problem in problems]
        lines += [line] if line else []
    return lines, obstacles


def at_line(number: int, problem: str) -> Obstacle:
    """Return what is wrong with a row of the file."""
    return Obstacle(text=_("Fila %(number)d: %(problem)s") % {"number": number, "problem": problem}, where="file")


def _line(row: spreadsheets.Line) -> tuple[Line | None, list[str]]:
    if row.formulas:
        return None, [_("lleva una fórmula: escriba su valor.")]
    unit, product, written_on, written, reference = (row.cells.get(name, "") for name in COLUMNS)
    spent_on = _date(written_on)
    amount = Decimal(written.replace(",", "")) if _AMOUNT.fullmatch(written) else None
    tests: tuple[tuple[bool, Callable[[], str]], ...] = (
        (spent_on is not None, lambda: _("«%(value)s» no es una fecha.") % {"value": written_on}),
        (bool(amount), lambda: _("«%(value)s» no es un monto mayor que cero.") % {"value": written}),
        (texts.is_visible(reference) and not texts.stray_sign(reference, lines=False), _unseen),
        (len(reference) <= 40, lambda: _("la referencia debe tener de 1 a 40 caracteres.")),
    )
    problems = [problem() for holds, problem in tests if not holds]
    if problems or spent_on is None or amount is None:
        return None, problems
    line = Line(number=row.number, unit=unit, product=product, spent_on=spent_on, amount=amount, reference=reference)
    return line, []


def _unseen() -> str:
    return _("la referencia está vacía o contiene signos que no se ven: escríbala a mano.")


def _date(written: str) -> date | None:
    if not written.isascii():
        return None
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
