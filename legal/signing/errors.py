"""Refusals of the room."""

from __future__ import annotations

from workflow.errors import Refusal


class CannotIssueForSignature(Refusal):
    """The document is not ready to be issued."""


class CannotSign(Refusal):
    """The signature cannot be given or declined now."""


class CannotVisa(Refusal):
    """The V°B° cannot be given, refused or done without now."""


class CannotRegister(Refusal):
    """The document cannot be registered as signed."""
