"""What a sheet of the matrices is: its columns, its rows, and what is wrong in a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from legal.agreements.models.review import Part

# A matrix of an agreement has some thirty rows; what is longer is another table.
MOST_ROWS: Final = 200
MOST_TOLD: Final = 50
PARTS: Final = (Part.COMMITMENTS, Part.INDICATORS)

Value = str | int | Decimal | None
# The values of a row by the name of the field, as its form knows them; a year that demands nothing has None.
Values = Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column, which is a field of the form of a row.

    ``choices`` are what a list offers, each value with its words; ``figure`` tells a quantity ("figure"), a weight
    ("weight") and a year ("year") from text (""); ``longest`` is in characters, 0 where no bound is set.
    """

    name: str
    title: str
    required: bool
    help: str = ""
    figure: str = ""
    longest: int = 0
    choices: tuple[tuple[str | int, str], ...] = ()

    def shown(self, value: Value) -> Value:
        """Return a value as its cell shows it: the words of a choice, anything else as it is."""
        return dict(self.choices).get(value, value) if isinstance(value, str | int) else value

    def chosen(self, text: str) -> str | None:
        """Return the value that a text chooses, by its words or by itself; nothing when the list does not have it."""
        wanted = plain(text)
        found = [value for value, words in self.choices if wanted in (plain(words), plain(str(value)))]
        return str(found[0]) if found else None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The columns of a matrix and the name of its sheet."""

    part: Part
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a cell holds as text; ``problem`` says why that is not its value, where it is none."""

    text: str
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row that was read: where it stands, and its cells by the name of their column.

    ``letters`` are those of the columns, by name; rows that were pasted have none.
    """

    number: int
    cells: Mapping[str, Cell]
    letters: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class BadCell:
    """A cell that cannot be taken: where it is, why, and what to do."""

    sheet: str
    line: int
    letter: str
    column: str
    text: str

    def __str__(self) -> str:
        words = {"sheet": self.sheet, "line": self.line, "letter": self.letter, "column": self.column}
        words["text"] = self.text
        if self.letter:
            return _("Hoja «%(sheet)s», celda %(letter)s%(line)s, columna «%(column)s»: %(text)s") % words
        return _("Fila pegada %(line)s, columna «%(column)s»: %(text)s") % words


def plain(text: str) -> str:
    """Return a title or a choice as it is compared: without case and with single spaces."""
    return " ".join(text.split()).casefold()


def unbroken(value: Value) -> Value:
    """Return a value with the line breaks of a spreadsheet: whatever wrote them, they say the same."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
