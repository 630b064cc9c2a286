"""Under which terms a period is verified: an addendum changes the periods after it, never one that has its report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.addenda.queries import addenda_in_force_on
from legal.verification.models import Verification
from tests.factories import World, admit, present, verification_of, verify
from tests.factories.addenda import later_end, signed
from tests.factories.verification import communicate, issue_first_report, serve
from tests.legal.browsing import get, words
from tests.legal.verification.steps import (
    SIGNED,
    YEAR_2,
    first_of,
    ground_correction,
    in_force,
    letter_of,
    second_of,
    second_year,
)

BETWEEN = date(2026, 9, 1)
ORIGINAL = "el texto original del Convenio"
CHANGED = "el Convenio, con la Adenda N° 1, en vigor desde el 1 de setiembre de 2026"


class TestAnAddendumBetweenTwoPeriods:
    @pytest.fixture
    def periods(
        self, world: World, travel: Callable[[date], None], papers_without_word: None
    ) -> tuple[Verification, Verification]:
        """Return a first year with its report and its letter, and a second one verified after an addendum."""
        travel(SIGNED)
        ground_correction(world)
        agreement = in_force(world)
        first = verified(verification_of(agreement))
        issue_first_report(first)
        communicate(first)
        serve(first.case)
        travel(BETWEEN)
        signed(agreement, world, later_end(date(2029, 9, 1)))
        travel(YEAR_2)
        return verification_of(agreement), verified(second_year(agreement))

    def test_changes_the_second_and_not_the_first(
        self, periods: tuple[Verification, Verification], world: World
    ) -> None:
        first, second = periods
        assert first_of(first, world, on=SIGNED).period.terms == ORIGINAL
        assert first_of(second, world, on=YEAR_2).period.terms == CHANGED
        # A paper of the first that is written now reads as it did, and so does what follows from it.
        assert first_of(first, world, on=YEAR_2).period.terms == ORIGINAL
        assert letter_of(first, world, on=YEAR_2).period.terms == ORIGINAL
        assert second_of(first, world, on=YEAR_2).period.terms == ORIGINAL

    def test_leaves_a_settled_period_alone_even_when_it_is_registered_later_with_an_earlier_date(
        self, periods: tuple[Verification, Verification], world: World
    ) -> None:
        _first, second = periods
        issue_first_report(second)
        agreement = second.period.agreement
        late = signed(agreement, world, later_end(date(2029, 10, 1)))
        # As a paper found later would have it: signed and in force before the report.
        late.signed_on = late.in_force_from = BETWEEN
        late.save()
        assert [addendum.number for addendum in addenda_in_force_on(agreement, YEAR_2)] == [1, 2]
        assert first_of(second, world, on=YEAR_2).period.terms == CHANGED

    def test_is_told_on_the_page_of_each(self, periods: tuple[Verification, Verification], world: World) -> None:
        first, second = (
            words(get(world.auditor, "verification:period", each.case.number, year))
            for year, each in enumerate(periods, 1)
        )
        assert "Se verifica según el texto original del convenio." in first
        assert "Se verifica según el convenio, con: Adenda N° 1 , en vigor desde el 1 de setiembre de 2026." in second


def verified(verification: Verification) -> Verification:
    """Take an open period to its verdicts, with something to observe."""
    present(verification)
    admit(verification)
    verify(verification, unmet=("C-01",))
    return verification
