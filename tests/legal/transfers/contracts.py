"""What any paper must keep: its order, its contract with the template, and no tag left in the text."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from legal.documents.documents import DocumentContext


def in_order(text: str, *pieces: str) -> bool:
    """Whether all pieces stand in a text, one after the other. Says which one is missing."""
    position = 0
    for piece in pieces:
        found = text.find(piece, position)
        assert found >= 0, f"missing, or out of order: {piece}"
        position = found + len(piece)
    return True


def left_over(text: str) -> list[str]:
    """Return what betrays a template: braces, and values that are no text."""
    return re.findall(r"[{}]|%\}|\bNone\b|\bTrue\b|\bFalse\b", text)


def unprinted(kind: type[DocumentContext], parts: dict[str, bytes]) -> set[str]:
    """Return the fields that a kind of document declares itself and its template never names."""
    template = "".join(part.decode() for name, part in parts.items() if name.startswith("word/"))
    printed = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"\{[{%].*?[%}]\}", template))))
    inherited = {each.name for each in fields(DocumentContext)}
    return (_names(kind) - inherited) - printed


def _names(shape: Any) -> set[str]:
    names: set[str] = set()
    hints = get_type_hints(shape)
    for each in fields(shape):
        if shape is not DocumentContext and each.name in {field.name for field in fields(DocumentContext)}:
            continue
        names.add(each.name)
        for inner in (hints[each.name], *get_args(hints[each.name])):
            if is_dataclass(inner):
                names |= _names(inner)
    return names
