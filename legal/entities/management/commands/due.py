"""Count a term and show how: the due date and, day by day, what counted and why the rest did not."""

from __future__ import annotations

import json
from typing import Any, Final

from django.core.management.base import CommandParser

from legal.entities.catalogues import department_code
from workflow import calendars
from workflow.calendars import MAX_AMOUNT, Count, Term, Unit
from workflow.closed_days import calendar_at
from workflow.commands import PlainCommand

_LONGEST: Final = 20


class Command(PlainCommand):
    """The due date of a term, without a case."""

    help = "Count a term from a day, which is not counted itself. Exits 2 on a bad day, term or department."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day, the term, and the place whose holidays close days too."""
        parser.add_argument("--from", dest="start", required=True, metavar="DAY", help="the day, as YYYY-MM-DD")
        parser.add_argument(
            "--term", required=True, help="a number from 1 to 3650 and working_days, calendar_days or months"
        )
        parser.add_argument("--department", default="", help="name or code: its regional holidays close days too")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and print the due date with its days."""
        start = self.read_day("--from", options["start"])
        term = self._term(options["term"])
        place = self._place(options["department"])
        try:
            counted = calendars.count(start, term, calendar_at(place))
        except ValueError:
            self.refuse(f"--term: {term.amount} {term.unit.value} from {start} end beyond the last date there is.")
        self.stdout.write(json.dumps(as_json(counted), ensure_ascii=False) if options["json"] else as_text(counted))

    def _term(self, text: str) -> Term:
        amount, _, unit = text.strip().partition(" ")
        if not (amount.isascii() and amount.isdigit()) or unit.strip() not in set(Unit):
            self.refuse(
                f"--term must be a number and one of {', '.join(Unit)}, such as '10 working_days', not {text!r}."
            )
        # Python reads no number of thousands of digits.
        if len(amount) > _LONGEST or not 1 <= int(amount) <= MAX_AMOUNT:
            told = amount if len(amount) <= _LONGEST else f"a number of {len(amount)} digits"
            self.refuse(f"--term must be from 1 to {MAX_AMOUNT}, not {told}.")
        return Term(amount=int(amount), unit=Unit(unit.strip()))

    def _place(self, text: str) -> str:
        place = department_code(text) if text else ""
        if place is None:
            self.refuse(f"--department: there is no department {text!r}; give its name or its two-digit code.")
        return place


def as_text(counted: Count) -> str:
    """Return the due date, then a line for each day: a plus sign where it counts, the ground where it has one."""
    days = (f"{day.date} {'+' if day.counted else ' '} {day.ground or ''}".rstrip() for day in counted.days)
    return "\n".join([str(counted.due), *days])


def as_json(counted: Count) -> dict[str, Any]:
    """Return the due date and its days in the shape that docs/reference/commands.md describes."""
    return {
        "due": counted.due.isoformat(),
        "days": [{"date": day.date.isoformat(), "counted": day.counted, "ground": day.ground} for day in counted.days],
    }
