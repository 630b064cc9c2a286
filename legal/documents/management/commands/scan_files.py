"""Let the antivirus look at kept files."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser

from legal.documents import scanning
from legal.documents.clamd import ScannerFailed
from legal.documents.models import StoredFile
from workflow.commands import PlainCommand


class Command(PlainCommand):
    """Scan what has no verdict; with ``--again``, also what has none by the signatures of today."""

    help = (
        "Let the antivirus look at every kept file that it has given no verdict on. Exits 1 when a file is infected "
        "or could not be scanned."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how much is scanned."""
        parser.add_argument("--again", action="store_true", help="also what older signatures have scanned")

    def handle(self, *args: Any, **options: Any) -> None:
        """Scan and say how many."""
        scanner = scanning.scanner()
        if scanner is None:
            self.refuse("No antivirus is configured: set CLAMD_ADDRESS.")
        try:
            version = scanner.version()
        except ScannerFailed as failure:
            self.stderr.write(f"The antivirus does not answer: {failure}.")
            sys.exit(1)
        done = {outcome.value: 0 for outcome in scanning.Outcome}
        for pk in scanning.files_to_scan(version if options["again"] else ""):
            done[self._scan(StoredFile.objects.get(pk=pk))] += 1
        self.stdout.write("clean {clean}, infected {infected}, failed {failed}".format(**done))
        if done["infected"] or done["failed"]:
            sys.exit(1)

    def _scan(self, stored: StoredFile) -> str:
        try:
            with stored.file.open("rb") as kept:
                found = scanning.scan(kept.read())
        except OSError as error:
            self.stderr.write(f"File {stored.pk} cannot be read: {error}")
            return scanning.Outcome.FAILED.value
        assert found is not None
        if found.outcome != scanning.Outcome.CLEAN:
            self.stderr.write(f"File {stored.pk} ({stored.sha256}) {found.outcome}: {found.words}")
        return found.outcome
