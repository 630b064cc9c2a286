"""What was spent of the money of the agreement, and what lies idle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from legal.casefile.queries import CaseFile
from legal.followup.models import Spending
from legal.followup.rules import IdleMoney, Incorporation, idle_money
from legal.transfers.models import Transfer


@dataclass(frozen=True, kw_only=True)
class SpendingPanel:
    """What lies idle, in soles, and each amount spent."""

    number: str
    idle: IdleMoney
    rows: Sequence[Spending]


def spending(file: CaseFile) -> SpendingPanel:
    """Return what was spent; the amounts are those read already."""
    taken = [
        Incorporation(on=each.resolved_on, amount=each.amount)
        for each in file.execution.transfers
        if each.resolved_on and each.status != Transfer.Status.RETURNED
    ]
    rows = file.execution.spending
    spent = sum((each.amount for each in rows), Decimal(0))
    return SpendingPanel(number=file.case.number, idle=idle_money(taken, spent=spent, on=file.today), rows=rows)
