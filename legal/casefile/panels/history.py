"""The record of the case, told in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from workflow.history import TimelineEntry, timeline
from workflow.models import Case


@dataclass(frozen=True, kw_only=True)
class HistoryRow:
    """One entry. ``folio`` is its number in the record."""

    occurred_on: date
    recorded_at: datetime
    sentence: str
    person: str
    authority: str
    grounds: str
    reason: str
    is_act: bool
    is_refusal: bool
    folio: str


@dataclass(frozen=True, kw_only=True)
class HistoryPanel:
    """Entries, newest first; ``more_url`` leads to the whole record where this is a part of it."""

    entries: tuple[HistoryRow, ...]
    more_url: str
    total: int


def history(case: Case, *, limit: int, offset: int = 0, total: int, more_url: str = "") -> HistoryPanel:
    """Return a part of the record, in one query."""
    entries = timeline(case, limit=limit, offset=offset)
    return HistoryPanel(
        entries=tuple(_row(entry) for entry in entries),
        more_url=more_url if total > offset + len(entries) else "",
        total=total,
    )


def _row(entry: TimelineEntry) -> HistoryRow:
    return HistoryRow(
        occurred_on=entry.occurred_on,
        recorded_at=entry.recorded_at,
        sentence=entry.sentence,
        person=entry.person,
        authority=entry.authority,
        grounds=entry.grounds,
        reason=entry.reason,
        is_act=not entry.is_refusal,
        is_refusal=entry.is_refusal,
        folio=_("asiento %(number)04d") % {"number": entry.sequence},
    )
