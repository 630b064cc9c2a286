"""Files of the instruments by which mandates are given.

The engine has no store of files. Whoever has one registers a keeper; without it the pages ask for no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from workflow.models import Mandate, User


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A file that is kept with a mandate: where it is read, the hash of its bytes, who presented it and when."""

    name: str
    url: str
    sha256: str
    by: str
    recorded_at: datetime


class Keeper(Protocol):
    """Keeps files for good."""

    def check(self, file: Any) -> None:
        """Refuse an uploaded file that is not kept (``Refusal``)."""

    def keep(self, mandate: Mandate, file: Any, *, by: User) -> None:
        """Keep an uploaded file with a mandate, beside those that it has."""

    def enclosed_with(self, mandate: Mandate) -> Sequence[Enclosure]:
        """Return the files of a mandate, the latest first."""


_keepers: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Let a keeper have the files of instruments; there is one."""
    _keepers[:] = [keeper]


def keeper() -> Keeper | None:
    """Return who keeps the files of instruments, if anybody does."""
    return _keepers[0] if _keepers else None
