"""When parts open, what corrections and approvals wait for, how long an agreement lasts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.agreements import rules
from legal.agreements.models import Agreement
from legal.agreements.models.review import Part

EVERY_STATUS = list(Agreement.Status)


def texts(obstacles: list[Any]) -> list[str]:
    return [obstacle.text for obstacle in obstacles]


@pytest.mark.parametrize("status", EVERY_STATUS)
@pytest.mark.parametrize("part", Part)
def test_a_part_opens_in_the_draft_and_in_review_only_where_it_is_observed(part: Part, status: str) -> None:
    other = next(each for each in Part if each != part)
    closed = bool(rules.obstacles_to_editing(part, status=status, unlocked=[other]))
    assert closed == (status != "draft")
    observed = bool(rules.obstacles_to_editing(part, status=status, unlocked=[part]))
    assert observed == (status not in {"draft", "in_review"})


def test_a_closed_part_says_why_it_is_closed() -> None:
    (in_review,) = rules.obstacles_to_editing(Part.MONEY, status="in_review", unlocked=[])
    assert "«Monto, distribución y duración» no tiene observaciones pendientes" in in_review.text
    (in_force,) = rules.obstacles_to_editing(Part.MONEY, status="in_force", unlocked=[Part.MONEY])
    assert "se modifica por adenda" in in_force.text


def test_every_open_observation_wants_its_own_answer() -> None:
    obstacles = rules.obstacles_to_correcting({1: "Se precisó la fuente.", 3: "  "}, [3, 1, 2])
    assert [(each.text, each.where) for each in obstacles] == [
        ("Falta responder la observación 2.", "answer_2"),
        ("Falta responder la observación 3.", "answer_3"),
    ]
    assert rules.obstacles_to_correcting({1: "Sí.", 9: "Sobra."}, [1]) == []


def test_approving_waits_for_opinions_answers_and_instruments() -> None:
    obstacles = rules.obstacles_to_approving(
        pending_opinions=["Opinión legal"], open_observations=2, missing_instruments=["Acuerdo de Concejo"]
    )
    assert [(each.text, each.who) for each in obstacles] == [
        ("Falta la opinión legal favorable sobre el texto.", "Opinión legal"),
        ("Hay 2 observaciones sin responder.", ""),
        ("Falta Acuerdo de Concejo que apruebe este mismo texto.", "Mesa de partes"),
    ]
    assert rules.obstacles_to_approving(pending_opinions=[], open_observations=0, missing_instruments=[]) == []


@pytest.mark.parametrize(
    ("starts_on", "years", "ends_on"),
    [
        ("2015-06-12", 3, "2018-06-11"),
        ("2015-06-13", 3, "2018-06-12"),
        ("2016-01-01", 3, "2018-12-31"),
        ("2016-03-01", 3, "2019-02-28"),
        ("2016-03-01", 4, "2020-02-29"),
        ("2016-02-29", 3, "2019-02-28"),
        ("2016-02-29", 4, "2020-02-28"),
    ],
)
def test_a_term_of_years_ends_on_the_eve_of_its_anniversary(starts_on: str, years: int, ends_on: str) -> None:
    assert rules.end_of_term(date.fromisoformat(starts_on), years) == date.fromisoformat(ends_on)


@given(st.dates(min_value=date(2010, 1, 1), max_value=date(2100, 12, 31)), st.integers(min_value=1, max_value=5))
def test_the_day_after_a_term_is_its_anniversary_or_the_first_of_march(starts_on: date, years: int) -> None:
    after = rules.end_of_term(starts_on, years) + timedelta(days=1)
    assert after.year == starts_on.year + years
    leap_day_is_missing = (starts_on.month, starts_on.day) == (2, 29) and after.day != 29
    assert (after.month, after.day) == ((3, 1) if leap_day_is_missing else (starts_on.month, starts_on.day))
