"""What Word keeps beside the text and a template must not have: fields, changes, objects, numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from legal.documents.linting.findings import Findings, Place, quoted
from legal.documents.linting.package import Part
from legal.documents.linting.places import BOX, TAG, TBL, TR, P, Paragraph, W

# Fields that run programs, bring in other files or ask whoever opens the document.
_DANGEROUS: Final = re.compile(
    r"\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|EMBED|MACROBUTTON|GOTOBUTTON|DATABASE|RD|AUTOTEXT|"
    r"AUTOTEXTLIST|PRINT|FILLIN|ASK|MERGEFIELD|MERGEREC|NEXT|NEXTIF|SKIPIF|HTMLCONTROL|CONTROL|ADDIN)\b",
    re.IGNORECASE,
)
_INDEX: Final = re.compile(r"\s*(TOC|INDEX|TOA)\b", re.IGNORECASE)
_HYPERLINK: Final = re.compile(r"\s*HYPERLINK\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_ADDRESS: Final = re.compile(r"\"?\s*(https?|mailto):", re.IGNORECASE)

_CHANGES: Final = tuple(
    W + name
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
        "tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip
_OBJECTS: Final = (f"{W}object", f"{W}control")
_OFF: Final = frozenset({"0", "false", "off"})
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def check_word(part: Part, paragraphs: list[Paragraph], findings: Findings) -> None:
    """Find what a part holds beside its text that would be lost, run, or shown to nobody."""
    places = {each.element: each.place for each in paragraphs}
    nowhere = Place(part=part.kind)

    def place_of(element: etree._Element) -> Place:
        paragraph = next(element.iterancestors(P), None)
        if paragraph is None:
            # What is said of a row or a table stands before its first paragraph.
            table = next(element.iterancestors(TR, TBL), None)
            paragraph = None if table is None else next(table.iter(P), None)
        return places.get(paragraph, nowhere)

    for paragraph in paragraphs:
        for instruction in _instructions(paragraph.element):
            _check_field(instruction, paragraph.place, findings)
    for element in part.root.iter(*_CHANGES):
        findings.add("TRK01", place_of(element), text=quoted("".join(element.itertext())))
    for element in part.root.iter(*_OBJECTS):
        findings.add("OLE01", place_of(element))
    for element in part.root.iter(f"{W}altChunk"):
        findings.add("ALT01", place_of(element))
    for element in part.root.iter(f"{W}commentReference"):
        findings.add("COM01", place_of(element))
    for element in part.root.iter(f"{W}vanish"):
        if element.get(f"{W}val", "1") not in _OFF:
            findings.add("HID01", place_of(element))
    for element in part.root.iter(_PICTURE):
        if not element.get("descr", "").strip() and next(element.getparent().iter(BOX), None) is None:
            findings.add("IMG01", place_of(element))


def _instructions(paragraph: etree._Element) -> Iterator[str]:
    """Yield the instructions of the fields of a paragraph, whole however many runs they are split into."""
    for field in paragraph.iter(f"{W}fldSimple"):
        yield field.get(f"{W}instr", "")
    pieces: list[str] = []
    for element in paragraph.iter(f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}instrText":
            pieces.append(element.text or "")
        elif pieces:
            yield "".join(pieces)
            pieces = []
    if pieces:
        yield "".join(pieces)


def _check_field(instruction: str, place: Place, findings: Findings) -> None:
    dangerous = _DANGEROUS.match(instruction)
    if dangerous:
        findings.add("FLD01", place, field=dangerous.group(1).upper())
    index = _INDEX.match(instruction)
    if index:
        findings.add("FLD02", place, field=index.group(1).upper())
    if re.search("{[{%#]|[}%#]}", instruction):
        findings.add("FLD03", place, text=quoted(instruction))
    link = _HYPERLINK.match(instruction)
    if link and not link["rest"].strip().startswith("\\") and not _ADDRESS.match(link["rest"].strip()):
        findings.add("REL03", place, target=quoted(link["rest"].strip()))


def check_bookmarks(part: Part, paragraphs: list[Paragraph], names: list[str], findings: Findings) -> None:
    """Find which of the bookmarks that must stay are gone, or there twice, so that nobody knows which counts."""
    places: dict[str, list[Place]] = {}
    for paragraph in paragraphs:
        for bookmark in paragraph.element.iter(f"{W}bookmarkStart"):
            places.setdefault(bookmark.get(f"{W}name", ""), []).append(paragraph.place)
    for bookmark in part.root.iterfind(f"{W}body/{W}bookmarkStart"):
        places.setdefault(bookmark.get(f"{W}name", ""), []).append(Place(part=part.kind))
    missing = [name for name in names if name not in places]
    if missing:
        findings.add("MRK02", Place(part=part.kind), names=missing)
    for name in names:
        if len(places.get(name, ())) > 1:
            findings.add("MRK03", places[name][1], name=name)


def check_properties(parts: list[Part], findings: Findings) -> None:
    """Find tags in the properties of the file, which the program writes itself when it issues a document."""
    for part in parts:
        if part.name.startswith("docProps/"):
            for tag in TAG.findall("\n".join(part.root.itertext())):
                findings.add("PRO01", Place(part="properties"), tag=quoted(tag))
