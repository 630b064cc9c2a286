"""Automatic lists: Word numbers them in the masculine, and does not begin anew within a repetition."""

from __future__ import annotations

from typing import Final

from lxml import etree

from legal.documents.linting.findings import Findings, quoted
from legal.documents.linting.package import Part
from legal.documents.linting.places import Paragraph, W
from legal.documents.linting.tags import Tag

_IN_WORDS: Final = frozenset({"ordinal", "ordinalText", "cardinalText"})
_WITHOUT_ORDER: Final = frozenset({"bullet", "none"})


class Numbering:
    """The automatic lists of a document: which paragraphs Word numbers, and how."""

    def __init__(self, parts: list[Part]) -> None:
        self._formats: dict[str, set[str]] = {}
        self._of_styles: dict[str, str] = {}
        for part in parts:
            if part.kind == "numbering":
                self._read_lists(part.root)
            elif part.kind == "styles":
                self._read_styles(part.root)

    def _read_lists(self, root: etree._Element) -> None:
        abstract = {
            each.get(f"{W}abstractNumId", ""): {
                level.get(f"{W}val", "") for level in each.iterfind(f"{W}lvl/{W}numFmt")
            }
            for each in root.iter(f"{W}abstractNum")
        }
        for each in root.iter(f"{W}num"):
            of = each.find(f"{W}abstractNumId")
            formats = abstract.get(of.get(f"{W}val", ""), set()) if of is not None else set()
            overridden = {level.get(f"{W}val", "") for level in each.iter(f"{W}numFmt")}
            self._formats[each.get(f"{W}numId", "")] = formats | overridden

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iter(f"{W}style"):
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None:
                self._of_styles[style.get(f"{W}styleId", "")] = number.get(f"{W}val", "")

    def formats_of(self, paragraph: etree._Element) -> set[str]:
        """Return the formats of the list a paragraph belongs to; nothing when it is in none."""
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            return self._formats.get(number.get(f"{W}val", ""), set())
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val", "")
        return self._formats.get(self._of_styles.get(name, ""), set())


def check_lists(paragraphs: list[Paragraph], tags: list[Tag], numbering: Numbering, findings: Findings) -> None:
    """Find paragraphs whose automatic number would come out wrong."""
    repeated: dict[etree._Element, int] = {}
    for tag in tags:
        if tag.kind in ("p", "tr") and tag.keyword in ("for", "endfor"):
            repeated[tag.paragraph.element] = 1 if tag.keyword == "for" else -1
    depth = 0
    for paragraph in paragraphs:
        depth += repeated.get(paragraph.element, 0)
        formats = numbering.formats_of(paragraph.element)
        if formats & _IN_WORDS:
            findings.add("NUM01", paragraph.place, text=quoted(paragraph.text))
        elif depth > 1 and formats - _WITHOUT_ORDER:
            findings.add("NUM02", paragraph.place, text=quoted(paragraph.text))
