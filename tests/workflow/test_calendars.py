"""Terms are counted as the law counts them, and every skipped day has its ground."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.calendars import (
    MAX_AMOUNT,
    Calendar,
    CountedDay,
    Term,
    Unit,
    count,
    national_calendar,
    national_holidays,
    working_days_between,
)

PUBLIC_SECTOR_DAY = "día no laborable del sector público (DS 042-2025-PCM)"
PUBLIC_SECTOR_DAYS = dict.fromkeys((date(2025, 5, 2), date(2025, 12, 26), date(2026, 1, 2)), PUBLIC_SECTOR_DAY)
PERU = national_calendar(PUBLIC_SECTOR_DAYS)
NEVER_CLOSED = Calendar(closed=lambda _day: None)

# Holidays of the two years that the worked cases cross, copied from the law and not from the library.
HOLIDAYS = {
    2025: "01-01 04-17 04-18 05-01 06-07 06-29 07-23 07-28 07-29 08-06 08-30 10-08 11-01 12-08 12-09 12-25",
    2026: "01-01 04-02 04-03 05-01 06-07 06-29 07-23 07-28 07-29 08-06 08-30 10-08 11-01 12-08 12-09 12-25",
}
HOLY_THURSDAYS = (
    "2014-04-17 2015-04-02 2016-03-24 2017-04-13 2018-03-29 2019-04-18 2020-04-09 2021-04-01 2022-04-14 "
    "2023-04-06 2024-03-28 2025-04-17 2026-04-02 2027-03-25 2028-04-13 2029-03-29 2030-04-18"
)

days = st.dates(min_value=date(2014, 1, 1), max_value=date(2030, 12, 31))
amounts = st.integers(min_value=1, max_value=400)
any_machine = settings(deadline=None)
terms = st.builds(Term, amount=amounts, unit=st.sampled_from(Unit))


def term(amount: int, unit: Unit) -> Term:
    return Term(amount=amount, unit=unit)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2025-07-18", 10, Unit.WORKING_DAYS, "2025-08-07"),
        ("2025-06-13", 30, Unit.CALENDAR_DAYS, "2025-07-14"),
        ("2025-06-13", 30, Unit.WORKING_DAYS, "2025-07-30"),
        ("2026-01-01", 45, Unit.CALENDAR_DAYS, "2026-02-16"),
        ("2026-01-01", 45, Unit.WORKING_DAYS, "2026-03-06"),
        ("2026-03-15", 5, Unit.MONTHS, "2026-08-17"),
        ("2025-09-30", 5, Unit.MONTHS, "2026-03-02"),
        ("2025-12-23", 5, Unit.WORKING_DAYS, "2026-01-05"),
        ("2026-07-23", 5, Unit.CALENDAR_DAYS, "2026-07-30"),
    ],
)
def test_the_checked_cases_end_on_their_due_dates(start: str, amount: int, unit: Unit, due: str) -> None:
    assert count(date.fromisoformat(start), term(amount, unit), PERU).due == date.fromisoformat(due)


def test_without_public_sector_days_the_same_terms_end_earlier() -> None:
    calendar = national_calendar()
    assert count(date(2026, 1, 1), term(45, Unit.WORKING_DAYS), calendar).due == date(2026, 3, 5)
    assert count(date(2025, 12, 23), term(5, Unit.WORKING_DAYS), calendar).due == date(2025, 12, 31)


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_national_holidays_are_those_of_the_law(year: int) -> None:
    working_week = {day for day in national_holidays(year) if day.weekday() != 6}
    of_the_law = {date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS[year].split()}
    assert working_week == {day for day in of_the_law if day.weekday() != 6}


@pytest.mark.parametrize("thursday", HOLY_THURSDAYS.split())
def test_holy_week_closes_thursday_and_friday(thursday: str) -> None:
    day = date.fromisoformat(thursday)
    assert PERU.closed(day) == "Jueves Santo"
    assert PERU.closed(day + timedelta(days=1)) == "Viernes Santo"


@pytest.mark.parametrize(
    ("day", "first_year"), [((6, 7), 2024), ((7, 23), 2023), ((8, 6), 2022), ((12, 9), 2022)], ids=str
)
def test_new_holidays_close_from_the_year_of_their_law(day: tuple[int, int], first_year: int) -> None:
    assert date(first_year - 1, *day) not in national_holidays(first_year - 1)
    assert date(first_year, *day) in national_holidays(first_year)


def test_a_closed_day_answers_with_its_ground_in_spanish() -> None:
    assert PERU.closed(date(2026, 7, 25)) == "sábado"
    assert PERU.closed(date(2026, 4, 5)) == "domingo"
    assert PERU.closed(date(2026, 7, 28)) == "Día de la Independencia"
    assert PERU.closed(date(2026, 1, 2)) == PUBLIC_SECTOR_DAY
    assert PERU.closed(date(2026, 7, 30)) is None


def test_a_calendar_does_not_change_with_the_days_it_was_made_from() -> None:
    extra = {date(2026, 3, 2): "feriado regional"}
    calendar = national_calendar(extra)
    extra.clear()
    assert calendar.closed(date(2026, 3, 2)) == "feriado regional"


def test_working_days_are_listed_with_the_ground_of_each_skip() -> None:
    result = count(date(2026, 7, 24), term(2, Unit.WORKING_DAYS), PERU)
    assert result.days == (
        CountedDay(date=date(2026, 7, 25), counted=False, ground="sábado"),
        CountedDay(date=date(2026, 7, 26), counted=False, ground="domingo"),
        CountedDay(date=date(2026, 7, 27), counted=True),
        CountedDay(date=date(2026, 7, 28), counted=False, ground="Día de la Independencia"),
        CountedDay(date=date(2026, 7, 29), counted=False, ground="Día de la Gran Parada Militar"),
        CountedDay(date=date(2026, 7, 30), counted=True),
    )
    assert (result.due, result.nominal_end, result.is_moved) == (date(2026, 7, 30), date(2026, 7, 30), False)


def test_calendar_days_are_all_counted_and_only_the_last_one_moves() -> None:
    result = count(date(2026, 7, 24), term(4, Unit.CALENDAR_DAYS), PERU)
    assert [(day.date.day, day.counted, day.ground) for day in result.days] == [
        (25, True, None),
        (26, True, None),
        (27, True, None),
        (28, True, "Día de la Independencia"),
        (29, False, "Día de la Gran Parada Militar"),
        (30, False, None),
    ]
    assert (result.due, result.nominal_end, result.is_moved) == (date(2026, 7, 30), date(2026, 7, 28), True)


def test_months_list_only_the_end_of_the_term() -> None:
    result = count(date(2026, 3, 15), term(5, Unit.MONTHS), PERU)
    assert result.nominal_end == date(2026, 8, 15)
    assert [(day.date.day, day.ground) for day in result.days] == [(15, "sábado"), (16, "domingo"), (17, None)]
    assert not result.lacks_day


def test_a_month_without_the_day_ends_the_term_on_the_first_working_day_of_the_next() -> None:
    result = count(date(2025, 9, 30), term(5, Unit.MONTHS), PERU)
    assert result.lacks_day
    assert [(day.date, day.ground) for day in result.skipped] == [(date(2026, 3, 1), "domingo")]
    assert result.due == date(2026, 3, 2)


def test_a_leap_day_counts_from_year_to_year() -> None:
    start = date(2024, 2, 29)
    assert count(start, term(48, Unit.MONTHS), NEVER_CLOSED).due == date(2028, 2, 29)
    assert count(start, term(12, Unit.MONTHS), NEVER_CLOSED).due == date(2025, 3, 1)
    assert count(date(2025, 1, 31), term(11, Unit.MONTHS), NEVER_CLOSED).due == date(2025, 12, 31)


def test_a_notice_received_on_a_closed_day_counts_from_the_next_working_day() -> None:
    for received in (date(2026, 7, 24), date(2026, 7, 25), date(2026, 7, 26)):
        assert count(received, term(1, Unit.WORKING_DAYS), PERU).due == date(2026, 7, 27)


@any_machine
@given(start=days, of=terms)
def test_the_due_date_is_a_working_day_after_the_start(start: date, of: Term) -> None:
    result = count(start, of, PERU)
    assert PERU.is_working(result.due)
    assert start < result.nominal_end <= result.due


@any_machine
@given(start=days, of=terms)
def test_the_ledger_is_unbroken_and_ends_on_the_due_date(start: date, of: Term) -> None:
    result = count(start, of, PERU)
    first = result.nominal_end if of.unit is Unit.MONTHS else start + timedelta(days=1)
    listed = [day.date for day in result.days]
    assert listed == [first + timedelta(days=step) for step in range(len(listed))]
    assert listed[-1] == result.due


@any_machine
@given(start=days, of=terms)
def test_every_day_that_moves_the_end_has_a_ground(start: date, of: Term) -> None:
    result = count(start, of, PERU)
    moving = [day for day in result.days if result.nominal_end <= day.date < result.due]
    assert all(day.ground for day in moving)
    assert all(day.ground == PERU.closed(day.date) for day in result.skipped)


@any_machine
@given(start=days, amount=amounts, unit=st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS]))
def test_as_many_days_are_counted_as_the_term_has(start: date, amount: int, unit: Unit) -> None:
    assert sum(day.counted for day in count(start, term(amount, unit), PERU).days) == amount


@any_machine
@given(start=days, amount=amounts, unit=st.sampled_from(Unit))
def test_a_longer_term_never_ends_earlier(start: date, amount: int, unit: Unit) -> None:
    assert count(start, term(amount, unit), PERU).due <= count(start, term(amount + 1, unit), PERU).due


@any_machine
@given(start=days, of=terms)
def test_a_later_start_never_ends_earlier(start: date, of: Term) -> None:
    assert count(start, of, PERU).due <= count(start + timedelta(days=1), of, PERU).due


@any_machine
@given(start=days, of=terms, decreed=days)
def test_a_newly_decreed_holiday_never_brings_the_due_date_forward(start: date, of: Term, decreed: date) -> None:
    calendar = national_calendar({**PUBLIC_SECTOR_DAYS, decreed: "feriado regional"})
    assert count(start, of, PERU).due <= count(start, of, calendar).due


@any_machine
@given(start=days, amount=amounts)
def test_between_start_and_due_date_lie_the_working_days_of_the_term(start: date, amount: int) -> None:
    due = count(start, term(amount, Unit.WORKING_DAYS), PERU).due
    assert working_days_between(start, due, PERU) == amount
    assert working_days_between(due, start, PERU) == -amount


@any_machine
@given(start=days, amount=amounts)
def test_where_nothing_closes_working_days_are_calendar_days(start: date, amount: int) -> None:
    working = count(start, term(amount, Unit.WORKING_DAYS), NEVER_CLOSED).due
    assert working == count(start, term(amount, Unit.CALENDAR_DAYS), NEVER_CLOSED).due


def test_no_working_days_lie_between_a_day_and_itself() -> None:
    assert working_days_between(date(2026, 7, 27), date(2026, 7, 27), PERU) == 0


@pytest.mark.parametrize("amount", [0, -1, MAX_AMOUNT + 1, 2.5, True, "10", None])
def test_an_amount_out_of_range_is_refused_with_one_sentence(amount: object) -> None:
    with pytest.raises(ValueError, match=r"^El plazo debe ser un número entero de 1 a 3650, no «.+»\.$"):
        Term(amount=amount, unit=Unit.MONTHS)  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", ["weeks", "", None])
def test_an_unknown_unit_is_refused_with_one_sentence(unit: object) -> None:
    with pytest.raises(ValueError, match=r"^«.*» no es una unidad de plazo: use .+ o meses\.$"):
        Term(amount=5, unit=unit)  # type: ignore[arg-type]


def test_the_largest_terms_are_counted() -> None:
    assert count(date(2026, 1, 1), term(MAX_AMOUNT, Unit.WORKING_DAYS), PERU).due.year == 2040
    assert count(date(2026, 1, 1), term(MAX_AMOUNT, Unit.MONTHS), PERU).due == date(2330, 3, 3)


@pytest.mark.parametrize("unit", Unit)
def test_a_term_beyond_the_last_date_is_refused(unit: Unit) -> None:
    with pytest.raises(ValueError, match="el calendario no alcanza"):
        count(date(9999, 12, 30), term(10, unit), PERU)


def test_a_calendar_that_is_always_closed_is_refused() -> None:
    closed = Calendar(closed=lambda _day: "huelga")
    with pytest.raises(ValueError, match="el calendario no alcanza"):
        count(date(9999, 1, 1), term(1, Unit.MONTHS), closed)


def test_a_time_is_not_a_legal_date() -> None:
    with pytest.raises(TypeError):
        count(datetime(2026, 1, 1, tzinfo=UTC), term(1, Unit.MONTHS), PERU)


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (1, Unit.WORKING_DAYS, "1 día hábil"),
        (10, Unit.WORKING_DAYS, "10 días hábiles"),
        (1, Unit.CALENDAR_DAYS, "1 día calendario"),
        (45, Unit.CALENDAR_DAYS, "45 días calendario"),
        (1, Unit.MONTHS, "1 mes"),
        (5, Unit.MONTHS, "5 meses"),
    ],
)
def test_a_term_reads_as_the_law_writes_it(amount: int, unit: Unit, text: str) -> None:
    assert str(term(amount, unit)) == text


def test_a_unit_may_come_as_it_is_stored() -> None:
    assert Term(amount=5, unit="working_days").unit is Unit.WORKING_DAYS  # type: ignore[arg-type]
