"""Import public entities from a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from legal.entities import columns
from legal.entities.errors import ImportRefused, UnreadableFile
from legal.entities.services.importing import Outcome, import_entities, preview_import
from legal.entities.spreadsheets import LARGEST_FILE
from workflow import clock
from workflow.commands import PlainCommand
from workflow.models import User


class Command(PlainCommand):
    """Public entities from a CSV or XLSX, all rows or none."""

    help = (
        "Import public entities from a CSV or XLSX file: all rows or none. Harmless to repeat; deletes nothing. "
        f"Columns: {', '.join(columns.TITLES)}; required are {', '.join(columns.REQUIRED)}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, who imports it, and how to answer."""
        parser.add_argument("file", type=Path, help="CSV in UTF-8, or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--json", action="store_true", help="print JSON instead of text")
        parser.add_argument("--by", metavar="USERNAME", default="", help="the person whom the history names")

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview the file, and import it unless a row is bad or nothing is to be written."""
        content, today = self._content(options["file"]), clock.today()
        actor = self._actor(options["by"])
        try:
            outcome = preview_import(content, today=today)
            if not outcome.bad and not options["dry_run"]:
                outcome = import_entities(
                    content=content, actor=actor, source=options["file"].name, today=clock.today()
                )
        except (UnreadableFile, ImportRefused) as refusal:
            self.refuse(str(refusal))
        written = not outcome.bad and not options["dry_run"]
        self.stdout.write(_as_json(outcome, written=written) if options["json"] else _as_text(outcome))
        if outcome.bad:
            self.stderr.write(f"Nothing was written: {len(outcome.bad)} bad cells.")
            sys.exit(1)

    def _content(self, file: Path) -> bytes:
        try:
            with file.open("rb") as opened:
                return opened.read(LARGEST_FILE + 1)
        except OSError as error:
            self.refuse(f"The file cannot be read: {error.strerror}.")

    def _actor(self, username: str) -> User | None:
        if not username:
            return None
        return User.objects.filter(username=username, is_active=True).first() or self.refuse(
            f"There is no active person {username}."
        )


def _as_text(outcome: Outcome) -> str:
    lines = [str(cell) for cell in outcome.bad]
    counts = ("new", "changed", "equal", "bad")
    return "\n".join([*lines, ", ".join(f"{name} {len(getattr(outcome, name))}" for name in counts)])


def _as_json(outcome: Outcome, *, written: bool) -> str:
    answer = {
        "sha256": outcome.fingerprint,
        "written": written,
        "new": [{"row": row.row, "code": row.codes, "name": row.name} for row in outcome.new],
        "changed": [
            {
                "row": change.row.row,
                "code": change.row.codes,
                "name": change.row.name,
                "fields": [{"field": name, "before": before, "after": after} for name, before, after in change.fields],
            }
            for change in outcome.changed
        ],
        "equal": [{"row": row.row, "code": row.codes, "name": row.name} for row in outcome.equal],
        "bad": [
            {"row": cell.row, "column": cell.column, "problem": cell.problem, "remedy": cell.remedy}
            for cell in outcome.bad
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)
