"""Tables of money: tranches, what was calculated, transfers, the rescue of balances."""

from __future__ import annotations

from legal.transfers.models.rescues import Rescue
from legal.transfers.models.tranches import Calculation, Tranche
from legal.transfers.models.transfers import BudgetCopy, Transfer

__all__ = ["BudgetCopy", "Calculation", "Rescue", "Tranche", "Transfer"]
