"""Print the table of what each role may do."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import translation

from workflow import competence, matrix
from workflow.commands import PlainCommand


class Command(PlainCommand):
    """Role × level of government × act × status, as ``decide`` reads it. Asks no database."""

    help = "Print what each role may do, at which level of government and in which status."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the shape."""
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="the whole table, every no included")
        shape.add_argument("--markdown", action="store_true", help="one table for each role")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        roles = list(competence.all_roles())
        acts = [act for _name, act in sorted(competence.all_acts().items()) if act.roles]
        with translation.override(settings.LANGUAGE_CODE):
            if options["json"]:
                self.stdout.write(json.dumps(matrix.as_json(roles, acts), ensure_ascii=False, indent=1))
            elif options["markdown"]:
                self.stdout.write(matrix.tables(roles, acts))
            else:
                for row in matrix.rows(roles, acts):
                    if row.stages:
                        self.stdout.write(f"{row.role} {row.level} {row.act}: {' '.join(row.stages)}")
