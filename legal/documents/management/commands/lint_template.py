"""Say what must be mended in a Word template before documents may be made from it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandParser

from legal.documents.admission import check_template
from legal.documents.kinds import document_kinds
from legal.documents.linting.report import LARGEST_FILE, UnreadableTemplate
from workflow.commands import PlainCommand

_UNREADABLE: Final = {
    "old_or_encrypted": "it is a .doc of old or protected with a password; save it as .docx without one",
    "damaged": "it is not a .docx, or damaged",
    "no_document": "it holds no Word document",
}


class Command(PlainCommand):
    """The linter of templates."""

    help = "Check a Word template for a kind of document. Exits 0 accepted, 1 refused, 2 not a Word file."
    # The answer is due within seconds, and needs neither the database nor the site.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and the kind of document that it is for."""
        parser.add_argument("file", metavar="FILE.docx")
        parser.add_argument("--kind", required=True, help="what documents it is for, such as agreement")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at the file and print what was found."""
        kinds = document_kinds()
        if options["kind"] not in kinds:
            self.refuse(f"--kind must be one of {', '.join(kinds)}, not {options['kind']!r}.")
        path = Path(options["file"])
        if path.exists() and not path.is_file():
            # A pipe or a device might never end.
            self.refuse(f"{path} is not a file.")
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
            report = check_template(content, kinds[options["kind"]])
        except OSError as error:
            self.refuse(f"{path} cannot be read: {error.strerror}.")
        except UnreadableTemplate as error:
            self.refuse(f"{path} cannot be read as a Word file: {_UNREADABLE[error.reason]}.")
        self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) if options["json"] else report.as_text())
        if not report.ok:
            sys.exit(1)
