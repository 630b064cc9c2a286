"""Refusals of the room, one for each act that may not happen."""

from __future__ import annotations

from workflow.errors import Refusal


class CannotMove(Refusal):
    """The money cannot be moved between the parts of its tranche."""


class CannotSettle(Refusal):
    """What a report makes due cannot be calculated, or not be shown in a workbook."""


class CannotPropose(Refusal):
    """The transfer cannot be proposed or taken back."""


class CannotReview(Refusal):
    """The calculation cannot be agreed to or sent back."""


class CannotAuthorize(Refusal):
    """The transfer cannot be authorized or sent back."""


class CannotInstruct(Refusal):
    """The transfer cannot be instructed."""


class CannotIncorporate(Refusal):
    """The act that takes the money into the budget, or its copies, cannot be recorded."""


class CannotConfirm(Refusal):
    """The transfer cannot be confirmed or returned."""


class CannotWarn(Refusal):
    """The warning cannot be issued or answered."""


class CannotCarry(Refusal):
    """What was not met cannot be carried to a later level."""


class CannotCancel(Refusal):
    """The balance cannot be cancelled."""
