"""Every paper is a sound Word file: by the schemas of Office Open XML (ECMA-376), its references and what Word repairs.

The checks are those of openxml-audit; the first tests prove that it sees what it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from legal.documents.kinds import document_kinds, shape_of
from legal.documents.linting.samples import SAMPLES, sample
from legal.documents.packages import normalized, read_parts
from legal.documents.render_worker import fill
from tests.legal.documents.ooxml import flaws
from tests.legal.documents.word_files import with_parts, with_text_replaced

TEMPLATES = Path(__file__).resolve().parents[3] / "templates_docx"
BODY = "word/document.xml"


def shipped(name: str) -> bytes:
    """Return the file of a template."""
    return (TEMPLATES / f"{name}.docx").read_bytes()


def with_body(change: Callable[[etree._Element], None]) -> bytes:
    """Return a letter with its body changed."""
    content = shipped("warning_letter")
    root = etree.fromstring(read_parts(content)[BODY])
    change(root)
    return with_parts(content, {BODY: etree.tostring(root)})


def w(name: str) -> str:
    """Return a name of the language of Word documents."""
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def swap_style_and_alignment(root: etree._Element) -> None:
    """Put the style of a paragraph behind its alignment: CT_PPr asks for the style first."""
    properties = next(root.iter(w("pPr")))
    style = properties.find(w("pStyle"))
    assert style is not None
    properties.append(etree.Element(w("jc"), {w("val"): "left"}))
    properties.append(style)


def put_a_paragraph_into_a_run(root: etree._Element) -> None:
    """Put a paragraph where only text goes."""
    next(root.iter(w("r"))).append(etree.Element(w("p")))


def invent_an_alignment(root: etree._Element) -> None:
    """Align in a way that there is not."""
    next(root.iter(w("pPr"))).append(etree.Element(w("jc"), {w("val"): "sideways"}))


def repeat_a_bookmark(root: etree._Element) -> None:
    """Give two bookmarks one number, as a clause that is repeated would."""
    for _time in range(2):
        next(root.iter(w("p"))).append(etree.Element(w("bookmarkStart"), {w("id"): "7", w("name"): f"n{_time}"}))
    for paragraph in [next(root.iter(w("p")))] * 2:
        paragraph.append(etree.Element(w("bookmarkEnd"), {w("id"): "7"}))


def take_a_style_that_there_is_not(root: etree._Element) -> None:
    """Name a style that the file does not have."""
    next(root.iter(w("pStyle"))).set(w("val"), "Nada")


def empty_a_cell(root: etree._Element) -> None:
    """Leave a cell without any paragraph."""
    cell = next(root.iter(w("tc")))
    for paragraph in cell.findall(w("p")):
        cell.remove(paragraph)


@pytest.mark.parametrize(
    "change",
    [
        swap_style_and_alignment,
        put_a_paragraph_into_a_run,
        invent_an_alignment,
        empty_a_cell,
        repeat_a_bookmark,
        take_a_style_that_there_is_not,
    ],
)
def test_a_body_that_breaks_the_schema_is_told(change: Callable[[etree._Element], None]) -> None:
    assert any(BODY in flaw for flaw in flaws(with_body(change)))


def test_a_relationship_to_nothing_is_told() -> None:
    name = "word/_rels/document.xml.rels"
    assert flaws(with_text_replaced(shipped("warning_letter"), name, b'Target="styles.xml"', b'Target="none.xml"'))


@pytest.mark.parametrize("name", sorted(path.stem for path in TEMPLATES.glob("*.docx")))
def test_every_template_is_sound(name: str) -> None:
    assert flaws(shipped(name)) == []


@pytest.mark.parametrize("there", ["full", "empty"])
@pytest.mark.parametrize("name", sorted(document_kinds()))
def test_every_template_filled_is_sound(name: str, there: str) -> None:
    values = sample(shape_of(document_kinds()[name]), **SAMPLES[there])
    filled = normalized(fill(shipped(name), values), title="Un papel & <otro>", dated=date(2026, 11, 2))
    assert flaws(filled) == []
