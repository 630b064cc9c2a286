"""What a field is, as the linter knows it, and what may be done with it.

Shapes come from the dataclass of the document: ``"text"``, ``"number"``, ``"yes_no"``, ``{"list": shape}``, with
its ``"length"`` where that is fixed, or ``{"group": name, "fields": {field: shape}}``. With their examples, texts are
``{"text": examples}``, and a length that may be none is ``{"number": (0,)}``. ``"unknown"`` is what a mistake already
told about leaves.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Final

Shape = Any
Scope = Mapping[str, Shape]

# From here on a name is taken for another one that was mistyped: «antecedents» is 0.6 like «agreement», «partys» 0.77
# like «parties». A wrong guess misleads more than none.
_ALIKE: Final = 0.75


def kind_of(shape: Shape) -> str:
    """Return what a shape is in one word: "text", "number", "yes_no", "list", "group" or "unknown"."""
    if isinstance(shape, str):
        return shape
    return next((kind for kind in ("text", "number", "list") if kind in shape), "group")


def with_examples(fields: Mapping[str, Shape], examples: Mapping[str, Any]) -> dict[str, Shape]:
    """Return the shapes of a document's fields with the examples of its texts; in a list, those of all items."""
    return {name: _shown(shape, [examples[name]]) for name, shape in fields.items()}


def _shown(shape: Shape, examples: list[Any]) -> Shape:
    kind = kind_of(shape)
    if kind == "list":
        return {**shape, "list": _shown(shape["list"], [item for each in examples for item in each])}
    if kind == "group":
        fields = {name: _shown(inner, [each[name] for each in examples]) for name, inner in shape["fields"].items()}
        return {**shape, "fields": fields}
    return {"text": tuple(examples)} if kind == "text" else shape


def either(first: Shape, second: Shape) -> Shape | None:
    """Return what gives one of two things, or nothing where they are not alike."""
    if "unknown" in (first, second):
        return "unknown"
    if kind_of(first) != kind_of(second):
        return None
    if kind_of(first) in ("text", "number"):
        return {kind_of(first): examples_in(first) + examples_in(second)}
    if kind_of(first) == "list":
        item = either(first["list"], second["list"])
        return None if item is None else {"list": item}
    if kind_of(first) == "group":
        return first if first["group"] == second["group"] else None
    return first


def examples_in(shape: Shape) -> tuple[Any, ...]:
    """Return the examples of a text or number; none where they are not known, or it is something else."""
    return shape.get("text") or shape.get("number") or () if isinstance(shape, dict) else ()


def suggestion(name: str, options: Any) -> str:
    """Return what was probably meant, or an empty text."""
    close = difflib.get_close_matches(name[:80], list(options), 1, _ALIKE)
    return close[0] if close else next((path for path in paths_of(options) if path.rpartition(".")[2] == name), "")


def paths_of(fields: Any, before: str = "") -> Iterator[str]:
    """Yield the path of each field that is reached without repeating, as a tag writes it."""
    if isinstance(fields, Mapping):
        for name, shape in fields.items():
            yield f"{before}{name}"
            if kind_of(shape) == "group":
                yield from paths_of(shape["fields"], f"{before}{name}.")


def fits(shape: Shape, takes: tuple[str, ...]) -> bool:
    """Whether a filter that takes these kinds takes a shape; "texts" is a list of texts."""
    kind = kind_of(shape)
    return kind in takes or ("texts" in takes and kind == "list" and kind_of(shape["list"]) in ("text", "unknown"))


def comparable(left: Shape, operator: str, right: Shape) -> bool:
    """Whether a comparison can ever say something true and something false."""
    kinds = (kind_of(left), kind_of(right))
    if "unknown" in kinds:
        return True
    if operator in ("in", "notin"):
        return kinds == ("text", "text") or (kinds[1] == "list" and kind_of(right["list"]) == kinds[0])
    if operator in ("eq", "ne"):
        return kinds[0] == kinds[1] and kinds[0] in ("text", "number", "yes_no")
    return kinds == ("number", "number")
