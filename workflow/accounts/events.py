"""The record of what happened to accounts."""

from __future__ import annotations

from workflow.models import AccountEvent, User


def record(person: User, kind: AccountEvent.Kind, *, by: User | None = None, reason: str = "") -> AccountEvent:
    """Append one event; ``by`` stays empty when the person or the system did it."""
    return AccountEvent.objects.create(person=person, kind=kind, by=by, reason=reason[:250])
