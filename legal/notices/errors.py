"""Refusals of the room."""

from __future__ import annotations

from workflow.errors import Refusal


class CannotServe(Refusal):
    """The notice cannot be sent, or its receipt not recorded."""
