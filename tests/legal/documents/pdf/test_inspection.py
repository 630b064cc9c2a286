"""What is a tagged PDF/A-2b, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from legal.documents.pdf.inspection import shortcomings
from tests.legal.documents.pdf.conftest import archival_pdf

Change = Callable[[pikepdf.Pdf], None]


def part_three(pdf: pikepdf.Pdf) -> None:
    """Say that it is of another part of the norm."""
    with pdf.open_metadata() as metadata:
        metadata["pdfaid:part"] = "3"


def without_title(pdf: pikepdf.Pdf) -> None:
    """Take the title away."""
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


def without(name: str) -> Change:
    """Return what takes an entry of the root away."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[name]

    return change


def with_entry(name: str, value: Callable[[], Any]) -> Change:
    """Return what sets an entry of the root."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[name] = value()

    return change


def with_bare_font(pdf: pikepdf.Pdf) -> None:
    """Use a font that is not in the file."""
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))


def script() -> pikepdf.Dictionary:
    """Return an action that runs a program."""
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def test_nothing_is_lacking_in_a_good_one() -> None:
    assert shortcomings(archival_pdf()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (part_three, "PDF/A 3B"),
        (without_title, "no title"),
        (without("/OutputIntents"), "no output intent"),
        (without("/MarkInfo"), "not tagged"),
        (without("/StructTreeRoot"), "not tagged"),
        (without("/Lang"), "language is not es-PE"),
        (with_entry("/Lang", lambda: pikepdf.String("en-US")), "language is not es-PE"),
        (without("/ViewerPreferences"), "title is not shown"),
        (with_entry("/Names", lambda: pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())), "/JavaScript"),
        (with_entry("/Names", lambda: pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())), "/EmbeddedFiles"),
        (with_entry("/OpenAction", script), "acts when opened"),
        (with_entry("/AA", lambda: pikepdf.Dictionary(WC=script())), "actions"),
        (with_bare_font, "font /Courier is not embedded"),
    ],
)
def test_each_thing_that_is_lacking_is_told(change: Change, said: str) -> None:
    told = shortcomings(archival_pdf(change))
    assert len(told) == 1
    assert said in told[0]


def test_what_is_no_pdf_is_told_and_not_raised() -> None:
    (told,) = shortcomings(b"%PDF-1.7 and nothing else")
    assert told.startswith("not readable")
