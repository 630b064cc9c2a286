"""Do what the date brings about; remind of and expire the terms that are due."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import translation

from workflow import clock, deadlines, privileges
from workflow.commands import PlainCommand


class Command(PlainCommand):
    """One turn of the clock; run it once a day, after midnight in Lima."""

    help = (
        "Do what a date brings about, remind of and expire terms, tell superiors of overdue steps, "
        "remind of overdue reviews of mandates. "
        "Harmless to run twice or late. "
        "Exits 1 when a case failed, 2 on a bad date."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day to run for."""
        parser.add_argument("--on", default="", help="the day, as YYYY-MM-DD (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and say what was done."""
        on = self._day(options["on"])
        report = deadlines.run_clock(on=on)
        with translation.override(settings.LANGUAGE_CODE):
            reviews = privileges.remind(on=on)
        self.stdout.write(
            f"{on}: recounted {report.recounted}, scheduled {report.scheduled}, reminded {report.reminded + reviews}, "
            f"expired {report.expired}, escalated {report.escalated}, failed {len(report.failed)}"
        )
        for line in report.failed:
            self.stderr.write(line)
        if report.failed:
            sys.exit(1)

    def _day(self, text: str) -> date:
        on = self.read_day("--on", text) if text else clock.today()
        if on > clock.today():
            self.refuse(f"--on {on} lies in the future; terms expire when their day has passed.")
        return on
