"""What Word prints before the paragraphs of lists: the pattern of the label, wherever it is defined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from legal.documents.comparison.looks import Looks, marked
from legal.documents.comparison.package import Package, W

_NO_LIST: Final = "0"
_PLAIN: Final = ("decimal", "bullet")


@dataclass(frozen=True, kw_only=True)
class Label:
    """The pattern of a label ("%1.", "•"), with how it counts where that is not plain; and how it looks."""

    pattern: str = ""
    look: str = ""


class Labels:
    """The labels of a file's lists, by the properties of a paragraph."""

    def __init__(self, package: Package) -> None:
        self._styles = {
            each.get(f"{W}styleId", ""): each
            for name in package.related(package.main, "styles")
            for each in package.root(name).iter(f"{W}style")
        }
        self._default = next(
            (
                key
                for key, each in self._styles.items()
                if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self._lists: dict[str, etree._Element] = {}
        self._patterns: dict[str, etree._Element] = {}
        self._looks: Looks | None = None
        for name in package.related(package.main, "numbering"):
            root, self._looks = package.root(name), Looks(package, name)
            self._lists |= {each.get(f"{W}numId", ""): each for each in root.iter(f"{W}num")}
            self._patterns |= {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}

    def of(self, paragraph: etree._Element) -> Label:
        """Return the label of a paragraph; empty where it is in no list."""
        if paragraph.tag != f"{W}p":
            return Label()
        properties = paragraph.find(f"{W}pPr")
        number, level = _numbering(properties)
        style = _value(properties, "pStyle") or self._default
        if not number:
            number, own_level = self._of_style(style)
            level = level or own_level or self._level_of_style(number, style)
        if not number or number == _NO_LIST or number not in self._lists:
            return Label()
        return self._label(self._lists[number], level or "0")

    def _of_style(self, style: str) -> tuple[str, str]:
        """Return the list and level that a style gives, by itself or through the styles it is based on."""
        number = level = ""
        seen = set[str]()
        while style in self._styles and style not in seen and not number:
            seen.add(style)
            number, own = _numbering(self._styles[style].find(f"{W}pPr"))
            level = level or own
            style = _value(self._styles[style], "basedOn")
        return number, level

    def _level_of_style(self, number: str, style: str) -> str:
        for each in self._levels(self._lists.get(number)):
            if _value(each, "pStyle") == style:
                return each.get(f"{W}ilvl", "")
        return ""

    def _levels(self, numbered: etree._Element | None) -> list[etree._Element]:
        """Return the levels that a list may have: those it sets itself first, then those of its pattern."""
        seen, found = set[str](), list[etree._Element]()
        while numbered is not None:
            found.extend(numbered.iterfind(f"{W}lvlOverride/{W}lvl"))
            key = _value(numbered, "abstractNumId")
            pattern = self._patterns.get(key)
            if pattern is None or key in seen:
                break
            seen.add(key)
            found.extend(pattern.iterfind(f"{W}lvl"))
            # A pattern may be that of a style of lists.
            linked = self._styles.get(_value(pattern, "numStyleLink"))
            numbered = None if linked is None else self._lists.get(_numbering(linked.find(f"{W}pPr"))[0])
        return found

    def _label(self, numbered: etree._Element, level: str) -> Label:
        start = next(
            (
                _value(each, "startOverride")
                for each in numbered.iterfind(f"{W}lvlOverride")
                if each.get(f"{W}ilvl") == level
            ),
            "",
        )
        found = next((each for each in self._levels(numbered) if each.get(f"{W}ilvl", "0") == level), None)
        if found is None or self._looks is None:
            return Label()
        look = self._looks.of(found)
        counts = [each.get(f"{W}format") or each.get(f"{W}val", "") for each in found.iter(f"{W}numFmt")]
        text = _value(found, "lvlText")
        pictured = marked(look) if found.find(f"{W}lvlPicBulletId") is not None else ""
        if "none" in counts and not text and not pictured:
            return Label(look=look)
        start = start or _value(found, "start")
        words = [text, *(each for each in counts if each not in _PLAIN), start if start != "1" else "", pictured]
        return Label(pattern=" ".join(each for each in words if each), look=look)


def _value(element: etree._Element | None, name: str) -> str:
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _numbering(properties: etree._Element | None) -> tuple[str, str]:
    numbering = None if properties is None else properties.find(f"{W}numPr")
    return _value(numbering, "numId"), _value(numbering, "ilvl")
