"""The workbook and its way back: whatever is written comes back the same, and hostile files are told so."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from legal.agreements.forms.sheets import WORKBOOK, Matrices, read
from legal.agreements.models.review import Part
from legal.agreements.sheets.tables import MOST_ROWS, Values
from legal.agreements.sheets.workbook import workbook
from legal.entities.errors import UnreadableFile
from tests.legal.agreements.sheets import changed, saved
from workflow.models import Unit
from workflow.texts import is_visible, stray_sign

YEARS = 4
UNITS = {
    7: Unit(pk=7, name="Dirección Regional de Salud", code="diresa"),
    8: Unit(pk=8, name="=Red de Salud", code="red"),
    9: Unit(pk=9, name="=Red de Salud", code="red-2"),
}


def texts(longest: int, *, lines: bool = False, least: int = 1) -> st.SearchStrategy[str]:
    """Return texts as a form takes them: stripped, visible, without signs that turn them around; also formulas."""
    signs = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Cc") if lines else ("L", "N", "P", "S"))
    body = st.text(signs, max_size=longest - 4)
    begun = st.tuples(st.sampled_from(["", "=", "+", "-", "@", "'", "=1+", '"']), body).map("".join)

    def kept(text: str) -> str:
        # "_x0041_" is what spreadsheets write for a sign that a file cannot hold.
        text = "".join(sign for sign in text if sign != "_" and not stray_sign(sign, lines=lines)).strip()
        return text if is_visible(text) else "x"

    kept_texts = begun.map(kept)
    return kept_texts if least else st.just("") | kept_texts


def figures(smallest: str, largest: str) -> st.SearchStrategy[Decimal]:
    """Return exact figures with up to six decimals."""
    return st.decimals(Decimal(smallest), Decimal(largest), places=6, allow_nan=False)


CODES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,11}", fullmatch=True).filter(
    lambda code: code.casefold() != "nuevo"
)
WEIGHTS = figures("0.000001", "1")
QUANTITIES = figures("-999999999", "999999999")
CRITERIA = st.fixed_dictionaries(
    {
        "process": st.sampled_from([1, 2, 3, 4]),
        "subprocess": texts(40),
        "code": CODES,
        "statement": texts(60, lines=True),
        "definition": texts(60, lines=True, least=0),
        "formula": texts(60, lines=True, least=0),
        "unit": texts(20),
        "operator": st.sampled_from([">=", "<=", "="]),
        "source": texts(40),
        "means": texts(40),
        "responsible_unit": st.sampled_from(list(UNITS)),
        "weight": st.none() | WEIGHTS,
        **{f"threshold_{year}": st.none() | QUANTITIES for year in range(1, YEARS + 1)},
    }
)
INDICATORS = st.fixed_dictionaries(
    {
        "code": CODES,
        "name": texts(60, lines=True),
        "formula": texts(60, lines=True),
        "unit": texts(20),
        "direction": st.sampled_from(["up", "down"]),
        "source": texts(40),
        "baseline": QUANTITIES,
        "baseline_year": st.integers(1990, 2100),
        "targets": st.lists(st.none() | st.tuples(QUANTITIES, WEIGHTS), min_size=YEARS, max_size=YEARS),
    }
).map(
    lambda row: {
        **{name: value for name, value in row.items() if name != "targets"},
        **{f"target_{year}": each[0] if each else None for year, each in enumerate(row["targets"], start=1)},
        **{f"weight_{year}": each[1] if each else None for year, each in enumerate(row["targets"], start=1)},
    }
)


LINES = ("subprocess", "statement", "definition", "formula", "unit", "source", "means")


def rows(row: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return rows whose codes differ."""
    return st.lists(row, max_size=4, unique_by=lambda each: each["code"].casefold())


def matrices(criteria: list[dict[str, Any]], indicators: list[dict[str, Any]]) -> Matrices:
    """Return what stands."""
    standing: Mapping[Part, Mapping[str, Values]] = {
        Part.COMMITMENTS: {row["code"]: row for row in criteria},
        Part.INDICATORS: {row["code"]: row for row in indicators},
    }
    return Matrices(years=YEARS, responsible=UNITS, standing=standing)


def written(of: Matrices) -> bytes:
    """Return the workbook of what stands."""
    return workbook(of.sheets(), {part: list(found.values()) for part, found in of.standing.items()})


@settings(max_examples=15, deadline=None)
@given(criteria=rows(CRITERIA), indicators=rows(INDICATORS))
def test_a_round_trip_changes_nothing(criteria: list[dict[str, Any]], indicators: list[dict[str, Any]]) -> None:
    before = matrices(criteria, indicators)
    content = written(before)
    reading = read(content, WORKBOOK, before)
    assert not reading.bad
    assert reading.is_none
    # The same in an empty text: every value comes back, not only its likeness.
    anew = read(content, WORKBOOK, matrices([], []))
    assert not anew.bad
    for changes, rows_before in zip(anew.changes, (criteria, indicators), strict=True):
        told = [
            {name: row.values.get(name) for name in each} for row, each in zip(changes.new, rows_before, strict=True)
        ]
        assert [broken(row) for row in told] == [broken(row) for row in rows_before]
    # No text of people is a formula.
    book = load_workbook(BytesIO(content))
    assert not [cell for name in book.sheetnames[:2] for row in book[name] for cell in row if cell.data_type == "f"]


def broken(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with the line breaks of a spreadsheet."""
    return {
        name: value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
        for name, value in row.items()
    }


@settings(max_examples=15, deadline=None)
@given(criteria=st.lists(CRITERIA, min_size=1, max_size=3, unique_by=lambda each: each["code"].casefold()))
def test_rows_copied_from_the_sheet_change_nothing(criteria: list[dict[str, Any]]) -> None:
    # A cell that begins with a quotation mark, and the end of another one, can be told from a quoted cell by nobody.
    for row in criteria:
        row |= {name: value.lstrip('" \n\t\r') or "x" for name, value in row.items() if name in LINES}
    before = matrices(criteria, [])
    columns = before.sheets()[Part.COMMITMENTS].columns

    def copied(value: object) -> str:
        text = "" if value is None else str(value)
        return '"' + text.replace('"', '""') + '"' if "\n" in text or "\t" in text or "\r" in text else text

    text = "\r\n".join("\t".join(copied(each.shown(row[each.name])) for each in columns) for row in criteria)
    reading = read(text.encode(), Part.COMMITMENTS, before)
    assert not reading.bad
    assert reading.is_none


def a_criterion(**values: Any) -> dict[str, Any]:
    """Return a criterion that is plain, but for what the test is about."""
    row = {
        "process": 1,
        "subprocess": "Padrón",
        "code": "C-01",
        "statement": "Gestantes",
        "definition": "",
        "formula": "",
        "unit": "%",
        "operator": ">=",
        "source": "Padrón",
        "means": "Base",
        "responsible_unit": 7,
        "weight": None,
    }
    return {**row, **{f"threshold_{year}": None for year in range(1, YEARS + 1)}, **values}


@pytest.mark.parametrize("text", ["=1+1", "+51 999", "-5", "@SUM(A1)", "=HYPERLINK(1)", "'=1"])
def test_a_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    before = matrices([a_criterion(statement=text)], [])
    content = written(before)
    cell = load_workbook(BytesIO(content))["Compromisos"]["D2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] in "=+-@")
    assert read(content, WORKBOOK, before).is_none


def test_a_code_that_looks_like_a_number_or_a_date_stays_text() -> None:
    before = matrices([a_criterion(code="1.10"), a_criterion(code="01-02")], [])
    assert read(written(before), WORKBOOK, before).is_none


@pytest.mark.parametrize(
    ("value", "number_format", "told"),
    [
        (0.8, "0%", "80"),
        (0.855, "0.0%", "85.5"),
        (0.1 + 0.2, "General", "0.3"),
        ("80 %", "@", "80"),
        ("1,090.5", "@", "1090.5"),
        (80, "General", "80"),
    ],
)
def test_a_figure_is_what_people_see(value: Any, number_format: str, told: str) -> None:
    def change(book: Workbook) -> None:
        cell = book["Compromisos"]["M2"]
        cell.value, cell.number_format = value, number_format

    before = matrices([a_criterion()], [])
    changes = read(changed(written(before), change), WORKBOOK, before).changes[0]
    assert [(each.column, each.after) for each in changes.changed[0].cells] == [
        ("Umbral del año 1 (Nivel 0)", told if told != "1090.5" else "1,090.5")
    ]


@pytest.mark.parametrize("cell", ["C2", "D2", "M2"])
def test_a_date_and_an_error_are_told_apart(cell: str) -> None:
    def change(book: Workbook) -> None:
        book["Compromisos"][cell].value = date(2026, 1, 2)

    before = matrices([a_criterion()], [])
    assert "convirtió en una fecha" in str(read(changed(written(before), change), WORKBOOK, before).bad[0])

    def broken_cell(book: Workbook) -> None:
        book["Compromisos"][cell].value = "#N/A"
        book["Compromisos"][cell].data_type = "e"

    assert "lleva el error #N/A" in str(read(changed(written(before), broken_cell), WORKBOOK, before).bad[0])


def test_rows_have_a_most() -> None:
    before = matrices([a_criterion()], [])
    many = [a_criterion(code=f"C-{number}") for number in range(MOST_ROWS + 1)]
    with pytest.raises(UnreadableFile, match="tiene 201 filas y el máximo es 200"):
        read(written(matrices(many, [])), WORKBOOK, before)


def test_hostile_workbooks_are_refused() -> None:
    before = matrices([a_criterion()], [])
    good = written(before)

    def packed(name: str, change: Any) -> bytes:
        file = BytesIO()
        with zipfile.ZipFile(BytesIO(good)) as package, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as anew:
            for entry in package.infolist():
                body = package.read(entry)
                anew.writestr(entry.filename, change(body) if entry.filename == name else body)
        return file.getvalue()

    sheet = "xl/worksheets/sheet1.xml"
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    for content in (
        packed(sheet, lambda body: body + b" " * (21 * 1024 * 1024)),
        packed(sheet, lambda body: entity),
        packed(sheet, lambda body: body.replace(b'<row r="2"', b'<row r="999999"')),
        packed(sheet, lambda body: body[: len(body) // 2]),
        packed(sheet, lambda body: b"<c/>" * 2_000_000),
        b"PK\x03\x04" + b"\0" * (1024 * 1024 + 1),
    ):
        with pytest.raises(UnreadableFile):
            read(content, WORKBOOK, before)


def test_cells_to_the_right_of_the_last_column_are_not_lost_in_silence() -> None:
    before = matrices([a_criterion()], [])
    book = changed(written(before), lambda book: book["Compromisos"].cell(row=2, column=20, value="nota"))
    with pytest.raises(UnreadableFile, match="a la derecha de la última columna"):
        read(book, WORKBOOK, before)


def test_a_year_that_the_agreement_no_longer_has_is_refused() -> None:
    longer = matrices([a_criterion()], [])
    with pytest.raises(UnreadableFile, match="«umbral del año 4"):
        read(written(longer), WORKBOOK, replace(longer, years=3))


def test_an_empty_workbook_says_what_it_lacks() -> None:
    book = Workbook()
    book.worksheets[0].title = "Compromisos"
    with pytest.raises(UnreadableFile, match="faltan estas columnas"):
        read(saved(book), WORKBOOK, matrices([], []))
