"""What was spent of the money of the agreement, and what lies idle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from legal.casefile.queries import CaseFile
from legal.casefile.reader import Reader
from legal.followup.models import Spending
from legal.followup.queries import taken_in
from legal.followup.rules import OPEN_TO_FOLLOW_UP, IdleMoney, idle_money
from legal.followup.services.spending import of_another_unit


@dataclass(frozen=True, kw_only=True)
class SpendingPanel:
    """What lies idle, in soles, and each amount spent; ``reversible`` has the keys of those the reader may reverse.

    ``is_over`` once the agreement is: nothing more is recorded, and idle days are not counted any more.
    """

    number: str
    is_over: bool
    idle: IdleMoney
    rows: Sequence[Spending]
    reversible: frozenset[int]


def spending(file: CaseFile, reader: Reader) -> SpendingPanel:
    """Return what was spent; the amounts are those read already."""
    taken = taken_in(file.execution.transfers)
    rows = file.execution.spending
    spent = sum((each.amount for each in rows), Decimal(0))
    idle = idle_money(taken, spent=spent, on=file.today)
    return SpendingPanel(
        number=file.case.number,
        is_over=file.agreement.status not in OPEN_TO_FOLLOW_UP,
        idle=idle,
        rows=rows,
        reversible=_reversible(file, reader),
    )


def _reversible(file: CaseFile, reader: Reader) -> frozenset[int]:
    """Return the keys of the amounts that the reader may reverse; the act decides in the same way."""
    rows = [row for row in file.execution.spending if not row.reverses and not hasattr(row, "reversal")]
    if not rows or file.agreement.status not in OPEN_TO_FOLLOW_UP:
        return frozenset()
    decision = reader.decide("followup.reverse_spending", file.case)
    if decision is None or not decision.allowed:
        return frozenset()
    return frozenset(row.pk for row in rows if not of_another_unit(row.unit, decision.authority))
