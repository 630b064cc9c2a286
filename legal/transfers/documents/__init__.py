"""The contracts with the templates of a transfer: its calculation, the rescue of a balance, the entity's resolution.

Amounts, dates, terms and shares arrive as text (``legal.documents.spanish`` writes them); what some
papers lack is an empty text or an empty list. The templates decide wording and order.
"""

from __future__ import annotations

from legal.transfers.documents.letters import (
    CancellationLetterDocument,
    CarryLetterDocument,
    RescueText,
    UncorrectedCriterionRow,
    WarningLetterDocument,
)
from legal.transfers.documents.resolutions import IncomeText, IncorporationResolutionDocument, SpendingRow
from legal.transfers.documents.sheets import (
    CalculationSheetDocument,
    CriterionVerdictRow,
    IndicatorScoreRow,
    ReviewText,
    RuleText,
    StepText,
)
from legal.transfers.documents.tranches import ReportText, ServedText, TrancheMoneyText

__all__ = [
    "CalculationSheetDocument",
    "CancellationLetterDocument",
    "CarryLetterDocument",
    "CriterionVerdictRow",
    "IncomeText",
    "IncorporationResolutionDocument",
    "IndicatorScoreRow",
    "ReportText",
    "RescueText",
    "ReviewText",
    "RuleText",
    "ServedText",
    "SpendingRow",
    "StepText",
    "TrancheMoneyText",
    "UncorrectedCriterionRow",
    "WarningLetterDocument",
]
