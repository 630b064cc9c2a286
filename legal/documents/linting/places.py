"""Paragraphs of a part with their text and their place as a person would tell it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from legal.documents.linting.findings import Findings, Place, TooMuch
from legal.documents.linting.package import LONGEST_PARAGRAPH, MOST_SIGNS, Part

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, TBL, TR, TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
BOX: Final = f"{W}txbxContent"
BOOKMARKS: Final = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
TAG: Final = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)

_TEXT: Final = f"{W}t"
_OFF: Final = frozenset({"0", "false", "off"})
# Word leaves these where somebody last wrote or selected; nothing refers to them.
_OWN_BOOKMARKS: Final = ("_GoBack", "_Hlk")
_HEADING_STYLE: Final = re.compile(r"(heading|title|título|anexo)(?!\w)", re.IGNORECASE)
_HEADING_TEXT: Final = re.compile(r"(CL[ÁA]USULA|CAP[ÍI]TULO|ANEXO|ART[ÍI]CULO)\b")
_LONGEST_HEADING: Final = 60


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph: its element, its place, and its text with what stands inside it.

    ``starts`` and ``holders`` say at which sign each piece of text begins and which element holds its
    run (the paragraph, or a hyperlink in it); ``bookmarks`` before which signs a bookmark begins or ends.
    """

    element: etree._Element
    place: Place
    text: str
    starts: tuple[int, ...]
    holders: tuple[etree._Element, ...]
    bookmarks: tuple[int, ...]

    def holder_at(self, sign: int) -> etree._Element:
        """Return the element that holds the run of a sign of the text."""
        return self.holders[bisect_right(self.starts, sign) - 1]


def is_off(element: etree._Element) -> bool:
    """Whether a property that is on when it is there says that it is not."""
    return element.get(f"{W}val", "1") in _OFF


def own_bookmarks(root: etree._Element) -> frozenset[str]:
    """Return the ids of the bookmarks that Word leaves by itself."""
    ids: dict[bool, set[str]] = {True: set(), False: set()}
    for each in root.iter(BOOKMARKS[0]):
        ids[each.get(f"{W}name", "").startswith(_OWN_BOOKMARKS)].add(each.get(f"{W}id", ""))
    # An end has no name: where one number serves two, both matter.
    return frozenset(ids[True] - ids[False])


def heading_styles(parts: list[Part]) -> frozenset[str]:
    """Return the ids of the styles of headings, which Word translates, by their names, which it does not."""
    found = set()
    for part in parts:
        if part.kind == "styles":
            for style in part.root.iter(f"{W}style"):
                name = style.find(f"{W}name")
                if name is not None and _HEADING_STYLE.match(name.get(f"{W}val", "")):
                    found.add(style.get(f"{W}styleId", ""))
    return frozenset(found)


def paragraphs_of(part: Part, headings: frozenset[str]) -> list[Paragraph]:
    """Return the paragraphs of a part in their order, each with its place."""
    # Held in a list, an element keeps its identity and may be a key.
    elements = list(part.root.iter(P, TBL, TR, TC))
    numbers, own = _numbers(elements), own_bookmarks(part.root)
    digits = re.findall(r"\d+", part.name) if part.kind in ("header", "footer") else []
    found: list[Paragraph] = []
    base = Place(part=part.kind, number=int(digits[-1][:4]) if digits else 0)
    count, under = 0, ""
    for element in elements:
        if element.tag != P:
            continue
        text, starts, holders, bookmarks = _read(element, own)
        place = _within(element, base, numbers)
        if not place.table and not place.in_box:
            count += 1
            place = replace(place, paragraph=count)
            if _is_heading(element, text, headings):
                under = heading_of(text)
                place = replace(place, under=under)
        place = replace(place, under=under)
        found.append(
            Paragraph(element=element, place=place, text=text, starts=starts, holders=holders, bookmarks=bookmarks)
        )
    return found


def check_length(texts: list[list[Paragraph]], findings: Findings) -> None:
    """Refuse texts that nobody would read, and that take long to fill; ``texts`` are the paragraphs of each part.

    :raises TooMuch: when there are more signs than a template has.
    """
    longest = max((each for text in texts for each in text), key=lambda each: len(each.text), default=None)
    if longest is not None and len(longest.text) > LONGEST_PARAGRAPH:
        findings.add("LIM06", longest.place, most=f"{LONGEST_PARAGRAPH:,}")
        raise TooMuch
    if sum(len(each.text) for text in texts for each in text) > MOST_SIGNS:
        findings.add("LIM02")
        raise TooMuch


def heading_of(text: str) -> str:
    """Return a heading as it is quoted: on one line, its tags as dots, not too long."""
    text = " ".join(TAG.sub("…", text).split())
    return text if len(text) <= _LONGEST_HEADING else f"{text[: _LONGEST_HEADING - 1]}…"


def _numbers(elements: list[etree._Element]) -> dict[etree._Element, int]:
    """Return the number of each table that stands in no other, of its rows and of their cells."""
    numbers: dict[etree._Element, int] = {}
    counts: Counter[etree._Element | None] = Counter()
    for element in elements:
        if element.tag == P:
            continue
        parent = next(element.iterancestors({TBL: TBL, TR: TBL, TC: TR}[element.tag]), None)
        if (parent is None) == (element.tag == TBL) and (parent is None or parent in numbers):
            counts[parent] += 1
            numbers[element] = counts[parent]
    return numbers


def _within(paragraph: etree._Element, base: Place, numbers: dict[etree._Element, int]) -> Place:
    place = base
    for above in paragraph.iterancestors(TBL, TR, TC, BOX):
        number = numbers.get(above, 0)
        if above.tag == BOX:
            place = replace(place, in_box=True)
        elif above.tag == TBL:
            place = replace(place, table=number)
        elif above.tag == TR:
            place = replace(place, row=number)
        else:
            place = replace(place, cell=number)
    return place


def _is_heading(paragraph: etree._Element, text: str, headings: frozenset[str]) -> bool:
    if not text.strip() or TAG.fullmatch(text.strip()):
        return False
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return (style is not None and style.get(f"{W}val") in headings) or bool(_HEADING_TEXT.match(text.strip()))


def _read(
    paragraph: etree._Element, own: frozenset[str]
) -> tuple[str, tuple[int, ...], tuple[etree._Element, ...], tuple[int, ...]]:
    """Return the text as docxtpl joins it, without that of boxes anchored in the paragraph."""
    pieces: list[str] = []
    starts: list[int] = []
    holders: list[etree._Element] = []
    bookmarks: list[int] = []
    length = 0
    for element in paragraph.iter(_TEXT, *BOOKMARKS):
        if next(element.iterancestors(P), None) is not paragraph:
            continue
        if element.tag == _TEXT:
            run = element.getparent()
            starts.append(length)
            holders.append(run if run.getparent() is None else run.getparent())
            pieces.append(element.text or "")
            length += len(pieces[-1])
            continue
        if element.get(f"{W}id", "") not in own:
            bookmarks.append(length)
    return "".join(pieces), tuple(starts), tuple(holders), tuple(bookmarks)
