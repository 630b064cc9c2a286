"""Office packages (docx, xlsx): what is inside, what is dangerous, and one form for the same content."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from lxml import etree

from legal.documents import archives
from legal.documents.archives import Flaw

MAX_PARTS: Final = 2000
MAX_TOTAL_BYTES: Final = 200 * 1024 * 1024

CONTENT_TYPES: Final = "[Content_Types].xml"
CORE_PROPERTIES: Final = "docProps/core.xml"
_FIRST_PARTS: Final = (CONTENT_TYPES, "_rels/.rels")
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_HYPERLINK: Final = "/relationships/hyperlink"
_MARKUP: Final = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_DOCTYPE: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class UnreadablePackage(ValueError):
    """The bytes are not a sound package; the message is the sentence to show."""


def read_parts(content: bytes) -> dict[str, bytes]:
    """Return every part of a package by name.

    :raises UnreadablePackage: when it is not a ZIP, is encrypted, hides parts behind a name used
        twice or outside the package, or would unpack to more than any paper needs.
    """
    return _read(content, total_bytes=MAX_TOTAL_BYTES)


def _read(content: bytes, *, total_bytes: int) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            for flaw, _name in archives.flaws(entries, total_bytes=total_bytes, parts=MAX_PARTS):
                raise UnreadablePackage(_explained(flaw))
            return {entry.filename: archives.read_entry(archive, entry) for entry in entries}
    except (*archives.DAMAGE, archives.LyingSize) as error:
        raise UnreadablePackage(_("El archivo está dañado: no se puede abrir su contenido.")) from error


def _explained(flaw: Flaw) -> str:
    if flaw is Flaw.REPEATED:
        return _("El archivo está mal formado: repite una de sus partes.")
    if flaw is Flaw.OUTSIDE:
        return _("El archivo está mal formado: una de sus partes apunta fuera de él.")
    if flaw is Flaw.ENCRYPTED:
        return _("El archivo está protegido con contraseña. Guarde una copia sin contraseña.")
    if flaw is Flaw.BOMB:
        return _("El archivo ocupa demasiado al descomprimirse y no se admite.")
    return _("El archivo está dañado: no se puede abrir su contenido.")


def has_macros(parts: dict[str, bytes]) -> bool:
    """Whether a package carries programs: macros or ActiveX controls."""
    return archives.declares_programs(parts.get(CONTENT_TYPES, b"")) or any(map(archives.is_program, parts))


def declares_entities(parts: dict[str, bytes]) -> bool:
    """Whether a part declares a document type or entities, which no office package has."""
    return any(_MARKUP.search(name) and _DOCTYPE.search(content) for name, content in parts.items())


def has_nested_macros(parts: dict[str, bytes]) -> bool:
    """Whether a package within a package carries programs, as a workbook embedded in a text may.

    :raises UnreadablePackage: when one cannot be read, holds a further one, or all unpack to too much.
    """
    left = MAX_TOTAL_BYTES - sum(len(part) for part in parts.values())
    for content in parts.values():
        if not content.startswith(archives.ZIP):
            continue
        inner = _read(content, total_bytes=left)
        left -= sum(len(part) for part in inner.values())
        if any(part.startswith(archives.ZIP) for part in inner.values()):
            raise UnreadablePackage(_("El archivo lleva archivos dentro de los que lleva dentro, y no se admite."))
        if has_macros(inner):
            return True
    return False


def outside_sources(parts: dict[str, bytes]) -> list[str]:
    """Return the addresses a package would fetch when opened: linked images, templates, objects.

    Hyperlinks a person may click are not among them.

    :raises UnreadablePackage: when its relationships cannot be read.
    """
    found = []
    for name, content in parts.items():
        if not name.lower().endswith(".rels"):
            continue
        for relationship in parse_xml(content).iter(_RELATIONSHIP):
            is_outside = relationship.get("TargetMode", "").lower() == "external"
            if is_outside and not relationship.get("Type", "").endswith(_HYPERLINK):
                found.append(relationship.get("Target", ""))
    return found


def parse_xml(content: bytes) -> etree._Element:
    """Return the root of a part, read without entities, network or document types.

    :raises UnreadablePackage: when it is not well formed or declares a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePackage(_("El archivo está dañado: no se puede abrir su contenido.")) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadablePackage(_("El archivo está mal formado: declara entidades."))
    return root


def content_digest(content: bytes) -> str:
    """Return the SHA-256 of a package's content: names and hashes of its parts, in order.

    It does not change with the compression, so it holds on machines with another zlib.
    """
    digest = hashlib.sha256()
    for name, part in sorted(read_parts(content).items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(part).digest())
    return digest.hexdigest()


def normalized(content: bytes, *, title: str, dated: date) -> bytes:
    """Return a package in the one form its content has: parts in order, fixed dates, own properties.

    The same content gives the same bytes, whoever made it and whenever. The properties state the
    title and ``dated``, the date of the document.
    """
    parts = read_parts(content)
    if CORE_PROPERTIES in parts:
        parts[CORE_PROPERTIES] = _core_properties(title, dated)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST_PARTS, name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name], compresslevel=6)
    return output.getvalue()


def _core_properties(title: str, dated: date) -> bytes:
    # Noon in UTC is the same day in Lima.
    instant = f"{dated.isoformat()}T12:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>es-PE</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{instant}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{instant}</dcterms:modified>'
        "<cp:revision>1</cp:revision></cp:coreProperties>"
    ).encode()
