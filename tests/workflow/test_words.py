"""Dates, terms and money are written as a Peruvian lawyer writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.formats import date_format

from workflow.templatetags import words

THURSDAY = date(2026, 11, 26)
INSTANT = datetime(2026, 11, 24, 3, 14, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with translation.override("es-pe"):
        yield


def test_a_date_is_written_in_full() -> None:
    assert words.long_date(THURSDAY) == "26 de noviembre de 2026"
    assert words.weekday_date(THURSDAY) == "jueves 26 de noviembre de 2026"
    assert words.short_date(THURSDAY) == "26 nov 2026"


def test_a_date_in_english_is_written_in_english() -> None:
    with translation.override("en"):
        assert words.long_date(THURSDAY) == "26 November 2026"
        assert words.weekday_date(THURSDAY) == "Thursday 26 November 2026"
        assert words.short_time(INSTANT) == "23 Nov 2026, 22:14"
        assert date_format(THURSDAY, "DATE_FORMAT") == words.long_date(THURSDAY)
        assert date_format(THURSDAY, "SHORT_DATE_FORMAT") == words.short_date(THURSDAY)


def test_an_instant_is_the_one_of_the_clock_of_lima() -> None:
    assert words.short_time(INSTANT) == "23 nov 2026, 22:14"
    assert words.long_date(INSTANT) == "23 de noviembre de 2026"


def test_an_instant_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        words.short_time(datetime(2026, 11, 24, 3, 14))  # noqa: DTZ001


def test_no_date_is_no_words() -> None:
    assert words.long_date(None) == ""
    assert words.short_time(None) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1369565.22"), "1,369,565.22"),
        (Decimal("0"), "0.00"),
        (3_000_000, "3,000,000.00"),
        (Decimal("0.005"), "0.01"),
        (Decimal("12345678901234567.89"), "12,345,678,901,234,567.89"),
    ],
)
def test_soles_keep_every_cent(value: Decimal | int, text: str) -> None:
    assert words.amount(value) == text
    assert words.soles(value) == f"S/\N{NO-BREAK SPACE}{text}"


def test_no_amount_is_no_words() -> None:
    assert words.soles(None) == ""
    assert words.percent(None) == ""


@pytest.mark.parametrize("filter_", [words.soles, words.number, words.percent])
def test_a_float_is_refused_because_it_is_not_exact(filter_: object) -> None:
    assert callable(filter_)
    with pytest.raises(TypeError, match="exact decimals"):
        filter_(0.1)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("70.00"), "70"), (Decimal("71.20"), "71.2"), (Decimal("1E+3"), "1,000"), (100, "100"), (0, "0")],
)
def test_a_figure_shows_no_idle_zeros(value: Decimal | int, text: str) -> None:
    assert words.number(value) == text
    assert words.percent(value) == f"{text}\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("days_left", "state", "text"),
    [
        (-2, "risk", "Vencida hace 2 días calendario"),
        (-1, "risk", "Vencida hace 1 día calendario"),
        (0, "warn", "Vence hoy"),
        (1, "warn", "Falta 1 día calendario"),
        (7, "warn", "Faltan 7 días calendario"),
        (8, "idle", "Faltan 8 días calendario"),
    ],
)
def test_what_is_due_says_how_many_days_and_of_which_kind(days_left: int, state: str, text: str) -> None:
    assert words.due_tag(days_left) == {"state": state, "text": text}


def test_a_term_that_has_passed_agrees_with_its_noun() -> None:
    assert words.due_tag(-2, masculine=True)["text"] == "Vencido hace 2 días calendario"


def test_what_has_no_due_date_shows_nothing() -> None:
    assert words.due_tag(None) == {}


def test_pages_write_the_sol_with_one_sign() -> None:
    assert words.one_sign("Financia S/. 1,150,000.00 de la brecha.") == "Financia S/ 1,150,000.00 de la brecha."
