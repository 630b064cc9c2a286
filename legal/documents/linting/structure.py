"""What Word must find in every document, whatever the conditions: in a cell a paragraph, in a row a cell, in a table a
row, in a header or note a paragraph. Samples cannot show it: they are four of all that may be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from legal.documents.linting.conditions import ALWAYS, Condition, all_of, follows, opposite
from legal.documents.linting.findings import Findings
from legal.documents.linting.places import TBL, TC, TR, Paragraph, W
from legal.documents.linting.tags import Tag

_NOTES: Final = (f"{W}footnote", f"{W}endnote")
_MARGINS: Final = frozenset({"header", "footer"})
_TAKEN: Final = {"tr": TR, "tc": TC}
_NAMES: Final = {TC: "cell", TR: "row", TBL: "table"}


@dataclass(kw_only=True)
class _Thing:
    """A cell, row, table or note: its first paragraph, where it is printed, and where each thing that it holds is."""

    first: Paragraph
    given: Condition
    held: list[Condition] = field(default_factory=list)


def check_structure(paragraphs: list[Paragraph], tags: list[Tag], givens: list[Condition], findings: Findings) -> None:
    """Find what some document would be left without; ``givens`` say where each paragraph is printed."""
    taken = {_taken_by(tag) for tag in tags if tag.kind}
    things: dict[etree._Element, _Thing] = {}
    for paragraph, given in zip(paragraphs, givens, strict=True):
        held = paragraph.element
        for holder in paragraph.element.iterancestors(TC, TR, TBL, *_NOTES):
            thing = things.setdefault(holder, _Thing(first=paragraph, given=given))
            if holder.tag == TC and held.tag == TBL:
                # In a cell Word wants a paragraph after the last table.
                thing.held.clear()
            elif held not in taken and (held is paragraph.element or things[held].first is paragraph):
                thing.held.append(given)
            held = holder
    for element, thing in things.items():
        if element not in taken and not follows(thing.given, thing.held):
            findings.add("VAC01", thing.first.place, empty=_NAMES.get(element.tag, "margin"))
    if paragraphs and paragraphs[0].place.part in _MARGINS:
        printed = [given for each, given in zip(paragraphs, givens, strict=True) if each.element not in taken]
        if not follows(ALWAYS, printed):
            findings.add("VAC01", paragraphs[0].place, empty="margin")


def _taken_by(tag: Tag) -> etree._Element:
    """Return the paragraph, row or cell that goes with a tag."""
    element = tag.paragraph.element
    return element if tag.kind == "p" else next(element.iterancestors(_TAKEN[tag.kind]))


@dataclass(frozen=True, kw_only=True)
class Printed:
    """Where each paragraph of a part is printed, and where it would be if no list that is repeated were empty."""

    where: list[Condition]
    where_lists_have_items: list[Condition]


def printed_where(paragraphs: list[Paragraph], tags: list[Tag], conditions: Mapping[int, Condition]) -> Printed:
    """Return where each paragraph is printed: under the blocks that are open where it begins.

    ``conditions`` are what the tags of blocks and branches ask for, by their numbers from 1.
    """
    filled = {number: ALWAYS if tags[number - 1].keyword == "for" else each for number, each in conditions.items()}
    return Printed(
        where=_givens(paragraphs, tags, conditions), where_lists_have_items=_givens(paragraphs, tags, filled)
    )


def _givens(paragraphs: list[Paragraph], tags: list[Tag], conditions: Mapping[int, Condition]) -> list[Condition]:
    blocks: list[tuple[Condition, Condition]] = []
    found = []
    numbered = iter(enumerate(tags, start=1))
    number, tag = next(numbered, (0, None))
    for paragraph in paragraphs:
        found.append(all_of(each for block in blocks for each in block))
        while tag is not None and tag.paragraph is paragraph:
            _open_or_close(blocks, tag, number, conditions)
            number, tag = next(numbered, (0, None))
    return found


def _open_or_close(
    blocks: list[tuple[Condition, Condition]], tag: Tag, number: int, conditions: Mapping[int, Condition]
) -> None:
    """Follow a tag: each open block is what no branch before asked for, and what its own branch asks for."""
    if tag.keyword in ("if", "for"):
        blocks.append((ALWAYS, conditions[number]))
    elif tag.keyword in ("elif", "else"):
        before, asked = blocks.pop()
        blocks.append((all_of([before, opposite(asked)]), conditions.get(number, ALWAYS)))
    elif tag.keyword in ("endif", "endfor"):
        blocks.pop()
