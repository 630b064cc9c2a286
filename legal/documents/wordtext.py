"""The text of a Word file, as a person would read it aloud: what rules and snapshots look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _
from lxml import etree

from legal.documents.packages import UnreadablePackage, parse_xml, read_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COUNT = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_MARGINS = re.compile(r"word/(header|footer)\d*\.xml")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph, or a row of a table, with the bookmarks that begin in it."""

    text: str
    bookmarks: tuple[str, ...] = ()


def extract_text(content: bytes) -> str:
    """Return the text of the body: one line for each paragraph, and for each row of a table its cells.

    Cells are parted by " | ", the paragraphs of one cell by " / ". Empty lines are left out; runs of
    spaces, those that do not break a line among them, are one plain space.

    :raises UnreadablePackage: when the bytes are not a sound Word file.
    """
    return _joined(_blocks(_body(content)))


def extract_lines(content: bytes) -> list[Line]:
    """Return the lines of ``extract_text``, each with its bookmarks.

    :raises UnreadablePackage: when the bytes are not a sound Word file.
    """
    return [Line(text=text, bookmarks=_bookmarks(block)) for block, text in _told(_body(content)) if text]


def _body(content: bytes) -> etree._Element:
    part = read_parts(content).get("word/document.xml")
    body = None if part is None else parse_xml(part).find(f"{_W}body")
    if body is None:
        raise UnreadablePackage(_("El archivo no es un documento de Word."))
    return body


def _bookmarks(block: etree._Element) -> tuple[str, ...]:
    return tuple(mark.get(f"{_W}name", "") for mark in block.iter(f"{_W}bookmarkStart"))


def extract_words(content: bytes) -> str:
    """Return the text of the body, the headers and the footers, one line for each paragraph or row.

    It is what people wrote, however a program saved it: the numbers of pages, which each counts, are left out, and
    each line of the headers and footers comes once, in alphabetical order, as programs repeat them for sections.

    :raises UnreadablePackage: when the bytes are not a sound Word file.
    """
    parts = read_parts(content)
    lines = list(_blocks(_without_counts(_body(content))))
    margins = (_blocks(_without_counts(parse_xml(parts[name]))) for name in parts if _MARGINS.fullmatch(name))
    return _joined(iter([*lines, *sorted(set(chain.from_iterable(margins)))]))


def _without_counts(root: etree._Element) -> etree._Element:
    """Return the element with the results of the fields that count pages emptied."""
    for simple in root.iter(f"{_W}fldSimple"):
        if _COUNT.match(simple.get(f"{_W}instr", "")):
            for text in simple.iter(f"{_W}t"):
                text.text = ""
    for paragraph in root.iter(f"{_W}p"):
        instruction, shows_result = "", False
        for element in paragraph.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t"):
            if element.tag == f"{_W}fldChar":
                kind = element.get(f"{_W}fldCharType")
                instruction = "" if kind == "begin" else instruction
                shows_result = kind == "separate"
            elif element.tag == f"{_W}instrText":
                instruction += element.text or ""
            elif shows_result and _COUNT.match(instruction):
                element.text = ""
    return root


def extract_margins(content: bytes) -> str:
    """Return the text of the headers and footers, one line for each paragraph or row."""
    parts = read_parts(content)
    lines: list[str] = []
    for name in sorted(name for name in parts if _MARGINS.fullmatch(name)):
        lines.extend(_blocks(parse_xml(parts[name])))
    return _joined(iter(lines))


def _joined(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines if line)


def _blocks(parent: etree._Element) -> Iterator[str]:
    return (text for _block, text in _told(parent))


def _told(parent: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield child, _paragraph(child)
        elif child.tag == f"{_W}tbl":
            for row in child.findall(f"{_W}tr"):
                yield row, " | ".join(_cell(cell) for cell in row.findall(f"{_W}tc"))
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _told(child)


def _cell(cell: etree._Element) -> str:
    return " / ".join(text for text in _blocks(cell) if text)


def _paragraph(paragraph: etree._Element) -> str:
    signs = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        if element.tag == f"{_W}t":
            signs.append(element.text or "")
        elif element.getparent().tag == f"{_W}r":
            signs.append(" ")
    return " ".join("".join(signs).split())
