"""What the papers on money share: tables of facts, of rows and sums, and where a tranche stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scripts.word_templates.layout import tag, write
from scripts.word_templates.tables import add_row, add_tag_row, shade, table

TOTAL_FILL = "F4F3F3"


def add_facts(document: Any, rows: Sequence[tuple[str, str]]) -> None:
    """Write a table of what and which; the first pair is its head."""
    grid = table(document, (4.2, 11.8), rows[0])
    for head, text in rows[1:]:
        add_row(grid, (f"**{head}**", text))


def add_rows(
    document: Any, loop: str, columns: Sequence[tuple[str, float, str]], *, figures: Sequence[int] = ()
) -> Any:
    """Write a table with one row for each item of a loop, and return it.

    ``columns`` are heads, widths in centimeters and texts; ``figures`` are those of amounts.
    """
    heads, widths, texts = zip(*columns, strict=True)
    grid = table(document, widths, heads, figures=figures)
    add_tag_row(grid, loop)
    add_row(grid, texts, figures=figures)
    add_tag_row(grid, "endfor")
    return grid


def add_total_row(grid: Any, label: str, sums: Sequence[str]) -> None:
    """Add the shaded row that closes a table: a label as wide as what is left of the sums, and these to the right."""
    first = len(grid.columns) - len(sums)
    blanks = ("",) * (first - 1)
    row = add_row(grid, (label, *blanks, *sums), figures=range(first, len(grid.columns)), bold=True)
    labelled = row.cells[0].merge(row.cells[first - 1]) if blanks else row.cells[0]
    for extra in labelled.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    for cell in (labelled, *row.cells[first:]):
        shade(cell, TOTAL_FILL)


def add_tranche_table(document: Any, *, due: str) -> None:
    """Write the parts of ``money``, a tranche, and their sum, on one page. ``due`` names what is still to be paid."""
    grid = table(document, (11.0, 5.0), ("{{ money.label }}", "Monto"), figures=(1,))
    for name, part in (("Transferido", "paid"), (due, "due"), ("Saldo", "balance")):
        add_row(grid, (name, f"{{{{ money.{part} }}}}"), figures=(1,))
    for name, part in (("Saldo cuya transferencia se canceló", "cancelled"), ("No alcanzado", "forgone")):
        add_tag_row(grid, f"if money.{part}")
        add_row(grid, (name, f"{{{{ money.{part} }}}}"), figures=(1,))
        add_tag_row(grid, "endif")
    keep_rows(grid)
    add_total_row(grid, "Total (monto del tramo)", ("{{ money.amount }}",))


def keep_rows(grid: Any) -> None:
    """Keep each row written so far on the page of what follows."""
    for row in grid.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                keep(paragraph)


def keep(paragraph: Any) -> Any:
    """Keep a paragraph on the page of what follows, and return it."""
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def add_paragraphs(document: Any, field: str, *, text: str = "{{ paragraph }}", style: str = "Texto") -> None:
    """Write one paragraph for each item of a field."""
    tag(document, f"for paragraph in {field}")
    write(document, text, style)
    tag(document, "endfor")
