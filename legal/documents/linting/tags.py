"""Tags in their paragraphs: what docxtpl would lose or join without a word, and which tag closes which."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from lxml import etree

from legal.documents.linting import losses
from legal.documents.linting.findings import Findings, Place, quoted
from legal.documents.linting.places import TAG, TC, TR, Paragraph, W, own_bookmarks

_MARK: Final = re.compile(r"{[{%#]|[}%#]}")
_KIND: Final = re.compile(r"{([%{#])(tr|tc|p|r) ")
_SPACED_KIND: Final = re.compile(r"{[%{]-?\s*(tr|tc|p|r)\s")
_KEYWORD: Final = re.compile(r"{%[-+]?\s*(\w*)")
_CLOSED_BY: Final = {"if": "endif", "for": "endfor"}
_OF_BLOCKS: Final = frozenset({*_CLOSED_BY, *_CLOSED_BY.values(), "else", "elif"})
# What gives a number each time it is filled.
_NUMBERING: Final = re.compile(r"\b(clausula|numeral)\s*\(")
_UNFILLED: Final = frozenset({"endnotes", "comments", "glossary"})
_BESIDE: Final = {"picture": "TAG09", "page_break": "TAG14", "bookmark": "MRK01"}


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A tag: its text as written, its kind ("", "p", "tr", "tc"), its paragraph and at which sign it begins."""

    text: str
    kind: str
    paragraph: Paragraph
    start: int

    @property
    def place(self) -> Place:
        """Return where it stands."""
        return self.paragraph.place

    @cached_property
    def keyword(self) -> str:
        """Return the word that says what it does: "if", "endfor"; "" for one that prints or comments."""
        found = _KEYWORD.match(self.plain)
        return found.group(1) if found else ""

    @cached_property
    def plain(self) -> str:
        """Return the tag as Jinja gets it: without its kind, on one line, with straight quotation marks."""
        text = _KIND.sub(r"{\1 ", self.text)
        for old, new in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("\n", " ")):
            text = text.replace(old, new)
        return text

    @property
    def holder(self) -> etree._Element:
        """Return the element in which a block that begins with this tag must end."""
        element = self.paragraph.element
        if self.kind == "":
            return self.paragraph.holder_at(self.start)
        if self.kind != "p":
            element = next(element.iterancestors({"tr": TR, "tc": TC}[self.kind]))
        return element.getparent()


def read_tags(paragraphs: list[Paragraph], findings: Findings) -> list[Tag] | None:
    """Return the tags of a part in their order, or nothing when some are so misplaced that no order holds."""
    before = findings.errors
    tags: list[Tag] = []
    for paragraph in paragraphs:
        if "{" in paragraph.text or "}" in paragraph.text:
            tags += _tags_of(paragraph, findings)
    alone: dict[etree._Element, list[str]] = {}
    blocks = [tag for tag in tags if tag.kind]
    own = own_bookmarks(blocks[0].paragraph.element.getroottree().getroot()) if blocks else frozenset()
    for tag in blocks:
        _check_alone(tag, alone, own, findings)
    if findings.errors > before:
        return None
    _check_blocks(tags, findings)
    return None if findings.errors > before else tags


def _tags_of(paragraph: Paragraph, findings: Findings) -> Iterator[Tag]:
    # docxtpl joins what a brace at the edge of a paragraph seems to open or close.
    edges = [*re.findall("^}", paragraph.text), *re.findall("{$", paragraph.text)]
    for mark in dict.fromkeys([*_MARK.findall(TAG.sub("", paragraph.text)), *edges]):
        findings.add("TAG01", paragraph.place, mark=mark, text=quoted(paragraph.text))
    between: list[tuple[int, str]] | None = None
    for match in TAG.finditer(paragraph.text):
        text = match.group()
        kind = _KIND.match(text)
        tag = Tag(text=text, kind=kind.group(2) if kind else "", paragraph=paragraph, start=match.start())
        problem = _written_badly(tag, bool(kind))
        if problem:
            findings.add(problem, paragraph.place, tag=quoted(text), kind=_letters(text))
            continue
        if _cuts(paragraph.bookmarks, match):
            findings.add("MRK01", paragraph.place, tag=quoted(text))
        if _cuts(paragraph.starts, match):
            between = losses.inside(paragraph.element) if between is None else between
            for _sign, what in _cuts(between, match, key=lambda each: each[0]):
                findings.add("TAG16", paragraph.place, tag=quoted(text), what=what)
        if paragraph.place.in_box and _NUMBERING.search(text):
            findings.add("NUM09", paragraph.place, tag=quoted(text))
        if paragraph.holder_at(match.start()) is not paragraph.holder_at(match.end() - 1):
            findings.add("TAG10", paragraph.place, tag=quoted(text))
        if paragraph.place.part in _UNFILLED:
            findings.add("TAG02", paragraph.place, tag=quoted(text))
        else:
            yield tag


def _cuts(things: Sequence[Any], match: re.Match[str], key: Callable[[Any], int] | None = None) -> Sequence[Any]:
    """Return those of some things, each at a sign of the text and in that order, that stand within a tag."""
    return things[bisect_right(things, match.start(), key=key) : bisect_left(things, match.end(), key=key)]


def _letters(text: str) -> str:
    spaced = _SPACED_KIND.match(text)
    return spaced.group(1) if spaced else ""


def _written_badly(tag: Tag, has_kind: bool) -> str:
    """Return the code of what is wrong with how a tag is written, whatever it says."""
    inside = tag.text[2:-2]
    if _MARK.search(inside):
        return "TAG17"
    if tag.text.startswith("{#"):
        return "TAG11" if tag.kind == "r" else ""
    if has_kind and (tag.text[1] == "{" or tag.kind == "r"):
        return "TAG11"
    if not has_kind and _SPACED_KIND.match(tag.text):
        return "TAG03"
    if tag.kind and re.search("[%}]", inside):
        return "TAG04"
    if inside.startswith("-") or inside.endswith("-"):
        return "TAG12"
    if "«" in inside or "»" in inside:
        return "SIN03"
    return "SIN04" if "&" in inside else ""


def _check_alone(tag: Tag, looked_at: dict[etree._Element, list[str]], own: frozenset[str], findings: Findings) -> None:
    """Find what is lost with the paragraph, row or cell that a block tag takes away with it."""
    element = tag.paragraph.element
    block = element if tag.kind == "p" else next(element.iterancestors({"tr": TR, "tc": TC}[tag.kind]), None)
    if block is None:
        findings.add("TAG08", tag.place, kind=tag.kind)
        return
    is_first = block not in looked_at
    text = _all_text(block) if is_first else ""
    crowd = looked_at.setdefault(block, _crowd(TAG.findall(text)))
    if crowd:
        other = next((each for each in crowd if each != tag.text), tag.text)
        findings.add("TAG05", tag.place, kind=tag.kind, tag=quoted(tag.text), other=quoted(other))
    if not is_first:
        # All else that goes with the block was told with its first tag.
        return
    rest = TAG.sub("", text).strip()
    if rest:
        findings.add("TAG06", tag.place, kind=tag.kind, text=quoted(rest))
    if block.find(f".//{W}sectPr") is not None:
        findings.add("TAG07", tag.place, kind=tag.kind)
    for what in losses.beside(block, own):
        findings.add(_BESIDE.get(what, "TAG15"), tag.place, kind=tag.kind, tag=quoted(tag.text), what=what)


def _crowd(written: list[str]) -> list[str]:
    """Return two of the tags of a block, different ones where there are any; none where there is but one."""
    different = next((each for each in written if each != written[0]), written[0] if written else "")
    return [written[0], different] if len(written) > 1 else []


def _all_text(element: Any) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def _check_blocks(tags: list[Tag], findings: Findings) -> None:
    """Find blocks that are not closed, or closed where docxtpl would break what stands between."""
    open_tags: list[Tag] = []
    otherwise: set[int] = set()
    for tag in tags:
        word = tag.keyword
        if word not in _OF_BLOCKS:
            continue
        if word in _CLOSED_BY:
            open_tags.append(tag)
            continue
        if not open_tags:
            findings.add("BLQ01", tag.place, tag=quoted(tag.text))
            return
        opening = open_tags[-1]
        if word not in ("else", "elif") and _CLOSED_BY[opening.keyword] != word:
            findings.add("BLQ02", tag.place, tag=quoted(tag.text), opening=quoted(opening.text))
            return
        if word in ("else", "elif"):
            if len(open_tags) in otherwise or (word == "elif" and opening.keyword == "for"):
                findings.add("BLQ07", tag.place, tag=quoted(tag.text), opening=quoted(opening.text))
            if word == "else":
                otherwise.add(len(open_tags))
        if opening.kind != tag.kind:
            findings.add("BLQ04", tag.place, tag=quoted(tag.text), opening=quoted(opening.text), kind=opening.kind)
        elif opening.holder is not tag.holder:
            findings.add("BLQ05" if tag.kind else "BLQ06", opening.place, opening=quoted(opening.text), kind=tag.kind)
        if word not in ("else", "elif"):
            otherwise.discard(len(open_tags))
            open_tags.pop()
    for tag in open_tags:
        findings.add("BLQ03", tag.place, tag=quoted(tag.text), closing=_CLOSED_BY[tag.keyword])
