"""What a table of entities may say: every bad cell is named, with its row, its column and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.entities import columns, spreadsheets
from legal.entities.errors import UnreadableFile
from legal.entities.rules import BadCell, EntityRow, check_lines, is_sound_ruc
from legal.entities.territory import Territory
from tests.legal.entities.tables import AMAZONAS, AMBIENTE, TITLES, changed, csv_of, xlsx_of

TERRITORY = Territory(
    departments={"01": "Amazonas", "02": "Áncash", "15": "Lima"}, districts=frozenset({"010101", "150101"})
)


def check(content: bytes) -> tuple[list[EntityRow], list[BadCell]]:
    lines = spreadsheets.read_lines(content, columns=columns.TITLES, required=columns.REQUIRED)
    return check_lines(lines, TERRITORY)


@pytest.mark.parametrize(
    "content",
    [
        csv_of(AMAZONAS, AMBIENTE),
        b"\xef\xbb\xbf" + csv_of(AMAZONAS, AMBIENTE),
        csv_of(AMAZONAS, AMBIENTE, separator=";"),
        csv_of(AMAZONAS, AMBIENTE).replace(b"\n", b"\r\n"),
        xlsx_of(AMAZONAS, AMBIENTE),
    ],
    ids=["csv", "with BOM", "semicolons", "windows", "xlsx"],
)
def test_every_format_tells_the_same(content: bytes) -> None:
    rows, bad = check(content)
    assert not bad
    assert [row.key for row in rows] == [("regional", "99", "440", ""), ("national", "05", "005", "")]
    assert (rows[0].department, rows[0].district, rows[0].ruc) == ("01", "010101", "20479569861")
    assert rows[1].department == "15"


def test_the_zeros_that_a_spreadsheet_drops_are_put_back() -> None:
    rows, bad = check(xlsx_of(("Gobierno Nacional", 5, 5.0, "Ministerio", None, 20479569861, 10101, 1, None)))
    assert not bad
    assert (rows[0].sector_code, rows[0].code, rows[0].district, rows[0].department) == ("05", "005", "010101", "01")


def test_a_national_code_repeats_in_another_sector() -> None:
    rows, bad = check(csv_of(AMBIENTE, changed(AMBIENTE, sector="11")))
    assert (len(rows), bad) == (2, [])


def test_the_sector_of_a_regional_government_may_be_left_out() -> None:
    assert check(csv_of(changed(AMAZONAS, sector="")))[0][0].sector_code == "99"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"nivel": "provincial"}, "nivel"),
        ({"nivel": "nacional", "sector": ""}, "sector"),
        ({"sector": "11"}, "sector"),
        ({"nivel": "nacional", "sector": "AB"}, "sector"),
        ({"codigo": "44O"}, "codigo"),
        ({"codigo": ""}, "codigo"),
        ({"nivel": "local", "codigo": "x" * 15}, "codigo"),
        ({"nombre": ""}, "nombre"),
        ({"nombre": "x" * 201}, "nombre"),
        ({"ruc": "20479569862"}, "ruc"),
        ({"ruc": "2047956986"}, "ruc"),
        ({"ubigeo": "010199"}, "ubigeo"),
        ({"departamento": "Amazonía"}, "departamento"),
        ({"departamento": "Ancash"}, "departamento"),
        ({"direccion": "=1+1"}, "direccion"),
        ({"nombre": "\u200b"}, "nombre"),
        ({"nombre": "Muni \x01\x1b \u202eX"}, "nombre"),
        ({"siglas": "G\u200bRA"}, "siglas"),
    ],
)
def test_a_bad_cell_is_named(cells: dict[str, str], column: str) -> None:
    rows, bad = check(csv_of(AMBIENTE, changed(AMAZONAS, **cells)))
    assert [row.row for row in rows] == [2]
    assert column in {cell.column for cell in bad}
    assert all(cell.row == 3 and cell.problem and cell.remedy for cell in bad)


def test_all_that_is_wrong_is_told_at_once() -> None:
    _rows, bad = check(csv_of(changed(AMAZONAS, nivel="x", nombre="", ruc="1")))
    assert {cell.column for cell in bad} >= {"nivel", "nombre", "ruc"}
    assert "Fila 2, columna «ruc»: no es un RUC" in " ".join(map(str, bad))


@pytest.mark.parametrize(("again", "column"), [({}, "codigo"), ({"codigo": "441"}, "ruc")])
def test_no_entity_and_no_ruc_is_told_twice(again: dict[str, str], column: str) -> None:
    rows, bad = check(csv_of(AMAZONAS, changed(AMAZONAS, **again)))
    assert [row.row for row in rows] == [2]
    assert [(cell.row, cell.column) for cell in bad] == [(3, column)]


def test_a_formula_of_a_sheet_is_refused_and_not_computed() -> None:
    _rows, bad = check(xlsx_of(changed(AMAZONAS, nombre='=CONCATENATE("a","b")')))
    assert [(cell.column, cell.problem) for cell in bad] == [("nombre", "contiene una fórmula.")]


def package(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(f"{name}.xml", content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def rewritten(*, compression: int = zipfile.ZIP_DEFLATED, **replacing: bytes) -> bytes:
    """Return an XLSX of one entity whose sheet has some of its words replaced (``_old`` and ``_new``)."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of(AMAZONAS))) as sound, zipfile.ZipFile(file, "w", compression) as made:
        for entry in sound.infolist():
            content = sound.read(entry)
            if entry.filename == SHEET:
                assert replacing.get("old", b"") in content
                content = content.replace(replacing.get("old", b""), replacing.get("new", b""), 1)
                content = replacing.get("whole", content)
            made.writestr(entry.filename, content)
    return file.getvalue()


def corrupt() -> bytes:
    """Return an XLSX whose sheet is compressed into what no deflate stream holds."""
    content = bytearray(rewritten())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        start = package.getinfo(SHEET).header_offset + 30 + len(SHEET)
    content[start : start + 8] = b"\xff" * 8
    return bytes(content)


def sheet_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(SHEET)


def encoded(encoding: str, *, declaring: str) -> bytes:
    """Return an XLSX whose sheet is in an encoding, with a declaration before its root."""
    root = sheet_of(xlsx_of(AMAZONAS)).decode()
    head = f'<?xml version="1.0" encoding="{encoding}"?>{declaring}'
    return rewritten(whole=(head + root[root.index("<worksheet") :]).encode(encoding))


ENTITY = '<!DOCTYPE w [<!ENTITY e "x">]>'


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_a_sheet_that_declares_entities_is_refused_in_any_encoding(encoding: str) -> None:
    rows, _bad = check(encoded(encoding, declaring=""))
    assert [row.row for row in rows] == [2]
    with pytest.raises(UnreadableFile, match="dañado"):
        check(encoded(encoding, declaring=ENTITY))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (rewritten(old=b'<row r="2"', new=b'<row r="1048576000"'), "más allá de la 20000"),
        (rewritten(old=b'<row r="2"', new=b'<row r="1048576"'), "más allá de la 20000"),
        (rewritten(old=b"</row>", new=b"<c/>" * (spreadsheets.MOST_TAGS + 1) + b"</row>"), "demasiadas celdas"),
        (corrupt(), "dañado"),
        (rewritten(compression=zipfile.ZIP_LZMA), "dañado"),
        (rewritten(compression=zipfile.ZIP_BZIP2), "dañado"),
    ],
    ids=["far row", "last row of a sheet", "cells without end", "corrupt", "LZMA", "bzip2"],
)  # fmt: skip
def test_a_hostile_sheet_is_refused_in_words(content: bytes, words: str) -> None:
    assert len(content) < spreadsheets.LARGEST_FILE
    with pytest.raises(UnreadableFile, match=words):
        check(content)


def test_rows_that_are_missing_between_others_are_left_out() -> None:
    rows, bad = check(rewritten(old=b'<row r="2"', new=b'<row r="20000"'))
    assert ([row.row for row in rows], bad) == ([20000], [])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vacío"),
        (b"x" * (spreadsheets.LARGEST_FILE + 1), "1 MB"),
        ("nivel,codigo,nombre\nregional,441,Áncash".encode("latin-1"), "UTF-8"),
        (b"nivel,codigo\nregional,441", "Faltan columnas en la primera fila: nombre"),
        (csv_of(titles=(*TITLES, "direcion")), "no se conocen: direcion"),
        (csv_of(titles=(*TITLES, "ruc")), "repetido"),
        (csv_of(), "ninguna fila"),
        (csv_of((*AMAZONAS, "de más")), "más celdas que títulos"),
        (csv_of(changed(AMAZONAS, nombre='"sin cerrar')), "comillas"),
        (csv_of(changed(AMAZONAS, nombre="\x00")), "caracteres"),
        (csv_of(*[AMAZONAS] * 5001), "5000 filas"),
        (xlsx_of(AMAZONAS)[:-40], "dañado"),
        (package(nothing=b"<a/>"), "dañado"),
        (package(bomb=b" " * (spreadsheets.LARGEST_UNPACKED + 1)), "descomprime"),
        (package(**{f"p{n}": b"" for n in range(spreadsheets.MOST_PARTS + 1)}), "descomprime"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        check(content)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"nivel,codigo,nombre\n"):
        try:
            check(start + content)
        except UnreadableFile:
            continue


@given(st.integers(0, 10**10 - 1), st.integers(1, 9))
def test_a_wrong_check_digit_is_never_sound(number: int, other: int) -> None:
    sound = [f"{number:010}{digit}" for digit in range(10) if is_sound_ruc(f"{number:010}{digit}")]
    assert len(sound) == 1
    assert not is_sound_ruc(f"{sound[0][:10]}{(int(sound[0][10]) + other) % 10}")
