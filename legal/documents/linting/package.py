"""The package of a template: what must not be inside, and its parts, parsed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

from lxml import etree

from legal.documents import archives, images
from legal.documents.linting.findings import Findings, NotWord, Place, TooMuch, quoted
from legal.documents.linting.relationships import check_relationships

# A hundred pages are about four MiB of text, before compression.
MOST_BYTES: Final = 40 * 1024 * 1024
MOST_BYTES_OF_XML: Final = 12 * 1024 * 1024
MOST_PARTS: Final = 400
MOST_ELEMENTS: Final = 250_000
# The signs of a text of a hundred and fifty pages, and of a paragraph of fifteen.
MOST_SIGNS: Final = 500_000
LONGEST_PARAGRAPH: Final = 50_000

DOCUMENT: Final = "word/document.xml"
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES: Final = "[Content_Types].xml"
_MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS: Final = {
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml": kind
    for name, kind in (
        ("header", "header"), ("footer", "footer"), ("footnotes", "footnotes"), ("endnotes", "endnotes"),
        ("comments", "comments"), ("styles", "styles"), ("numbering", "numbering"),
        ("document.glossary", "glossary"),
    )
} | {_MAIN_TYPE: "body"}  # fmt: skip

_DOCTYPE: Final = re.compile(
    rb"<\x00?!\x00?\s*(D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E|E\x00?N\x00?T\x00?I)", re.IGNORECASE
)
_EMBEDDED: Final = re.compile(r"(^|/)embeddings/|\.ole$", re.IGNORECASE)
_IMAGE: Final = re.compile(r"\.(png|jpe?g|jpe|jfif|gif|bmp|dib|tiff?|emf|wmf|emz|wmz|wdp|svg)$", re.IGNORECASE)
# What a Word file is made of besides images: markup, fonts, and how a printer was set.
_OF_WORD: Final = re.compile(r"\.(xml|rels|odttf|ttf)$|(^|/)printersettings/[^/]*\.bin$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the package that was parsed: what it is ("body", "header", …; "" for the rest) and its root."""

    name: str
    kind: str
    root: etree._Element


def read_package(content: bytes, findings: Findings) -> list[Part]:
    """Return the parts that are XML, and add what must not be in the package.

    :raises NotWord: when it is no Word file at all.
    :raises TooMuch: when it is too dangerous or too large to be looked at further; its finding was added.
    """
    raw = _unpacked(content, findings)
    if _TYPES not in raw or DOCUMENT not in raw:
        raise NotWord("no_document")
    roots = _parsed(raw, findings)
    kinds = _kinds(roots[_TYPES], list(roots)) if _TYPES in roots else {}
    # Word also saves a "strict" form, whose names nobody else reads.
    if kinds.get(DOCUMENT) != "body" or roots[DOCUMENT].find(f"{{{_WORD}}}body") is None:
        findings.add("PKG05")
        raise TooMuch
    for name, part in raw.items():
        _check_content(name, part, findings)
    if archives.declares_programs(raw[_TYPES]):
        findings.add("MAC01", Place(part="file", name=_TYPES))
    for name in _undeclared(roots[_TYPES], list(raw)):
        findings.add("PKG08", Place(part="file", name=quoted(name)))
    check_relationships(roots, kinds, frozenset(raw), findings)
    return [Part(name=name, kind=kinds.get(name, ""), root=root) for name, root in roots.items()]


def _unpacked(content: bytes, findings: Findings) -> dict[str, bytes]:
    if content.startswith(_OLE):
        raise NotWord("old_or_encrypted")
    # Readers of ZIP skip what stands before it; whoever looks at the first bytes takes it for something else.
    if not content.startswith(archives.ZIP):
        raise NotWord("damaged")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            flaws = list(archives.flaws(entries, total_bytes=MOST_BYTES, parts=MOST_PARTS))
            for flaw, name in flaws:
                code = {"repeated": "PKG01", "outside": "PKG02", "compression": "PKG03", "encrypted": "PKG03"}.get(flaw)
                findings.add(code or "PKG04", Place(part="file", name=quoted(name)))
            if flaws:
                raise TooMuch
            return {entry.filename: archives.read_entry(archive, entry) for entry in entries}
    except (*archives.DAMAGE, archives.LyingSize) as error:
        raise NotWord("damaged") from error


def _parsed(raw: dict[str, bytes], findings: Findings) -> dict[str, etree._Element]:
    markup = {name: part for name, part in raw.items() if name.lower().endswith((".xml", ".rels"))}
    if sum(len(part) for part in markup.values()) > MOST_BYTES_OF_XML:
        findings.add("LIM02")
        raise TooMuch
    roots: dict[str, etree._Element] = {}
    elements = 0
    for name, part in markup.items():
        root = _root(name, part, findings)
        if root is None:
            continue
        elements += sum(1 for _each in root.iter())
        if elements > MOST_ELEMENTS:
            findings.add("LIM02")
            raise TooMuch
        roots[name] = root
    if len(roots) < len(markup):
        raise TooMuch
    return roots


def _root(name: str, part: bytes, findings: Findings) -> etree._Element | None:
    place = Place(part="file", name=quoted(name))
    if _DOCTYPE.search(part):
        findings.add("XML01", place)
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        findings.add("XML02", place)
        return None
    if root.getroottree().docinfo.doctype:
        findings.add("XML01", place)
        return None
    return root


def _kinds(types: etree._Element, names: list[str]) -> dict[str, str]:
    """Return what each part is, by the types that the package declares."""
    by_name = {
        each.get("PartName", ""): each.get("ContentType", "")
        for each in types.iterchildren("{*}*")
        if each.get("PartName")
    }
    by_ending = {
        each.get("Extension", "").lower(): each.get("ContentType", "")
        for each in types.iterchildren("{*}*")
        if each.get("Extension")
    }
    declared = {name: by_name.get(f"/{name}", by_ending.get(name.rpartition(".")[2].lower(), "")) for name in names}
    return {name: _KINDS.get(declared[name], "") for name in names}


def _undeclared(types: etree._Element, names: list[str]) -> list[str]:
    """Return the parts whose type the package does not declare."""
    declared = {each.get("PartName", "").lower() for each in types.iterchildren("{*}*")}
    endings = {each.get("Extension", "").lower() for each in types.iterchildren("{*}*") if each.get("Extension")}
    return [
        name
        for name in names
        if name != _TYPES
        and f"/{name.lower()}" not in declared
        and name.lower().rpartition("/")[2].rpartition(".")[2] not in endings
    ]


def _check_content(name: str, content: bytes, findings: Findings) -> None:
    """Find what has no business in a Word file, by its name or by its bytes."""
    place = Place(part="file", name=quoted(name))
    if archives.is_program(name):
        findings.add("MAC01", place)
    elif _EMBEDDED.search(name) or content.startswith(archives.ZIP):
        findings.add("OLE01", place)
    elif _IMAGE.search(name):
        if not images.is_image(content):
            findings.add("IMG02", place)
    elif not _OF_WORD.search(name):
        findings.add("PKG06", place)
