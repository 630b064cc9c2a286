"""Whether issued documents can be made again: the same values, template and date must give the same content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from legal.documents.errors import CannotRender
from legal.documents.models import DocumentSource, IssuedDocument, StoredFile
from legal.documents.packages import UnreadablePackage, content_digest
from legal.documents.queries import template_of, template_of_version
from legal.documents.rendering import RenderedDocument, Template, render_values, renderer_name

# So many rows are held at a time, however many there are.
CHUNK: Final = 50


class Part(StrEnum):
    """What of a document is not as it was recorded."""

    FILE = "file"
    CONTEXT = "context"
    TEMPLATE = "template"
    STAMP = "stamp"
    RENDERING = "rendering"
    CONTENT = "content"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that is not as it was recorded, in a sentence."""

    part: Part
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Reproduction:
    """What came of making one document again.

    ``has_context`` is false where it was issued before its values were kept: its files are looked at, and it is not
    made. ``has_same_bytes`` tells whether the file came out the same to the byte, which another version of zlib may
    not do. ``is_of_other_renderer`` tells that what differs may do so because another version of the program filled it.
    """

    document: IssuedDocument
    differences: tuple[Difference, ...]
    has_context: bool
    has_same_bytes: bool = False
    is_of_other_renderer: bool = False


def reproduce_all(documents: QuerySet[IssuedDocument]) -> Iterator[Reproduction]:
    """Make documents again, in the order of their issue; few rows are held at a time."""
    chosen = documents.select_related("case", "file", "template__file", "source__context").order_by("pk")
    last = 0
    while chunk := list(chosen.filter(pk__gt=last)[:CHUNK]):
        for document in chunk:
            yield reproduce(document)
        last = chunk[-1].pk


def reproduce(document: IssuedDocument) -> Reproduction:
    """Make a document again from its values, its template and its date, and tell what differs. Writes nothing."""
    kept, differences = _look_at_file(document)
    template = _template(document)
    if template is None:
        differences.append(
            Difference(part=Part.TEMPLATE, sentence=_("La plantilla no se encuentra o no es la que se registró."))
        )
    source: DocumentSource | None = getattr(document, "source", None)
    if source is None:
        return Reproduction(document=document, differences=tuple(differences), has_context=False)
    values = _values(document, source)
    if values is None:
        differences.append(
            Difference(part=Part.CONTEXT, sentence=_("Los datos guardados faltan o no son los que se registraron."))
        )
    elif not _is_stamped_alike(document, values):
        differences.append(
            Difference(
                part=Part.STAMP,
                sentence=_("El número o el código de verificación del registro no es el que se imprimió."),
            )
        )
    made = None
    if template is not None and values is not None:
        made, differing = _make(document, values, template)
        differences += differing
    return Reproduction(
        document=document,
        differences=tuple(differences),
        has_context=True,
        has_same_bytes=made is not None and made.content == kept,
        is_of_other_renderer=source.renderer != renderer_name()
        and any(each.part in (Part.CONTENT, Part.RENDERING) for each in differences),
    )


def _look_at_file(document: IssuedDocument) -> tuple[bytes | None, list[Difference]]:
    """Return the kept file, where it is there, and what is wrong with it."""
    kept = _read(document.file)
    if kept is None:
        return None, [Difference(part=Part.FILE, sentence=_("El archivo emitido no se puede leer."))]
    if hashlib.sha256(kept).hexdigest() != document.file.sha256 or _digest(kept) != document.content_sha256:
        return kept, [Difference(part=Part.FILE, sentence=_("El archivo emitido no es el que se registró."))]
    return kept, []


def _template(document: IssuedDocument) -> Template | None:
    """Return the file of the version that filled a document, if it is the one whose hash the document has."""
    version = template_of(document)
    if version is None:
        return None
    try:
        template = template_of_version(version)
    except CannotRender:
        return None
    return template if template.sha256 == document.template_sha256 else None


def _values(document: IssuedDocument, source: DocumentSource) -> dict[str, Any] | None:
    """Return the values that were kept, if they are those whose hash the document has."""
    kept = _read(source.context)
    if kept is None or {hashlib.sha256(kept).hexdigest(), source.context.sha256} != {document.text_sha256}:
        return None
    values: dict[str, Any] = json.loads(kept)
    return values


def _is_stamped_alike(document: IssuedDocument, values: dict[str, Any]) -> bool:
    stamp = values["stamp"]
    return (stamp["number"], stamp["verification_code"]) == (document.number_text, document.verification_code)


def _make(
    document: IssuedDocument, values: dict[str, Any], template: Template
) -> tuple[RenderedDocument | None, list[Difference]]:
    try:
        made = render_values(values, template=template, dated=document.issued_on)
    except CannotRender as refusal:
        told = _("No se pudo volver a hacer: %(reason)s") % {"reason": refusal}
        return None, [Difference(part=Part.RENDERING, sentence=told)]
    if made.content_sha256 != document.content_sha256:
        return made, [Difference(part=Part.CONTENT, sentence=_("El contenido sale distinto del emitido."))]
    return made, []


def _read(stored: StoredFile) -> bytes | None:
    try:
        with stored.file.open("rb") as kept:
            content: bytes = kept.read()
    except OSError:
        return None
    return content


def _digest(content: bytes) -> str:
    try:
        return content_digest(content)
    except UnreadablePackage:
        return ""
