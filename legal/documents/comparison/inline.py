"""What one paragraph prints: its words, and a mark for each thing in it that is no text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from lxml import etree

from legal.documents.comparison.looks import Looks, fingerprint, marked
from legal.documents.comparison.package import Package, Target, W

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXTS: Final = (f"{W}t", f"{_A}t", f"{_M}t")
_DRAWINGS: Final = (f"{W}drawing", f"{W}pict", f"{W}object")
_FORMULAS: Final = (f"{_M}oMath", f"{_M}oMathPara")
_IMPORTED: Final = (f"{W}altChunk", f"{W}subDoc", f"{W}contentPart")
_NOTES: Final = (f"{W}footnoteReference", f"{W}endnoteReference")
_COUNTED_BY_WORD: Final = frozenset(
    W + name
    for name in ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")
)  # fmt: skip
_COUNTS_PAGES: Final = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_MERGEFORMAT: Final = re.compile(r"\\\*\s*MERGEFORMAT", re.IGNORECASE)
# Signs of Word's own sets have a place of their own, where no text is.
_PRIVATE: Final = range(0xE000, 0xF900)


class Marks:
    """The marks of what is no text, such as «[imagen: huella 1a2b3c4d5e6f]», in the language of the page."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def thing(self, kind: str, content: str = "") -> str:
        """Return the mark of a thing with what it holds."""
        return f"[{self._words[kind]}: {content}]" if content else f"[{self._words[kind]}]"

    def print_of(self, kind: str, digest: str) -> str:
        """Return the mark of something that only its fingerprint tells."""
        return self.thing(kind, f"{self._words['fingerprint']} {marked(digest)}")

    def note(self, kind: str, number: int) -> str:
        """Return the name of a note: «nota 1»."""
        return f"{self._words[kind]} {number}"

    def aside(self, kind: str) -> str:
        """Return what stands before a line apart: what it is."""
        return f"[{self._words.get(kind, kind)}]"

    def margin(self, kind: str, page: str, section: int) -> str:
        """Return what stands before a line of a header or footer: for which pages it is, and from which section on."""
        name = self._words.get(f"{kind}_{page}", self._words[kind])
        return f"[{name} {self._words['from_section']} {section}]" if section > 1 else f"[{name}]"


@dataclass
class Inline:
    """What a paragraph says; ``apart`` are its boxes and notes, which are lines of their own."""

    pieces: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    apart: list[tuple[str, etree._Element]] = field(default_factory=list)
    _places: dict[int, int] = field(default_factory=dict)

    def words(self) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
        """Return each word with its looks and their counts of letters.

        Signs that nobody would see, or that turn a text around, are told by their codes.
        """
        signs = ((_seen(sign), look) for piece, look in zip(self.pieces, self.looks, strict=True) for sign in piece)
        found = []
        for is_blank, group in groupby(signs, key=lambda each: each[0].isspace()):
            if not is_blank:
                word = list(group)
                runs = groupby(look for _sign, look in word)
                found.append(
                    ("".join(sign for sign, _look in word), tuple((look, sum(1 for _ in same)) for look, same in runs))
                )
        return found

    def say(self, text: str, look: str) -> None:
        """Add words that look in one way."""
        self.pieces.append(text)
        self.looks.append(look)

    def refer(self, kind: str, element: etree._Element) -> None:
        """Leave a place for the name of a note."""
        self._places[len(self.apart)] = len(self.pieces)
        self.say("", "")
        self.apart.append((kind, element))

    def name(self, place: int, mark: str) -> None:
        """Put the name of a note into its place."""
        self.pieces[self._places[place]] = f"[{mark}]"


def read_inline(paragraph: etree._Element, package: Package, part: str, marks: Marks, looks: Looks) -> Inline:
    """Return what a paragraph says, or whatever else stands where paragraphs do."""
    reader = _Reader(package, part, marks, looks)
    if paragraph.tag == f"{W}p":
        reader.read(paragraph)
    else:
        reader.read_one(paragraph)
    return reader.said


def words_of(element: etree._Element) -> str:
    """Return all words within an element, without any mark."""
    return "".join("".join(each.itertext()) for each in element.iter(*_TEXTS)) + "".join(_of_word_art(element))


def is_properties(element: etree._Element) -> bool:
    """Whether an element only says how something looks or behaves."""
    return str(element.tag).startswith(W) and str(element.tag).endswith(("Pr", "PrEx"))


def _seen(sign: str) -> str:
    return f"[U+{ord(sign):04X}]" if unicodedata.category(sign) in ("Cf", "Co", "Cn") else sign


def _of_word_art(element: etree._Element) -> Iterator[str]:
    for each in element.iter(f"{_V}textpath"):
        yield each.get("string", "")


class _Reader:
    def __init__(self, package: Package, part: str, marks: Marks, looks: Looks) -> None:
        self._package, self._part, self._marks, self._looks = package, part, marks, looks
        self.said = Inline()
        self._look = ""
        # One for each field that is open: its instruction, and whether its result has begun.
        self._fields: list[tuple[str, bool]] = []

    def read(self, parent: etree._Element) -> None:
        """Read what is within an element."""
        for child in parent:
            if isinstance(child.tag, str) and not is_properties(child):
                self.read_one(child)

    def read_one(self, element: etree._Element) -> None:
        """Read an element."""
        tag = element.tag
        if tag in _TEXTS:
            self._say("".join(element.itertext()))
        elif tag in (f"{W}instrText", f"{W}delText", f"{W}delInstrText"):
            if self._fields and tag == f"{W}instrText":
                instruction, has_result = self._fields[-1]
                self._fields[-1] = (instruction + (element.text or ""), has_result)
        elif tag == f"{W}fldChar":
            self._field_sign(element.get(f"{W}fldCharType", ""))
        elif tag == f"{W}fldSimple":
            self._whole_field(element)
        elif tag in _FORMULAS:
            self._say(self._marks.thing("formula", f"{words_of(element)} {marked(self._looks.of(element))}".strip()))
        elif tag in _DRAWINGS:
            self._drawing(element)
        elif tag in _IMPORTED:
            self._say(self._marks.print_of("imported", self._of_targets(element) or self._looks.of(element)))
        elif tag in _NOTES:
            self.said.refer(str(tag).removeprefix(W), element)
        elif tag == f"{_MC}AlternateContent":
            self._alternatives(element)
        elif tag == f"{W}hyperlink":
            self._link(element)
        else:
            self._sign(element)

    def _sign(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in (f"{W}tab", f"{W}ptab", f"{W}cr"):
            self._say(" ")
        elif tag == f"{W}br":
            kind = element.get(f"{W}type", "")
            self._say(self._marks.thing(kind) if kind in ("page", "column") else " ")
        elif tag == f"{W}noBreakHyphen":
            self._say("\N{NON-BREAKING HYPHEN}")
        elif tag == f"{W}sym":
            self._symbol(element)
        elif tag in _COUNTED_BY_WORD:
            self._say(self._marks.thing("field", str(tag).removeprefix(W)))
        elif tag == f"{W}r":
            outer, properties = self._look, element.find(f"{W}rPr")
            self._look = "" if properties is None or not len(properties) else self._looks.of(properties)
            self.read(element)
            self._look = outer
        else:
            self.read(element)

    def _say(self, text: str) -> None:
        hides = any(has_result and _COUNTS_PAGES.match(each) for each, has_result in self._fields)
        if not hides:
            self.said.say(text, self._look)

    def _field_sign(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(("", False))
        elif self._fields and kind == "separate":
            instruction, _has_result = self._fields[-1]
            self._say(self._named_field(instruction))
            self._fields[-1] = (instruction, True)
        elif self._fields and kind == "end":
            instruction, has_result = self._fields.pop()
            if not has_result:
                self._say(self._named_field(instruction))

    def _whole_field(self, element: etree._Element) -> None:
        instruction = element.get(f"{W}instr", "")
        self._say(self._named_field(instruction))
        self._fields.append((instruction, True))
        self.read(element)
        self._fields.pop()

    def _named_field(self, instruction: str) -> str:
        return self._marks.thing("field", " ".join(_MERGEFORMAT.sub("", instruction).split()))

    def _symbol(self, element: etree._Element) -> None:
        font, code = element.get(f"{W}font", ""), element.get(f"{W}char", "")
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", code) else 0
        shown = chr(number) if number >= 32 and number not in _PRIVATE and not 0xD800 <= number < 0xE000 else ""
        self._say(self._marks.thing("symbol", " ".join(each for each in (shown, font, code) if each)))

    def _link(self, element: etree._Element) -> None:
        self.read(element)
        for value in element.values():
            target = self._package.targets(self._part).get(str(value))
            if target and target.is_outside:
                self._say(self._marks.thing("link", target.place))

    def _alternatives(self, element: etree._Element) -> None:
        """Say what Word chooses, and what other programs print instead, where that says something else."""
        first, *others = [*element.iterfind(f"{_MC}Choice"), *element.iterfind(f"{_MC}Fallback")] or [element]
        self.read(first)
        for other in others:
            if words_of(other) and words_of(other) != words_of(first):
                self._say(self._marks.thing("alternative", words_of(other)))

    def _drawing(self, element: etree._Element) -> None:
        boxes = [each for each in element.iter(f"{W}txbxContent") if not _is_within_another(each, element)]
        texts = ["".join(each.itertext()) for each in element.iter(f"{_A}t") if not _is_within_another(each, element)]
        self._say("".join([*texts, *_of_word_art(element)]))
        images = self._images(element)
        for digest in images:
            self._say(self._marks.print_of("image", digest))
        if not images:
            look = fingerprint([self._looks.of(_without_boxes(element)), self._of_targets(element)])
            self._say(self._marks.print_of("drawing", look))
        self.said.apart += [("box", each) for each in boxes]

    def _images(self, element: etree._Element) -> list[str]:
        return [
            fingerprint([self._package.parts.get(target.place, target.place.encode())])
            for target in self._all_targets(element)
            if target.kind == "image"
        ]

    def _of_targets(self, element: etree._Element) -> str:
        """Return the fingerprint of the parts that something takes what it prints from, and of those behind them."""
        waiting = [each.place for each in self._all_targets(element)]
        seen = dict[str, None]()
        while waiting:
            name = waiting.pop(0)
            if name not in seen:
                seen[name] = None
                if name in self._package.parts:
                    waiting += [each.place for each in self._package.targets(name).values()]
        return fingerprint([self._package.parts.get(name, name.encode()) for name in seen]) if seen else ""

    def _all_targets(self, element: etree._Element) -> list[Target]:
        targets = self._package.targets(self._part)
        values = (str(value) for each in element.iter(etree.Element) for value in each.values())
        return [targets[value] for value in values if value in targets]


def _is_within_another(element: etree._Element, top: etree._Element) -> bool:
    for each in element.iterancestors():
        if each is top:
            return False
        if each.tag == f"{W}txbxContent":
            return True
    return False


def _without_boxes(element: etree._Element) -> etree._Element:
    copied = deepcopy(element)
    for box in list(copied.iter(f"{W}txbxContent")):
        parent = box.getparent()
        if parent is not None:
            parent.remove(box)
    return copied
