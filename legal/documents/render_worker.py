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
import resource
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from legal.documents.template_language import (
    FILTERS,
    FUNCTIONS,
    KEY,
    ClauseNumbers,
    Misnumbered,
    Unreadable,
    as_written,
    filtered,
)

CANNOT_FILL: Final = 3
CPU_SECONDS: Final = 10
MEMORY_BYTES: Final = 1024 * 1024 * 1024

# What a template may say: print a field, choose, repeat. Everything else is a program, not a text.
ALLOWED_NODES: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.If, nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Filter, nodes.Test, nodes.Call,
)  # fmt: skip
ALLOWED_FILTERS: Final = frozenset({"batch", "length", "lower", "upper", *FILTERS})
ALLOWED_TESTS: Final = frozenset({"defined"})
ALLOWED_LOOP_FACTS: Final = frozenset({"first", "index", "last", "length"})
# Control signs, and those that stand for references until these are resolved.
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000\ue001\ufffe\uffff]")

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PENDING_CHANGES: Final = tuple(_W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_TAG: Final = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_BLOCK_TAG: Final = re.compile(r"{%\s*(p|tr|tc)\s")


class CannotFill(Exception):
    """The template and the values do not fit: ``reason`` is a code, ``detail`` what, ``place`` where."""

    def __init__(self, reason: str, detail: str = "", place: str = "") -> None:
        super().__init__(reason, detail, place)
        self.reason, self.detail, self.place = reason, detail, place


class Environment(ImmutableSandboxedEnvironment):
    """Jinja without programs: a white list of constructs, fields and nothing but fields, no silence.

    A sample has texts that say their own name: where ``is_sample``, a filter leaves as it is what it does not read.
    """

    def __init__(self, *, is_sample: bool = False) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=printable)
        self.globals.clear()
        self.filters.update({name: partial(self._filter, name) for name in FILTERS})
        self._is_sample = is_sample
        self._compiled: dict[str, Any] = {}
        self.source = ""
        self.number_anew()

    def number_anew(self) -> None:
        """Begin another document: its clauses are counted from the first."""
        self.numbers = ClauseNumbers()
        self.globals.update({name: partial(self._call, getattr(self.numbers, name)) for name in FUNCTIONS})

    def _call(self, function: Callable[..., str], *keys: str) -> Markup:
        # Marked as made here: texts of people lose the signs that stand for references.
        return Markup(function(*keys))  # noqa: S704

    def _filter(self, name: str, value: Any) -> Any:
        if isinstance(value, Undefined):
            return value
        try:
            return filtered(name, value)
        except Unreadable as error:
            if self._is_sample:
                return value if isinstance(value, str) else ""
            raise CannotFill("unreadable", f"{name}: {error}") from error

    def compile(self, source: Any, *arguments: Any, **options: Any) -> Any:
        """Return the program of a text. Compiling takes most of the time, so no text is compiled twice here."""
        if arguments or options or not isinstance(source, str):
            return super().compile(source, *arguments, **options)
        if source not in self._compiled:
            self._compiled[source] = super().compile(source)
        self.source = source
        return self._compiled[source]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self.source = source
        tree = super()._parse(source, name, filename)
        for node in _all_nodes(tree):
            what = _forbidden(node)
            if what:
                raise CannotFill("forbidden", what, self.text_of_line(node.lineno))
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a record; its methods and the attributes of anything else do not exist."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return a field of a record, an item of a list or a fact about a loop."""
        if isinstance(obj, Undefined):
            return obj[argument]
        if type(obj) is LoopContext and argument in ALLOWED_LOOP_FACTS:
            return getattr(obj, argument)
        if type(obj) in (dict, list, tuple):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                pass
        return self.undefined(name=str(argument))

    def text_of_line(self, number: int | None) -> str:
        """Return the text of the paragraph on a line of the part being filled."""
        lines = self.source.splitlines()
        line = lines[number - 1] if number and number <= len(lines) else ""
        return _shortened(re.sub(r"<[^>]*>|^[^<]*>|<[^>]*$", "", line))


def printable(value: Any) -> Any:
    """Return a value as the text to print, with the number of a norm kept on the line of its "N°".

    Refuse what has no reading: nothing, a list, a yes or no.
    """
    if isinstance(value, Undefined):
        return value
    if type(value) is int:
        return str(value)
    if type(value) not in (str, Markup):
        raise CannotFill("not_text", type(value).__name__)
    text = value if type(value) is Markup else _CONTROL.sub("", value).replace("N° ", "N°\u00a0")
    # docxtpl turns "{_{" and the like into braces after printing: the reference keeps them as they are.
    return Markup(str(escape(text)).replace("_", "&#95;"))  # noqa: S704


def _all_nodes(tree: nodes.Node) -> Iterator[nodes.Node]:
    yield tree
    for child in tree.iter_child_nodes():
        yield from _all_nodes(child)


def _forbidden(node: nodes.Node) -> str:
    if not isinstance(node, ALLOWED_NODES):
        return type(node).__name__
    if isinstance(node, nodes.Const) and type(node.value) not in (str, int):
        return str(node.value)
    if isinstance(node, nodes.Filter) and node.name not in ALLOWED_FILTERS:
        return node.name
    if isinstance(node, nodes.Test) and node.name not in ALLOWED_TESTS:
        return node.name
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        return node.attr
    if isinstance(node, nodes.Call) and not is_function(node):
        return type(node).__name__
    return ""


def is_function(node: nodes.Call) -> bool:
    """Whether a call is one of those that number clauses, with its key written out: nothing else is called."""
    if not isinstance(node.node, nodes.Name) or node.node.name not in FUNCTIONS:
        return False
    keys = [each.value for each in node.args if isinstance(each, nodes.Const)]
    fewest = 0 if node.node.name == "numeral" else 1
    is_one = fewest <= len(node.args) <= 1 and len(keys) == len(node.args)
    return is_one and not (node.kwargs or node.dyn_args or node.dyn_kwargs) and all(KEY.fullmatch(str(k)) for k in keys)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else f"{text[:159]}…"


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
            raise CannotFill("pending_changes", "", _shortened("".join(changed.itertext())))
        for paragraph in root.iter(f"{_W}p"):
            _check_paragraph(paragraph)


def _check_paragraph(paragraph: Any) -> None:
    text = _text(paragraph)
    if re.search(r"{[{%#]|[}%#]}", _TAG.sub("", text)):
        raise CannotFill("open_tag", "", _shortened(text))
    kinds = _BLOCK_TAG.findall(text)
    if not kinds:
        return
    enclosing = {"p": f"{_W}p", "tr": f"{_W}tr", "tc": f"{_W}tc"}[kinds[0]]
    block = paragraph if kinds[0] == "p" else next(paragraph.iterancestors(enclosing), None)
    if block is None or len(_TAG.findall(_text(block))) != 1 or _TAG.sub("", _text(block)).strip():
        raise CannotFill("crowded_tag", kinds[0], _shortened(text))
    if block.find(f".//{_W}sectPr") is not None:
        raise CannotFill("section_tag", kinds[0], _shortened(text))


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
                place = _shortened(as_written(_text(paragraph)))
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


def confine(*, cpu_seconds: int = CPU_SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
    """Take from this process what filling a template does not need. There is no way back."""
    for kind, limit in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    prefixes = ("ctypes.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "socket.", "subprocess.")

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(prefixes):
            raise CannotFill("forbidden", event)
        if event == "open" and not _only_reads_libraries(arguments):
            raise CannotFill("forbidden", event)

    sys.addaudithook(refuse)


def _only_reads_libraries(arguments: tuple[Any, ...]) -> bool:
    path, mode = str(arguments[0]), arguments[1]
    return mode in ("r", "rb", None) and path.startswith((sys.prefix, sys.base_prefix, sys.base_exec_prefix))


def main() -> int:
    """Read a job, do it, write the document. Returns the exit code."""
    confine()
    job = json.load(sys.stdin.buffer)
    try:
        document = fill(base64.b64decode(job["template"]), job["context"])
    except CannotFill as refusal:
        answer = {"reason": refusal.reason, "detail": refusal.detail, "place": refusal.place}
        sys.stdout.buffer.write(json.dumps(answer).encode())
        return CANNOT_FILL
    sys.stdout.buffer.write(document)
    return 0
