"""Two texts of a clause side by side, word by word: what goes, what comes, what stays. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rapidfuzz.distance import LCSseq

_WORD: Final = re.compile(r"(\S+)(\s*)")


@dataclass(frozen=True, kw_only=True)
class Run:
    """Words in a row; ``changed`` marks those that the other text has not. ``space`` is what follows them."""

    text: str
    space: str
    changed: bool


@dataclass(frozen=True, kw_only=True)
class Redline:
    """Both texts, whole, with the words that changed marked in each."""

    before: tuple[Run, ...]
    after: tuple[Run, ...]


def compare(before: str, after: str) -> Redline:
    """Return two texts with their changed words marked. Spaces and line breaks alone are no change."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    kept_old, kept_new = set[int](), set[int]()
    for step in LCSseq.opcodes([word for word, _ in old], [word for word, _ in new]):
        if step.tag == "equal":
            kept_old.update(range(step.src_start, step.src_end))
            kept_new.update(range(step.dest_start, step.dest_end))
    return Redline(before=tuple(_runs(old, kept_old)), after=tuple(_runs(new, kept_new)))


def _runs(words: Sequence[tuple[str, str]], kept: set[int]) -> Iterator[Run]:
    for is_kept, places in groupby(range(len(words)), key=lambda place: place in kept):
        group = [words[place] for place in places]
        text = "".join(word + space for word, space in group)
        yield Run(text=text.rstrip(), space=group[-1][1], changed=not is_kept)
