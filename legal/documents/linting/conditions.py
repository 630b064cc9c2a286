"""Conditions as the linter reasons about them: what holds where a tag is printed, and what follows from it.

A condition is an atom, whose words are those of the template, or ``not``, ``and``, ``or`` of others. Two atoms with
different words count as independent: what cannot be shown is not taken for granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from jinja2 import nodes

# Each atom doubles the work of showing something; whoever writes more in one template is asked to write less.
MOST_ATOMS: Final = 10
_POSITIVE: Final = {"ne": "eq", "notin": "in"}
_LENGTH: Final = re.compile(r"(.*)\|length (gt|gteq|eq) (\d{1,9})")


@dataclass(frozen=True)
class Condition:
    """A condition: ``kind`` is "atom", "not", "and" or "or"; an atom has ``words``, the others have ``parts``."""

    kind: str
    words: str = ""
    parts: tuple[Condition, ...] = ()

    def holds(self, facts: Mapping[str, bool]) -> bool:
        """Whether it is true where these atoms are."""
        if self.kind == "atom":
            return facts[self.words]
        if self.kind == "not":
            return not self.parts[0].holds(facts)
        each = (part.holds(facts) for part in self.parts)
        return all(each) if self.kind == "and" else any(each)

    def atoms(self) -> Iterator[str]:
        """Yield the words of its atoms."""
        if self.kind == "atom":
            yield self.words
        for part in self.parts:
            yield from part.atoms()

    def certain(self) -> Iterator[Condition]:
        """Yield what it says without any choice: the parts of an "and", whole."""
        if self.kind != "and":
            yield self
            return
        for part in self.parts:
            yield from part.certain()


ALWAYS: Final = Condition("and")


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Return that all of these hold; of none, what always does."""
    return Condition("and", parts=tuple(conditions))


def opposite(condition: Condition) -> Condition:
    """Return that a condition does not hold."""
    return condition.parts[0] if condition.kind == "not" else Condition("not", parts=(condition,))


def follows(given: Condition, any_of: Iterable[Condition]) -> bool:
    """Whether one of several conditions holds wherever another does, as far as can be shown."""
    choices = tuple(any_of)
    certain = set(given.certain())
    if any(set(choice.certain()) <= certain for choice in choices):
        return True
    return not _can_hold(all_of([given, *(opposite(choice) for choice in choices)]))


def can_hold_together(first: Condition, second: Condition) -> bool:
    """Whether two conditions can hold in one document, as far as can be excluded."""
    return _can_hold(all_of([first, second]))


def _can_hold(condition: Condition) -> bool:
    """Whether a condition can hold at all, which it is taken to where it has too many atoms to try."""
    atoms = sorted(set(condition.atoms()))
    if len(atoms) > MOST_ATOMS:
        return True
    return any(
        condition.holds(dict(zip(atoms, values, strict=True))) for values in product((True, False), repeat=len(atoms))
    )


def condition_of(node: nodes.Node, names: Mapping[str, str]) -> Condition:
    """Return the condition that an expression of a template makes; ``names`` tells apart those that are used again."""
    if isinstance(node, nodes.Not):
        return opposite(condition_of(node.node, names))
    if isinstance(node, nodes.And | nodes.Or):
        kind = "and" if isinstance(node, nodes.And) else "or"
        return Condition(kind, parts=(condition_of(node.left, names), condition_of(node.right, names)))
    if isinstance(node, nodes.Compare) and len(node.ops) == 1:
        operand = node.ops[0]
        sign = _POSITIVE.get(operand.op, operand.op)
        asked = Condition("atom", f"{words_of(node.expr, names)} {sign} {words_of(operand.expr, names)}")
        return opposite(asked) if operand.op in _POSITIVE else asked
    return Condition("atom", words_of(node, names))


def shown_length(of: str, given: Iterable[Condition]) -> int:
    """Return how many items a list has at least where these hold; ``of`` are the words of the list."""
    shown = 0
    for each in all_of(given).certain():
        if each.words == of:
            shown = max(shown, 1)
        elif (compared := _LENGTH.fullmatch(each.words)) and compared[1] == of:
            shown = max(shown, int(compared[3]) + (compared[2] == "gt"))
    return shown


def words_of(node: nodes.Node, names: Mapping[str, str]) -> str:
    """Return an expression in one form, however it was spaced and quoted."""
    if isinstance(node, nodes.Name):
        return names.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        return f"{words_of(node.node, names)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        written = f".{node.arg.value}" if isinstance(node.arg.value, str) else f"[{node.arg.value}]"
        return f"{words_of(node.node, names)}{written}"
    if isinstance(node, nodes.Const):
        return repr(node.value)
    if isinstance(node, nodes.Filter | nodes.Test) and not node.args:
        sign = "|" if isinstance(node, nodes.Filter) else " is "
        return f"{words_of(node.node, names) if node.node is not None else ''}{sign}{node.name}"
    fields = (_words_of_field(value, names) for _name, value in node.iter_fields(exclude=("ctx",)))
    return f"{type(node).__name__}({', '.join(fields)})"


def _words_of_field(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, nodes.Node):
        return words_of(value, names)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_words_of_field(each, names) for each in value)}]"
    return repr(value)


def written(node: nodes.Node) -> str:
    """Return the name of what an expression asks for, as a finding quotes it."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{written(node.node)}[…]"
    return "…"
