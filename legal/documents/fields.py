"""What a template may print: each field of a kind of document, with the tag to write and where it is used today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from legal.documents.documents import DocumentContext
from legal.documents.kinds import shape_of

_TAG: Final = re.compile(r"{%\w*\s*(.*?)\s*%}|{{\s*(.*?)\s*}}")
_FOR: Final = re.compile(r"for\s+(\w+)\s+in\s+([\w.]+)")
_NAME: Final = re.compile(r"""(?<!["'.\w])[a-z_]\w*(?:\.\w+)*""")
_LONGEST_USE: Final = 220


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field: its path ("money.total", "parties · name" within a list), what it is, and the tag that prints it.

    ``sort`` is "text", "number", "yes_no", "list" or "group", ``length`` how many items a list always has, or 0.
    ``use`` is a passage of a template that prints it or asks for it, empty where none does.
    """

    path: str
    sort: str
    length: int
    tag: str
    use: str


def fields_of(contract: type[DocumentContext], text: str) -> list[Field]:
    """Return the fields of a kind of document in their order; ``text`` is that of the template in force."""
    return list(_listed(shape_of(contract), "", "", _uses(text)))


def _listed(shapes: Mapping[str, Any], path: str, reached: str, uses: Mapping[str, str]) -> Iterator[Field]:
    """Yield fields; ``path`` names them for people, ``reached`` is what a tag writes before the name."""
    for name, shape in shapes.items():
        here, written = f"{path}{name}", f"{reached}{name}"
        if isinstance(shape, str):
            tag = f"{{% if {written} %}}…{{% endif %}}" if shape == "yes_no" else f"{{{{ {written} }}}}"
            yield Field(path=here, sort=shape, length=0, tag=tag, use=uses.get(here, ""))
        elif "list" in shape:
            item = _item(name)
            tag = f"{{%p for {item} in {written} %}} … {{%p endfor %}}"
            if isinstance(shape["list"], str):
                tag = f"{{%p for {item} in {written} %}} {{{{ {item} }}}} {{%p endfor %}}"
            yield Field(path=here, sort="list", length=shape.get("length", 0), tag=tag, use=uses.get(here, ""))
            if isinstance(shape["list"], dict):
                yield from _listed(shape["list"].get("fields", {}), f"{here} · ", f"{item}.", uses)
        else:
            yield from _listed(shape["fields"], f"{here}.", f"{written}.", uses)


def _item(name: str) -> str:
    return name[:-3] + "y" if name.endswith("ies") else name.removesuffix("s") if name.endswith("s") else f"each_{name}"


def _uses(text: str) -> dict[str, str]:
    """Return a line of a template that asks for each path, following what its repetitions call their items.

    It is the first that prints it, or else the first that asks whether it is there.
    """
    printed_in: dict[str, str] = {}
    asked_in: dict[str, str] = {}
    called: dict[str, str] = {}
    for line in text.splitlines():
        for instruction, printed in _TAG.findall(line):
            words = instruction or printed
            if repeated := _FOR.match(words):
                called[repeated[1]] = f"{_resolved(repeated[2], called)} · "
                words = repeated[2]
            for name in _NAME.findall(words):
                (printed_in if printed else asked_in).setdefault(_resolved(name, called), _shortened(line))
    return asked_in | printed_in


def _resolved(name: str, called: Mapping[str, str]) -> str:
    first, dot, rest = name.partition(".")
    if first not in called:
        return name
    return called[first] + rest if dot else called[first].removesuffix(" · ")


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST_USE else f"{line[:_LONGEST_USE]}…"
