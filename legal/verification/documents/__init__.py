"""The contract with the papers of verification: report I, report II and the letter that communicates observations.

Figures, dates, percentages and verdicts arrive as text in Spanish. An empty text or list is what the
period lacks: the template leaves its sentence, column or section out, or says that there is none.
"""

from __future__ import annotations

from legal.verification.documents.corrections import CorrectionCounts, CorrectionRow, SecondReportDocument
from legal.verification.documents.letters import ObservationsLetterDocument, ObservationText
from legal.verification.documents.periods import EvidenceRow, Period, PeriodText, PresentedReportText, VerdictCounts
from legal.verification.documents.reports import (
    CarriedVerdicts,
    CriterionVerdictRow,
    FirstReportDocument,
    IndicatorValueRow,
    ProcessVerdicts,
    ThirdPartyFindingRow,
)

__all__ = [
    "CarriedVerdicts",
    "CorrectionCounts",
    "CorrectionRow",
    "CriterionVerdictRow",
    "EvidenceRow",
    "FirstReportDocument",
    "IndicatorValueRow",
    "ObservationText",
    "ObservationsLetterDocument",
    "Period",
    "PeriodText",
    "PresentedReportText",
    "ProcessVerdicts",
    "SecondReportDocument",
    "ThirdPartyFindingRow",
    "VerdictCounts",
]
