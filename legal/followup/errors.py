"""Refusals of the room, one for each act that may not happen."""

from __future__ import annotations

from workflow.errors import Refusal


class CannotSpend(Refusal):
    """The spending cannot be recorded."""


class CannotReverse(Refusal):
    """The spending cannot be reversed."""


class CannotRequest(Refusal):
    """Assistance cannot be requested."""


class CannotAnswer(Refusal):
    """The request was answered already, or the answer is incomplete."""


class CannotVisit(Refusal):
    """The visit or the assistance cannot be recorded."""


class CannotMeet(Refusal):
    """The meeting act cannot be registered."""


class CannotConfirm(Refusal):
    """The meeting act can be neither confirmed nor objected to."""


class CannotSettleTarget(Refusal):
    """The agreed target cannot be told met or not met."""


class CannotExtend(Refusal):
    """The extension of a term can be neither asked for nor granted."""


class CannotSuspend(Refusal):
    """The term or the agreement can be neither suspended nor let go on."""
