"""The list of spending that the entity exports from SIAF as CSV: read whole, or told line by line why not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from workflow.errors import Obstacle

COLUMNS: Final = ("unidad_ejecutora", "producto", "fecha", "monto", "referencia")
_AMOUNT: Final = re.compile(r"(\d{1,3}(,\d{3})+|\d{1,13})(\.\d{1,2})?", re.ASCII)
MOST_ROWS: Final = 5_000


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line as it is written, with its number in the file; ``amount`` in soles."""

    number: int
    unit: str
    product: str
    spent_on: date
    amount: Decimal
    reference: str


def read_lines(content: bytes) -> tuple[list[Line], list[Obstacle]]:
    """Return the lines that can be read, and an obstacle for each that cannot."""
    text = _decoded(content)
    heading = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if heading.count(";") > heading.count(",") else ",")
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error:
        return [], [Obstacle(text=_("El archivo no se lee como CSV."), where="file")]
    if not rows or tuple(cell.lower() for cell in rows[0]) != COLUMNS:
        words = {"columns": ", ".join(COLUMNS)}
        return [], [Obstacle(text=_("La primera fila debe nombrar las columnas: %(columns)s.") % words, where="file")]
    if len(rows) > MOST_ROWS:
        return [], [Obstacle(text=_("El archivo tiene más de %(most)d filas.") % {"most": MOST_ROWS}, where="file")]
    lines, obstacles = [], []
    for number, row in enumerate(rows[1:], start=2):
        if any(row):
            line, problems = _line(number, row)
            obstacles += [at_line(number, problem) for problem in problems]
            lines += [line] if line else []
    return lines, obstacles


def at_line(number: int, problem: str) -> Obstacle:
    """Return what is wrong with a line of the file."""
    return Obstacle(text=_("Fila %(number)d: %(problem)s") % {"number": number, "problem": problem}, where="file")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel of a Spanish Windows writes CSV in its own code page.
        return content.decode("cp1252", errors="replace")


def _line(number: int, row: list[str]) -> tuple[Line | None, list[str]]:
    if len(row) != len(COLUMNS):
        return None, [_("tiene %(count)d columnas y deben ser %(most)d.") % {"count": len(row), "most": len(COLUMNS)}]
    unit, product, written_on, written, reference = row
    spent_on = _date(written_on)
    amount = Decimal(written.replace(",", "")) if _AMOUNT.fullmatch(written) else None
    tests: tuple[tuple[bool, Callable[[], str]], ...] = (
        (spent_on is not None, lambda: _("«%(value)s» no es una fecha.") % {"value": written_on}),
        (bool(amount), lambda: _("«%(value)s» no es un monto mayor que cero.") % {"value": written}),
        (0 < len(reference) <= 40, lambda: _("la referencia debe tener de 1 a 40 caracteres.")),
    )
    problems = [problem() for holds, problem in tests if not holds]
    if problems or spent_on is None or amount is None:
        return None, problems
    line = Line(number=number, unit=unit, product=product, spent_on=spent_on, amount=amount, reference=reference)
    return line, []


def _date(written: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
