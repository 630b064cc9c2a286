"""Refusals of the room, one for each act that may not happen."""

from __future__ import annotations

from workflow.errors import Refusal


class CannotReport(Refusal):
    """The final report cannot be presented, accepted or returned."""


class CannotClose(Refusal):
    """The agreement cannot be closed."""


class CannotTerminate(Refusal):
    """The agreement cannot be terminated."""


class CannotSettle(Refusal):
    """The settlement of a termination is not complete."""


class CannotRecord(Refusal):
    """The lesson cannot be recorded."""
