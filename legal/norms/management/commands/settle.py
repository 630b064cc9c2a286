"""Settle a year from a file: what is due and why, without a case."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from legal.norms.settlement import (
    Explanation,
    FixedSettlement,
    SettlementError,
    Tranches,
    VariableSettlement,
    explain_fixed,
    explain_variable,
    settle_fixed,
    settle_variable,
)
from legal.norms.settlement.explanations import soles
from legal.norms.settlement.files import LARGEST_FILE
from legal.norms.settlement.reading import read_tranches
from legal.norms.settlement.workbook import workbook
from workflow.commands import PlainCommand

YAML_SUFFIXES: Final = {".yaml", ".yml"}
JSON_SUFFIX: Final = ".json"


class Command(PlainCommand):
    """What a fixed and a variable tranche owe, with the explanation. Asks no database."""

    help = "Settle the fixed and the variable tranche that a JSON or YAML file describes. Exits 2 on a bad file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and the shape of the answer."""
        parser.add_argument("file", type=Path, help="JSON or YAML, in UTF-8")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--xlsx", type=Path, metavar="OUT", help="write a workbook with live formulas too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, settle, write the workbook, and print."""
        file: Path = options["file"]
        out: Path | None = options["xlsx"]
        content = self._content(file)
        with translation.override(settings.LANGUAGE_CODE):
            try:
                tranches = read_tranches(content, is_yaml=is_yaml(file.suffix.lower(), content))
                answer = settle(tranches)
                book = workbook(tranches, answer.explanation) if out else b""
            except SettlementError as error:
                self.refuse(f"{error.field}: {error}" if error.field else str(error))
            if out:
                self._write(out, book, source=file)
            self.stdout.write(json.dumps(as_json(answer), ensure_ascii=False) if options["json"] else as_text(answer))

    def _content(self, file: Path) -> bytes:
        try:
            with file.open("rb") as opened:
                return opened.read(LARGEST_FILE + 1)
        except (OSError, ValueError) as error:
            self.refuse(f"The file cannot be read: {getattr(error, 'strerror', None) or error}.")

    def _write(self, out: Path, book: bytes, *, source: Path) -> None:
        """Write a workbook whole: what was there before is replaced, or stays as it was."""
        try:
            target = out.resolve()
            if target.exists() and (not target.is_file() or target.samefile(source)):
                self.refuse(f"--xlsx: {out} is not a file that may be replaced.")
            part = target.with_name(f".{os.getpid()}.part")
            try:
                with part.open("xb") as opened:
                    opened.write(book)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
        except (OSError, ValueError, RuntimeError) as error:
            self.refuse(f"--xlsx: {out} cannot be written: {getattr(error, 'strerror', None) or error}.")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the tranches of a file come to; a tranche that is not there is None."""

    fixed: FixedSettlement | None
    variable: VariableSettlement | None
    explanation: tuple[Explanation, ...]

    @property
    def due_now(self) -> Decimal:
        """What both tranches owe now, in soles."""
        return sum((each.due_now for each in (self.fixed, self.variable) if each), Decimal(0))


def is_yaml(suffix: str, content: bytes) -> bool:
    """Whether a file is YAML: by its name, else unless it begins as an object of JSON."""
    return suffix in YAML_SUFFIXES or (suffix != JSON_SUFFIX and not content.lstrip().startswith(b"{"))


def settle(tranches: Tranches) -> Answer:
    """Settle the tranches of a file.

    :raises SettlementError: when more was paid than is due so far.
    """
    fixed = variable = None
    told = []
    if tranches.fixed:
        try:
            fixed = settle_fixed(tranches.fixed)
        except SettlementError as error:
            raise error.within("fixed") from error
        told.append(explain_fixed(tranches.fixed, fixed))
    if tranches.variable:
        variable = settle_variable(tranches.variable)
        told.append(explain_variable(tranches.variable, variable))
    return Answer(fixed=fixed, variable=variable, explanation=tuple(told))


def as_text(answer: Answer) -> str:
    """Return what is due, then every step of it, each under the one that it explains."""
    total = f"{_('Corresponde transferir ahora, en total')}: {soles(answer.due_now)}"
    return "\n".join([total, *(line for each in answer.explanation for line in ("", *_lines(each)))])


def _lines(told: Explanation, depth: int = 0) -> Iterator[str]:
    basis = f" ({told.basis.rstrip('.')})" if told.basis else ""
    yield f"{'  ' * depth}{told.label}: {told.value}{basis}"
    for child in told.children:
        yield from _lines(child, depth + 1)


def as_json(answer: Answer) -> dict[str, Any]:
    """Return the answer in the shape that docs/reference/commands.md describes."""
    fixed, variable = answer.fixed, answer.variable
    return {
        "fixed": fixed
        and {
            "share": str(fixed.share),
            "cumulative": _amount(fixed.cumulative),
            "already_paid": _amount(fixed.already_paid),
            "due_now": _amount(fixed.due_now),
            "balance": _amount(fixed.balance),
            "cancelled": _amount(fixed.cancelled),
        },
        "variable": variable
        and {
            "share": str(variable.share),
            "scores": {code: str(score) for code, score in variable.scores.items()},
            "due_now": _amount(variable.due_now),
            "forgone": _amount(variable.forgone),
        },
        "due_now": _amount(answer.due_now),
        "explanation": [each.as_json() for each in answer.explanation],
    }


def _amount(soles: Decimal) -> str:
    return f"{soles:.2f}"
