"""The bookmarks that must stay: each once, in the heading of a clause that every document has, with its text.

Other documents cite a clause and change its text by its bookmark, as they read them in what was issued
(``agreements.clauses``): what that reading would not find, or would find empty, is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from legal.documents.linting.conditions import ALWAYS, Condition, follows
from legal.documents.linting.findings import Findings, Place
from legal.documents.linting.package import Part
from legal.documents.linting.places import Paragraph, W
from legal.documents.linting.structure import Printed

_OF_CLAUSES: Final = "clausula_"
_CLAUSE: Final = re.compile(r"\s*(?:{{\s*clausula\(.*?\)\s*}}|CLÁUSULA [A-ZÁÉÍÓÚÑ ]+?)\s*")
_TITLED: Final = re.compile(_CLAUSE.pattern + r"[:.–—-]+\s*\S")


def check_bookmarks(
    part: Part, paragraphs: list[Paragraph], printed: Printed | None, names: list[str], findings: Findings
) -> None:
    """Find which of the bookmarks that must stay are gone, twice, or not where others would find their clause.

    ``printed`` says where each paragraph is printed; nothing where mistakes hide it.
    """
    marked: dict[str, list[int]] = {}
    for place, paragraph in enumerate(paragraphs):
        for bookmark in paragraph.element.iter(f"{W}bookmarkStart"):
            marked.setdefault(bookmark.get(f"{W}name", ""), []).append(place)
    between = {bookmark.get(f"{W}name", "") for bookmark in part.root.iterfind(f"{W}body/{W}bookmarkStart")}
    missing = [name for name in names if name not in marked and name not in between]
    if missing:
        findings.add("MRK02", Place(part=part.kind), names=missing)
    for name in names:
        places = marked.get(name, [])
        if len(places) + (name in between) > 1:
            findings.add("MRK03", paragraphs[places[-1]].place, name=name)
        elif name in between:
            findings.add("MRK05", Place(part=part.kind), name=name)
        elif places:
            _check_clause(name, paragraphs, places[0], printed, findings)


def _check_clause(
    name: str, paragraphs: list[Paragraph], place: int, printed: Printed | None, findings: Findings
) -> None:
    heading = paragraphs[place]
    if (printed and not follows(ALWAYS, printed.where[place : place + 1])) or _is_within_a_choice(heading, name):
        findings.add("MRK04", heading.place, name=name)
    elif name.startswith(_OF_CLAUSES) and not _TITLED.match(heading.text):
        findings.add("MRK05", heading.place, name=name)
    elif name.startswith(_OF_CLAUSES) and printed:
        following = zip(paragraphs[place + 1 :], printed.where_lists_have_items[place + 1 :], strict=True)
        if not follows(ALWAYS, _said(following)):
            findings.add("MRK06", heading.place, name=name)


def _is_within_a_choice(heading: Paragraph, name: str) -> bool:
    """Whether a bookmark begins after a condition or repetition of some words of its paragraph."""
    before = ""
    for element in heading.element.iter(f"{W}t", f"{W}bookmarkStart"):
        if element.get(f"{W}name") == name:
            break
        before += element.text or ""
    return "{%" in before


def _said(following: Iterable[tuple[Paragraph, Condition]]) -> Iterator[Condition]:
    """Yield where each text before the next clause is printed, be it by a tag; a list is taken to have items."""
    for paragraph, given in following:
        if _CLAUSE.match(paragraph.text):
            return
        if re.sub(r"{[%#].*?[%#]}", "", paragraph.text).strip():
            yield given
