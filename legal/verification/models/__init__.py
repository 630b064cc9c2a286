"""Tables of verification, split by noun."""

from __future__ import annotations

from legal.verification.models.carrying import CarriedLevel
from legal.verification.models.evidence import ComplianceReport, Evidence
from legal.verification.models.findings import (
    CriterionFinding,
    FindingEvidence,
    IndicatorFinding,
    Observation,
    Stage,
)
from legal.verification.models.reviews import ReportReview
from legal.verification.models.ruling import RulingAddendum
from legal.verification.models.verifications import Report, Verification

__all__ = [
    "CarriedLevel",
    "ComplianceReport",
    "CriterionFinding",
    "Evidence",
    "FindingEvidence",
    "IndicatorFinding",
    "Observation",
    "Report",
    "ReportReview",
    "RulingAddendum",
    "Stage",
    "Verification",
]
