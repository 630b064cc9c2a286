"""Fill one Word template with plain values, in a process of its own that can do nothing else.

Run by ``rendering`` with Python's isolated mode: it imports nothing of Django, has no environment,
little memory and little time, and opens neither files to write nor connections.
The job comes as JSON on the standard input; the document leaves on the standard output. A template
that cannot be filled ends it with ``CANNOT_FILL`` and a JSON object that says why and where.
"""

from __future__ import annotations

import base64
import io
import json
import re
import sys
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateRuntimeError

from legal.documents.confinement import confine
from legal.documents.template_environment import CannotFill, Environment, shortened
from legal.documents.template_language import ClauseNumbers, Misnumbered, as_written

CANNOT_FILL: Final = 3
CPU_SECONDS: Final = 10
MEMORY_BYTES: Final = 1024 * 1024 * 1024

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PENDING_CHANGES: Final = tuple(_W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_TAG: Final = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_BLOCK_TAG: Final = re.compile(r"{%\s*(p|tr|tc)\s")


def check_placement(template: DocxTemplate) -> None:
    """Refuse tags that docxtpl would drop together with the text beside them, without a word.

    A ``{%p``, ``{%tr`` or ``{%tc`` tag stands alone in its paragraph, row or cell, and a tag opens
    and closes in one paragraph. A section break in the paragraph of a tag would be lost, and a tag
    that somebody deleted with changes tracked would still run.
    """
    roots = [template.docx.element]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        roots.extend(part.element for _key, part in template.get_headers_footers(uri))
    for root in roots:
        changed = next(root.iter(*_PENDING_CHANGES), None)
        if changed is not None:
            raise CannotFill("pending_changes", "", shortened("".join(changed.itertext())))
        for paragraph in root.iter(f"{_W}p"):
            _check_paragraph(paragraph)


def _check_paragraph(paragraph: Any) -> None:
    text = _text(paragraph)
    if re.search(r"{[{%#]|[}%#]}", _TAG.sub("", text)):
        raise CannotFill("open_tag", "", shortened(text))
    kinds = _BLOCK_TAG.findall(text)
    if not kinds:
        return
    enclosing = {"p": f"{_W}p", "tr": f"{_W}tr", "tc": f"{_W}tc"}[kinds[0]]
    block = paragraph if kinds[0] == "p" else next(paragraph.iterancestors(enclosing), None)
    if block is None or len(_TAG.findall(_text(block))) != 1 or _TAG.sub("", _text(block)).strip():
        raise CannotFill("crowded_tag", kinds[0], shortened(text))
    if block.find(f".//{_W}sectPr") is not None:
        raise CannotFill("section_tag", kinds[0], shortened(text))


def _text(element: Any) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{_W}t"))


def fill(template: bytes, context: dict[str, Any], *, environment: Environment | None = None) -> bytes:
    """Return the template filled with the values; with the environment of samples, these need not fit its filters.

    :raises CannotFill: when a field is missing, a construct is not allowed, or the file is not a template.
    """
    environment = environment or Environment()
    environment.number_anew()
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.init_docx()
        check_placement(document)
        document.render(context, environment)
        _resolve(document, environment.numbers)
    except CannotFill as refusal:
        refusal.place = refusal.place or environment.text_of_line(line_of(refusal))
        raise
    except Misnumbered as error:
        raise CannotFill(error.reason, error.key, environment.text_of_line(line_of(error))) from error
    except TemplateSyntaxError as error:
        raise CannotFill("syntax", str(error.message), environment.text_of_line(error.lineno)) from error
    except UndefinedError as error:
        named = re.search(r"'([^']*)' is undefined", str(error.message))
        detail = named.group(1) if named else str(error.message)
        raise CannotFill("missing", detail, environment.text_of_line(line_of(error))) from error
    except (SecurityError, TemplateRuntimeError, TypeError) as error:
        raise CannotFill("forbidden", str(error), environment.text_of_line(line_of(error))) from error
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _resolve(document: DocxTemplate, numbers: ClauseNumbers) -> None:
    """Turn the references of the body into words, now that every clause has its number."""
    for piece in document.docx.element.iter(f"{_W}t"):
        if piece.text:
            try:
                piece.text = numbers.resolved(piece.text)
            except Misnumbered as error:
                paragraph = next(piece.iterancestors(f"{_W}p"), piece)
                place = shortened(as_written(_text(paragraph)))
                raise CannotFill(error.reason, error.key, place) from error


def line_of(error: BaseException) -> int | None:
    """Return the line of the part being filled at which an error arose: its paragraph, for ``text_of_line``."""
    # docxtpl starts a line at each paragraph, so the line of the template is a paragraph of the text.
    line, step = None, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "<template>":
            line = step.tb_lineno
        step = step.tb_next
    return line


def main() -> int:
    """Read a job, do it, write the document. Returns the exit code."""
    confine(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    job = json.load(sys.stdin.buffer)
    try:
        document = fill(base64.b64decode(job["template"]), job["context"])
    except CannotFill as refusal:
        answer = {"reason": refusal.reason, "detail": refusal.detail, "place": refusal.place}
        sys.stdout.buffer.write(json.dumps(answer).encode())
        return CANNOT_FILL
    sys.stdout.buffer.write(document)
    return 0
