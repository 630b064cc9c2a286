"""The package of a Word file as Word goes through it: by relationships and declared types, whatever the names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from legal.documents.packages import CONTENT_TYPES, UnreadablePackage, parse_xml, read_parts

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where a relationship leads: its type ("header", "image"), and a part, or an address outside of the file."""

    kind: str
    place: str
    is_outside: bool

    def __str__(self) -> str:
        return f"{self.kind} {'→' if self.is_outside else ''}{self.place}"


@dataclass(frozen=True, kw_only=True)
class Package:
    """The parts of a file by name; ``main`` is the one with the text."""

    parts: Mapping[str, bytes]
    main: str
    _roots: dict[str, etree._Element] = field(default_factory=dict)
    _relations: dict[str, list[tuple[str, Target]]] = field(default_factory=dict)
    _targets: dict[str, dict[str, Target]] = field(default_factory=dict)

    def root(self, name: str) -> etree._Element:
        """Return the root of a part that is XML.

        :raises UnreadablePackage: when it is none.
        """
        if name not in self._roots:
            self._roots[name] = parse_xml(self.parts[name])
            # They may stand within a word, of which only the beginning would be read.
            etree.strip_tags(self._roots[name], etree.Comment, etree.ProcessingInstruction)
        return self._roots[name]

    def targets(self, name: str) -> Mapping[str, Target]:
        """Return where the relationships of a part lead, by their ids."""
        if name not in self._targets:
            self._targets[name] = dict(self.relations(name))
        return self._targets[name]

    def relations(self, name: str) -> list[tuple[str, Target]]:
        """Return every relationship of a part with its id, even where one is there twice."""
        if name not in self._relations:
            self._relations[name] = _relations(self.parts, name)
        return self._relations[name]

    def related(self, name: str, kind: str) -> Iterator[str]:
        """Yield the parts to which relationships of a type lead from a part, each once."""
        found = (each.place for each in self.targets(name).values() if each.kind == kind and not each.is_outside)
        yield from (place for place in dict.fromkeys(found) if place in self.parts)

    def media_type(self, name: str) -> str:
        """Return the type that the file declares for a part."""
        extension = name.rpartition(".")[2].lower()
        by_ending = ""
        for each in self.root(CONTENT_TYPES).iter(etree.Element):
            if each.get("PartName", "").lower() == f"/{name.lower()}":
                return each.get("ContentType", "")
            if each.get("Extension", "").lower() == extension:
                by_ending = each.get("ContentType", "")
        return by_ending


def open_package(content: bytes) -> Package:
    """Return the package of a Word file.

    :raises UnreadablePackage: when it is not sound, or has no text.
    """
    parts = read_parts(content)
    main = next((each.place for _id, each in _relations(parts, "") if each.kind == "officedocument"), "")
    if main not in parts or CONTENT_TYPES not in parts:
        raise UnreadablePackage
    return Package(parts=parts, main=main)


def _relations(parts: Mapping[str, bytes], name: str) -> list[tuple[str, Target]]:
    folder, base = posixpath.split(name)
    rels = posixpath.join(folder, "_rels", f"{base}.rels")
    if rels not in parts:
        return []
    names = {each.lower(): each for each in parts}
    found = []
    for each in parse_xml(parts[rels]).iter(_RELATIONSHIP):
        place, is_outside = each.get("Target", ""), each.get("TargetMode", "").lower() == "external"
        if not is_outside:
            place = posixpath.normpath(posixpath.join("/", folder, place)).lstrip("/")
            place = names.get(place.lower(), place)
        kind = each.get("Type", "").rpartition("/")[2].lower()
        found.append((each.get("Id", ""), Target(kind=kind, place=place, is_outside=is_outside)))
    return found
