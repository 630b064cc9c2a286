"""The one way to record an act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from workflow import acting
from workflow.errors import Refusal
from workflow.models import AccessRefusal, LedgerEntry, User
from workflow.titles import title_on

Values = Mapping[str, Any]


def record(
    *, act: str, subject: Model, before: Values | None = None, after: Values | None = None, reason: str = ""
) -> LedgerEntry:
    """Append an act to the record of the case under way.

    ``before`` and ``after`` hold what the act changed, as plain values; ``after`` also feeds the
    sentence that tells the act. The actor, the post, the proof of authority and the legal date come
    from the act under way.
    """
    current = acting.current()
    current.recorded += 1
    return _append(
        current,
        kind=LedgerEntry.Kind.ACT,
        act=act,
        subject=subject,
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
    )


def record_refusal(*, act: str, subject: Model, refusal: Refusal) -> LedgerEntry:
    """Append a refused attempt, with every obstacle it met, to the record of the case under way."""
    obstacles = [{"text": obstacle.text, "who": obstacle.who} for obstacle in refusal.obstacles]
    return _append(
        acting.current(),
        kind=LedgerEntry.Kind.REFUSAL,
        act=act,
        subject=subject,
        before={},
        after={"obstacles": obstacles},
        reason=str(refusal),
    )


def record_refusal_outside_cases(*, user: User, act: str, refusal: Refusal) -> None:
    """Record a refused attempt at an act that has no case yet, in a transaction of its own."""
    AccessRefusal.objects.create(
        user=user, method="ACT", path=act, status_code=refusal.status_code, reason=str(refusal)
    )


def last_sequence(case_id: int) -> int:
    """Return the number of the case's last entry, 0 when there is none. Read it under the case's lock."""
    entries = LedgerEntry.objects.filter(case_id=case_id).order_by("-sequence")
    return entries.values_list("sequence", flat=True).first() or 0


def _append(current: acting.Acting, *, kind: str, act: str, subject: Model, **values: Any) -> LedgerEntry:
    current.sequence += 1
    post = current.authority.post if current.authority else None
    proven = current.authority or current.grant
    entry = LedgerEntry(
        case=current.case,
        sequence=current.sequence,
        kind=kind,
        act=act,
        actor=current.actor,
        actor_name=str(current.actor) if current.actor else "",
        post=post,
        post_title=_post_title(current),
        authority=proven.proof() if proven else {},
        occurred_on=current.occurred.on,
        grounds=current.occurred.grounds,
        subject=f"{subject._meta.label_lower}:{subject.pk}",
        subject_label=str(subject)[:250],
        task=current.task,
        **values,
    )
    entry.save(force_insert=True)
    return entry


def _post_title(current: acting.Acting) -> str:
    """Return the post as who acts bears it, by the name of the day, with its unit; nothing without a mandate."""
    if current.authority is None:
        return ""
    return current.authority.named_on_record(title_on(current.authority.post_title, current.occurred.on))
