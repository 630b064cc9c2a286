"""What the tags of a part say: every field exists and is what is done with it, wherever its conditions hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from jinja2 import nodes

from legal.documents.linting.clauses import ClauseKeys
from legal.documents.linting.conditions import (
    Condition,
    all_of,
    condition_of,
    opposite,
    shown_length,
    words_of,
    written,
)
from legal.documents.linting.filters import TAKES, first_unread, has_its_arguments, what_it_gives
from legal.documents.linting.findings import Findings, quoted
from legal.documents.linting.shapes import (
    Scope,
    Shape,
    comparable,
    either,
    examples_in,
    fits,
    kind_of,
    paths_of,
    suggestion,
)
from legal.documents.linting.tags import Tag
from legal.documents.template_environment import (
    ALLOWED_FILTERS,
    ALLOWED_LOOP_FACTS,
    ALLOWED_NODES,
    ALLOWED_TESTS,
    is_function,
)
from legal.documents.template_language import FUNCTIONS, REFERENCES

# Each one within another multiplies what is printed; our own annexes have four.
MOST_REPETITIONS: Final = 6
_LOOP: Final = {
    "group": "loop",
    "fields": {name: "number" if name in ("index", "length") else "yes_no" for name in sorted(ALLOWED_LOOP_FACTS)},
}


class Reader:
    """Reads the tree of a part with the shape of every name in scope."""

    def __init__(self, tags: list[Tag], findings: Findings, *, numbers_clauses: bool) -> None:
        self._tags, self._findings = tags, findings
        self._numbers_clauses = numbers_clauses
        self._depth = 0
        # What holds where the reader is, and what the items of the repetitions around it are called.
        self._given: list[Condition] = []
        self._names: dict[str, str] = {}
        self.keys = ClauseKeys(self._add)
        # What each tag that opens a block or another branch of it asks for, by its number.
        self.conditions: dict[int, Condition] = {}

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
                self._choices(node, scope)
            elif isinstance(node, nodes.For):
                self._repetition(node, scope)
            else:
                self._add("SEG01", node, what=type(node).__name__)

    def _choices(self, node: nodes.If, scope: Scope) -> None:
        """Read the branches of a condition, each with what holds in it."""
        self._condition(node.test, scope)
        holds = self.conditions[node.lineno] = condition_of(node.test, self._names)
        with self._where(holds):
            self.read(node.body, scope)
        with self._where(opposite(holds)), ExitStack() as others:
            for branch in node.elif_:
                self._condition(branch.test, scope)
                holds = self.conditions[branch.lineno] = condition_of(branch.test, self._names)
                with self._where(holds):
                    self.read(branch.body, scope)
                others.enter_context(self._where(opposite(holds)))
            self.read(node.else_, scope)

    @contextmanager
    def _where(self, *conditions: Condition) -> Iterator[None]:
        """Read what is printed only where these hold."""
        before = len(self._given)
        self._given += conditions
        yield
        del self._given[before:]

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
        """Read a clause, a numeral or a reference in the body; a key in a repetition would number several things."""
        assert isinstance(node.node, nodes.Name)
        if not self._numbers_clauses:
            self._add("NUM04", node)
        key = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else ""
        if node.node.name not in REFERENCES and key and self._depth:
            self._add("NUM03", node, name=key)
        else:
            self.keys.use(node, key, all_of(self._given))

    def _condition(self, node: nodes.Node, scope: Scope) -> None:
        if kind_of(self.shape(node, scope)) == "group":
            self._add("TIP02", node)

    def _repetition(self, node: nodes.For, scope: Scope) -> None:
        items = self.shape(node.iter, scope)
        if kind_of(items) not in ("list", "unknown"):
            self._add("VAR02", node, kind=kind_of(items))
        if not isinstance(node.target, nodes.Name) or node.recursive or node.target.name in FUNCTIONS:
            self._add("SEG01", node, what="for")
            return
        item = items["list"] if kind_of(items) == "list" else "unknown"
        there = condition_of(_whole(node.iter), self._names)
        inner = {**scope, node.target.name: item}
        self._depth += 1
        if self._depth > MOST_REPETITIONS:
            self._add("BLQ08", node, most=MOST_REPETITIONS)
        outside = self._names
        # Another item each time: what is asked of it says nothing of one that is called the same elsewhere.
        self._names = {**outside, **{name: f"{name}@{node.lineno}" for name in (node.target.name, "loop")}}
        with self._where(there):
            if node.test is not None:
                self._condition(node.test, inner)
            self.read(node.body, {**inner, "loop": _LOOP})
        self._names = outside
        self._depth -= 1
        # With a test of its own, nobody knows when nothing of a list is left.
        nothing = opposite(there) if node.test is None else Condition("atom", f"nothing@{node.lineno}")
        some = [] if node.test is None else [Condition("atom", f"some@{node.lineno}")]
        self.conditions[node.lineno] = all_of([there, *some])
        with self._where(nothing):
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
            return self._joined(node, scope)
        for child in node.iter_child_nodes():
            self._condition(child, scope)
        return "yes_no"

    def _constant(self, node: nodes.Const) -> Shape:
        if type(node.value) not in (str, int):
            return self._add("SEG01", node, what=str(node.value))
        return {"text": (node.value,)} if type(node.value) is str else "number"

    def _field(self, node: nodes.Getattr | nodes.Getitem, name: str, scope: Scope) -> Shape:
        owner = self.shape(node.node, scope)
        if name.startswith("_"):
            return self._add("SEG04", node, name=name)
        if owner == "unknown":
            return owner
        if kind_of(owner) == "group" and name in owner["fields"]:
            return owner["fields"][name]
        options = owner["fields"] if kind_of(owner) == "group" else {}
        owner_name = written(node.node)
        if kind_of(owner) == "list":
            return self._add("VAR06", node, name=name, of=owner_name)
        found = suggestion(name, options) or self._elsewhere(name, scope)
        return self._add("VAR01", node, name=name, suggestion=found, of=owner_name, names=list(options)[:12])

    def _item(self, node: nodes.Getitem, scope: Scope) -> Shape:
        argument = node.arg
        if not isinstance(argument, nodes.Const) or type(argument.value) not in (str, int):
            self.shape(node.node, scope)
            return self._add("SEG04", node, name="[…]")
        if isinstance(argument.value, str):
            return self._field(node, argument.value, scope)
        owner = self.shape(node.node, scope)
        if kind_of(owner) == "list":
            if not self._is_there(node, argument.value, owner):
                self._add("VAR08", node, of=written(node.node))
            return owner["list"]
        if owner == "unknown":
            return owner
        return self._add("VAR07", node, of=written(node.node))

    def _is_there(self, node: nodes.Getitem, place: int, owner: Shape) -> bool:
        """Whether a list has an item at a place: always, or because of what is asked around it."""
        if 0 <= place < max(owner.get("length", 0), owner.get("least", 0)):
            return True
        of = words_of(node.node, self._names)
        return place >= 0 and (
            place < shown_length(of, self._given)
            or Condition("atom", f"{of}[{place}] is defined") in all_of(self._given).certain()
        )

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Shape:
        shape: Shape = self.shape(node.node, scope) if node.node is not None else "unknown"
        for child in (*node.args, *(each.value for each in node.kwargs)):
            self.shape(child, scope)
        if node.name not in ALLOWED_FILTERS:
            return self._add("SEG02", node, name=node.name, suggestion=suggestion(node.name, ALLOWED_FILTERS))
        if shape != "unknown" and not fits(shape, TAKES[node.name]):
            return self._add("TIP01", node, name=node.name, kind=kind_of(shape))
        if not has_its_arguments(node):
            return self._add("TIP06", node, name=node.name)
        if unread := first_unread(node.name, examples_in(shape)):
            return self._add("TIP07", node, name=node.name, text=quoted(unread))
        if (
            node.name == "length"
            and node.node is not None
            and shown_length(words_of(node.node, self._names), self._given)
        ):
            return "number"
        return what_it_gives(node.name, shape)

    def _choice(self, node: nodes.CondExpr, scope: Scope) -> Shape:
        self._condition(node.test, scope)
        holds = condition_of(node.test, self._names)
        with self._where(holds):
            first = self.shape(node.expr1, scope)
        if node.expr2 is None:
            self._add("TIP04", node)
            return first
        with self._where(opposite(holds)):
            second = self.shape(node.expr2, scope)
        shape = either(first, second)
        return self._add("TIP05", node, left=kind_of(first), right=kind_of(second)) if shape is None else shape

    def _joined(self, node: nodes.And | nodes.Or, scope: Scope) -> Shape:
        """Read an "and" or "or"; one of two things that are alike may be printed, otherwise it only answers."""
        first = self.shape(node.left, scope)
        holds = condition_of(node.left, self._names)
        with self._where(holds if isinstance(node, nodes.And) else opposite(holds)):
            second = self.shape(node.right, scope)
        shape = either(first, second)
        return "yes_no" if shape is None else shape

    def _comparison(self, node: nodes.Compare, scope: Scope) -> Shape:
        left = self.shape(node.expr, scope)
        for operand in node.ops:
            right = self.shape(operand.expr, scope)
            if not comparable(left, operand.op, right):
                self._add("TIP03", node, left=kind_of(left), right=kind_of(right))
            left = right
        return "yes_no"

    def _tested(self, node: nodes.Test, scope: Scope) -> Shape:
        if node.name == "defined" and isinstance(node.node, nodes.Getitem) and _is_by_number(node.node):
            # It asks whether the item is there.
            self.shape(node.node.node, scope)
        else:
            self.shape(node.node, scope)
        if node.name not in ALLOWED_TESTS:
            self._add("SEG02", node, name=node.name, suggestion=suggestion(node.name, ALLOWED_TESTS))
        return "yes_no"

    def _elsewhere(self, name: str, scope: Scope) -> str:
        """Return the whole name of the first field of that name that is reached without repeating."""
        return next((path for path in paths_of(scope) if path.rpartition(".")[2] == name), "")


def _is_by_number(node: nodes.Getitem) -> bool:
    return isinstance(node.arg, nodes.Const) and type(node.arg.value) is int


def _whole(node: nodes.Node) -> nodes.Node:
    """Return the list of which groups are made, which is empty when they are none."""
    return _whole(node.node) if isinstance(node, nodes.Filter) and node.name == "batch" and node.node else node
