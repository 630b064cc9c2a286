"""All that a Word file prints: its text with notes and boxes, then the headers and footers of each kind of page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from legal.documents.comparison.inline import Marks
from legal.documents.comparison.labels import Labels
from legal.documents.comparison.lines import Line, PartReader, with_blanks
from legal.documents.comparison.looks import fingerprint
from legal.documents.comparison.package import Package, R, W

_MARGINS: Final = ("header", "footer")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The lines of a file, and how what has no words looks: sections, the background, what parts notes from the text.

    ``separators`` is empty where a file has none: they come with its first note.
    """

    lines: tuple[Line, ...]
    rest: str
    separators: str


@dataclass(frozen=True, kw_only=True)
class _Margin:
    """A header or footer: its lines, and how what has no words looks."""

    lines: tuple[Line, ...]
    rest: tuple[str, ...]


def read_lines(package: Package, words: Mapping[str, str]) -> Reading:
    """Return all that a file prints.

    ``words`` are the names of marks, as ``report`` gives them.

    :raises UnreadablePackage: when a part is not sound.
    """
    reader = PartReader(package, package.main, Marks(words), Labels(package))
    root = package.root(package.main)
    lines, blank = with_blanks(reader.blocks(root))
    rest = [*blank, *reader.rest, reader.looks.of_root(root)]
    separators = reader.separators()
    lines += [each for each in separators if each.text]
    for mark, margin in _margins(reader):
        lines += [each.after(mark) for each in margin.lines]
        rest.append(fingerprint([mark, *margin.rest]))
    looks = [each.look for each in separators if not each.text]
    return Reading(lines=tuple(lines), rest=fingerprint(rest), separators=fingerprint(looks) if looks else "")


def _margins(reader: PartReader) -> Iterator[tuple[str, _Margin]]:
    """Yield headers and footers with the pages that they are for, section by section.

    Programs repeat them for sections: one that says what the section before has is left out.
    """
    package, ruling, used = reader.package, dict[tuple[str, str], _Margin](), set[str]()
    for number, section in enumerate(package.root(package.main).iter(f"{W}sectPr"), 1):
        for kind, page, name in sorted(_references(section, package)):
            used.add(name)
            margin = _read(reader, name)
            if ruling.get((kind, page)) != margin:
                ruling[kind, page] = margin
                yield reader.marks.margin(kind, page, number), margin
    for kind in _MARGINS:
        for name in package.related(package.main, kind):
            if name not in used:
                yield reader.marks.margin(kind, "unused", 1), _read(reader, name)


def _references(section: etree._Element, package: Package) -> Iterator[tuple[str, str, str]]:
    for kind in _MARGINS:
        for each in section.iterfind(f"{W}{kind}Reference"):
            target = package.targets(package.main).get(each.get(f"{R}id", ""))
            if target is not None and target.place in package.parts:
                yield kind, each.get(f"{W}type", "default"), target.place


def _read(reader: PartReader, name: str) -> _Margin:
    part = PartReader(reader.package, name, reader.marks, reader.labels)
    root = reader.package.root(name)
    lines, blank = with_blanks(part.blocks(root))
    return _Margin(lines=tuple(lines), rest=(*blank, *part.rest, part.looks.of_root(root)))
