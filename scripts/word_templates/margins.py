"""Letterhead of the first page, running head and foot of every page."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from scripts.word_templates.layout import CENTER, LINE, RED, RIGHT, field, fill, tag, write
from scripts.word_templates.tables import set_cell_margins, set_widths, shade

_WHITE = RGBColor(0xFF, 0xFF, 0xFF)


def add_margins(document: Any, *, running_title: str) -> None:
    """Give the document its letterhead, its running head and its foot with page and verification code."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    _letterhead(section.first_page_header)
    _running_head(section.header, running_title)
    _foot(section.first_page_footer)
    _foot(section.footer)


def _letterhead(header: Any) -> None:
    _remove_paragraphs(header)
    blocks = (
        ("{{ letterhead.country }}", 1.8, RED, _WHITE),
        ("{{ letterhead.ministry }}", 4.4, "3A3A3A", _WHITE),
        ("{{ letterhead.vice_ministry }}", 4.6, "6B6B6B", _WHITE),
        ("{{ letterhead.directorate }}", 5.2, "D9D9D9", None),
    )
    grid = header.add_table(1, len(blocks), Cm(16))
    set_widths(grid, [width for _text, width, _color, _ink in blocks])
    for cell, (text, _width, color, ink) in zip(grid.rows[0].cells, blocks, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = "Membrete"
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)
        run = paragraph.add_run(text)
        run.bold = True
        if ink is not None:
            run.font.color.rgb = ink
        shade(cell, color)
    for line in ("decade_name", "year_name"):
        tag(header, f"if letterhead.{line}")
        paragraph = write(header, f"“{{{{ letterhead.{line} }}}}”", "Membrete")
        paragraph.paragraph_format.space_before = Pt(3)
        tag(header, "endif")
    _notices(header)


def _running_head(header: Any, title: str) -> None:
    _remove_paragraphs(header)
    paragraph = write(header, title, "Pie", align=RIGHT)
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "3"), ("color", LINE)):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().insert(1, border)
    _notices(header)


def _notices(header: Any) -> None:
    tag(header, "if stamp.is_draft")
    write(header, "PROYECTO SIN VALOR LEGAL", "Aviso")
    tag(header, "endif")
    tag(header, "if demonstration_note")
    write(header, "{{ demonstration_note }}", "Aviso")
    tag(header, "endif")
    write(header, "", "Membrete", align=CENTER)


def _foot(footer: Any) -> None:
    _remove_paragraphs(footer)
    grid = footer.add_table(1, 2, Cm(16))
    # In hundredths of the text's width, so that it fits upright and sideways pages.
    width = grid._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    set_cell_margins(grid, top=0, left=0, bottom=0, right=0)
    code, page = (cell.paragraphs[0] for cell in grid.rows[0].cells)
    for paragraph in (code, page):
        paragraph.style = "Pie"
    fill(code, "Código de verificación: {{ stamp.verification_code }}")
    fill(page, "Página ", align=RIGHT)
    field(page, "PAGE")
    page.add_run(" de ")
    field(page, "NUMPAGES")
    write(footer, "", "Pie")


def _remove_paragraphs(part: Any) -> None:
    part.is_linked_to_previous = False
    for paragraph in list(part.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
