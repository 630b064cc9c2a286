"""Tables of entities for tests, as the bytes of CSV and XLSX files."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

TITLES = ("nivel", "sector", "codigo", "nombre", "siglas", "ruc", "ubigeo", "departamento", "direccion")
AMAZONAS = (
    "regional", "99", "440", "Gobierno Regional de Amazonas", "GRA", "20479569861", "010101", "Amazonas", "Jr. Uno 1",
)  # fmt: skip
AMBIENTE = ("nacional", "05", "005", "Ministerio del Ambiente", "MINAM", "", "", "Lima", "")


def csv_of(*rows: Sequence[str], titles: Sequence[str] = TITLES, separator: str = ",") -> bytes:
    """Return a CSV without quotes."""
    return "\n".join(separator.join(row) for row in (titles, *rows)).encode()


def xlsx_of(*rows: Sequence[object], titles: Sequence[str] = TITLES) -> bytes:
    """Return an XLSX with one sheet."""
    workbook = Workbook()
    assert workbook.active is not None
    for row in (titles, *rows):
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def changed(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    """Return a row with some cells changed."""
    return tuple(cells.get(title, cell) for title, cell in zip(TITLES, row, strict=True))
