"""What Word keeps beside the text and a template must not have: fields, changes, objects, numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from legal.documents.linting.findings import Findings, Place, quoted
from legal.documents.linting.package import Part
from legal.documents.linting.places import BOX, TAG, TBL, TR, P, Paragraph, W

# Fields that only count and refer. The others run programs, bring in other files, ask whoever opens the document,
# or say another day each time; new ones, and those whose name another field computes, are refused with them.
_HARMLESS: Final = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF NOTEREF STYLEREF SEQ LISTNUM SYMBOL HYPERLINK".split()
)
_INDEXES: Final = frozenset({"TOC", "INDEX", "TOA"})
_HYPERLINK: Final = re.compile(r"\s*HYPERLINK\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
# The switch of a link within the document; two backslashes begin the name of another machine.
_WITHIN: Final = re.compile(r"\s*\\l\b", re.IGNORECASE)
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
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def check_word(part: Part, paragraphs: list[Paragraph], findings: Findings) -> None:
    """Find what a part holds beside its text that would be lost, run, or shown to nobody."""
    places = {each.element: each.place for each in paragraphs}
    nowhere = Place(part=part.kind)

    def place_of(element: etree._Element) -> Place:
        paragraph = next(element.iterancestors(P), None)
        if paragraph is None:
            # What is said of a row, a table or a control stands before its first paragraph.
            table = next(element.iterancestors(TR, TBL, f"{W}sdt"), None)
            paragraph = None if table is None else next(table.iter(P), None)
        return places.get(paragraph, nowhere)

    for element, instruction in _instructions(part):
        _check_field(instruction, place_of(element), findings)
    for element in part.root.iter(*_CHANGES):
        findings.add("TRK01", place_of(element), text=quoted("".join(element.itertext())))
    for element in part.root.iter(*_OBJECTS):
        findings.add("OLE01", place_of(element))
    for element in part.root.iter(f"{W}dataBinding"):
        findings.add("CTL01", place_of(element))
    for element in part.root.iter(f"{_VML}*"):
        if element.get("src"):
            findings.add("REL02", place_of(element), target=quoted(element.get("src")))
        if element.get("href") and not _ADDRESS.match(element.get("href")):
            findings.add("REL03", place_of(element), target=quoted(element.get("href")))
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


def _instructions(part: Part) -> Iterator[tuple[etree._Element, str]]:
    """Yield the instructions of the fields of a part, whole over runs, paragraphs and fields within each other."""
    for field in part.root.iter(f"{W}fldSimple"):
        yield field, field.get(f"{W}instr", "")
    fields: list[tuple[etree._Element, list[str]]] = []
    for element in part.root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}instrText":
            # Without a beginning it belongs to no field, but nobody writes it so in good faith.
            fields = fields or [(element, [])]
            fields[-1][1].append(element.text or "")
        elif kind == "begin":
            fields.append((element, []))
        elif kind == "end" and fields:
            begun, pieces = fields.pop()
            yield begun, "".join(pieces)
    for begun, pieces in fields:
        yield begun, "".join(pieces)


def _check_field(instruction: str, place: Place, findings: Findings) -> None:
    name = next(iter(re.findall(r"\w+|\S", instruction)), "").upper()
    if name in _INDEXES:
        findings.add("FLD02", place, field=name)
    elif name not in _HARMLESS:
        findings.add("FLD01", place, field=quoted(name) or "…")
    if re.search("{[{%#]|[}%#]}", instruction):
        findings.add("FLD03", place, text=quoted(instruction))
    link = _HYPERLINK.match(instruction)
    if link and not _WITHIN.match(link["rest"]) and not _ADDRESS.match(link["rest"].strip()):
        findings.add("REL03", place, target=quoted(link["rest"].strip()))


def check_settings(parts: list[Part], findings: Findings) -> None:
    """Find a mail merge in the settings, and tags in the properties, which the program writes itself when it issues."""
    for part in parts:
        if next(part.root.iter(f"{W}mailMerge"), None) is not None:
            findings.add("OLE01", Place(part="file", name=quoted(part.name)))
        if part.name.startswith("docProps/"):
            for tag in TAG.findall("\n".join(part.root.itertext())):
                findings.add("PRO01", Place(part="properties"), tag=quoted(tag))
