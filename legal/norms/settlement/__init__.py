"""From verdicts and measured values to soles: exact decimals, pure; each result can be explained."""

from __future__ import annotations

from legal.norms.settlement.arithmetic import settle_fixed, settle_variable
from legal.norms.settlement.changes import Change, fixed_changes, variable_changes
from legal.norms.settlement.explanations import Explanation, explain_fixed, explain_variable
from legal.norms.settlement.results import FixedSettlement, Settlement, VariableSettlement
from legal.norms.settlement.values import (
    Band,
    CriterionVerdict,
    FixedRule,
    FixedTranche,
    IndicatorValue,
    OnExpiry,
    SettlementError,
    Tranches,
    VariableRule,
    VariableTranche,
)

__all__ = [
    "Band",
    "Change",
    "CriterionVerdict",
    "Explanation",
    "FixedRule",
    "FixedSettlement",
    "FixedTranche",
    "IndicatorValue",
    "OnExpiry",
    "Settlement",
    "SettlementError",
    "Tranches",
    "VariableRule",
    "VariableSettlement",
    "VariableTranche",
    "explain_fixed",
    "explain_variable",
    "fixed_changes",
    "settle_fixed",
    "settle_variable",
    "variable_changes",
]
