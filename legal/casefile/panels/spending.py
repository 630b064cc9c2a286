"""What was spent of the money of the agreement, and what lies idle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from legal.casefile.queries import CaseFile
from legal.casefile.reader import Reader
from legal.closure.models import Closure
from legal.followup.models import Spending
from legal.followup.queries import taken_in
from legal.followup.rules import OPEN_TO_FOLLOW_UP, Declared, IdleMoney, idle_money
from legal.followup.services.spending import of_another_unit
from workflow.keyset import Column

LATEST: Final = 30
ORDER: Final = (Column(name="spent_on"), Column(name="id"))


@dataclass(frozen=True, kw_only=True)
class SpendingPanel:
    """What lies idle, in soles, and each amount spent; ``reversible`` has the keys of those the reader may reverse.

    ``declared`` is what the final report declares unspent, once presented. ``is_over`` once the agreement is: nothing
    more is recorded. ``rows`` are the latest ``LATEST`` of ``total``; the others have a page of their own.
    """

    number: str
    is_over: bool
    idle: IdleMoney
    declared: Declared | None
    rows: Sequence[Spending]
    total: int
    reversible: frozenset[int]


def spending(file: CaseFile, reader: Reader) -> SpendingPanel:
    """Return what was spent; the amounts are those read already."""
    taken = taken_in(file.execution.transfers)
    rows = file.execution.spending
    spent = sum((each.amount for each in rows), Decimal(0)) if rows else None
    return SpendingPanel(
        number=file.case.number,
        is_over=file.agreement.status not in OPEN_TO_FOLLOW_UP,
        idle=idle_money(taken, spent=spent, on=file.today, ended_on=_ended_on(file)),
        declared=_declared(file.execution.closure),
        rows=rows[-LATEST:],
        total=len(rows),
        reversible=_reversible(file, reader),
    )


def _ended_on(file: CaseFile) -> date | None:
    """Return the last day of the agreement: that of its term, or the day on which a termination took effect."""
    ended = file.execution.termination
    served_on = ended.notice.received_on if ended and ended.notice else None
    return served_on or file.agreement.ends_on


def _declared(closure: Closure | None) -> Declared | None:
    """Return what the final report declares unspent; one that was sent back declares nothing."""
    if closure is None or closure.status == Closure.Status.REPORTING:
        return None
    assert closure.unspent is not None
    assert closure.reported_on is not None
    return Declared(amount=closure.unspent, report=closure.report_number, on=closure.reported_on)


def _reversible(file: CaseFile, reader: Reader) -> frozenset[int]:
    """Return the keys of the amounts that the reader may reverse; the act decides in the same way."""
    rows = [row for row in file.execution.spending if not row.reverses and not hasattr(row, "reversal")]
    if not rows or file.agreement.status not in OPEN_TO_FOLLOW_UP:
        return frozenset()
    decision = reader.decide("followup.reverse_spending", file.case)
    if decision is None or not decision.allowed:
        return frozenset()
    return frozenset(row.pk for row in rows if not of_another_unit(row.unit, decision.authority))
