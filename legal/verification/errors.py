"""Refusals of the room, one for each act that may not happen."""

from __future__ import annotations

from workflow.errors import Refusal


class CannotReport(Refusal):
    """The compliance reports cannot be presented or completed."""


class CannotAddEvidence(Refusal):
    """The evidence cannot be added now."""


class CannotAdmit(Refusal):
    """What was presented cannot be admitted, sent to be completed, or refused."""


class CannotDeclare(Refusal):
    """The period cannot be declared without a report."""


class CannotVerify(Refusal):
    """The findings are not complete or not acceptable."""


class CannotReview(Refusal):
    """The draft of the verification report cannot be agreed with or returned."""


class CannotIssueReport(Refusal):
    """The verification report cannot be issued."""


class CannotCommunicate(Refusal):
    """The observations cannot be communicated."""


class CannotCorrect(Refusal):
    """The correction cannot be presented."""
