"""The norm that the tests of the checks measure by: its splits and terms are those of the directive of 2014."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from legal.agreements.checks import Finding, Yardstick, checks
from tests.legal.agreements.whole_terms import whole_terms
from workflow.calendars import Term, Unit

SIGNED_ON = date(2026, 6, 12)
TERMS = {
    "report_year_1": Term(amount=30, unit=Unit.CALENDAR_DAYS),
    "report_years": Term(amount=45, unit=Unit.CALENDAR_DAYS),
    "notification": Term(amount=5, unit=Unit.WORKING_DAYS),
    "correction": Term(amount=5, unit=Unit.MONTHS),
    "breakdown": Term(amount=5, unit=Unit.CALENDAR_DAYS),
}
MEASURE = Yardstick(
    signed_on=SIGNED_ON,
    norm="Directiva N° 002-2014-EF/50.01",
    minimum_years=3,
    maximum_years=4,
    criteria_before_warning=8,
    splits={1: Decimal(100), 2: Decimal(70), 3: Decimal(50), 4: Decimal(30)},
    terms=TERMS,
    correction_limit=Term(amount=5, unit=Unit.MONTHS),
)


def measured_by(**changes: object) -> Yardstick:
    """Return the measure with these changes."""
    return replace(MEASURE, **changes)  # type: ignore[arg-type]


def found(measure: Yardstick = MEASURE, **changes: object) -> list[Finding]:
    """Return what is found in whole terms with these changes."""
    return checks(whole_terms(**changes), measure)


def codes(measure: Yardstick = MEASURE, **changes: object) -> list[str]:
    """Return the codes of what is found in whole terms with these changes."""
    return [each.code for each in found(measure, **changes)]
