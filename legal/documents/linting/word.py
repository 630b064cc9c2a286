"""What Word keeps beside the text and a template must not have: fields, changes, objects, numbering."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from legal.documents.linting.findings import LONGEST_QUOTE, Findings, Place, quoted
from legal.documents.linting.package import Part
from legal.documents.linting.places import BOX, TAG, TBL, TR, P, Paragraph, W, is_off
from legal.documents.linting.word_fields import ADDRESS, check_field, fields_of

_CHANGES: Final = tuple(
    W + name
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
        "tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
        *(f"{range_}Range{end}" for end in ("Start", "End") for range_ in (
            "moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo",
        )),
    )
)  # fmt: skip
# What two people changed at once, as Word 2010 and later keep it.
_CONFLICTS: Final = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}"
    for name in (
        "conflictIns",
        "conflictDel",
        "customXmlConflictInsRangeStart",
        "customXmlConflictInsRangeEnd",
        "customXmlConflictDelRangeStart",
        "customXmlConflictDelRangeEnd",
    )
)
_OBJECTS: Final = (f"{W}object", f"{W}control", f"{W}subDoc", "{urn:schemas-microsoft-com:office:office}OLEObject")
# Word writes today's date in their place.
_DATES: Final = tuple(f"{W}{unit}{form}" for unit in ("day", "month", "year") for form in ("Short", "Long"))
_MACROS: Final = (f"{W}entryMacro", f"{W}exitMacro")
_STYLES: Final = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
_HIDING: Final = (f"{W}vanish", f"{W}specVanish")
_LINKED: Final = "{urn:schemas-microsoft-com:office:office}href"
# Signs that turn around what follows them, and those that stand for references while a document is filled.
_UNSEEN: Final = re.compile("[\u202a-\u202e\u2066-\u2069\ue000\ue001]")
_MARK: Final = re.compile("{[{%#]")
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_CLICKS: Final = tuple(
    f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}" for name in ("hlinkClick", "hlinkHover")
)
# The rest holds no text that anybody fills.
_READ_FOR_TAGS: Final = frozenset({"body", "header", "footer", "footnotes", "endnotes", "comments", "glossary"})


def hidden_styles(parts: list[Part]) -> frozenset[str]:
    """Return the ids of the styles that hide text, those that rest on another included."""
    hidden, based = set(), {}
    for part in parts:
        if part.kind == "styles":
            for style in part.root.iter(f"{W}style"):
                name, base = style.get(f"{W}styleId", ""), style.find(f"{W}basedOn")
                based[name] = "" if base is None else base.get(f"{W}val", "")
                if any(not is_off(each) for each in style.iterfind(f"{W}rPr/{W}vanish")):
                    hidden.add(name)
    found = hidden
    while found:
        found = {name for name, base in based.items() if base in hidden} - hidden
        hidden |= found
    return frozenset(hidden)


def check_word(part: Part, paragraphs: list[Paragraph], hidden: frozenset[str], findings: Findings) -> None:
    """Find what a part holds beside its text that would be lost, run, or shown to nobody.

    ``hidden`` are the styles that hide text.
    """
    places = {each.element: each.place for each in paragraphs}
    nowhere = Place(part=part.kind)

    def place_of(element: etree._Element) -> Place:
        paragraph = next(element.iterancestors(P), None)
        if paragraph is None:
            # What is said of a row, a table or a control stands before its first paragraph.
            table = next(element.iterancestors(TR, TBL, f"{W}sdt"), element.getnext())
            paragraph = None if table is None else next(table.iter(P), None)
        return places.get(paragraph, nowhere)

    for field in fields_of(part.root):
        check_field(field, place_of(field.element), findings)
    for element in part.root.iter(*_DATES):
        findings.add("FLD01", place_of(element), field=etree.QName(element).localname)
    for element in part.root.iter(*_MACROS):
        findings.add("MAC01", place_of(element))
    for element in part.root.iter(*_CHANGES, *_CONFLICTS):
        findings.add("TRK01", place_of(element), text=quoted("".join(element.itertext())))
    for element in part.root.iter(*_OBJECTS):
        findings.add("OLE01", place_of(element))
    for element in part.root.iter("{*}dataBinding"):
        findings.add("CTL01", place_of(element))
    for table in part.root.iter(TBL):
        if table.find(f"{W}tblGrid") is None:
            findings.add("TBL01", places.get(next(table.iter(P), None), nowhere))
    _check_links(part, place_of, findings)
    for element in part.root.iter(f"{W}altChunk"):
        findings.add("ALT01", place_of(element))
    for element in part.root.iter(f"{W}commentReference"):
        findings.add("COM01", place_of(element))
    for element in part.root.iter(*_HIDING):
        if not is_off(element):
            findings.add("HID01", place_of(element))
    if hidden:
        for element in part.root.iter(*_STYLES):
            if element.get(f"{W}val") in hidden:
                findings.add("HID01", place_of(element))
    for paragraph in paragraphs:
        if _UNSEEN.search(paragraph.text):
            findings.add("SIG01", paragraph.place, text=quoted(_UNSEEN.sub("�", paragraph.text)))
    for element in part.root.iter(_PICTURE):
        if not element.get("descr", "").strip() and next(element.getparent().iter(BOX), None) is None:
            findings.add("IMG01", place_of(element))


def _check_links(part: Part, place_of: Callable[[etree._Element], Place], findings: Findings) -> None:
    """Find where drawings lead, or take what they show from."""
    for element in part.root.iter(f"{_VML}*"):
        for source in (element.get("src"), element.get(_LINKED)):
            if source:
                findings.add("REL02", place_of(element), target=quoted(source))
        if element.get("href") and not ADDRESS.match(element.get("href")):
            findings.add("REL03", place_of(element), target=quoted(element.get("href")))
    for element in part.root.iter(*_CLICKS):
        if element.get("action"):
            findings.add("REL03", place_of(element), target=quoted(element.get("action")))


def check_settings(parts: list[Part], findings: Findings) -> None:
    """Find what the settings do to whoever opens a document, and tags where nothing fills them."""
    for part in parts:
        place = Place(part="file", name=quoted(part.name))
        if next(part.root.iter(f"{W}mailMerge"), None) is not None:
            findings.add("OLE01", place)
        if part.root.tag == f"{W}settings":
            if any(not is_off(each) for each in part.root.iterfind(f"{W}trackRevisions")):
                findings.add("TRK02", place)
            if any(_protects(each) for each in part.root):
                findings.add("PRT01", place)
        if part.name.startswith("docProps/"):
            # The program writes the properties itself when it issues.
            for tag in TAG.findall("\n".join(part.root.itertext())):
                findings.add("PRO01", Place(part="properties"), tag=quoted(tag))
        elif part.kind not in _READ_FOR_TAGS:
            _check_unfilled(part, place, findings)


def _protects(setting: etree._Element) -> bool:
    if setting.tag == f"{W}writeProtection":
        return True
    enforced = setting.get(f"{W}enforcement", "0")
    return setting.tag == f"{W}documentProtection" and enforced not in ("0", "false", "off")


def _check_unfilled(part: Part, place: Place, findings: Findings) -> None:
    """Find a tag in a part that nobody fills: a chart, a diagram, a style; it would be printed as it is."""
    source = etree.tostring(part.root, encoding="unicode")
    if "{" not in source:
        return
    for text in (re.sub("<[^>]*>", "", source), source):
        mark = _MARK.search(text)
        if mark and {"{": "}}", "%": "%}", "#": "#}"}[text[mark.end() - 1]] in text[mark.end() :]:
            findings.add("TAG02", place, tag=quoted(text[mark.start() : mark.start() + LONGEST_QUOTE]))
            return
