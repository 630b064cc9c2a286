"""Reports on paper: what must not be torn apart by the end of a page, nor cut by a narrow column."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.legal.papers import shipped_draft
from tests.legal.verification.papers import carried_group, first_report, second_report

DATED = date(2016, 3, 18)
# Centimeters of "establecimientos", the longest word of a unit, with the margins of its cell.
LONGEST_UNIT = 2.6


def rows_of(paper: Any) -> list[Any]:
    """Return the rows of the tables of a paper, in their order."""
    document = Document(io.BytesIO(shipped_draft(context=paper, dated=DATED).content))
    return [row for grid in document.tables for row in grid.rows]


def text_of(row: Any) -> str:
    return "\n".join(paragraph.text for paragraph in row.cells[0].paragraphs)


def stays_with_next(row: Any) -> bool:
    return all(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs)


@pytest.mark.parametrize("paper", [first_report(), second_report()], ids=lambda paper: paper.template_name)
def test_who_signs_who_verified_and_who_agreed_share_a_page(paper: Any) -> None:
    signature = next(row for row in rows_of(paper) if text_of(row).startswith("Lima, "))
    assert signature._tr.trPr.find(qn("w:cantSplit")) is not None
    assert paper.signatory.name in text_of(signature)
    assert text_of(signature).splitlines()[-2].startswith("Elaboró: ")
    assert text_of(signature).splitlines()[-1].startswith("Revisó: ")


def test_the_text_before_a_signature_goes_with_it_to_another_page() -> None:
    document = Document(io.BytesIO(shipped_draft(context=first_report(), dated=DATED).content))
    body = list(document.element.body)
    signed = next(
        at for at, part in enumerate(body) if part.tag == qn("w:tbl") and "Elaboró: " in "".join(part.itertext())
    )
    assert body[signed - 1].pPr.find(qn("w:keepNext")) is not None
    assert "".join(body[signed - 1].itertext()).startswith("4.2.")


def test_what_a_verdict_rests_on_stays_with_it() -> None:
    rows = rows_of(replace(first_report(), carried=(carried_group(),)))
    told = [(above, row) for above, row in pairwise(rows) if text_of(row).startswith(("Sustento", "Evidencia"))]
    assert len(told) > 20
    assert all(stays_with_next(above) for above, _row in told)


def test_a_reason_without_files_keeps_no_other_criterion() -> None:
    rows = rows_of(first_report())
    alone = [
        row
        for row, below in pairwise(rows)
        if text_of(row).startswith("Sustento") and not text_of(below).startswith("Evidencia")
    ]
    assert alone
    assert not any(stays_with_next(row) for row in alone)


def test_a_measured_value_has_room_for_the_words_of_its_unit() -> None:
    heads = [row for row in rows_of(first_report()) if "Valor medido" in [cell.text for cell in row.cells]]
    widths = [
        cell.width.cm for row in heads for cell in row.cells if cell.text in {"Valor medido", "Condición requerida"}
    ]
    assert len(heads) == 5
    assert min(widths) >= LONGEST_UNIT
