"""What terms are measured against: values of their norm and catalogues, and the day on which they may be signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from legal.agreements.rules import REPORT_TERM_LATER_YEARS, REPORT_TERM_YEAR_1
from workflow.calendars import Calendar, Term, count, national_calendar

# Terms that run between a report and money that can be spent. The norm need not fix them all: what it leaves open is
# counted as no time, so that the day is the earliest one, never a guess.
BEFORE_PAYMENT = ("verification", "notification")
AFTER_PAYMENT = ("transfer", "breakdown")
CORRECTION = "correction"


@dataclass(frozen=True, kw_only=True)
class Yardstick:
    """The measure. ``signed_on`` is the day of signing or, before it, the earliest day that it may be.

    ``splits`` has the share of the fixed tranche by year, in percent; ``terms`` the terms of the norm by their names;
    ``programmes_until`` the last day of the programmes that the catalogue ends, by code. What the norm does not fix is
    None or absent, and is not measured.
    """

    signed_on: date
    norm: str = ""
    minimum_years: int | None = None
    maximum_years: int | None = None
    criteria_before_warning: int | None = None
    splits: Mapping[int, Decimal] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    correction_limit: Term | None = None
    pays_after_correction: bool = False
    programmes_until: Mapping[str, date] = field(default_factory=dict)
    ends_on: date | None = None
    calendar: Calendar = field(default_factory=national_calendar)

    def fiscal_year(self, year: int) -> int:
        """Return the fiscal year of a year of the agreement: year 1 is that of signature."""
        return self.signed_on.year + year - 1

    def split(self, year: int) -> Decimal | None:
        """Return the share of the fixed tranche that the norm gives a year; the last one it names goes on."""
        return self.splits.get(year, self.splits[max(self.splits)]) if self.splits else None

    def report_due(self, year: int) -> date | None:
        """Return the day on which the report of a year is due: from signature, later from the fiscal year's start."""
        term = self.terms.get(REPORT_TERM_YEAR_1 if year == 1 else REPORT_TERM_LATER_YEARS)
        start = self.signed_on if year == 1 else date(self.fiscal_year(year) - 1, 12, 31)
        return count(start, term, self.calendar).due if term else None

    def correction_due(self, year: int) -> date | None:
        """Return the last day to correct, had the results of a year been served on the day its report was due."""
        return self._after(self.report_due(year), CORRECTION)

    def money_from(self, year: int) -> date | None:
        """Return the first day on which the money of a year can be spent, at the earliest.

        The report may be handed in before it is due, but nobody is bound to: the count starts from its due date, and
        adds the terms of the norm up to the breakdown of the transfer in the entity's budget. Where the norm pays only
        after the second verification report, the correction runs first.
        """
        day = self._after(self.report_due(year), *BEFORE_PAYMENT)
        if self.pays_after_correction:
            day = self._after(day, CORRECTION)
        day = self._after(day, *AFTER_PAYMENT)
        return day + timedelta(days=1) if day else None

    def _after(self, day: date | None, *names: str) -> date | None:
        for name in names:
            if day is not None and name in self.terms:
                day = count(day, self.terms[name], self.calendar).due
        return day
