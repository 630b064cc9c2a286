"""What follows the receipt of a document: later rooms register it; notices do not know what they serve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from legal.notices.models import Notice

OnReceived = Callable[[Notice, date], None]
_handlers: dict[str, OnReceived] = {}


def register(subject: str, on_received: OnReceived) -> None:
    """Make known what the receipt of a document of this subject brings about, in the act that records it."""
    _handlers[subject] = on_received


def received(notice: Notice, on: date) -> None:
    """Bring about what the receipt of a notice starts, if anything does."""
    if handler := _handlers.get(notice.subject):
        handler(notice, on)
