"""Rendering: one Word template and one document's values make one file, always the same bytes."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import zlib
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents import confined, packages
from legal.documents.documents import DocumentContext, plain_values
from legal.documents.errors import CannotRender
from workflow.errors import Obstacle

_PROGRAM: Final = confined.program_of("legal.documents.render_worker")
CANNOT_FILL: Final = 3
SECONDS: Final = 30
# To be raised with every change of this room by which the same template and values give another content.
RENDERER: Final = 2
_LIBRARIES: Final = ("docxtpl", "jinja2", "python-docx", "lxml")
_OF_CLAUSES: Final = {
    "unreadable": gettext_lazy("usa un filtro con un dato que no sabe leer (%(detail)s)"),
    "unknown_key": gettext_lazy("se refiere a la clave «%(detail)s», que ninguna cláusula ni numeral lleva"),
    "repeated_key": gettext_lazy("da la clave «%(detail)s» a dos cláusulas o numerales"),
    "numeral_before_clauses": gettext_lazy("numera un párrafo antes de la primera cláusula (%(detail)s)"),
    "too_many_clauses": gettext_lazy("tiene más de 99 cláusulas (%(detail)s)"),
}


@dataclass(frozen=True, kw_only=True)
class Template:
    """A Word template: its bytes, and the name by which a refusal speaks of it."""

    name: str
    content: bytes

    @classmethod
    def at(cls, path: Path) -> Template:
        """Return the template in a file.

        :raises CannotRender: when it cannot be read.
        """
        try:
            return cls(name=path.name, content=path.read_bytes())
        except OSError as error:
            raise _refusal(path.name, _("no se puede leer")) from error

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, kw_only=True)
class RenderedDocument:
    """A filled template: its bytes, and the hashes that tie them to the template and the values.

    ``context`` is the canonical JSON of the values and ``text_sha256`` its hash; ``content_sha256`` covers the parts
    of the file whatever their compression.
    """

    content: bytes
    context: bytes
    template_name: str
    template_sha256: str
    text_sha256: str
    content_sha256: str


def render(document: DocumentContext, *, template: Template, dated: date) -> RenderedDocument:
    """Fill a template with a document's values, in a confined process.

    ``dated`` is the date the file's properties state. The same template, values and date give the
    same bytes.

    :raises CannotRender: when a value is not plain, a field is missing, or the template asks for
        more than printing, choosing and repeating; the sentence names the template and the place.
    """
    return render_values(plain_values(document), template=template, dated=dated)


def render_values(values: dict[str, Any], *, template: Template, dated: date) -> RenderedDocument:
    """Fill a template with the plain values of a document, as ``render`` does; "title" is one of them.

    :raises CannotRender: when a field is missing, or the template asks for more than printing, choosing and
        repeating.
    """
    _check(template)
    context = canonical_json(values)
    # What the template gets is what is hashed and kept: an order that is not in it cannot matter.
    filled = _fill(template.content, json.loads(context), template.name)
    content = packages.normalized(filled, title=values["title"], dated=dated)
    return RenderedDocument(
        content=content,
        context=context,
        template_name=template.name,
        template_sha256=template.sha256,
        text_sha256=hashlib.sha256(context).hexdigest(),
        content_sha256=packages.content_digest(content),
    )


def canonical_json(values: dict[str, Any]) -> bytes:
    """Return values as JSON in the one form that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def renderer_name() -> str:
    """Return what decides the content of a file here: our own number, and the libraries that fill and write it."""
    return ", ".join([str(RENDERER), *(f"{library} {version(library)}" for library in _LIBRARIES)])


def compressor_name() -> str:
    """Return what decides the bytes of the same content here."""
    return f"zlib {zlib.ZLIB_RUNTIME_VERSION}"


def _check(template: Template) -> None:
    try:
        parts = packages.read_parts(template.content)
        if packages.has_macros(parts) or packages.outside_sources(parts):
            raise _refusal(template.name, _("lleva macros o toma contenido de otro lugar"))
    except packages.UnreadablePackage as error:
        raise _refusal(template.name, _("no es un documento de Word")) from error


def _fill(template: bytes, context: dict[str, Any], name: str) -> bytes:
    job = {"template": base64.b64encode(template).decode(), "context": context}
    try:
        done = confined.run(_PROGRAM, given=json.dumps(job).encode(), seconds=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _refusal(name, _("tardó demasiado y se detuvo")) from error
    if done.returncode == 0:
        return done.stdout
    if done.returncode == CANNOT_FILL:
        answer = json.loads(done.stdout)
        raise _refusal(name, _explained(answer["reason"], answer["detail"]), answer["place"])
    error_text = done.stderr.decode(errors="replace").strip().splitlines()
    raise _refusal(name, _("pidió más memoria o tiempo del permitido, o está dañada")) from RuntimeError(
        error_text[-1] if error_text else f"exit code {done.returncode}"
    )


def _explained(reason: str, detail: str) -> str:
    if reason == "missing":
        return _("pide un dato que el documento no tiene (%(detail)s)") % {"detail": detail}
    if reason == "not_text":
        return _("imprime algo que no es un texto (%(detail)s)") % {"detail": detail}
    if reason == "syntax":
        return _("tiene una etiqueta mal escrita (%(detail)s)") % {"detail": detail}
    if reason in _OF_CLAUSES:
        return _OF_CLAUSES[reason] % {"detail": detail}
    if reason == "open_tag":
        return _("tiene una etiqueta que no se abre y se cierra en el mismo párrafo")
    if reason == "crowded_tag":
        return _("tiene texto u otra etiqueta junto a una etiqueta {%%%(detail)s, que debe ir sola") % {
            "detail": detail
        }
    if reason == "section_tag":
        return _("tiene una etiqueta en el párrafo de un salto de sección, que se perdería")
    if reason == "pending_changes":
        return _("tiene cambios sin aceptar del control de cambios de Word")
    return _("contiene una instrucción que no se permite (%(detail)s)") % {"detail": detail}


def _refusal(name: str, problem: str, place: str = "") -> CannotRender:
    values = {"name": name, "problem": problem, "place": place}
    text = (
        _("La plantilla «%(name)s» %(problem)s, en el párrafo «%(place)s».") % values
        if place
        else _("La plantilla «%(name)s» %(problem)s.") % values
    )
    return CannotRender(Obstacle(text=text, who=_("quien administra las plantillas"), where=name))
