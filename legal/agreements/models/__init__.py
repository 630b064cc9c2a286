"""Tables of the agreement, split by noun."""

from __future__ import annotations

from legal.agreements.models.activities import Activity
from legal.agreements.models.agreements import (
    Agreement,
    AmbitDistrict,
    Party,
    Product,
    SupportedProgramme,
    YearAmount,
)
from legal.agreements.models.commitments import Criterion, CriterionLevel
from legal.agreements.models.indicators import Indicator, IndicatorTarget
from legal.agreements.models.periods import Period
from legal.agreements.models.reasons import WarningReason
from legal.agreements.models.review import Consultation, Instrument, Observation, Opinion

__all__ = [
    "Activity",
    "Agreement",
    "AmbitDistrict",
    "Consultation",
    "Criterion",
    "CriterionLevel",
    "Indicator",
    "IndicatorTarget",
    "Instrument",
    "Observation",
    "Opinion",
    "Party",
    "Period",
    "Product",
    "SupportedProgramme",
    "WarningReason",
    "YearAmount",
]
