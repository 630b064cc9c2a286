"""Prove that the money of all agreements adds up."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from legal.transfers.books import agreements_without_books, read_books
from workflow.commands import PlainCommand


class Command(PlainCommand):
    """Each tranche against its year, its parts, and the acts behind them."""

    help = "Prove that in every agreement paid + due + balance + cancelled + forgone is the tranche, by its acts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the shape."""
        parser.add_argument("--json", action="store_true", help="print JSON instead of text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything in one transaction, print what does not agree, and end with 1 where something does not."""
        cases, tranches, faults = 0, 0, []
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            for books in read_books():
                cases, tranches = cases + 1, tranches + len(books.tranches)
                faults += [
                    {"case": books.number, "tranche": tranche or None, "fault": words}
                    for tranche, words in books.faults
                ]
            without = agreements_without_books()
            if options["json"]:
                counts = {"cases": cases, "tranches": tranches, "without_tranches": without}
                answer = {"ok": not faults, **counts, "faults": faults}
                self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            else:
                lines = [f"{each['case']}, {each['tranche'] or _('el expediente')}: {each['fault']}" for each in faults]
                counted = f"cases {cases}, tranches {tranches}, faults {len(faults)}; without tranches yet: {without}"
                self.stdout.write("\n".join([*lines, counted]))
        if faults:
            sys.exit(1)
