"""What our commands share: whatever they cannot use is said in one line, with exit code 2."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.db.utils import OperationalError, ProgrammingError


class PlainCommand(BaseCommand):
    """A command that never shows a traceback for what its caller can mend."""

    def refuse(self, reason: str) -> NoReturn:
        """Say what is wrong in one line on stderr and end with exit code 2."""
        self.stderr.write(" ".join(reason.split()))
        sys.exit(2)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser; a bad argument is told in one line too, without the list of options."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = self.refuse  # type: ignore[method-assign,assignment]
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command; a database that is not there or not migrated is an input that cannot be used."""
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            self.refuse(f"The database cannot be used: {_first_line(error)} (has manage.py migrate been run?)")
        except BrokenPipeError:
            # Who reads the output has had enough; Python would complain once more when it closes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)


def _first_line(error: DatabaseError) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
