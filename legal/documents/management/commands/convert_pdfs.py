"""Make the PDF copies of issued documents that are wanted."""

from __future__ import annotations

import signal
import sys
from time import sleep
from types import FrameType
from typing import Any, Final

from django.core.management.base import CommandParser
from django.db import connection

from legal.documents.models import PdfCopy
from legal.documents.pdf import services
from legal.documents.pdf.conversion import convert_pending
from legal.documents.pdf.office import NoOffice, Office
from workflow import clock
from workflow.commands import PlainCommand

MOST: Final = 100_000
LONGEST_PAUSE: Final = 3600


class Command(PlainCommand):
    """Run it once every few minutes, or leave it running with ``--watch``."""

    help = "Make the PDF copies that are wanted, with LibreOffice. Exits 1 when a document could not be converted."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to stay, and how much to do."""
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--once", action="store_true", help="convert what is pending and end (what it does unless told)"
        )
        how.add_argument("--watch", action="store_true", help="stay, and look for new documents until told to stop")
        how.add_argument("--ask-again", action="store_true", help="ask again for the copies that failed, and end")
        parser.add_argument("--limit", type=int, default=1000, help="documents in one run (1000)")
        parser.add_argument("--pause", type=int, default=10, help="seconds between two looks with --watch (10)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Convert and say how many."""
        if not 1 <= options["limit"] <= MOST:
            self.refuse(f"--limit must be from 1 to {MOST}, not {options['limit']}.")
        if not 1 <= options["pause"] <= LONGEST_PAUSE:
            self.refuse(f"--pause must be from 1 to {LONGEST_PAUSE}, not {options['pause']}.")
        if options["ask_again"]:
            self._ask_again()
            return
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            with Office() as office:
                network = "without network" if office.is_offline else "with the network of this machine"
                self.stdout.write(f"{office.version}, {network}")
                if options["watch"]:
                    self._watch(office, limit=options["limit"], pause=options["pause"])
                elif self._run(office, limit=options["limit"], quiet=False):
                    sys.exit(1)
        except NoOffice as error:
            self.refuse(str(error))
        except KeyboardInterrupt:
            self.stdout.write("stopped")
        finally:
            signal.signal(signal.SIGTERM, before)

    def _watch(self, office: Office, *, limit: int, pause: int) -> None:
        while True:
            self._run(office, limit=limit, quiet=True)
            # What waits must not keep a connection that the database may close meanwhile.
            connection.close_if_unusable_or_obsolete()
            sleep(pause)

    def _run(self, office: Office, *, limit: int, quiet: bool) -> int:
        services.note_look(converter=office.version, now=clock.now())
        made, failed = convert_pending(office, now=clock.now, limit=limit)
        if made or failed or not quiet:
            self.stdout.write(f"made {made}, failed {failed}")
            self.stdout.flush()
        return failed

    def _ask_again(self) -> None:
        copies = list(PdfCopy.objects.failed())
        for copy in copies:
            services.ask_again(copy)
        self.stdout.write(f"asked again {len(copies)}")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
