"""What the confined process finds and where, as it hands it on: codes and plain values, no sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

MOST_FINDINGS: Final = 200
LONGEST_QUOTE: Final = 90
# What a lawyer should know of, but may leave as it is. The rest refuses the template.
WARNINGS: Final = frozenset({"COM01", "HID01", "IMG01", "TRK02"})


class TooMuch(Exception):
    """The file goes beyond what is looked at; what was found so far stands."""


class NotWord(Exception):
    """The file cannot be read as a Word document at all; ``reason`` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands. Numbers count from 1 as a reader counts; 0 and "" mean that they do not apply.

    ``part`` is "body", "header", "footer", "footnotes", "endnotes", "comments", "styles", "properties",
    "sample" or "file"; ``number`` tells headers and footers apart; ``name`` names a part of the package or
    a sample; ``under`` is the heading before it.
    """

    part: str
    number: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    in_box: bool = False
    under: str = ""
    name: str = ""


WHOLE_FILE: Final = Place(part="file")


class Findings:
    """Hands each finding on at once, so that what ends the process loses none; ``errors`` counts those that refuse."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._seen: set[str] = set()
        self.errors = 0

    def add(self, code: str, place: Place = WHOLE_FILE, **detail: Any) -> None:
        """Hand a finding on, once; ``detail`` is what its sentence names.

        :raises TooMuch: when a file has more than anybody would read.
        """
        line = json.dumps({"code": code, "place": asdict(place), "detail": detail}, ensure_ascii=True, sort_keys=True)
        if line in self._seen:
            return
        if len(self._seen) >= MOST_FINDINGS:
            self._write(json.dumps({"code": "LIM03", "place": asdict(WHOLE_FILE), "detail": {"most": MOST_FINDINGS}}))
            raise TooMuch
        self._seen.add(line)
        self.errors += code not in WARNINGS
        self._write(line)


def quoted(text: str) -> str:
    """Return a text on one line, short enough to be quoted."""
    # More is not read: it may be asked for often of a paragraph that is long.
    text = " ".join(text[: 20 * LONGEST_QUOTE].split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
