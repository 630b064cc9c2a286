"""What Word must find in every document: cells, rows, tables, headers and notes that no condition may empty."""

from __future__ import annotations

import pytest

from tests.legal.documents.linting.bad_templates import docx, look_at

YES, NO, END = "{%p if is_urgent %}", "{%p else %}", "{%p endif %}"


def cell(*texts: str) -> str:
    """Return a cell with these paragraphs."""
    return "<w:tc>" + "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts) + "</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table of rows of cells."""
    filled = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{filled}</w:tbl>"


def found(*blocks: str, header: str = "") -> list[tuple[str, str]]:
    """Return the codes and places of what is found."""
    return [(each.code, each.where) for each in look_at(docx(*blocks, header=header)).findings]


NESTED = table((cell("x"),))
EMPTY_CELLS = {
    "one condition": cell(YES, "a", END),
    "two conditions that may both fail": cell(YES, "a", END, "{%p if not amount %}", "b", END),
    "a list that may be empty": cell("{%p for row in penalties %}", "{{ row.name }}", "{%p endfor %}"),
    "a comparison that may fail": cell("{%p if amount != 'x' %}", "a", END),
    "items of which none may be left": cell(
        "{%p for row in penalties if row.name %}", "{{ row.name }}", "{%p else %}", "{%p endfor %}"
    ),
    "a table without a paragraph after it": f"<w:tc><w:p/>{NESTED}</w:tc>",
    "a table and a paragraph that may not come": f"<w:tc>{NESTED}{cell(YES, 'a', END)[6:]}",
}


@pytest.mark.parametrize("bad", EMPTY_CELLS.values(), ids=EMPTY_CELLS)
def test_a_cell_that_some_document_leaves_without_a_paragraph_is_refused(bad: str) -> None:
    assert found(table((cell("x"), bad))) == [("VAC01", "Cuadro 1, fila 1, celda 2")]


FULL_CELLS = {
    "a paragraph outside": cell(YES, "a", END, ""),
    "both branches": cell(YES, "a", NO, "b", END),
    "opposite conditions": cell(YES, "a", END, "{%p if not is_urgent %}", "b", END),
    "a list and its absence": cell(
        "{%p for row in penalties %}", "{{ row.name }}", "{%p else %}", "ninguna", "{%p endfor %}"
    ),
    "a choice within its only paragraph": cell("{% if is_urgent %}a{% endif %}"),
    "a paragraph after a table": f"<w:tc>{NESTED}<w:p/></w:tc>",
}


@pytest.mark.parametrize("good", FULL_CELLS.values(), ids=FULL_CELLS)
def test_a_cell_that_always_has_a_paragraph_is_accepted(good: str) -> None:
    assert found(table((cell("x"), good))) == []


def test_a_row_has_a_cell_and_a_table_a_row_in_every_document() -> None:
    begin, end = (cell("{%tc if is_urgent %}"), cell("{%tc endif %}"))
    assert found(table((begin, cell("a"), end))) == [("VAC01", "Cuadro 1, fila 1, celda 1")]
    assert found(table((begin, cell("a"), end, cell("b")))) == []
    rows = ((cell("{%tr for row in penalties %}"),), (cell("{{ row.name }}"),), (cell("{%tr endfor %}"),))
    assert found(table(*rows)) == [("VAC01", "Cuadro 1, fila 1, celda 1")]
    assert found(table((cell("Nombre"),), *rows)) == []
    assert found("{%p if penalties %}", table(*rows), END) == []
    assert found("{%p if amount %}", table(*rows), END) == [("VAC01", "Cuadro 1, fila 1, celda 1")]


def test_a_row_that_a_condition_takes_away_may_have_conditions_of_its_own() -> None:
    inner = ((cell("{%tr if is_urgent %}"),), (cell(YES, "a", END),), (cell("{%tr endif %}"),))
    assert found(table((cell("x"),), *inner)) == []


def test_a_row_may_not_begin_in_another_holder_than_it_ends() -> None:
    held = f"<w:sdt><w:sdtContent><w:tr>{cell('{%tr if is_urgent %}')}</w:tr></w:sdtContent></w:sdt>"
    rows = f"<w:tr>{cell('a')}</w:tr><w:tr>{cell('{%tr endif %}')}</w:tr>"
    codes = [code for code, _where in found(f"<w:tbl><w:tblPr/><w:tblGrid/>{held}{rows}</w:tbl>")]
    assert "BLQ05" in codes


def test_a_header_has_a_paragraph_in_every_document() -> None:
    assert found("x", header="{{ amount }}") == []
    assert [code for code, _where in found("x", header="{%p if is_urgent %}")] == ["BLQ03"]
