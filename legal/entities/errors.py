"""What the acts on entities refuse."""

from __future__ import annotations

from workflow.errors import Refusal


class UnreadableFile(Refusal):
    """The file is no table that can be read: nothing in it was judged."""


class ImportRefused(Refusal):
    """At least one row is bad, or the file is not the one that was previewed: nothing was written."""


class CannotRename(Refusal):
    """The name cannot change so: nothing was written."""
