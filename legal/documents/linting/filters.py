"""What filters take and give, tried on the examples of the fields: a filter must read what the document holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from jinja2 import nodes

from legal.documents.linting.shapes import Shape, examples_in, kind_of
from legal.documents.template_language import FILTERS, Unreadable, filtered

TAKES: Final[Mapping[str, tuple[str, ...]]] = {
    "upper": ("text",),
    "lower": ("text",),
    "length": ("list", "text"),
    "batch": ("list",),
    **{name: each.takes for name, each in FILTERS.items()},
}
_CASES: Final[Mapping[str, Callable[[str], str]]] = {"upper": str.upper, "lower": str.lower}


def has_its_arguments(node: nodes.Filter) -> bool:
    """Whether a filter has what it takes beside its value: "batch" the size of each group, the others nothing."""
    if node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
        return False
    if node.name != "batch":
        return not node.args
    sizes = [each.value for each in node.args if isinstance(each, nodes.Const) and type(each.value) is int]
    return len(sizes) == len(node.args) == 1 and sizes[0] > 0


def first_unread(name: str, examples: Iterable[str | int]) -> str:
    """Return the first example that a filter does not read: no amount, no date; an empty text where it reads all."""
    if name in FILTERS:
        for each in examples:
            try:
                filtered(name, each)
            except Unreadable:
                return str(each)
    return ""


def what_it_gives(name: str, shape: Shape) -> Shape:
    """Return the shape of what a filter gives; of a text, with the examples as it writes them."""
    if name == "batch":
        return {"list": {"list": shape["list"], "least": 1}} if kind_of(shape) == "list" else "unknown"
    if name == "length":
        return {"number": (0,)}
    if kind_of(shape) != "text":
        return "text"
    return {
        "text": tuple(_CASES[name](each) if name in _CASES else filtered(name, each) for each in examples_in(shape))
    }
