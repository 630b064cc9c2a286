"""Refusals of the room, one for each act that may not happen."""

from __future__ import annotations

from workflow.errors import Refusal


class CannotRequest(Refusal):
    """The addendum cannot be asked for."""


class CannotAdmit(Refusal):
    """The request cannot be admitted or denied."""


class CannotDraft(Refusal):
    """The change cannot be written, taken out or sent to opinion."""


class CannotGiveOpinion(Refusal):
    """The opinion cannot be given."""


class CannotRegisterInstrument(Refusal):
    """The instrument cannot be registered."""


class CannotApprove(Refusal):
    """The addendum cannot be approved or sent back."""


class CannotWithdraw(Refusal):
    """The addendum cannot be withdrawn."""
