"""The command that counts a term: what it prints, and what it refuses."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from legal.entities.catalogues import department_code
from workflow.closed_days import load_public_sector_days
from workflow.models import NonWorkingDay

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _known_days(db: None) -> None:
    load_public_sector_days()


def due(start: str, term: str, **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("due", start=start, term=term, json=True, stdout=out, **options)
    counted: dict[str, Any] = json.loads(out.getvalue())
    return counted


def refused(*arguments: str) -> str:
    """Return what the command says on stderr when it refuses; it prints nothing else."""
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("due", *arguments, stdout=out, stderr=err)
    assert ended.value.code == 2
    assert out.getvalue() == ""
    return err.getvalue()


@pytest.mark.parametrize(
    ("start", "term", "expected"),
    [
        ("2025-07-18", "10 working_days", "2025-08-07"),
        ("2025-06-13", "30 calendar_days", "2025-07-14"),
        ("2025-06-13", "30 working_days", "2025-07-30"),
        ("2026-01-01", "45 calendar_days", "2026-02-16"),
        ("2026-01-01", "45 working_days", "2026-03-06"),
        ("2026-03-15", "5 months", "2026-08-17"),
        ("2025-09-30", "5 months", "2026-03-02"),
        ("2025-12-23", "5 working_days", "2026-01-05"),
        ("2026-07-23", "5 calendar_days", "2026-07-30"),
    ],
)
def test_the_checked_cases_end_on_their_due_dates(start: str, term: str, expected: str) -> None:
    assert due(start, term)["due"] == expected


def test_the_days_run_from_the_next_one_to_the_due_date_with_their_grounds() -> None:
    days = due("2025-07-18", "10 working_days")["days"]
    assert (days[0]["date"], days[-1]["date"]) == ("2025-07-19", "2025-08-07")
    assert sum(day["counted"] for day in days) == 10
    grounds = [day["ground"] for day in days if day["ground"] not in {None, "sábado", "domingo"}]
    assert grounds == [
        "Día de la Fuerza Aérea del Perú",
        "Día de la Independencia",
        "Día de la Gran Parada Militar",
        "Batalla de Junín",
    ]


def test_the_days_of_a_term_in_months_run_from_its_nominal_end() -> None:
    assert due("2026-03-15", "5 months")["days"] == [
        {"date": "2026-08-15", "counted": True, "ground": "sábado"},
        {"date": "2026-08-16", "counted": False, "ground": "domingo"},
        {"date": "2026-08-17", "counted": False, "ground": None},
    ]


def test_a_regional_holiday_counts_in_its_department_only() -> None:
    NonWorkingDay.objects.create(day=date(2025, 7, 22), kind="local", place="05", norm="Ley 1", name="Fundación")
    assert due("2025-07-18", "10 working_days")["due"] == "2025-08-07"
    for name in ("Ayacucho", "AYACUCHO", "05"):
        counted = due("2025-07-18", "10 working_days", department=name)
        assert counted["due"] == "2025-08-08"
        assert {"date": "2025-07-22", "counted": False, "ground": "feriado regional o local: Fundación (Ley 1)"} in (
            counted["days"]
        )


def test_without_json_each_day_has_its_line() -> None:
    out = StringIO()
    call_command("due", "--from", "2026-07-24", "--term", "1 working_days", stdout=out)
    assert out.getvalue() == "2026-07-27\n2026-07-25   sábado\n2026-07-26   domingo\n2026-07-27 +\n"


@pytest.mark.parametrize(
    "term", ["0 months", "-1 months", "5 weeks", "5", "", "1.5 months", "ten months", "²3 months", "3651 months"]
)
def test_a_term_that_is_none_is_refused_in_one_line(term: str) -> None:
    told = refused("--from", "2026-01-01", f"--term={term}")
    assert told.startswith("--term must be ")
    assert told.count("\n") == 1


@pytest.mark.parametrize("day", ["2026-02-30", "20260101", "2026-1-1", "today", ""])
def test_a_day_that_is_none_is_refused_in_one_line(day: str) -> None:
    assert refused(f"--from={day}", "--term", "1 months") == f"--from must be a date as YYYY-MM-DD, not {day!r}.\n"


def test_a_department_that_is_none_is_refused_in_one_line() -> None:
    assert "'Narnia'" in refused("--from", "2026-01-01", "--term", "1 months", "--department", "Narnia")


def test_a_term_that_ends_beyond_the_last_date_is_refused() -> None:
    assert "beyond the last date" in refused("--from", "9999-12-01", "--term", "1 months")


@pytest.mark.parametrize(("text", "code"), [("Áncash", "02"), ("ancash", "02"), ("02", "02"), ("2", None), ("", None)])
def test_a_department_is_found_by_its_code_or_its_name(text: str, code: str | None) -> None:
    assert department_code(text) == code
