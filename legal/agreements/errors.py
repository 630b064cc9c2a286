"""Refusals of the room, one for each act that may not happen."""

from __future__ import annotations

from workflow.errors import Refusal


class CannotOpen(Refusal):
    """The agreement cannot be opened."""


class CannotEdit(Refusal):
    """The part of the text is closed, or what was written is not acceptable."""


class CannotSubmit(Refusal):
    """The draft is not complete."""


class CannotGiveReasons(Refusal):
    """The reasons for the warnings cannot be written."""


class CannotAnswer(Refusal):
    """The consultation cannot be answered or closed."""


class CannotGiveOpinion(Refusal):
    """The opinion cannot be given."""


class CannotCorrect(Refusal):
    """The correction is not complete."""


class CannotRegisterInstrument(Refusal):
    """The instrument cannot be registered."""


class CannotApprove(Refusal):
    """The text cannot be approved for signature."""


class CannotWithdraw(Refusal):
    """The agreement cannot be withdrawn."""
