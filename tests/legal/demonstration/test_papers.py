"""The invented files of the demonstration are files that the product keeps, and say that they are invented."""

from __future__ import annotations

import re

from legal.demonstration.papers import MARK, invented_paper
from legal.documents import uploads

TITLE = "Informe N° 946-2015-GRA/DIRESA"


def words(paper: bytes) -> str:
    """Return the words that the page draws, line by line."""
    rows = re.findall(rb"^\((.*)\) '$", paper, re.MULTILINE)
    return "\n".join(re.sub(rb"\\([()\\])", rb"\1", row).decode("cp1252") for row in rows)


def test_it_is_a_pdf_that_may_be_kept() -> None:
    assert uploads.file_type(invented_paper(TITLE, ["Texto"]), largest=10_000) == uploads.PDF


def test_each_object_begins_where_the_table_says() -> None:
    paper = invented_paper(TITLE, ["Niños y gestantes"])
    (start,) = re.findall(rb"startxref\n(\d+)\n", paper)
    assert paper[int(start) :].startswith(b"xref\n")
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n ", paper)]
    assert len(places) == 5
    for number, place in enumerate(places, start=1):
        assert paper[place:].startswith(f"{number} 0 obj\n".encode())


def test_it_tells_its_title_and_words_in_spanish_and_that_it_is_invented() -> None:
    told = words(invented_paper(TITLE, ["Año 1 (Nivel 0): verificación, 52.4%", r"Una \ barra"]))
    assert told.startswith(MARK)
    for line in (TITLE, "Año 1 (Nivel 0): verificación, 52.4%", r"Una \ barra"):
        assert line in told


def test_long_lines_are_folded_and_what_does_not_fit_the_page_is_left_out() -> None:
    told = words(invented_paper(TITLE, ["palabra " * 40, *(f"línea {number}" for number in range(60))])).splitlines()
    assert max(len(line) for line in told) <= 84
    assert len(told) == 43
    assert "línea 0" in told
    assert "línea 59" not in told


def test_the_same_words_are_the_same_file_and_other_words_are_not() -> None:
    assert invented_paper(TITLE, ["a"]) == invented_paper(TITLE, ["a"]) != invented_paper(TITLE, ["b"])
