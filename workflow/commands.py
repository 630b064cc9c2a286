"""What our commands share: whatever they cannot use is said in one line, with exit code 2."""

from __future__ import annotations

import errno
import os
import sys
from datetime import date
from io import TextIOWrapper
from typing import Any, Final, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.db.utils import OperationalError, ProgrammingError

EARLIEST_YEAR: Final = 1900
_NOT_WRITTEN: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


class PlainCommand(BaseCommand):
    """A command that never shows a traceback for what its caller can mend."""

    def refuse(self, reason: str) -> NoReturn:
        """Say what is wrong in one line on stderr and end with exit code 2."""
        self.stderr.write(" ".join(reason.split()))
        sys.exit(2)

    def read_day(self, option: str, text: str) -> date:
        """Return a day written as YYYY-MM-DD, and refuse any other writing, and days that no record reaches."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.isoformat() != text:
            self.refuse(f"{option} must be a date as YYYY-MM-DD, not {text!r}.")
        if day.year < EARLIEST_YEAR:
            self.refuse(f"{option} {day} lies before the year {EARLIEST_YEAR}.")
        return day

    def run_from_argv(self, argv: list[str]) -> None:
        """Run from the command line, in UTF-8 both ways, whatever the terminal is set to.

        Bytes that are no text in it are refused before anything reads them.
        """
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        for argument in argv[2:]:
            if not _is_text(argument):
                self.refuse(f"The argument {argument!a} is not text in UTF-8.")
        super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser; a bad argument is told in one line too, without the list of options."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = self.refuse  # type: ignore[method-assign,assignment]
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command; a database that is not there or not migrated is an input that cannot be used.

        So is an output that takes nothing.
        """
        try:
            output = super().execute(*args, **options)
            self.stdout.flush()
        except OSError as error:
            if error.errno != errno.EPIPE and error.errno not in _NOT_WRITTEN:
                raise
            # Python would complain once more when it closes the output.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if error.errno == errno.EPIPE:
                # Who reads the output has had enough.
                sys.exit(1)
            self.refuse(f"The output cannot be written: {error.strerror}.")
        except (OperationalError, ProgrammingError) as error:
            self.refuse(f"The database cannot be used: {_first_line(error)} (has manage.py migrate been run?)")
        return output


def _is_text(argument: str) -> bool:
    """Whether an argument came as UTF-8: Python keeps other bytes as lone surrogates, which nothing can store."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def _first_line(error: DatabaseError) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
