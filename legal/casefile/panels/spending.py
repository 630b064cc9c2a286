"""What was spent of the money of the agreement, and what lies idle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from legal.casefile.queries import CaseFile
from legal.followup.models import Spending
from legal.followup.queries import taken_in
from legal.followup.rules import IdleMoney, idle_money


@dataclass(frozen=True, kw_only=True)
class SpendingPanel:
    """What lies idle, in soles, and each amount spent."""

    number: str
    idle: IdleMoney
    rows: Sequence[Spending]


def spending(file: CaseFile) -> SpendingPanel:
    """Return what was spent; the amounts are those read already."""
    taken = taken_in(file.execution.transfers)
    rows = file.execution.spending
    spent = sum((each.amount for each in rows), Decimal(0))
    return SpendingPanel(number=file.case.number, idle=idle_money(taken, spent=spent, on=file.today), rows=rows)
