"""What the pages show of an addendum: each change beside what rules today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from legal.addenda.models import Addendum
from legal.addenda.queries import read_signed
from legal.addenda.terms import TermsInForce, terms_on
from legal.agreements.texts.clauses import CLAUSES


@dataclass(frozen=True, kw_only=True)
class ChangeReading:
    """One change as it is read; what its kind does not use is empty."""

    position: int
    kind: str
    title: str
    reason: str
    ends_before: date | None
    ends_on: date | None
    clause: str
    text: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def reading_of(addendum: Addendum) -> dict[str, Any]:
    """Return an addendum with its changes and opinions, in a constant number of queries."""
    signed = read_signed(addendum.agreement)
    # What ruled the day before it took effect, or what rules as far as is known.
    others = tuple(each for each in signed.addenda if each.number != addendum.number)
    before = terms_on(replace(signed, addenda=others), addendum.in_force_from or date.max)
    rows = addendum.changes.filter(in_text=True).prefetch_related("districts__district__province__department")
    return {
        "addendum": addendum,
        "changes": [_read(row, before) for row in rows.order_by("position")],
        "opinions": addendum.opinions.filter(replaced=False).select_related("given_by").order_by("pk"),
        "earlier_opinions": addendum.opinions.filter(replaced=True, status="observed").order_by("pk"),
        "instruments": addendum.instruments.select_related("file").order_by("pk"),
    }


def _read(row: Any, before: TermsInForce) -> ChangeReading:
    titles = {clause.key: f"{clause.ordinal}: {clause.title}" for clause in CLAUSES}
    districts = sorted(row.districts.all(), key=lambda each: each.district_id)
    named = [(each.added, f"{each.district.name} ({each.district.province.department.name})") for each in districts]
    return ChangeReading(
        position=row.position,
        kind=row.kind,
        title=str(row.get_kind_display()),
        reason=row.reason,
        ends_before=before.ends_on if row.ends_on else None,
        ends_on=row.ends_on,
        clause=titles.get(row.clause, row.clause),
        text=row.text,
        added=tuple(name for added, name in named if added),
        removed=tuple(name for added, name in named if not added),
    )
