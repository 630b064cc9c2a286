"""The invented files of the demonstration: a page of text each, made here, that says of itself what it is."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

MARK: Final = "DOCUMENTO DE DEMOSTRACIÓN, INVENTADO Y SIN EFECTO LEGAL"
# An A4 page with margins of an inch, in points.
_WIDTH, _HEIGHT, _MARGIN = 595, 842, 72
_SIZE, _LEADING, _COLUMNS = 11, 16, 84
_ROWS: Final = (_HEIGHT - 2 * _MARGIN) // _LEADING


def invented_paper(title: str, lines: Sequence[str]) -> bytes:
    """Return a PDF of one page with a title and lines of text, marked as invented; the same words give the same bytes.

    Lines are folded; what does not fit the page is left out. Signs that Western Europe lacks become "?".
    """
    rows = [MARK, "", *_folded(title), ""]
    for line in lines:
        rows += _folded(line)
    drawn = b"\n".join(b"(" + _escaped(row) + b") '" for row in rows[:_ROWS])
    start = f"BT /F1 {_SIZE} Tf {_LEADING} TL {_MARGIN} {_HEIGHT - _MARGIN} Td\n".encode()
    return _file(start + drawn + b"\nET")


def _folded(line: str) -> list[str]:
    return textwrap.wrap(line, _COLUMNS) or [""]


def _escaped(row: str) -> bytes:
    plain = row.encode("cp1252", errors="replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(content: bytes) -> bytes:
    """Return a PDF of one page: its objects, the table of where each one begins, the trailer (ISO 32000-1, 7.5)."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream",
        font,
    ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    return made + f"{end}<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n".encode()
