"""A living agreement stands the same on whatever day it is loaded: its days become dates, in order, on working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.demonstration.lives import AGREEMENTS, dated_act, read_life, working_day
from tests.legal.demonstration.reading import LIVES, LIVING, ORGANIZATION, POSTS, Life, keys
from tests.legal.demonstration.test_act_data import numbers_of
from workflow.calendars import national_calendar

FRIDAY, SUNDAY = date(2026, 11, 27), date(2026, 11, 29)
days = st.dates(date(2020, 1, 1), date(2050, 12, 31))
each_living = pytest.mark.parametrize("life", LIVING, ids=str)


def test_days_become_dates_and_the_year_of_the_act_is_written_into_its_papers() -> None:
    act = {
        "key": "consult",
        "day": 0,
        "due_day": 30,
        "text": "Se consulta.",
        "reports": {"fixed": "Informe N° 901-{year}-X"},
        "copies": ["Oficio N° 902-{year}-X"],
        "document": {"kind": "Oficio", "number": "N° 903-{year}-X", "day": -365},
    }
    assert dated_act(act, today=SUNDAY) == {
        "key": "consult",
        "occurred_on": FRIDAY,
        "due_on": date(2026, 12, 29),
        "text": "Se consulta.",
        "reports": {"fixed": "Informe N° 901-2026-X"},
        "copies": ["Oficio N° 902-2026-X"],
        "document": {"kind": "Oficio", "number": "N° 903-2025-X", "issued_on": date(2025, 11, 28)},
    }


def test_a_document_without_a_day_is_of_the_day_of_its_act() -> None:
    act = dated_act({"day": -2, "document": {"number": "N° 901-{year}-X"}}, today=SUNDAY)
    assert (act["occurred_on"], act["document"]["issued_on"]) == (FRIDAY, FRIDAY)


@given(days, days)
def test_days_move_back_to_a_working_day_and_keep_their_order(one: date, other: date) -> None:
    assert national_calendar().is_working(working_day(one))
    assert timedelta(0) <= one - working_day(one) <= timedelta(days=7)
    assert (one <= other) <= (working_day(one) <= working_day(other))


def test_the_other_agreements_have_the_dates_of_their_files_on_whatever_day() -> None:
    assert read_life("piura", today=FRIDAY) == read_life("piura", today=date(2031, 1, 1))


def test_every_agreement_of_the_data_files_is_played_once() -> None:
    assert sorted(AGREEMENTS) == sorted(life.name for life in [*LIVES, *LIVING])


# --- the data files of the living -----------------------------------------------------------------------------------


@each_living
def test_a_living_agreement_says_that_it_is_invented_and_names_no_date(life: Life) -> None:
    assert life.agreement["note"].startswith("Datos de demostración.")
    assert "inventad" in life.agreement["note"]
    assert life.agreement["living"] is True
    assert not dates_in([life.agreement, life.criteria, *life.files])


def dates_in(value: object) -> list[date]:
    """Return the dates in a data file."""
    if isinstance(value, dict):
        return dates_in(list(value.values()))
    if isinstance(value, list):
        return [found for each in value for found in dates_in(each)]
    return [value] if isinstance(value, date) else []


@each_living
def test_its_acts_lie_before_the_day_of_loading_in_order_and_each_has_its_key(life: Life) -> None:
    keys(life.acts, "key")
    for file in life.files:
        acted = [act["day"] for act in file["act"] if "day" in act]
        assert acted == sorted(acted)
        assert max(acted, default=0) <= 0
    dated = [act for act in life.acts if "day" in act]
    assert all(act.get("document", {}).get("day", act["day"]) <= act["day"] for act in dated)
    assert all(act["fiscal_day"] in range(1, 46) for act in life.acts if act not in dated)


@each_living
def test_its_people_held_their_posts_on_the_days_of_its_acts(life: Life) -> None:
    for act in read_life(life.name, today=FRIDAY).acts:
        assert act["post"] in POSTS
        assert any(
            (mandate["user"], mandate["post"]) == (act["user"], act["post"])
            and mandate["starts_on"] <= act["occurred_on"] <= mandate.get("ends_on", date.max)
            for mandate in ORGANIZATION["mandate"]
        ), act["key"]


def test_no_number_of_the_living_is_used_twice_and_none_could_be_real() -> None:
    numbers = [number for life in LIVING for act in life.acts for number in numbers_of(act)]
    assert len(numbers) == len(set(numbers))
    assert all(number.startswith("N° 9") and "{year}" in number for number in numbers)
