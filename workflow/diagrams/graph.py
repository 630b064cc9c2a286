"""A flow read as a graph: its steps in reading order, its links, and its signature."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _


class Kind(StrEnum):
    """What a node is to somebody who reads the flow."""

    START = "start"
    TASK = "task"
    CALL = "call"
    AUTOMATIC = "automatic"
    DECISION = "decision"
    SPLIT = "split"
    JOIN = "join"
    END = "end"


_KINDS: Final = {
    "START": Kind.START,
    "HUMAN_START": Kind.START,
    "HUMAN": Kind.TASK,
    "SUBPROCESS": Kind.CALL,
    "EXCLUSIVE_GATEWAY": Kind.DECISION,
    "SWITCH": Kind.DECISION,
    "PARALLEL_GATEWAY": Kind.SPLIT,
    "JOIN": Kind.JOIN,
    "END": Kind.END,
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One node of a flow in words, for the text alternative of its picture."""

    name: str
    title: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way from one node to another; ``back`` when it returns to an earlier one."""

    src: str
    dst: str
    label: str = ""
    back: bool = False


@dataclass(frozen=True, kw_only=True)
class Graph:
    """The nodes that a process can reach, in reading order, and the links between them."""

    nodes: Mapping[str, Any]
    links: tuple[Link, ...]

    def forward(self) -> list[Link]:
        """Return the links that do not return."""
        return [link for link in self.links if not link.back]


def kind_of(node: Any) -> Kind:
    """Return the kind of a node; whatever waits for nobody is automatic."""
    return _KINDS.get(node.task_type, Kind.AUTOMATIC)


def title_of(node: Any) -> str:
    """Return the title given with ``.Annotation(title=…)``.

    Empty for an untitled node that nobody acts on: the name in the code is not for the reader.
    """
    title = str(node.task_title)
    untitled = title == node.name.replace("_", " ").title()
    return "" if untitled and kind_of(node) not in {Kind.TASK, Kind.CALL} else title


def steps(flow_class: type[Any], *, node_title: Callable[[Any], str] = title_of) -> list[Step]:
    """Return the nodes of a flow in reading order; an untitled one gets the name of its kind."""
    return [
        Step(name=name, title=node_title(node) or _name_of(kind_of(node)), kind=kind_of(node))
        for name, node in read(flow_class).nodes.items()
    ]


def signature(flow_class: type[Any]) -> str:
    """Return the SHA-256 of what running processes depend on.

    That is the name, type, role and act of every node, retired ones included, and the links.
    Titles are left out: they may be corrected at any time.
    """
    nodes = sorted(flow_class.instance.nodes(), key=lambda node: node.name)
    rows = [
        [
            node.name,
            type(node).__name__,
            node.task_type,
            _written(getattr(node, "role", "")),
            _written(getattr(node, "act", "")),
            sorted([edge.dst.name, edge.edge_class] for edge in _edges(node)),
        ]
        for node in nodes
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def read(flow_class: type[Any], *, also: Iterable[str] = ()) -> Graph:
    """Return the graph of a flow: what its starts reach, and the nodes named in ``also``.

    A retired node stays declared without a way to it; it is read only when ``also`` names it,
    because a process still stands there.
    """
    nodes = {node.name: node for node in flow_class.instance.nodes()}
    ways = {name: [_link(edge) for edge in _edges(node)] for name, node in nodes.items()}
    starts = [name for name, node in nodes.items() if kind_of(node) is Kind.START]
    # viewflow gives nodes by name; the main start is the one that leads to most.
    starts.sort(key=lambda name: len(_walk([name], ways)[0]), reverse=True)
    order, back = _walk([*starts, *(name for name in also if name in nodes)], ways)
    links = (link for name in order for link in ways[name])
    return Graph(
        nodes={name: nodes[name] for name in order},
        links=tuple(
            Link(src=link.src, dst=link.dst, label=link.label, back=(link.src, link.dst) in back) for link in links
        ),
    )


def _walk(roots: Iterable[str], ways: Mapping[str, list[Link]]) -> tuple[list[str], set[tuple[str, str]]]:
    """Return every name reached from the roots, each after all that lead to it, and the pairs that return.

    What only a later root reaches is set right before the step where it joins the rest.
    """
    order: list[str] = []
    back: set[tuple[str, str]] = set()
    for root in roots:
        if root not in order:
            found = _walk_from(root, ways, frozenset(order), back)
            joined = [order.index(link.dst) for name in found for link in ways[name] if link.dst in order]
            place = min(joined, default=len(order))
            order[place:place] = found
    return order, back


def _walk_from(
    root: str, ways: Mapping[str, list[Link]], known: frozenset[str], back: set[tuple[str, str]]
) -> list[str]:
    finished: list[str] = []
    under_way: set[str] = set()

    def visit(name: str) -> None:
        under_way.add(name)
        # Reversed, because the order of finishing is reversed too: branches read as they are declared.
        for link in reversed(ways[name]):
            if link.dst in under_way:
                back.add((name, link.dst))
            elif link.dst not in known and link.dst not in finished:
                visit(link.dst)
        under_way.discard(name)
        finished.append(name)

    visit(root)
    return finished[::-1]


def _edges(node: Any) -> list[Any]:
    """Return the ways out of a node, those of the events on its border last."""
    edges = [edge for edge in node._outgoing() if edge.dst is not None]
    for event in getattr(node, "_boundary_events", ()):
        edges += [edge for edge in event._incoming() if edge.src is node]
    return edges


def _link(edge: Any) -> Link:
    given = getattr(edge.src, "edge_labels", {})
    label = given[edge.dst.name] if edge.dst.name in given else _usual_label(edge)
    return Link(src=edge.src.name, dst=edge.dst.name, label=str(label))


def _usual_label(edge: Any) -> str:
    match edge.src.task_type, edge.edge_class:
        case "EXCLUSIVE_GATEWAY", "cond_true":
            return _("sí")
        case "EXCLUSIVE_GATEWAY", "cond_false":
            return _("no")
        case "SWITCH", "default" if hasattr(edge.src, "edge_labels"):
            return _("en otro caso")
    return ""


def _name_of(kind: Kind) -> str:
    return {
        Kind.START: _("Inicio"),
        Kind.TASK: _("Paso"),
        Kind.CALL: _("Otro flujo"),
        Kind.AUTOMATIC: _("Paso automático"),
        Kind.DECISION: _("Decisión"),
        Kind.SPLIT: _("Pasos en paralelo"),
        Kind.JOIN: _("Reunión de los pasos en paralelo"),
        Kind.END: _("Fin"),
    }[kind]


def _written(value: Any) -> str:
    """Return a role or an act as stable text: a function by its name, never by its place in memory."""
    return value if isinstance(value, str) else getattr(value, "__name__", type(value).__name__)
