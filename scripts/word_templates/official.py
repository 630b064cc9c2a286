"""What the official papers of an office share: the opening of a letter, its closing words, who signs."""

from __future__ import annotations

from typing import Any

from docx.shared import Cm, Pt

from scripts.word_templates.layout import CENTER, LEFT, RIGHT, fill, tag, write
from scripts.word_templates.tables import add_row, keep_together, set_cell_margins, set_widths, table

FAREWELL = "Hago propicia la ocasión para expresarle los sentimientos de mi especial consideración."


def add_letter_opening(document: Any, kind: str = "OFICIO") -> None:
    """Write place and date, kind and number, to whom, about what (*Asunto*) and after which papers (*Referencia*).

    The document has ``place_and_date``, ``addressee``, ``subject`` and ``references``.
    """
    write(document, "{{ place_and_date }}", align=RIGHT)
    number = write(document, f"**{kind} {{{{ stamp.number }}}}**", align=LEFT)
    number.paragraph_format.space_before = Pt(6)
    tag(document, "if stamp.version")
    write(document, "({{ stamp.version }})", align=LEFT)
    tag(document, "endif")
    _addressee(document)
    _subject(document)


def _addressee(document: Any) -> None:
    _line(document, "{{ addressee.treatment }}").paragraph_format.space_before = Pt(10)
    _line(document, "**{{ addressee.name }}**")
    _line(document, "{{ addressee.post }}")
    _line(document, "{{ addressee.entity }}")
    tag(document, "if addressee.address")
    _line(document, "{{ addressee.address }}")
    tag(document, "endif")
    _line(document, "Presente.-").paragraph_format.space_after = Pt(10)


def _line(document: Any, text: str) -> Any:
    paragraph = write(document, text, align=LEFT)
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _subject(document: Any) -> None:
    grid = document.add_table(0, 3)
    set_cell_margins(grid, top=30, left=0, bottom=30, right=85)
    fill(_pair(grid, "Asunto").cells[2].paragraphs[0], "**{{ subject }}**")
    papers = _pair(grid, "Referencia").cells[2]
    papers._tc.remove(papers.paragraphs[0]._p)
    tag(papers, "if references|length == 1")
    _paper(papers, "{{ references[0] }}")
    tag(papers, "else")
    tag(papers, "for reference in references")
    numbered = _paper(papers, "{{ loop.index }})\t{{ reference }}").paragraph_format
    numbered.left_indent, numbered.first_line_indent = Cm(0.7), Cm(-0.7)
    numbered.tab_stops.add_tab_stop(Cm(0.7))
    tag(papers, "endfor")
    tag(papers, "endif")
    # Word wants a paragraph at the end of each cell.
    write(papers, "", "Celda").paragraph_format.line_spacing = Pt(1)
    set_widths(grid, (2.4, 0.4, 13.2))
    write(document, "", "Celda")


def _paper(cell: Any, text: str) -> Any:
    paragraph = write(cell, text, align=LEFT)
    paragraph.paragraph_format.space_after = Pt(2)
    return paragraph


def _pair(grid: Any, name: str) -> Any:
    row = grid.add_row()
    keep_together(row)
    for cell, text in zip(row.cells, (name, ":", ""), strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Texto"
        paragraph.paragraph_format.space_after = Pt(0)
        fill(paragraph, text, align=LEFT)
    return row


def add_closing(document: Any, farewell: str = FAREWELL) -> None:
    """Write the closing words of a letter and its signature (see ``add_signature``)."""
    courtesy = write(document, farewell)
    greeting = write(document, "Atentamente,", align=CENTER)
    greeting.paragraph_format.space_before = Pt(8)
    for paragraph in (courtesy, greeting):
        paragraph.paragraph_format.keep_with_next = True
    add_signature(document)


def add_signature(document: Any) -> None:
    """Write a place to sign, with what follows kept on its page. The document has ``signatory``."""
    rule = write(document, "_______________________________", align=CENTER)
    rule.paragraph_format.space_before = Pt(54)
    lines = [rule, write(document, "**{{ signatory.name }}**", align=CENTER)]
    lines.append(write(document, "{{ signatory.post }}", align=CENTER))
    for line in lines:
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.keep_with_next = True
    write(document, "{{ signatory.entity }}", align=CENTER)


def add_sheet(document: Any, heads: tuple[str, str], rows: tuple[tuple[str, str], ...]) -> Any:
    """Write a ruled sheet of two columns, for texts too long for a row; it stays on one page where it fits."""
    grid = table(document, (3.6, 12.4), heads)
    for cell in grid.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for position, (head, text) in enumerate(rows):
        row = add_row(grid, (f"**{head}**", text))
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = position < len(rows) - 1
    write(document, "", "Celda")
    return grid


def or_dash(field: str) -> str:
    """Return the words that print a field, or a dash where it is empty."""
    return f"{{% if {field} %}}{{{{ {field} }}}}{{% else %}}–{{% endif %}}"
