"""What the pages show of an addendum: each change beside what rules today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from legal.addenda.models import Addendum
from legal.addenda.queries import changes_in_text, ruling_before
from legal.addenda.redline import Redline, compare
from legal.addenda.terms import TermsInForce
from legal.addenda.texts.clauses import ruling_clause
from legal.agreements.clauses import Clause
from legal.agreements.queries import signed_clauses
from legal.agreements.terms import DistrictTerms


@dataclass(frozen=True, kw_only=True)
class ChangeReading:
    """One change as it is read; what its kind does not use is empty.

    ``redline`` has both texts of a clause, word by word; nothing where the earlier one cannot be read.
    """

    position: int
    kind: str
    title: str
    reason: str
    ends_before: date | None
    ends_on: date | None
    clause: str
    text: str
    redline: Redline | None
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProvinceReading:
    """The districts of a province in the ambit, each as its UBIGEO and its name."""

    department: str
    province: str
    districts: tuple[str, ...]


def ambit_rows(ambit: Sequence[DistrictTerms]) -> list[ProvinceReading]:
    """Return an ambit by province, with the codes that a change is typed with."""
    return [
        ProvinceReading(
            department=department,
            province=province,
            districts=tuple(f"{district.code} {district.name}" for district in districts),
        )
        for (department, province), districts in groupby(ambit, key=lambda each: (each.department, each.province))
    ]


def reading_of(addendum: Addendum) -> dict[str, Any]:
    """Return an addendum with its changes and opinions; the signed text is read once, if a clause is changed."""
    # What ruled when it took effect, or what rules as far as is known.
    before = ruling_before(addendum, addendum.in_force_from or date.max)
    rows = list(changes_in_text().filter(addendum=addendum))
    signed = signed_clauses(addendum.agreement) if any(row.clause for row in rows) else {}
    return {
        "addendum": addendum,
        "changes": [_read(row, before, signed) for row in rows],
        "opinions": addendum.opinions.filter(replaced=False).select_related("given_by").order_by("pk"),
        "earlier_opinions": addendum.opinions.filter(replaced=True, status="observed").order_by("pk"),
        "instruments": addendum.instruments.select_related("file").order_by("pk"),
    }


def _read(row: Any, before: TermsInForce, signed: Mapping[str, Clause]) -> ChangeReading:
    districts = sorted(row.districts.all(), key=lambda each: each.district_id)
    named = [(each.added, f"{each.district.name} ({each.district.province.department.name})") for each in districts]
    old_text = ruling_clause(signed, before, row.clause) if row.clause else ""
    return ChangeReading(
        position=row.position,
        kind=row.kind,
        title=str(row.get_kind_display()),
        reason=row.reason,
        ends_before=before.ends_on if row.ends_on else None,
        ends_on=row.ends_on,
        clause=signed[row.clause].name if row.clause else "",
        text=row.text,
        redline=compare(old_text, row.text) if old_text else None,
        added=tuple(name for added, name in named if added),
        removed=tuple(name for added, name in named if not added),
    )
