"""Rows of an uploaded table, from CSV or XLSX: bounded in size, formulas told apart and never evaluated."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell

from legal.entities.errors import UnreadableFile

# The two that office packages may use (ISO/IEC 29500-2).
COMPRESSIONS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LARGEST_FILE: Final = 1024 * 1024
LARGEST_UNPACKED: Final = 20 * 1024 * 1024
MOST_PARTS: Final = 200
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 40
# A sheet is walked row by row, those that are missing between two others included.
LAST_ROW: Final = 20_000
# What a sheet full of different texts has: each is written as a cell and once more among the shared ones.
MOST_TAGS: Final = 8 * MOST_ROWS * MOST_COLUMNS

# What a spreadsheet, or a table made from it, might take for a formula.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")

_ROW_NUMBER: Final = re.compile(rb"<(?:[\w.-]+:)?row\b[^>]*?\br\s*=\s*[\"'](\d+)")

Cells = list[tuple[str, bool]]  # the text of each cell, and whether it is a formula


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a table: its number in the file, its text by column, and the columns that hold a formula."""

    number: int
    cells: dict[str, str]
    formulas: frozenset[str] = frozenset()


def read_lines(content: bytes, *, columns: Iterable[str], required: Iterable[str]) -> list[Line]:
    """Return the lines of a CSV or XLSX below its line of titles; empty lines are left out.

    :raises UnreadableFile: when it is empty, too large, neither format, or lacks a title, repeats one or has an
        unknown one.
    """
    if not content:
        raise UnreadableFile(_("El archivo está vacío."))
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(_("El archivo pesa más de 1 MB: divídalo en varios."))
    table = _from_xlsx(content) if content.startswith(b"PK\x03\x04") else _from_csv(content)
    number, first = next(table, (0, []))
    titles = [text.strip().casefold() for text, _formula in first]
    while titles and not titles[-1]:
        titles.pop()
    _check_titles(titles, set(columns), list(required))
    lines: list[Line] = []
    for number, cells in table:
        if not any(text for text, _formula in cells):
            continue
        if len(lines) == MOST_ROWS:
            raise UnreadableFile(_("El archivo tiene más de 5000 filas: divídalo en varios."))
        if any(text for text, _formula in cells[len(titles) :]):
            raise UnreadableFile(
                _("La fila %(number)s tiene más celdas que títulos: revise comas y comillas.") % {"number": number}
            )
        named = list(zip(titles, cells, strict=False))
        lines.append(
            Line(
                number=number,
                cells={title: text for title, (text, _formula) in named},
                formulas=frozenset(title for title, (_text, formula) in named if formula),
            )
        )
    if not lines:
        raise UnreadableFile(_("El archivo no tiene ninguna fila debajo de los títulos."))
    return lines


def _check_titles(titles: Sequence[str], known: set[str], required: Sequence[str]) -> None:
    if missing := [title for title in required if title not in titles]:
        raise UnreadableFile(
            _("Faltan columnas en la primera fila: %(columns)s.") % {"columns": ", ".join(missing)},
        )
    if unknown := [title for title in titles if title not in known]:
        raise UnreadableFile(
            _("Hay columnas que no se conocen: %(columns)s. Corrija su título o quítelas.")
            % {"columns": ", ".join(title or "—" for title in unknown)}
        )
    if len(set(titles)) < len(titles):
        raise UnreadableFile(_("Un título de columna está repetido."))


def _from_csv(content: bytes) -> Iterator[tuple[int, Cells]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(
            _("El archivo no es un XLSX ni un CSV en UTF-8: guárdelo como «CSV UTF-8» o como .xlsx.")
        ) from None
    if "\x00" in text:
        raise UnreadableFile(_("El archivo no es un CSV: contiene caracteres que ningún texto lleva."))
    titles = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in titles else ",", strict=True)
    try:
        for row in reader:
            yield reader.line_num, [(cell.strip(), cell.lstrip().startswith("=")) for cell in row]
    except csv.Error:
        raise UnreadableFile(
            _("El CSV no se puede leer después de la línea %(number)s: revise sus comillas.")
            % {"number": reader.line_num}
        ) from None


def read_sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the cells of each sheet of an XLSX by its name, row by row, as openpyxl reads them.

    A formula is a cell whose ``data_type`` is "f": nothing is ever computed.

    :raises UnreadableFile: when it is too large, damaged, or made to take long.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(_("El archivo pesa más de 1 MB: divídalo en varios."))
    _check_package(content)
    found: dict[str, list[tuple[Any, ...]]] = {}
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()
            found[sheet.title] = list(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=LAST_ROW))
    except Exception as error:  # a broken package breaks openpyxl in any way it likes
        raise UnreadableFile(_("El archivo XLSX está dañado: ábralo y guárdelo otra vez.")) from error
    return found


def put_text(cell: Cell, text: str) -> None:
    """Write what people wrote into a cell: text stays text, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True


def _from_xlsx(content: bytes) -> Iterator[tuple[int, Cells]]:
    _check_package(content)
    try:
        # Formulas are read as text: what they would give is never computed nor taken from the file.
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = workbook.worksheets[0]
        # The size that a sheet claims is its writer's word; the rows that are there count.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=LAST_ROW), start=1):
            yield number, [(_text(cell.value), cell.data_type == "f") for cell in row]
    except UnreadableFile:
        raise
    except Exception as error:  # a broken package breaks openpyxl in any way it likes
        raise UnreadableFile(_("El archivo XLSX está dañado: ábralo y guárdelo otra vez.")) from error


def _check_package(content: bytes) -> None:
    """Refuse what would unpack to far more than it weighs, or takes far longer to read than any table.

    Entities that a part declares break openpyxl, since defusedxml is installed, whatever its name and encoding.
    """
    damaged = UnreadableFile(_("El archivo XLSX está dañado: ábralo y guárdelo otra vez."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise UnreadableFile(_("El archivo XLSX se descomprime a un tamaño que no se admite."))
            if any(entry.compress_type not in COMPRESSIONS for entry in entries):
                raise damaged
            # In UTF-16 every other byte of a tag is zero.
            parts = [package.read(entry).replace(b"\0", b"") for entry in entries]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise damaged from error
    if sum(part.count(b"<") for part in parts) > MOST_TAGS:
        raise UnreadableFile(_("El archivo XLSX tiene demasiadas celdas: copie su tabla a un libro nuevo."))
    if any(len(digits) > 9 or int(digits) > LAST_ROW for part in parts for digits in _ROW_NUMBER.findall(part)):
        raise UnreadableFile(
            _("El archivo XLSX tiene filas más allá de la %(last)d: copie su tabla al inicio de un libro nuevo.")
            % {"last": LAST_ROW}
        )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time.min:
        # A sheet knows no dates without a time.
        return value.date().isoformat()
    return str(value).strip()
