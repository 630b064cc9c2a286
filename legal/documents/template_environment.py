"""The Jinja of templates: printing, choosing and repeating, and nothing that could be a program.

Imported by the confined processes that read templates: nothing here may know Django.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from jinja2 import StrictUndefined, nodes
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from legal.documents.template_language import FILTERS, FUNCTIONS, KEY, ClauseNumbers, Unreadable, filtered

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


class CannotFill(Exception):
    """The template and the values do not fit: ``reason`` is a code, ``detail`` what, ``place`` where."""

    def __init__(self, reason: str, detail: str = "", place: str = "") -> None:
        super().__init__(reason, detail, place)
        self.reason, self.detail, self.place = reason, detail, place


class Environment(ImmutableSandboxedEnvironment):
    """Jinja without programs: a white list of constructs, fields and nothing but fields, no silence.

    A sample has made-up texts: where ``is_sample``, a filter leaves as it is what it does not read.
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
        return shortened(re.sub(r"<[^>]*>|^[^<]*>|<[^>]*$", "", line))


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


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else f"{text[:159]}…"
