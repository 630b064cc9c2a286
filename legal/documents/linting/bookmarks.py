"""The bookmarks that must stay: each once, in the heading of a clause that every document has, with its text.

Other documents cite a clause and change its text by its bookmark, as they read them in what was issued
(``agreements.clauses``): what that reading would not find, or would find empty, is refused here.
"""

from __future__ import annotations

import re
from typing import Final

from legal.documents.linting.findings import Findings, Place
from legal.documents.linting.package import Part
from legal.documents.linting.places import Paragraph, W
from legal.documents.linting.tags import Tag

_OF_CLAUSES: Final = "clausula_"
_CLAUSE: Final = re.compile(r"\s*(?:{{\s*clausula\(.*?\)\s*}}|CLÁUSULA [A-ZÁÉÍÓÚÑ ]+?)\s*")
_TITLED: Final = re.compile(_CLAUSE.pattern + r"[:.–—-]+\s*\S")
_OPENS, _CLOSES = ("if", "for"), ("endif", "endfor")


def check_bookmarks(
    part: Part, paragraphs: list[Paragraph], tags: list[Tag] | None, names: list[str], findings: Findings
) -> None:
    """Find which of the bookmarks that must stay are gone, twice, or not where others would find their clause.

    ``tags`` are those of the part, or nothing where they could not be read.
    """
    marked: dict[str, list[int]] = {}
    for place, paragraph in enumerate(paragraphs):
        for bookmark in paragraph.element.iter(f"{W}bookmarkStart"):
            marked.setdefault(bookmark.get(f"{W}name", ""), []).append(place)
    between = {bookmark.get(f"{W}name", "") for bookmark in part.root.iterfind(f"{W}body/{W}bookmarkStart")}
    missing = [name for name in names if name not in marked and name not in between]
    if missing:
        findings.add("MRK02", Place(part=part.kind), names=missing)
    conditional = _in_blocks(paragraphs, tags or [])
    for name in names:
        places = marked.get(name, [])
        if len(places) + (name in between) > 1:
            findings.add("MRK03", paragraphs[places[-1]].place, name=name)
        elif name in between:
            findings.add("MRK05", Place(part=part.kind), name=name)
        elif places:
            _check_clause(name, paragraphs, places[0], findings, is_conditional=places[0] in conditional)


def _check_clause(
    name: str, paragraphs: list[Paragraph], place: int, findings: Findings, *, is_conditional: bool
) -> None:
    heading = paragraphs[place]
    if is_conditional:
        findings.add("MRK04", heading.place, name=name)
    elif name.startswith(_OF_CLAUSES) and not _TITLED.match(heading.text):
        findings.add("MRK05", heading.place, name=name)
    elif name.startswith(_OF_CLAUSES) and not _says_something(paragraphs[place + 1 :]):
        findings.add("MRK06", heading.place, name=name)


def _says_something(following: list[Paragraph]) -> bool:
    """Whether there is a text before the next clause, be it printed by a tag."""
    for paragraph in following:
        if _CLAUSE.match(paragraph.text):
            return False
        if re.sub(r"{[%#].*?[%#]}", "", paragraph.text).strip():
            return True
    return False


def _in_blocks(paragraphs: list[Paragraph], tags: list[Tag]) -> set[int]:
    """Return which paragraphs stand within a condition or repetition of whole paragraphs or rows, by their place."""
    places = {paragraph.element: place for place, paragraph in enumerate(paragraphs)}
    inside: set[int] = set()
    opened: list[int] = []
    for tag in tags:
        # A block without a kind begins and ends in one paragraph, which stays.
        if tag.kind and tag.keyword in _OPENS:
            opened.append(places[tag.paragraph.element])
        elif tag.kind and tag.keyword in _CLOSES and opened:
            inside.update(range(opened.pop() + 1, places[tag.paragraph.element]))
    return inside
