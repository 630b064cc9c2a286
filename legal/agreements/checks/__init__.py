"""The checks of the formulation: what blocks the terms of a draft, and what may stand with a written reason. Pure.

The same list is shown on the pages, refuses the acts, and is measured on the terms that an addendum would leave.
"""

from __future__ import annotations

from legal.agreements.checks.activities import of_activities
from legal.agreements.checks.catalogue import CATALOGUE
from legal.agreements.checks.commitments import of_commitments
from legal.agreements.checks.findings import Check, Finding, Severity
from legal.agreements.checks.indicators import of_indicators
from legal.agreements.checks.money import of_duration, of_money
from legal.agreements.checks.whole import of_ambit, of_object, of_parties
from legal.agreements.checks.yardstick import Yardstick
from legal.agreements.terms import Terms

__all__ = ["CATALOGUE", "Check", "Finding", "Severity", "Yardstick", "checks"]


def checks(terms: Terms, yardstick: Yardstick) -> list[Finding]:
    """Return everything that is wrong with terms or deserves a reason, part by part, all at once."""
    return [
        *of_object(terms),
        *of_parties(terms),
        *of_ambit(terms, yardstick),
        *of_money(terms, yardstick),
        *of_duration(terms, yardstick),
        *of_activities(terms, yardstick),
        *of_commitments(terms, yardstick),
        *of_indicators(terms, yardstick),
    ]
