"""Rows of the matrices as they come back: from a workbook or pasted from one. Nothing is judged but the cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from legal.agreements.models.review import Part
from legal.agreements.sheets.tables import MOST_ROWS, Cell, Column, Line, Sheet, plain
from legal.entities.errors import UnreadableFile
from legal.entities.spreadsheets import read_sheets

# A cell that holds a break or a tabulator is copied within quotes, and its own quotes are doubled.
_FIELD: Final = re.compile(r'"((?:[^"]|"")*[\n\t](?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*)')
# How Excel writes a carriage return within a text.
_RETURN: Final = re.compile("_x000D_\n?|\r\n?")


def read_workbook(content: bytes, sheets: Mapping[Part, Sheet]) -> dict[Part, list[Line]]:
    """Return the rows of each matrix that the workbook has a sheet for.

    :raises UnreadableFile: when it is no workbook that may be read, has none of the sheets, or the titles of one
        are not those that it is exported with.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise UnreadableFile(_("El archivo no es un libro XLSX: guárdelo como «Libro de Excel (.xlsx)»."))
    found = {plain(name): rows for name, rows in read_sheets(content).items()}
    wanted = {part: found[plain(sheet.title)] for part, sheet in sheets.items() if plain(sheet.title) in found}
    if not wanted:
        names = "», «".join(sheet.title for sheet in sheets.values())
        raise UnreadableFile(
            _("El libro no tiene ninguna de las hojas «%(names)s»: llene el que se exporta de esta página.")
            % {"names": names}
        )
    return {part: _of_sheet(rows, sheets[part]) for part, rows in wanted.items()}


def read_pasted(text: str, sheet: Sheet) -> list[Line]:
    """Return the rows of one matrix as a spreadsheet copies them: a tabulator between cells, a row a line.

    The first row may be the titles, in any order; without them, the columns are those of the sheet, in its order.

    :raises UnreadableFile: when there is no row, or a row has more cells than there are columns.
    """
    rows = [[Cell(text=field.strip()) for field in row] for row in _pasted(_RETURN.sub("\n", text))]
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.text for cell in row)]
    if not filled:
        raise UnreadableFile(_("No hay ninguna fila: copie las filas en Excel y péguelas en el recuadro."))
    titles = {plain(column.title) for column in sheet.columns}
    first = [plain(cell.text) for cell in filled[0][1]]
    columns: Sequence[Column] = sheet.columns
    if len(titles & set(first)) > 1:
        columns = _columns(first, sheet)
        del filled[0]
        if not filled:
            raise UnreadableFile(_("Solo hay títulos: pegue también las filas."))
    for number, row in filled:
        if any(cell.text for cell in row[len(columns) :]):
            raise UnreadableFile(
                _("La fila pegada %(number)s tiene más celdas que las %(count)s columnas de la hoja «%(sheet)s».")
                % {"number": number, "count": len(columns), "sheet": sheet.title}
            )
    names = [column.name for column in columns]
    lines = [Line(number=number, cells=dict(zip(names, row, strict=False)), letters={}) for number, row in filled]
    return _few(lines, sheet)


def _pasted(text: str) -> Iterable[list[str]]:
    row: list[str] = []
    place = 0
    while place <= len(text):
        field = _FIELD.match(text, place)
        assert field is not None
        row.append(field[1].replace('""', '"') if field[1] is not None else field[2])
        place = field.end()
        if text[place : place + 1] != "\t":
            yield row
            row = []
        place += 1


def _of_sheet(rows: Iterable[Sequence[Any]], sheet: Sheet) -> list[Line]:
    table = enumerate(rows, start=1)
    _number, first = next(table, (0, []))
    columns = _columns(_titles(first), sheet)
    names = [column.name for column in columns]
    letters = {name: get_column_letter(number) for number, name in enumerate(names, start=1)}
    lines: list[Line] = []
    for number, row in table:
        cells = [_cell(each) for each in row]
        if any(cell.text or cell.problem for cell in cells[len(columns) :]):
            raise UnreadableFile(
                _("Hoja «%(sheet)s», fila %(number)s: hay celdas a la derecha de la última columna. Bórrelas.")
                % {"sheet": sheet.title, "number": number}
            )
        if any(cell.text or cell.problem for cell in cells):
            lines.append(Line(number=number, cells=dict(zip(names, cells, strict=False)), letters=letters))
    return _few(lines, sheet)


def _few(lines: list[Line], sheet: Sheet) -> list[Line]:
    if len(lines) > MOST_ROWS:
        raise UnreadableFile(
            _("Hoja «%(sheet)s»: tiene %(count)s filas y el máximo es %(most)s.")
            % {"sheet": sheet.title, "count": len(lines), "most": MOST_ROWS}
        )
    return lines


def _titles(row: Sequence[Any]) -> list[str]:
    titles = [plain(_cell(each).text) for each in row]
    while titles and not titles[-1]:
        titles.pop()
    return titles


def _columns(titles: Sequence[str], sheet: Sheet) -> list[Column]:
    """Return the columns in the order of the titles; all must be there, so that no text is lost by a slip."""
    known = {plain(column.title): column for column in sheet.columns}
    problem = ""
    named = ""
    if unknown := [title for title in titles if title not in known]:
        problem = _("Hoja «%(sheet)s»: estas columnas no se conocen: %(names)s. Quítelas o corrija su título.")
        named = ", ".join(f"«{title}»" for title in unknown)
    elif missing := [column.title for title, column in known.items() if title not in titles]:
        problem = _("Hoja «%(sheet)s»: faltan estas columnas en la primera fila: %(names)s.")
        named = ", ".join(f"«{title}»" for title in missing)
    elif len(set(titles)) < len(titles):
        problem = _("Hoja «%(sheet)s»: un título de columna está repetido.")
    if problem:
        raise UnreadableFile(problem % {"sheet": sheet.title, "names": named})
    return [known[title] for title in titles]


def _cell(cell: Any) -> Cell:
    """Return what a cell of a spreadsheet holds; a formula is told apart, never computed."""
    value = cell.value
    if value is None:
        return Cell(text="")
    if cell.data_type == "f":
        return Cell(text=str(value), problem=_("lleva una fórmula: pegue su valor."))
    if cell.data_type == "e":
        return Cell(text=str(value), problem=_("lleva el error %(value)s: escriba su valor.") % {"value": value})
    if isinstance(value, bool):
        return Cell(text=str(value), problem=_("lleva VERDADERO o FALSO: escriba el texto o la cifra."))
    if isinstance(value, date | time | timedelta):
        text = _("Excel la convirtió en una fecha: dé a la celda formato de texto y escríbala otra vez.")
        return Cell(text=str(value), problem=text)
    if isinstance(value, int | float):
        return Cell(text=_figure(value, is_percent="%" in (cell.number_format or "")))
    return Cell(text=_RETURN.sub("\n", str(value)).strip())


def _figure(value: float, *, is_percent: bool) -> str:
    """Return a number as people see it: fifteen digits, which is what a spreadsheet keeps, and 0.8 as 80%."""
    exact = Decimal(f"{value:.15g}") * (100 if is_percent else 1)
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if is_percent else text
