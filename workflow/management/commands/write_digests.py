"""Write the day's digests to the outbox."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation

from workflow import clock
from workflow.commands import PlainCommand
from workflow.digest import write_digests


class Command(PlainCommand):
    """Write one message to each person for whom something is overdue or due soon."""

    help = "Write the day's digests; send_outbox sends them. Harmless to repeat on the same day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write and say how many."""
        with translation.override(settings.LANGUAGE_CODE):
            written = write_digests(on=clock.today())
        self.stdout.write(f"written {written}")
