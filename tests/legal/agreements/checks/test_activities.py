"""Each activity is set against the earliest day on which its money can be spent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.agreements.checks import checks
from legal.agreements.terms import ActivityTerms, fingerprint
from tests.legal.agreements.checks.measure import MEASURE, TERMS, codes, found, measured_by
from tests.legal.agreements.whole_terms import WHOLE, whole_terms


def activity(first: int, last: int, *, year: int = 2, money_year: int | None = 2) -> tuple[ActivityTerms]:
    return (
        ActivityTerms(name="Compra de equipos", year=year, first_month=first, last_month=last, money_year=money_year),
    )


def test_the_money_of_a_year_can_be_spent_once_the_terms_that_the_norm_fixes_are_over() -> None:
    # Report due on 14-02-2027, a Sunday: 15-02. Five working days: 22-02. Five calendar days: 27-02, Saturday: 01-03.
    assert MEASURE.money_from(2) == date(2027, 3, 2)
    without = {name: term for name, term in TERMS.items() if name != "report_years"}
    assert measured_by(terms=without).money_from(2) is None
    later = measured_by(pays_after_correction=True).money_from(2)
    assert later is not None
    assert later > date(2027, 7, 22)


@pytest.mark.parametrize(
    ("activities", "said"),
    [
        (activity(1, 2), ["activity_ends_before_money"]),
        (activity(3, 10), ["activity_starts_before_money"]),
        (activity(1, 12), ["activity_starts_before_money"]),
        (activity(4, 10), []),
        (activity(1, 2, money_year=None), []),
        (activity(1, 2, year=3), []),
        (activity(6, 7, year=1, money_year=1), ["activity_starts_before_money"]),
        (activity(10, 12, year=1, money_year=1), []),
        (activity(4, 10, year=4), ["activity_after_end"]),
        (activity(4, 10, money_year=4), ["activity_after_end"]),
        ((), []),
    ],
)
def test_an_activity_that_the_money_comes_late_for_is_told(
    activities: tuple[ActivityTerms, ...], said: list[str]
) -> None:
    assert codes(activities=activities) == said


def test_the_words_name_the_activity_its_end_and_the_day_of_the_money() -> None:
    (finding,) = found(activities=activity(1, 2))
    assert finding.text == (
        "La actividad «Compra de equipos» termina el 28 de febrero de 2027 y el dinero del año 2 "
        "no puede gastarse antes del 2 de marzo de 2027."
    )
    assert finding.subject == "Compra de equipos, 2"


@given(st.integers(min_value=1, max_value=12), st.integers(min_value=0, max_value=11))
def test_a_schedule_is_told_exactly_when_its_first_day_comes_before_the_money(first: int, more: int) -> None:
    last = min(12, first + more)
    money = MEASURE.money_from(2)
    assert money is not None
    after = date(2027 + last // 12, last % 12 + 1, 1) - timedelta(days=1)
    wanted = []
    if money > after:
        wanted = ["activity_ends_before_money"]
    elif money > date(2027, first, 1):
        wanted = ["activity_starts_before_money"]
    assert [each.code for each in checks(whole_terms(activities=activity(first, last)), MEASURE)] == wanted


def test_a_text_without_a_schedule_keeps_its_fingerprint_and_one_with_it_has_another() -> None:
    assert fingerprint(whole_terms(activities=())) == fingerprint(WHOLE)
    prints = {fingerprint(whole_terms(activities=each)) for each in (activity(1, 2), activity(1, 3), activity(2, 3))}
    assert len({*prints, fingerprint(WHOLE)}) == 4
