"""The contracts with the templates that end an agreement: the act of closure and the letter of termination.

Everything arrives as text already written in Spanish; what an agreement lacks is an empty text or an
empty list. The templates decide wording and order.
"""

from __future__ import annotations

from legal.closure.documents.closing import (
    ClosedPeriodRow,
    ClosingPartyText,
    ClosureActDocument,
    FinalReportText,
    LifeText,
    SettledTotalText,
    SettledTrancheRow,
    UnspentText,
)
from legal.closure.documents.ending import TerminatedTotalText, TerminatedTrancheRow, TerminationActDocument

__all__ = [
    "ClosedPeriodRow",
    "ClosingPartyText",
    "ClosureActDocument",
    "FinalReportText",
    "LifeText",
    "SettledTotalText",
    "SettledTrancheRow",
    "TerminatedTotalText",
    "TerminatedTrancheRow",
    "TerminationActDocument",
    "UnspentText",
]
