"""Field history: who changed which field, in which act, and why."""

from __future__ import annotations

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from workflow import acting


class Records(HistoricalRecords):
    """simple-history that takes the person and the reason from the act under way."""

    def get_history_user(self, instance: models.Model) -> Any:
        """Return the actor of the act under way, or whom Django's own pages have set."""
        current = acting.current_or_none()
        return current.actor if current else super().get_history_user(instance)

    def get_change_reason_for_object(self, instance: models.Model, history_type: str, using: str) -> Any:
        """Return the act under way and its reason."""
        current = acting.current_or_none()
        if current is None:
            return super().get_change_reason_for_object(instance, history_type, using)
        return f"{current.act}: {current.reason}"[:100] if current.reason else current.act


def signed(row: Any, actor: Any, reason: str) -> Any:
    """Return the row with who changes it and why, as simple-history takes them outside of acts."""
    row._history_user, row._change_reason = actor, reason[:100]
    return row


def save_changes(row: models.Model, **values: Any) -> None:
    """Save a row with these values, unless it has them already: what did not change leaves no history."""
    if row.pk is not None and all(getattr(row, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
