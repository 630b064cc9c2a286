"""What tags say: every field exists, and what is done with it fits what it is (``shapes``)."""

from __future__ import annotations

from typing import Any, Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from legal.documents.linting.findings import Findings, quoted
from legal.documents.linting.shapes import Scope, Shape, comparable, fits, kind_of, paths_of, suggestion
from legal.documents.linting.tags import Tag
from legal.documents.template_environment import (
    ALLOWED_FILTERS,
    ALLOWED_LOOP_FACTS,
    ALLOWED_NODES,
    ALLOWED_TESTS,
    is_function,
)
from legal.documents.template_language import FILTERS

# Each one within another multiplies what is printed; our own annexes have four.
MOST_REPETITIONS: Final = 6
_LOOP: Final = {
    "group": "loop",
    "fields": {name: "number" if name in ("index", "length") else "yes_no" for name in sorted(ALLOWED_LOOP_FACTS)},
}
_TAKES: Final = {
    "upper": ("text",),
    "lower": ("text",),
    "length": ("list", "text"),
    "batch": ("list",),
    **{name: each.takes for name, each in FILTERS.items()},
}
_INSTRUCTIONS: Final = frozenset({"if", "elif", "else", "endif", "for", "endfor"})
_ALONE: Final = {"if": "{}{{% endif %}}", "for": "{}{{% endfor %}}", "elif": "{{% if 1 %}}{}{{% endif %}}"}


def check_expressions(tags: list[Tag], fields: Scope, findings: Findings) -> None:
    """Find what the tags of a part say that may not be said, or that the document cannot answer."""
    before = findings.errors
    environment = Environment(autoescape=True)
    sound: set[str] = set()
    for tag in tags:
        # Most tags of a template are written more than once.
        if tag.plain not in sound:
            told = findings.errors
            _check_syntax(tag, environment, findings)
            if findings.errors == told:
                sound.add(tag.plain)
    if findings.errors == before and tags:
        # Line n of this skeleton is tag n, so every node of its tree knows its place.
        try:
            tree = environment.parse("\n".join(tag.plain for tag in tags))
        except TemplateSyntaxError as error:
            tag = tags[min(error.lineno, len(tags)) - 1]
            findings.add("SIN01", tag.place, tag=quoted(tag.text))
            return
        reader = _Reader(tags, findings, numbers_clauses=tags[0].place.part == "body")
        reader.read(tree.body, fields)
        reader.check_references()


def _check_syntax(tag: Tag, environment: Environment, findings: Findings) -> None:
    if tag.text.startswith("{%") and tag.keyword not in _INSTRUCTIONS:
        findings.add("SIN02", tag.place, tag=quoted(tag.text), word=tag.keyword)
        return
    if tag.keyword in ("else", "endif", "endfor"):
        if tag.plain[2:-2].strip(" +") != tag.keyword:
            findings.add("SIN01", tag.place, tag=quoted(tag.text))
        return
    try:
        environment.parse(_ALONE.get(tag.keyword, "{}").format(tag.plain))
    except (TemplateSyntaxError, RecursionError):
        findings.add("SIN01", tag.place, tag=quoted(tag.text))


class _Reader:
    """Reads the tree of a part with the shape of every name in scope."""

    def __init__(self, tags: list[Tag], findings: Findings, *, numbers_clauses: bool) -> None:
        self._tags, self._findings = tags, findings
        self._numbers_clauses = numbers_clauses
        self._depth = 0
        self._numbered: set[str] = set()
        self._referred: list[tuple[nodes.Node, str]] = []

    def _add(self, code: str, node: nodes.Node, **detail: Any) -> Shape:
        tag = self._tags[min(node.lineno, len(self._tags)) - 1]
        self._findings.add(code, tag.place, tag=quoted(tag.text), **detail)
        return "unknown"

    def read(self, body: list[nodes.Node], scope: Scope) -> None:
        """Read statements in their order."""
        for node in body:
            if isinstance(node, nodes.Output):
                for printed in node.nodes:
                    self._print(printed, scope)
            elif isinstance(node, nodes.If):
                self._condition(node.test, scope)
                self.read(node.body, scope)
                self.read(list(node.elif_), scope)
                self.read(node.else_, scope)
            elif isinstance(node, nodes.For):
                self._repetition(node, scope)
            else:
                self._add("SEG01", node, what=type(node).__name__)

    def _print(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        if isinstance(node, nodes.Call) and is_function(node):
            self._function(node)
            return
        shape = self.shape(node, scope)
        if kind_of(shape) == "group":
            self._add("VAR03", node, names=list(shape["fields"])[:6])
        elif kind_of(shape) == "list":
            self._add("VAR04", node)
        elif shape == "yes_no":
            self._add("VAR05", node)

    def _function(self, node: nodes.Call) -> None:
        """Read a clause, a numeral or a reference, in the body; a key within a repetition would number several things.

        Two branches of a condition may number the same: the samples tell whether both are ever printed.
        """
        assert isinstance(node.node, nodes.Name)
        if not self._numbers_clauses:
            self._add("NUM04", node)
        key = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else ""
        if node.node.name == "ref":
            self._referred.append((node, key))
        elif key and self._depth:
            self._add("NUM03", node, name=key)
        elif key:
            self._numbered.add(key)

    def check_references(self) -> None:
        """Find references to what has no number."""
        for node, key in self._referred:
            if key not in self._numbered:
                self._add("NUM05", node, name=key, suggestion=suggestion(key, self._numbered))

    def _condition(self, node: nodes.Node, scope: Scope) -> None:
        if kind_of(self.shape(node, scope)) == "group":
            self._add("TIP02", node)

    def _repetition(self, node: nodes.For, scope: Scope) -> None:
        items = self.shape(node.iter, scope)
        if kind_of(items) not in ("list", "unknown"):
            self._add("VAR02", node, kind=kind_of(items))
        if not isinstance(node.target, nodes.Name) or node.recursive:
            self._add("SEG01", node, what="for")
            return
        item = items["list"] if kind_of(items) == "list" else "unknown"
        inner = {**scope, node.target.name: item}
        self._depth += 1
        if self._depth > MOST_REPETITIONS:
            self._add("BLQ08", node, most=MOST_REPETITIONS)
        if node.test is not None:
            self._condition(node.test, inner)
        self.read(node.body, {**inner, "loop": _LOOP})
        self._depth -= 1
        self.read(node.else_, scope)

    def shape(self, node: nodes.Node, scope: Scope) -> Shape:
        """Return the shape of what an expression gives, and add what is wrong with it."""
        if isinstance(node, nodes.Call):
            # Where one is printed by itself, ``_print`` has read it.
            return self._add("NUM04" if is_function(node) else "SEG03", node)
        if not isinstance(node, ALLOWED_NODES):
            return self._add("SEG01", node, what=type(node).__name__)
        if isinstance(node, nodes.Name):
            if node.name in scope:
                return scope[node.name]
            return self._add("VAR01", node, name=node.name, suggestion=suggestion(node.name, scope), of="")
        if isinstance(node, nodes.Const):
            return self._constant(node)
        if isinstance(node, nodes.Getattr):
            return self._field(node, node.attr, scope)
        if isinstance(node, nodes.Getitem):
            return self._item(node, scope)
        if isinstance(node, nodes.Filter):
            return self._filtered(node, scope)
        if isinstance(node, nodes.CondExpr):
            return self._choice(node, scope)
        if isinstance(node, nodes.Compare):
            return self._comparison(node, scope)
        if isinstance(node, nodes.Test):
            return self._tested(node, scope)
        if isinstance(node, nodes.And | nodes.Or):
            first, second = self.shape(node.left, scope), self.shape(node.right, scope)
            return first if kind_of(first) == kind_of(second) else "unknown"
        for child in node.iter_child_nodes():
            self._condition(child, scope)
        return "yes_no"

    def _constant(self, node: nodes.Const) -> Shape:
        if type(node.value) not in (str, int):
            return self._add("SEG01", node, what=str(node.value))
        return "text" if type(node.value) is str else "number"

    def _field(self, node: nodes.Getattr | nodes.Getitem, name: str, scope: Scope) -> Shape:
        owner = self.shape(node.node, scope)
        if name.startswith("_"):
            return self._add("SEG04", node, name=name)
        if owner == "unknown":
            return owner
        if kind_of(owner) == "group" and name in owner["fields"]:
            return owner["fields"][name]
        options = owner["fields"] if kind_of(owner) == "group" else {}
        written = _written(node.node)
        if kind_of(owner) == "list":
            return self._add("VAR06", node, name=name, of=written)
        found = suggestion(name, options) or self._elsewhere(name, scope)
        return self._add("VAR01", node, name=name, suggestion=found, of=written, names=list(options)[:12])

    def _item(self, node: nodes.Getitem, scope: Scope) -> Shape:
        argument = node.arg
        if not isinstance(argument, nodes.Const) or type(argument.value) not in (str, int):
            self.shape(node.node, scope)
            return self._add("SEG04", node, name="[…]")
        if isinstance(argument.value, str):
            return self._field(node, argument.value, scope)
        owner = self.shape(node.node, scope)
        if kind_of(owner) == "list":
            return owner["list"]
        if owner == "unknown":
            return owner
        return self._add("VAR07", node, of=_written(node.node))

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Shape:
        shape = self.shape(node.node, scope) if node.node is not None else "unknown"
        for child in (*node.args, *(each.value for each in node.kwargs)):
            self.shape(child, scope)
        if node.name not in ALLOWED_FILTERS:
            return self._add("SEG02", node, name=node.name, suggestion=suggestion(node.name, ALLOWED_FILTERS))
        if shape != "unknown" and not fits(shape, _TAKES[node.name]):
            return self._add("TIP01", node, name=node.name, kind=kind_of(shape))
        if node.name == "batch":
            return {"list": shape} if shape != "unknown" else shape
        return "number" if node.name == "length" else "text"

    def _choice(self, node: nodes.CondExpr, scope: Scope) -> Shape:
        self._condition(node.test, scope)
        if node.expr2 is None:
            self._add("TIP04", node)
            return self.shape(node.expr1, scope)
        first, second = self.shape(node.expr1, scope), self.shape(node.expr2, scope)
        return first if kind_of(first) == kind_of(second) else "unknown"

    def _comparison(self, node: nodes.Compare, scope: Scope) -> Shape:
        left = self.shape(node.expr, scope)
        for operand in node.ops:
            right = self.shape(operand.expr, scope)
            if not comparable(left, operand.op, right):
                self._add("TIP03", node, left=kind_of(left), right=kind_of(right))
            left = right
        return "yes_no"

    def _tested(self, node: nodes.Test, scope: Scope) -> Shape:
        self.shape(node.node, scope)
        if node.name not in ALLOWED_TESTS:
            self._add("SEG02", node, name=node.name, suggestion=suggestion(node.name, ALLOWED_TESTS))
        return "yes_no"

    def _elsewhere(self, name: str, scope: Scope) -> str:
        """Return the whole name of the first field of that name that is reached without repeating."""
        return next((path for path in paths_of(scope) if path.rpartition(".")[2] == name), "")


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_written(node.node)}[…]"
    return "…"
