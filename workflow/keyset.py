"""Pages of long lists by the key of a row, so that the last page costs what the first one does.

A page is asked for by where it starts: after a row, before a row, at the end. The address carries the
values of that row, not a number of rows to leave out: nothing is skipped or shown twice when rows come
and go meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, OrderBy, Q, QuerySet

Row = TypeVar("Row", bound=Model)

LAST: Final = "final"
# How far a list is counted: beyond it a reader wants a filter, not a figure.
MOST_COUNTED: Final = 1_000
_AFTER, _BEFORE, _NOTHING, _BETWEEN = "despues", "antes", "-", "~"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of an order. Where it may be empty, the empty ones come last.

    ``field`` is what its values are like, where it is no column of the table but computed for each row.
    """

    name: str
    descending: bool = False
    field: Field[Any, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """Some rows of a list. The others say where a page starts: None where there is no such page, "" for the first."""

    rows: list[Row]
    first: str | None = None
    previous: str | None = None
    next: str | None = None
    last: str | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many rows a list has, as far as it is counted: ``is_more`` says that it has more than ``number``."""

    number: int
    is_more: bool = False


def count(rows: QuerySet[Any]) -> Count:
    """Count rows up to ``MOST_COUNTED``, in one query."""
    found = rows.order_by()[: MOST_COUNTED + 1].count()
    return Count(number=min(found, MOST_COUNTED), is_more=found > MOST_COUNTED)


def page_of(rows: QuerySet[Row], order: Sequence[Column], *, size: int, at: str = "") -> Page[Row]:
    """Return the page of a list that starts at a place of an earlier page, in one query.

    The last column of ``order`` is unique. A place that cannot be read, as from an address typed by
    hand, is the first page. A page before a row that has become short is filled from the start.
    """
    columns = [_Column(column, column.field or _field(rows.model, column.name)) for column in order]
    backwards = at == LAST or at.startswith(f"{_BEFORE}{_BETWEEN}")
    if at and at != LAST:
        values = _values(columns, at)
        if values is None:
            return page_of(rows, order, size=size)
        place = _beyond(columns, values, backwards=backwards)
        narrowed = rows.filter(place)
    else:
        narrowed = rows
    found = list(narrowed.order_by(*(column.sorted(backwards=backwards) for column in columns))[: size + 1])
    goes_on, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
        if not goes_on and at != LAST and len(found) < size:
            return page_of(rows, order, size=size)
    has_previous = goes_on if backwards else bool(at)
    has_next = at != LAST if backwards else goes_on
    return Page(
        rows=found,
        first="" if has_previous else None,
        previous=_place(_BEFORE, columns, found[0]) if has_previous and found else None,
        next=_place(_AFTER, columns, found[-1]) if has_next and found else None,
        last=LAST if has_next else None,
    )


@dataclass(frozen=True)
class _Column:
    column: Column
    field: Field[Any, Any]

    def sorted(self, *, backwards: bool) -> OrderBy:
        """Return the order by this column; where nothing is empty, an index serves it both ways."""
        expression = F(self.column.name)
        empty: dict[str, bool] = {}
        if self.field.null:
            empty = {"nulls_first": True} if backwards else {"nulls_last": True}
        return expression.desc(**empty) if self.column.descending != backwards else expression.asc(**empty)

    def equal(self, value: Any) -> Q:
        return Q(**{self.column.name: value}) if value is not None else Q(**{f"{self.column.name}__isnull": True})

    def beyond(self, value: Any, *, backwards: bool) -> Q:
        """Return the condition that a row comes later than a value in the direction of reading."""
        is_empty = Q(**{f"{self.column.name}__isnull": True})
        if value is None:
            return ~is_empty if backwards else Q(pk__in=[])
        lookup = "lt" if self.column.descending != backwards else "gt"
        later = Q(**{f"{self.column.name}__{lookup}": value})
        return later | is_empty if self.field.null and not backwards else later


def _beyond(columns: Sequence[_Column], values: Sequence[Any], *, backwards: bool) -> Q:
    """Return the condition that a row comes after (before, read backwards) the row with these values."""
    condition, same = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        condition |= same & column.beyond(value, backwards=backwards)
        same &= column.equal(value)
    return condition


def _field(model: type[Model], path: str) -> Field[Any, Any]:
    *relations, name = path.split("__")
    for relation in relations:
        related = model._meta.get_field(relation).related_model
        assert isinstance(related, type), path
        model = related
    found = model._meta.get_field(name)
    assert isinstance(found, Field), path
    return found


def _place(direction: str, columns: Sequence[_Column], row: Model) -> str:
    return _BETWEEN.join([direction, *(_written(row, column.column.name) for column in columns)])


def _written(row: Model, path: str) -> str:
    value: Any = row
    for name in path.split("__"):
        value = getattr(value, name)
    if value is None:
        return _NOTHING
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _values(columns: Sequence[_Column], at: str) -> list[Any] | None:
    """Read the values of a place; None when it is none of this order."""
    direction, *texts = at.split(_BETWEEN)
    if direction not in {_AFTER, _BEFORE} or len(texts) != len(columns):
        return None
    try:
        return [_read(column.field, text) for column, text in zip(columns, texts, strict=True)]
    except (ValidationError, ValueError, OverflowError):
        return None


def _read(field: Field[Any, Any], text: str) -> Any:
    if text == _NOTHING and field.null:
        return None
    value = field.to_python(text)
    field.run_validators(value)
    return value
