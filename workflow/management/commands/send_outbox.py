"""Send the messages that acts have written."""

from __future__ import annotations

import sys
from typing import Any, Final

from django.core.management.base import CommandParser

from workflow import notifications
from workflow.commands import PlainCommand

MOST: Final = 100_000


class Command(PlainCommand):
    """Send pending messages; run it every few minutes."""

    help = "Send the messages that are due. Exits 1 when a message could not be sent; it is tried again next time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of messages of one run."""
        parser.add_argument("--limit", type=int, default=500, help="messages in one run (500)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send and say how many."""
        if not 1 <= options["limit"] <= MOST:
            self.refuse(f"--limit must be from 1 to {MOST}, not {options['limit']}.")
        sent, failed = notifications.send_pending(limit=options["limit"])
        self.stdout.write(f"sent {sent}, failed {failed}")
        if failed:
            sys.exit(1)
