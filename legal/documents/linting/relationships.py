"""What the parts of a package say that they bring in, from within it or from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

from lxml import etree

from legal.documents.linting.findings import Findings, Place, quoted

_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OF_PACKAGE: Final = "_rels/.rels"
_DOCUMENT: Final = "officedocument"
_SAFE_ADDRESS: Final = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
# What a relationship of each type brings in; the rest is harmless within the package.
_REMOTE_TEMPLATE: Final = "attachedtemplate"
_PROGRAMS: Final = frozenset(
    "vbaproject wordvbadata keymapcustomizations extensibility usercustomization webextension webextensiontaskpanes "
    "attachedtoolbars control activexcontrolbinary".split()
)
_OBJECTS: Final = frozenset(
    "oleobject package video audio media frame subdocument mailmergesource mailmergeheadersource "
    "externallinkpath".split()
)
_IMPORTED: Final = "afchunk"
# Writer writes another type of the same name where it saves as «Texto Office Open XML»: nobody reads those properties,
# and whoever fills the file adds them a second time.
_PROPERTIES: Final = "core-properties"
_TYPE_OF_PROPERTIES: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
# What shows the file in a folder: an image that is nothing else, or a part could pass as one.
_THUMBNAIL: Final = "thumbnail"
_PICTURE_OF_FILE: Final = re.compile(r"docProps/[^/]+\.(png|jpe?g|gif|bmp|emf|wmf)$", re.IGNORECASE)
_READ_AS: Final = {
    _DOCUMENT: "body",
    "header": "header",
    "footer": "footer",
    "footnotes": "footnotes",
    "glossarydocument": "glossary",
}


def check_relationships(
    roots: Mapping[str, etree._Element], kinds: Mapping[str, str], names: Collection[str], findings: Findings
) -> None:
    """Find what must not be brought in, and what should be in the package and is not.

    ``roots`` are the parts that are markup, ``kinds`` what each is, ``names`` those of all parts.
    """
    if _OF_PACKAGE not in roots:
        findings.add("PKG07", text=_OF_PACKAGE)
    elif not any(_kind(each) == _DOCUMENT for each in roots[_OF_PACKAGE].iter(_RELATIONSHIP)):
        findings.add("PKG07", Place(part="file", name=_OF_PACKAGE), text=_DOCUMENT)
    found = [
        (name, each)
        for name, root in roots.items()
        if name.lower().endswith(".rels")
        for each in root.iter(_RELATIONSHIP)
    ]
    uses = Counter(_target_of(name, each.get("Target", "")).lower() for name, each in found)
    for name, relationship in found:
        _check(name, relationship, kinds, names, findings)
        if _kind(relationship) == _THUMBNAIL:
            target = _target_of(name, relationship.get("Target", ""))
            if name != _OF_PACKAGE or not _PICTURE_OF_FILE.match(target) or uses[target.lower()] > 1:
                findings.add("PKG10", Place(part="file", name=quoted(name)))


def _kind(relationship: etree._Element) -> str:
    return relationship.get("Type", "").rpartition("/")[2].lower()


def _check(
    name: str, relationship: etree._Element, kinds: Mapping[str, str], names: Collection[str], findings: Findings
) -> None:
    place, kind, address = Place(part="file", name=quoted(name)), _kind(relationship), relationship.get("Target", "")
    target = quoted(address)
    is_outside = relationship.get("TargetMode", "").lower() == "external"
    if kind == _REMOTE_TEMPLATE:
        findings.add("REL01", place, target=target)
    elif kind in _PROGRAMS:
        findings.add("MAC01", place)
    elif kind in _OBJECTS:
        findings.add("OLE01", place)
    elif kind == _IMPORTED:
        findings.add("ALT01")
    elif kind == _PROPERTIES and relationship.get("Type") != _TYPE_OF_PROPERTIES:
        findings.add("PKG09", place)
    elif kind in _READ_AS and kinds.get(_target_of(name, address)) != _READ_AS[kind]:
        # What is filled by its relationship would otherwise be read by nobody.
        findings.add("PKG05")
    elif kind == "hyperlink" and not _SAFE_ADDRESS.match(address):
        findings.add("REL03", place, target=target)
    elif is_outside and kind != "hyperlink":
        findings.add("REL02", place, target=target)
    elif not is_outside and _target_of(name, address) not in names:
        findings.add("PKG07", place, text=target)


def _target_of(rels_name: str, target: str) -> str:
    folder = posixpath.dirname(posixpath.dirname(rels_name))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
