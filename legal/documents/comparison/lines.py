"""What a part of a Word file prints, line by line; what cannot be read as text has a mark with its fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from legal.documents.comparison.inline import Inline, Marks, is_properties, read_inline, words_of
from legal.documents.comparison.labels import Labels
from legal.documents.comparison.looks import Looks, fingerprint
from legal.documents.comparison.package import Package, W

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOTES: Final = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word; ``frame`` is how what holds it looks, ``runs`` how the word does: each look with its count of letters."""

    text: str
    frame: str = ""
    runs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph, a row of a table, or what stands aside of one (a note, a box): its words, and how it looks.

    ``shape`` is the look of all but the words.
    """

    text: str
    look: str
    shape: str
    words: tuple[Word, ...] = ()
    is_aside: bool = False

    def after(self, mark: str) -> Line:
        """Return the line with a mark before it."""
        return replace(self, text=f"{mark} {self.text}".strip(), words=(*_plain(mark), *self.words))


def with_blanks(lines: Iterable[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines that say something, with the looks of the empty ones before them, and the looks left over."""
    found, blank = [], list[str]()
    for line in lines:
        if line.text:
            look, shape = fingerprint([*blank, line.look]), fingerprint([*blank, line.shape])
            found.append(replace(line, look=look, shape=shape))
            blank = []
        else:
            blank.append(line.look)
    return found, blank


@dataclass
class PartReader:
    """Reads one part: the text, a header, or the notes on behalf of what refers to them."""

    package: Package
    part: str
    marks: Marks
    labels: Labels
    rest: list[str] = field(default_factory=list)

    of_notes: dict[str, PartReader] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.looks = Looks(self.package, self.part)
        self._notes = {
            kind: {each.get(f"{W}id", ""): (name, each) for name in self._parts(kind) for each in self._of(name)}
            for kind in _NOTES.values()
        }
        self._counted = dict.fromkeys(_NOTES.values(), 0)

    def _parts(self, kind: str) -> Iterator[str]:
        return self.package.related(self.part, kind)

    def _of(self, name: str) -> list[etree._Element]:
        return list(self.package.root(name).iter(f"{W}footnote", f"{W}endnote"))

    def _reader_of(self, name: str) -> PartReader:
        if name not in self.of_notes:
            self.of_notes[name] = PartReader(self.package, name, self.marks, self.labels)
        return self.of_notes[name]

    def blocks(self, parent: etree._Element) -> Iterator[Line]:
        """Yield the lines within an element, whatever wraps them; empty ones for what only looks."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._alternatives(child)
            elif not isinstance(child.tag, str):
                continue
            elif child.tag in (f"{W}sectPr", f"{W}background"):
                self.rest.append(self.looks.of(child))
            elif is_properties(child):
                continue
            elif _holds_blocks(child):
                yield from self.blocks(child)
            else:
                yield from self._paragraph(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        said, label = read_inline(paragraph, self.package, self.part, self.marks, self.looks), self.labels.of(paragraph)
        asides = list(self._asides(said))
        around, properties = [self.looks.around(paragraph), label.look], paragraph.find(f"{W}pPr")
        frame = fingerprint([*around, "" if properties is None else self.looks.of(properties)])
        words = tuple(Word(text=text, frame=frame, runs=runs) for text, runs in said.words())
        line = Line(
            text=" ".join(each.text for each in words),
            look=fingerprint([*around, self.looks.of(paragraph)]),
            shape=fingerprint([*around, self.looks.without_words(paragraph)]),
            words=words,
        )
        if label.pattern:
            line = line.after(self.marks.thing("label", label.pattern))
        yield line.after(self.marks.thing("page")) if _begins_a_page(paragraph) else line
        yield from asides

    def _asides(self, said: Inline) -> Iterator[Line]:
        """Yield the lines of the boxes and notes of a paragraph, and give each note its number."""
        for place, (kind, element) in enumerate(said.apart):
            if kind == "box":
                yield from self._aside("box", self.blocks(element))
                continue
            notes = _NOTES[kind]
            self._counted[notes] += 1
            mark = self.marks.note(notes, self._counted[notes])
            said.name(place, mark)
            name, note = self._notes[notes].get(element.get(f"{W}id", ""), ("", None))
            if note is not None:
                yield from self._aside(mark, self._reader_of(name).blocks(note))

    def _aside(self, mark: str, lines: Iterator[Line]) -> Iterator[Line]:
        for line in lines:
            yield replace(line.after(self.marks.aside(mark)) if line.text else line, is_aside=True)

    def _table(self, table: etree._Element) -> Iterator[Line]:
        frame = [self.looks.of(each) for each in table if each.tag in (f"{W}tblPr", f"{W}tblGrid")]
        for row in _within(table, f"{W}tr"):
            cells, words, asides = [], list[Word](), list[Line]()
            for cell in _within(row, f"{W}tc"):
                lines = list(self.blocks(cell))
                own = [line for line in lines if line.text and not line.is_aside]
                cells.append(" / ".join(line.text for line in own))
                words.extend(word for line in own for word in line.words)
                asides.extend(line for line in lines if line.is_aside)
            around = [*frame, self.looks.around(row)]
            yield Line(
                text=" | ".join(cells),
                look=fingerprint([*around, self.looks.of(row)]),
                shape=fingerprint([*around, self.looks.without_words(row)]),
                words=tuple(words),
            )
            yield from asides
            frame = []

    def _alternatives(self, element: etree._Element) -> Iterator[Line]:
        """Yield what Word chooses, and what other programs print instead, where that says something else."""
        first, *others = [*element.iterfind(f"{_MC}Choice"), *element.iterfind(f"{_MC}Fallback")] or [element]
        yield from self.blocks(first)
        for other in others:
            if words_of(other) and words_of(other) != words_of(first):
                yield from self._aside("alternative", self.blocks(other))
            else:
                yield Line(text="", look=self.looks.of(other), shape=self.looks.without_words(other))

    def separators(self) -> list[Line]:
        """Return the lines between the text and its notes; empty ones where nobody wrote them."""
        found = list[Line]()
        for notes in self._notes.values():
            for name, note in notes.values():
                if note.get(f"{W}type", "normal") != "normal":
                    lines = self._reader_of(name).blocks(note)
                    found += self._aside("separator", lines)
        return found


def _plain(text: str) -> Iterator[Word]:
    for each in text.split():
        yield Word(text=each)


def _begins_a_page(paragraph: etree._Element) -> bool:
    properties = paragraph.find(f"{W}pPr")
    asked = None if properties is None else properties.find(f"{W}pageBreakBefore")
    return asked is not None and asked.get(f"{W}val", "1") not in ("0", "false", "off")


def _holds_blocks(element: etree._Element) -> bool:
    return next(element.iter(f"{W}p", f"{W}tbl"), None) is not None


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, whatever wraps them; none of a table within."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and not is_properties(child) and child.tag not in (f"{W}tbl", f"{W}p"):
            yield from _within(child, tag)
