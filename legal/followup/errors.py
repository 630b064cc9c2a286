"""Refusals of the room, one for each act that may not happen."""

from __future__ import annotations

from workflow.errors import Refusal


class CannotSpend(Refusal):
    """The spending cannot be recorded."""


class CannotReverse(Refusal):
    """The spending cannot be reversed."""
