"""What rows would change in a matrix: which are new, which change and in what, which go, which stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from legal.agreements.models.review import Part
from legal.agreements.sheets.tables import Column, Sheet, Value, Values, unbroken
from legal.agreements.terms import CriterionTerms, IndicatorTerms
from workflow.templatetags import words


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row that was read and may be written: its values, and its terms as the services take them."""

    values: Values
    terms: CriterionTerms | IndicatorTerms

    @property
    def code(self) -> str:
        """The code of the row."""
        return self.terms.code

    @property
    def title(self) -> str:
        """What the row is about, in its own words."""
        return self.terms.statement if isinstance(self.terms, CriterionTerms) else self.terms.name


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """A cell that changes, as people read it; nothing is a dash."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """A row that changes, with its cells."""

    row: Row
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What rows would do to a matrix. ``removed`` are the codes that leave the text."""

    part: Part
    new: tuple[Row, ...]
    changed: tuple[RowChange, ...]
    removed: tuple[str, ...]
    equal: int

    @property
    def is_none(self) -> bool:
        """Whether nothing would change."""
        return not (self.new or self.changed or self.removed)

    @property
    def written(self) -> tuple[Row, ...]:
        """The rows that would be written."""
        return (*self.new, *(change.row for change in self.changed))


def changes(sheet: Sheet, standing: Mapping[str, Values], rows: Sequence[Row], *, is_whole: bool) -> Changes:
    """Compare rows with those that stand, by code; ``is_whole`` says that what is not among them leaves the text."""
    new = tuple(row for row in rows if row.code not in standing)
    changed = []
    for row in rows:
        if row.code in standing and (cells := _cells(sheet.columns, standing[row.code], row.values)):
            changed.append(RowChange(row=row, cells=cells))
    kept = {row.code for row in rows}
    return Changes(
        part=sheet.part,
        new=new,
        changed=tuple(changed),
        removed=tuple(code for code in standing if code not in kept) if is_whole else (),
        equal=len(rows) - len(new) - len(changed),
    )


def _cells(columns: Sequence[Column], before: Values, after: Values) -> tuple[CellChange, ...]:
    pairs = [(column, before.get(column.name), after.get(column.name)) for column in columns]
    return tuple(
        CellChange(column=column.title, before=_read(column.shown(old)), after=_read(column.shown(new)))
        for column, old, new in pairs
        if _compared(old) != _compared(new)
    )


def _compared(value: Value) -> Value:
    """Return a value as it is compared: nothing is an empty text, and line breaks are all alike."""
    return "" if value is None else unbroken(value)


def _read(value: Value) -> str:
    if isinstance(value, Decimal):
        return words.number(value)
    return str(value) if value not in (None, "") else "–"
