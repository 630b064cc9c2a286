"""The workbook of the matrices: a sheet for each, with lists and checks, and one that explains them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from legal.agreements.models.review import Part
from legal.agreements.sheets.help import HELP, HELP_TITLE, LISTS_TITLE
from legal.agreements.sheets.tables import MOST_ROWS, Column, Sheet, Value, Values, unbroken
from legal.entities.spreadsheets import put_text

# Rows below the last one that are ready to be filled in.
_SPARE: Final = 40
_LINE_HEIGHT: Final = 15.0
_HIGHEST: Final = 400.0  # a row of a spreadsheet has at most 409 points
_MOST_DIGITS: Final = 15  # of a number in a spreadsheet
_FORMATS: Final = {"figure": "#,##0.00####", "weight": "0.00####", "year": "0", "": "@"}
_WIDTHS: Final = {"figure": 14, "weight": 10, "year": 12}
_HEAD: Final = PatternFill("solid", fgColor="1F3A5F")
_SIDE: Final = Side("thin", color="C8CDD3")
_LINE: Final = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_TOP: Final = Alignment(vertical="top", wrap_text=True)
_NUMBER: Final = Alignment(vertical="top", horizontal="right")
# Neither is a character of XML, so no file can hold it.
_NO_CHARACTERS: Final = re.compile("[\ufffe\uffff]")


def workbook(sheets: Mapping[Part, Sheet], rows: Mapping[Part, Sequence[Values]]) -> bytes:
    """Return the XLSX of the matrices. Texts of people are cells of text, whatever they begin with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets.values():
        _matrix(book.create_sheet(sheet.title), sheet, rows[sheet.part])
    lists = _Lists(book.create_sheet(LISTS_TITLE))
    for sheet in sheets.values():
        _check(book[sheet.title], sheet, lists, last=_last_row(rows[sheet.part]))
    _fit(lists.page, lists.page.PAPERSIZE_A4)
    _explain(book.create_sheet(HELP_TITLE, index=len(sheets)), sheets, rows)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _last_row(rows: Sequence[Values]) -> int:
    return 1 + min(MOST_ROWS, len(rows) + _SPARE)


def _matrix(page: Worksheet, sheet: Sheet, rows: Sequence[Values]) -> None:
    """Fill a sheet: titles, rows, and the spare rows that are ready to be filled in."""
    for number, column in enumerate(sheet.columns, start=1):
        title = _head(page, 1, number, column.title)
        title.alignment = Alignment(vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(number)].width = _width(column)
    page.row_dimensions[1].height = 48
    page.freeze_panes = f"{get_column_letter(_code_column(sheet) + 1)}2"
    for row, values in enumerate(rows, start=2):
        for number, column in enumerate(sheet.columns, start=1):
            _fill(_ready(page, row, number, column), column.shown(values.get(column.name)))
        page.row_dimensions[row].height = _height(sheet, values)
    for row in range(2 + len(rows), _last_row(rows) + 1):
        for number, column in enumerate(sheet.columns, start=1):
            _ready(page, row, number, column)
    _fit(page, page.PAPERSIZE_A3)
    page.print_title_rows = "1:1"
    page.print_area = f"A1:{get_column_letter(len(sheet.columns))}{max(2, 1 + len(rows))}"


def _code_column(sheet: Sheet) -> int:
    return 1 + [column.name for column in sheet.columns].index("code")


def _width(column: Column) -> int:
    if column.figure:
        return _WIDTHS[column.figure]
    if column.name == "code":
        return 10
    return 22 if column.longest and column.longest <= 60 else 34


def _height(sheet: Sheet, values: Values) -> float:
    """Return the height of a row, in points, for its longest text: not every spreadsheet finds it by itself."""
    lines = [
        sum(1 + len(line) // _width(column) for line in str(column.shown(values.get(column.name)) or "").split("\n"))
        for column in sheet.columns
    ]
    return min(_HIGHEST, _LINE_HEIGHT * max(lines) + 3)


def _fit(page: Worksheet, paper: str) -> None:
    """Print a sheet with all its columns side by side."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = int(paper)
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.3


def _head(page: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = _cell(page, row, column)
    cell.value = text
    cell.font = Font(name="Calibri", bold=True, color="FFFFFF")
    cell.fill = _HEAD
    cell.border = _LINE
    return cell


def _ready(page: Worksheet, row: int, number: int, column: Column) -> Cell:
    """Return a cell with its format: in one of text, a code such as 1-2 does not become a date."""
    cell = _cell(page, row, number)
    cell.number_format = _FORMATS[column.figure]
    cell.alignment = _NUMBER if column.figure else _TOP
    cell.border = _LINE
    return cell


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    cell = page.cell(row=row, column=column)
    assert isinstance(cell, Cell)
    return cell


def _fill(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        put_text(cell, _NO_CHARACTERS.sub("", str(unbroken(value))))
    elif isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _MOST_DIGITS:
        put_text(cell, f"{value:f}")
    else:
        cell.value = value


class _Lists:
    """The sheet with what the lists offer, a column each."""

    def __init__(self, page: Worksheet) -> None:
        self.page = page
        self.count = 0

    def add(self, column: Column) -> str:
        """Write what a list offers, and return where that stands, as a formula."""
        self.count += 1
        _head(self.page, 1, self.count, column.title)
        for row, (_value, words) in enumerate(column.choices, start=2):
            put_text(_cell(self.page, row, self.count), words)
        letter = get_column_letter(self.count)
        self.page.column_dimensions[letter].width = 60
        last = max(2, 1 + len(column.choices))
        return f"{quote_sheetname(self.page.title)}!${letter}$2:${letter}${last}"


def _check(page: Worksheet, sheet: Sheet, lists: _Lists, *, last: int) -> None:
    """Let the spreadsheet itself refuse what the import would: lists, numbers, lengths, repeated codes."""
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        cells = f"{letter}2:{letter}{last}"
        check = _validation(column, lists, first=f"{letter}2", all_cells=f"${letter}$2:${letter}${last}")
        if check is None:
            continue
        check.allow_blank = True
        check.showErrorMessage = True
        check.errorTitle = column.title[:32]
        check.showInputMessage = bool(column.help)
        check.prompt = column.help[:255] or None
        check.add(cells)
        page.add_data_validation(check)


def _validation(column: Column, lists: _Lists, *, first: str, all_cells: str) -> DataValidation | None:
    if column.choices:
        return DataValidation(type="list", formula1=lists.add(column), error="Elija un valor de la lista.")
    if column.name == "code":
        formula = f"AND(LEN({first})<={column.longest},COUNTIF({all_cells},{first})=1)"
        return DataValidation(
            type="custom", formula1=formula, error=f"Un código propio de la fila, de hasta {column.longest} caracteres."
        )
    if column.figure == "year":
        return DataValidation(
            type="whole", operator="between", formula1="1990", formula2="2100", error="Un año, con cuatro cifras."
        )
    if column.figure == "weight":
        return DataValidation(
            type="decimal", operator="greaterThan", formula1="0", error="Un peso mayor que cero, como 0.25."
        )
    if column.figure:
        return DataValidation(
            type="decimal", operator="between", formula1="-1E15", formula2="1E15", error="Una cifra, como 85.5."
        )
    if column.longest:
        return DataValidation(
            type="textLength",
            operator="lessThanOrEqual",
            formula1=str(column.longest),
            error=f"Como máximo, {column.longest} caracteres.",
        )
    return None


def _explain(page: Worksheet, sheets: Mapping[Part, Sheet], rows: Mapping[Part, Sequence[Values]]) -> None:
    """Write what to do, what each column holds, and the sums that the formulation will ask for."""
    page.column_dimensions["A"].width = 34
    page.column_dimensions["B"].width = 90
    row = 1
    for title, text in HELP:
        _cell(page, row, 1).value = title
        _cell(page, row, 1).font = Font(name="Calibri", bold=True)
        _cell(page, row, 1).alignment = _TOP
        _cell(page, row, 2).value = text
        _cell(page, row, 2).alignment = _TOP
        page.row_dimensions[row].height = _LINE_HEIGHT * (1 + len(text) // 80) + 3
        row += 1
    for sheet in sheets.values():
        row += 1
        _head(page, row, 1, sheet.title)
        _head(page, row, 2, "Qué lleva la columna")
        for column in sheet.columns:
            row += 1
            put_text(_cell(page, row, 1), column.title)
            put_text(_cell(page, row, 2), _described(column))
        row += 1
    row += 1
    _head(page, row, 1, "Comprobación")
    _head(page, row, 2, "Los pesos de las metas de un año deben sumar 1")
    indicators = sheets[Part.INDICATORS]
    last = _last_row(rows[Part.INDICATORS])
    for number, column in enumerate(indicators.columns, start=1):
        if column.figure == "weight":
            row += 1
            letter = get_column_letter(number)
            _cell(page, row, 1).value = f"Suma: {column.title}"
            _cell(page, row, 2).value = f"=ROUND(SUM({quote_sheetname(indicators.title)}!{letter}2:{letter}{last}),6)"
            _cell(page, row, 2).number_format = _FORMATS["weight"]
            _cell(page, row, 2).alignment = Alignment(horizontal="left")
    _fit(page, page.PAPERSIZE_A4)


def _described(column: Column) -> str:
    if column.choices:
        what = "Uno de la lista"
    elif column.figure:
        what = {"weight": "Un peso, como 0.25", "year": "Un año, como 2025"}.get(column.figure, "Una cifra, como 85.5")
    else:
        what = f"Texto de hasta {column.longest} caracteres" if column.longest else "Texto"
    ends = "." if column.required else "; puede quedar vacía."
    return " ".join(filter(None, [what + ends, column.help]))
