"""The clauses that a template numbers and refers to: each key once, and every reference only with what it names.

Whether two things are printed together is told from their conditions (``conditions``), not from samples: a condition
may hold in a document of which no sample thought.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import nodes

from legal.documents.linting.conditions import Condition, can_hold_together, follows
from legal.documents.linting.shapes import suggestion
from legal.documents.template_language import REFERENCES

_Add = Callable[..., Any]
CLAUSE: Final = "clausula"


@dataclass(frozen=True, kw_only=True)
class _Use:
    """A clause, numeral or reference: its function and key, where it stands, and where it is printed."""

    function: str
    key: str
    node: nodes.Call
    given: Condition


class ClauseKeys:
    """The uses of a part, in their order; ``add`` tells what is wrong with one."""

    def __init__(self, add: _Add) -> None:
        self._add = add
        self._uses: list[_Use] = []

    def use(self, node: nodes.Call, key: str, given: Condition) -> None:
        """Take note of a clause, a numeral or a reference that is printed where a condition holds."""
        assert isinstance(node.node, nodes.Name)
        self._uses.append(_Use(function=node.node.name, key=key, node=node, given=given))

    def check(self) -> None:
        """Find keys of two things, references without what they refer to, and numerals before any clause."""
        numbered: dict[str, list[Condition]] = {}
        clauses: list[Condition] = []
        for use in self._uses:
            if use.function in REFERENCES:
                continue
            if use.function == CLAUSE:
                clauses.append(use.given)
            elif not follows(use.given, clauses):
                self._add("NUM06", use.node)
            others = numbered.setdefault(use.key, []) if use.key else []
            if any(can_hold_together(use.given, other) for other in others):
                self._add("NUM03", use.node, name=use.key)
            others.append(use.given)
        for use in self._uses:
            if use.function not in REFERENCES:
                continue
            if use.key not in numbered:
                self._add("NUM05", use.node, name=use.key, suggestion=suggestion(use.key, list(numbered)))
            elif not follows(use.given, numbered[use.key]):
                self._add("NUM08", use.node, name=use.key)
