"""Ruled tables that grow with their rows, for the Word templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from scripts.word_templates.layout import LINE, RIGHT, fill, tag, write

HEAD_FILL = "E7E6E6"
GROUP_FILL = "F4F3F3"

_AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_AFTER_MARGINS = ("w:tblLook",)
_AFTER_SHADING = ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")


def table(container: Any, widths: Sequence[float], heads: Sequence[str], *, figures: Sequence[int] = ()) -> Any:
    """Add a ruled table with a shaded head that repeats on each page. ``widths`` are centimeters.

    ``figures`` are the columns of amounts, whose heads go to the right as they do.
    """
    grid = container.add_table(1, len(widths))
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _rule(grid)
    set_cell_margins(grid, top=40, left=85, bottom=40, right=85)
    set_widths(grid, widths)
    for position, (cell, text) in enumerate(zip(grid.rows[0].cells, heads, strict=True)):
        cell.paragraphs[0].style = "Celda título"
        fill(cell.paragraphs[0], text, align=RIGHT if position in figures else None)
        shade(cell, HEAD_FILL)
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    keep_together(grid.rows[0])
    return grid


def set_widths(grid: Any, widths: Sequence[float]) -> None:
    """Set the columns of a table, in centimeters."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def add_row(grid: Any, texts: Sequence[str], *, figures: Sequence[int] = (), bold: bool = False) -> Any:
    """Add a row. ``figures`` are the columns that hold amounts and go to the right."""
    row = grid.add_row()
    keep_together(row)
    for position, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.paragraphs[0].style = "Celda cifra" if position in figures else "Celda"
        fill(cell.paragraphs[0], f"**{text}**" if bold and text else text)
    return row


def add_tag_row(grid: Any, words: str) -> None:
    """Add the row of a block tag: it disappears, and what lies between repeats."""
    row = grid.add_row()
    paragraph = row.cells[0].paragraphs[0]
    paragraph.style = "Celda"
    paragraph.add_run("{%tr " + words + " %}")


def add_group_row(grid: Any, text: str, *, fill_color: str = GROUP_FILL) -> None:
    """Add a row that is one shaded cell and stays with the row that follows."""
    row = grid.add_row()
    keep_together(row)
    cell = row.cells[0].merge(row.cells[-1])
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    paragraph = cell.paragraphs[0]
    paragraph.style = "Celda título"
    paragraph.paragraph_format.keep_with_next = True
    fill(paragraph, text)
    shade(cell, fill_color)


def undivided(document: Any, width: float = 16.0) -> Any:
    """Add a cell without rules that no page break divides, and return it: without the paragraph it came with.

    LibreOffice may leave a paragraph behind that is to stay with the next, but does not tear a row apart.
    """
    grid = document.add_table(1, 1)
    set_cell_margins(grid, top=0, left=0, bottom=0, right=0)
    set_widths(grid, (width,))
    keep_together(grid.rows[0])
    cell = grid.rows[0].cells[0]
    cell._tc.remove(cell.paragraphs[0]._p)
    return cell


def keep_together(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def add_lines(cell: Any, loop: str, text: str) -> None:
    """Fill a cell with one paragraph for each item; a last one, all but invisible, keeps it valid in Word."""
    cell._tc.remove(cell.paragraphs[0]._p)
    tag(cell, loop)
    write(cell, text, "Celda")
    tag(cell, "endfor")
    write(cell, "", "Celda").paragraph_format.line_spacing = Pt(1)


def add_optional_line(cell: Any, condition: str, text: str) -> None:
    """Add a paragraph to a cell that is there only when the condition holds."""
    tag(cell, f"if {condition}")
    write(cell, text, "Celda")
    tag(cell, "endif")


def shade(cell: Any, color: str) -> None:
    """Fill a cell with a color."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().insert_element_before(shading, *_AFTER_SHADING)


def set_cell_margins(grid: Any, **twentieths: int) -> None:
    """Set the inner margins of a table's cells, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twentieths[side]))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.insert_element_before(margins, *_AFTER_MARGINS)


def _rule(grid: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    grid._tbl.tblPr.insert_element_before(borders, *_AFTER_BORDERS)
