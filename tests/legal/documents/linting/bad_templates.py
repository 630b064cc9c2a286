"""Bad templates, made as Word would make them or as somebody with bad intentions would."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from docx import Document
from docx.oxml import parse_xml

from legal.documents.documents import DocumentContext
from legal.documents.linting.findings import Findings, TooMuch
from legal.documents.linting.report import Report, report_of, terms_of
from legal.documents.linting.worker import look

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
CLAUSE = "# CLÁUSULA QUINTA: DEL PLAZO"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A group of the sample."""

    name: Annotated[str, "Nombres y apellidos", "Ana Ficticia"]
    post: Annotated[str, "Cargo", "Directora"]


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """A row of the sample."""

    name: Annotated[str, "Nombre", "Por mora"]
    percentage: Annotated[str, "Porcentaje", "10 %"]
    causes: Annotated[tuple[str, ...], "Causas", ("el retraso", "la falta")]


@dataclass(frozen=True, kw_only=True)
class Letter(DocumentContext):
    """A document with one field of each shape."""

    template_name: ClassVar[str] = "carta.docx"

    amount: Annotated[str, "Monto", "S/ 1,234.50"]
    due: Annotated[str, "Vencimiento", "23 de noviembre de 2026"]
    term_days: Annotated[int, "Días de plazo", 30]
    is_urgent: Annotated[bool, "Si es urgente", True]
    head: Annotated[Person, "Quien dirige"]
    penalties: Annotated[tuple[Penalty, ...], "Penalidades"]


def docx(*blocks: Any, header: str = "", title: str = "") -> bytes:
    """Return a Word file: "# words" is a heading, a list of lists a table, "<w:…" raw markup, a tuple runs."""
    document = Document()
    document.core_properties.title = title
    for block in blocks:
        if isinstance(block, list):
            _add_table(document, block)
        elif isinstance(block, tuple):
            paragraph = document.add_paragraph()
            for run in block:
                paragraph.add_run(run)
        elif block.startswith("# "):
            document.add_heading(block[2:], 1)
        elif block.startswith("<w:"):
            name = block[1:].partition(">")[0].partition(" ")[0].rstrip("/")
            markup = block.replace(f"<{name}", f"<{name} {NAMESPACES}", 1)
            document.element.body.insert(len(document.element.body) - 1, parse_xml(markup))
        else:
            document.add_paragraph(block)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _add_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def look_at(content: bytes, contract: type[DocumentContext] = Letter) -> Report:
    """Return the report on a template for a letter, made in this process: as in the confined one, but fast."""
    said: list[str] = []
    with suppress(TooMuch):
        look(content, terms_of(contract), Findings(said.append))
    return report_of([*said, '{"done": true}'])
