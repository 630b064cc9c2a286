"""What a post is called on a date: laws rename offices, and an act keeps the name that its day had.

The engine knows no law. Whoever does registers how titles read on a date; without it, as today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

_renamings: list[Callable[[str, date], str]] = []


def register(renaming: Callable[[str, date], str]) -> None:
    """Let a function say how the title of a post, as it is today, read on a date."""
    if renaming not in _renamings:
        _renamings.append(renaming)


def title_on(title: str, on: date) -> str:
    """Return the title of a post as it read on a date."""
    for renaming in _renamings:
        title = renaming(title, on)
    return title
