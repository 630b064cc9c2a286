"""What a document says of each of its fields: in Spanish what it is, and an example as lawyers will see it printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints


def marked(words: str) -> str:
    """Mark the words on a field for the catalogue, and return them as they are: pages translate them.

    Python compares and keeps types. A lazy text in one would be translated when the type is made, by the language of
    that moment, and be taken for another that reads the same in it.
    """
    return words


@dataclass(frozen=True)
class About:
    """What a field is, as who writes a template reads it, and an invented example of what it prints.

    Both stand in the type of the field: ``name: Annotated[str, _("Nombre …"), "…"]``. The example of a list is one
    item, or a tuple of items. Records have the examples of their own fields; a mapping gives
    those that are others here. A record that is the same everywhere may say what it is once, as ``about`` of its class.
    """

    type: Any
    description: str
    example: Any


def about_fields(record: type) -> dict[str, About]:
    """Return what is said of each field of a document or record.

    :raises TypeError: when nothing is said of a field.
    """
    hints = get_type_hints(record, include_extras=True)
    return {each.name: _about(f"{record.__name__}.{each.name}", hints[each.name]) for each in fields(record)}


def _about(name: str, hint: Any) -> About:
    if get_origin(hint) is Annotated:
        plain, description, *example = get_args(hint)
        return About(type=plain, description=description, example=example[0] if example else None)
    description = getattr(record_in(hint), "about", None)
    if description is None:
        raise TypeError(f"Nothing is said of {name}.")
    return About(type=hint, description=description, example=None)


def record_in(hint: Any) -> type | None:
    """Return the record that a type is or lists, or nothing where it is text, a number or a boolean."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return inner if isinstance(inner, type) and is_dataclass(inner) else None


def examples_of(record: type, others: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return an example of a document or record in plain values; a list has as many items as it has examples.

    ``others`` are given instead of the examples of some of its fields.
    """
    given = {**getattr(record, "examples", {}), **(others or {})}
    return {name: _example(about.type, given.get(name, about.example)) for name, about in about_fields(record).items()}


def first_example(example: Any) -> Any:
    """Return the example of one item of a list: the only one or the first."""
    return example[0] if isinstance(example, tuple) else example


def _example(hint: Any, example: Any) -> Any:
    if get_origin(hint) is tuple:
        return [_example(get_args(hint)[0], each) for each in (example if isinstance(example, tuple) else (example,))]
    record = record_in(hint)
    return example if record is None else examples_of(record, example)
