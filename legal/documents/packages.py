"""Office packages (docx, xlsx): what is inside, what is dangerous, and one form for the same content."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from lxml import etree

MAX_PARTS: Final = 2000
MAX_TOTAL_BYTES: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 100
# Below this size a part may compress as well as it likes: blank tables do.
RATIO_APPLIES_FROM: Final = 1024 * 1024

CONTENT_TYPES: Final = "[Content_Types].xml"
CORE_PROPERTIES: Final = "docProps/core.xml"
_FIRST_PARTS: Final = (CONTENT_TYPES, "_rels/.rels")
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_HYPERLINK: Final = "/relationships/hyperlink"
_MACROS: Final = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$|(^|/)(activex|macrosheets)/", re.IGNORECASE)


class UnreadablePackage(ValueError):
    """The bytes are not a sound package; the message is the sentence to show."""


def read_parts(content: bytes) -> dict[str, bytes]:
    """Return every part of a package by name.

    :raises UnreadablePackage: when it is not a ZIP, is encrypted, hides parts behind a name used
        twice or outside the package, or would unpack to more than any paper needs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_dangerous(entries)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise UnreadablePackage(_("El archivo está dañado: no se puede abrir su contenido.")) from error


def _refuse_dangerous(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.lower() for entry in entries]
    if len(names) != len(set(names)):
        raise UnreadablePackage(_("El archivo está mal formado: repite una de sus partes."))
    if any(name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/") for name in names):
        raise UnreadablePackage(_("El archivo está mal formado: una de sus partes apunta fuera de él."))
    # The two that office packages may use (ISO/IEC 29500-2); others fail in ways of their own.
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise UnreadablePackage(_("El archivo está dañado: no se puede abrir su contenido."))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadablePackage(_("El archivo está protegido con contraseña. Guarde una copia sin contraseña."))
    total = sum(entry.file_size for entry in entries)
    bombs = [
        entry
        for entry in entries
        if entry.file_size >= RATIO_APPLIES_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    ]
    if bombs or total > MAX_TOTAL_BYTES or len(entries) > MAX_PARTS:
        raise UnreadablePackage(_("El archivo ocupa demasiado al descomprimirse y no se admite."))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # The size a header declares is a claim: read no more than it, and one byte to catch a lie.
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise UnreadablePackage(_("El archivo está dañado: no se puede abrir su contenido."))
    return content


def has_macros(parts: dict[str, bytes]) -> bool:
    """Whether a package carries programs: macros or ActiveX controls."""
    return b"macroenabled" in parts.get(CONTENT_TYPES, b"").lower() or any(_MACROS.search(name) for name in parts)


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
