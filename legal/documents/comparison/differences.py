"""The lines of two texts compared, and word by word where a line changed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import LCSseq


@dataclass(frozen=True, kw_only=True)
class Run:
    """Words in a row, which the other text has or has not."""

    text: str
    changed: bool


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A passage that differs: what it was, what it is, and the line before it; either side may be empty."""

    under: str
    before: tuple[Run, ...]
    after: tuple[Run, ...]


def differences(old: list[str], new: list[str]) -> list[Difference]:
    """Return the passages of lines that differ, in their order."""
    found = []
    for left, right in passages(old, new):
        gone, come = "\n".join(old[left]), "\n".join(new[right])
        under = new[right.start - 1] if right.start else ""
        kept_old, kept_new = _kept(gone, come)
        found.append(Difference(under=under, before=tuple(_runs(gone, kept_old)), after=tuple(_runs(come, kept_new))))
    return found


def passages(old: list[str], new: list[str]) -> Iterator[tuple[slice, slice]]:
    """Yield where lines differ, in the first text and in the second."""
    for is_equal, group in groupby(LCSseq.opcodes(old, new), key=lambda step: step.tag == "equal"):
        if not is_equal:
            steps = list(group)
            yield slice(steps[0].src_start, steps[-1].src_end), slice(steps[0].dest_start, steps[-1].dest_end)


def kept_pairs(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of each line that both texts have, in the first and in the second."""
    for step in LCSseq.opcodes(old, new):
        if step.tag == "equal":
            yield from zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)


def _kept(before: str, after: str) -> tuple[set[int], set[int]]:
    kept_old, kept_new = set[int](), set[int]()
    for step in LCSseq.opcodes(before.split(" "), after.split(" ")):
        if step.tag == "equal":
            kept_old.update(range(step.src_start, step.src_end))
            kept_new.update(range(step.dest_start, step.dest_end))
    return kept_old, kept_new


def _runs(text: str, kept: set[int]) -> Iterator[Run]:
    words = text.split(" ") if text else []
    for is_kept, places in groupby(range(len(words)), key=lambda place: place in kept):
        yield Run(text=" ".join(words[place] for place in places), changed=not is_kept)
