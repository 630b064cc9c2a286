"""The timeline of a case: its acts and refused attempts, told in sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import permissions
from workflow.models import Case, LedgerEntry, Mandate

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One entry as a page tells it. ``occurred_on`` is the legal date, ``recorded_at`` the system's clock."""

    sequence: int
    occurred_on: date
    recorded_at: datetime
    sentence: str
    person: str
    authority: str
    reason: str
    grounds: str
    is_act: bool
    is_refusal: bool
    recorded_later: bool
    changes: tuple[tuple[str, str, str], ...] = ()


def timeline(case: Case, *, limit: int | None = None, offset: int = 0) -> list[TimelineEntry]:
    """Return the entries of a case, newest legal date first, in one query; ``offset`` leaves the newest out."""
    entries = LedgerEntry.objects.filter(case=case).order_by("-occurred_on", "-sequence")
    return [_told(entry) for entry in entries[offset : offset + limit if limit else None]]


def _told(entry: LedgerEntry) -> TimelineEntry:
    return TimelineEntry(
        sequence=entry.sequence,
        occurred_on=entry.occurred_on,
        recorded_at=entry.recorded_at,
        sentence=_sentence(entry),
        person=entry.actor_name,
        authority=_authority(entry.authority),
        reason="" if entry.kind == LedgerEntry.Kind.REFUSAL else entry.reason,
        grounds=entry.grounds,
        is_act=entry.kind == LedgerEntry.Kind.ACT and not entry.act.startswith("tasks."),
        is_refusal=entry.kind == LedgerEntry.Kind.REFUSAL,
        recorded_later=timezone.localtime(entry.recorded_at).date() > entry.occurred_on,
        changes=tuple(
            (key, str(entry.before[key]), str(entry.after.get(key, ""))) for key in entry.before if entry.before[key]
        ),
    )


def _sentence(entry: LedgerEntry) -> str:
    act = permissions.all_acts().get(entry.act)
    who = _post(entry.post_title) or entry.actor_name or _("El sistema")
    if entry.authority.get("kind") == Mandate.Kind.SIGNATURE:
        # Who signs for somebody else is named before them, as below the signature.
        who = f"{entry.actor_name}, {who}"
    if entry.kind == LedgerEntry.Kind.REFUSAL:
        return _("Se rechazó un intento de %(who)s de %(act)s: %(reason)s") % {
            "who": who,
            "act": act.title if act else entry.act,
            "reason": entry.reason,
        }
    if act is None:
        return f"{who}: {entry.act} {entry.subject_label}"
    return str(act.sentence) % _Words({**entry.after, "post": who, "subject": entry.subject_label})


def _post(title: str) -> str:
    """Return a post as a sentence has it, its unit between brackets: a second comma would have to close it."""
    name, _comma, unit = title.rpartition(", ")
    return f"{name} ({unit})" if name else title


class _Words(dict[str, Any]):
    """The words of a sentence: dates in full; what an old entry does not have is a dash, not an error."""

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        if isinstance(value, str) and ISO_DATE.fullmatch(value):
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
        return value

    def __missing__(self, key: str) -> str:
        return "–"


def _authority(proof: dict[str, Any]) -> str:
    if not proof:
        return ""
    kind = Mandate.Kind(proof["kind"]).label if proof["kind"] in Mandate.Kind.values else proof["kind"]
    if person := proof.get("origin", {}).get("person"):
        kind = _("%(kind)s de %(person)s") % {"kind": kind, "person": person}
    return _("%(kind)s, por %(instrument)s, desde el %(date)s") % {
        "kind": kind,
        "instrument": proof["instrument"],
        "date": date_format(date.fromisoformat(proof["starts_on"]), "DATE_FORMAT"),
    }
