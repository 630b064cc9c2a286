"""What deserves a written reason is said, once, with what it is about; what does not is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from legal.agreements.checks import CATALOGUE, Severity, checks
from legal.agreements.terms import CriterionTerms, LevelTerms
from tests.legal.agreements.checks.measure import MEASURE, codes, found, measured_by
from tests.legal.agreements.whole_terms import CRITERION, INDICATOR, WHOLE, levels, money, targets, whole_terms


def thresholds(*values: str, operator: str = ">=", unit: str = "%") -> tuple[CriterionTerms]:
    steps = tuple(LevelTerms(year=year, threshold=Decimal(value)) for year, value in enumerate(values, start=1))
    return (replace(CRITERION, operator=operator, unit=unit, levels=steps),)


def rising(*values: str, direction: str = "up") -> dict[str, Any]:
    rows = [(year, value, "1") for year, value in enumerate(values, start=2)]
    return {"indicators": (replace(INDICATOR, direction=direction, targets=targets(*rows)),)}


def numbered(count: int, *years: int) -> tuple[CriterionTerms, ...]:
    return tuple(
        replace(CRITERION, code=f"PO-{place:02d}", statement=f"Criterio {place}", levels=levels(*years))
        for place in range(count)
    )


@pytest.mark.parametrize(
    ("changes", "code", "subject", "text"),
    [
        ({"conducting_unit": ""}, "no_conducting_unit", "", "No se designa la unidad"),
        (
            {"maximum": Decimal("3000000.01")},
            "part_never_assigned",
            "",
            "S/ 0.01 del monto máximo (S/ 3,000,000.01) no son de ningún año.",
        ),
        (
            {"money": (*WHOLE.money[:2], replace(WHOLE.money[2], fixed_percentage=Decimal(60)))},
            "split_departs_from_norm",
            "3",
            "El año 3 se divide en 60/40; Directiva N° 002-2014-EF/50.01 lo divide en 50/50.",
        ),
        ({"criteria": thresholds("80", "79", "90")}, "threshold_falls", "PO-01, 2", "exige menos en el Nivel 1 (79)"),
        (
            {"criteria": thresholds("5", "6", "4", operator="<=")},
            "threshold_falls",
            "PO-01, 2",
            "que en el anterior (5)",
        ),
        ({"criteria": thresholds("80", "90", "101")}, "threshold_over_100", "PO-01, 3", "pide 101 % en el Nivel 2"),
        (
            {
                "criteria": (
                    CRITERION,
                    replace(CRITERION, code="PO-02", statement=" gestantes  registradas en el PADRÓN nominal."),
                )
            },
            "criterion_repeated",
            "PO-01, PO-02",
            "Los criterios PO-01, PO-02 dicen lo mismo",
        ),
        (
            {
                "indicators": (
                    replace(INDICATOR, targets=targets((2, "45", "0.5"), (3, "50", "0.5"))),
                    replace(INDICATOR, code="I-02", targets=targets((2, "45", "0.5"), (3, "50", "0.5"))),
                )
            },
            "indicator_repeated",
            "I-01, I-02",
            "Los indicadores I-01, I-02 dicen lo mismo",
        ),
        (
            {"indicators": (replace(INDICATOR, targets=targets((1, "41", "1"), (2, "45", "1"), (3, "50", "1"))),)},
            "targets_without_money",
            "1",
            "El año 1 tiene metas y no tiene tramo variable",
        ),
        (rising("60", "55"), "target_goes_back", "I-01, 3", "retrocede del año 2 (60) al año 3 (55)."),
        (
            rising("20", "30", direction="down"),
            "target_goes_back",
            "I-01, 3",
            "retrocede del año 2 (20) al año 3 (30).",
        ),
        (rising("90", "100.5"), "target_over_100", "I-01, 3", "es 100.5 %: un porcentaje mayor que 100."),
        (
            {"criteria": (*numbered(8, 1, 2, 3), replace(CRITERION, code="PO-99", levels=levels(2)))},
            "too_many_criteria",
            "2",
            "El Nivel 1 tiene 9 criterios; con más de 8 la verificación se vuelve difícil.",
        ),
    ],
)
def test_what_deserves_a_reason_is_said_once(changes: dict[str, Any], code: str, subject: str, text: str) -> None:
    (finding,) = found(**changes)
    assert (finding.code, finding.subject, finding.severity) == (code, subject, Severity.WARNING)
    assert text in finding.text


@pytest.mark.parametrize(
    "changes",
    [
        {"criteria": thresholds("80", "80", "90")},
        {"criteria": thresholds("6", "5", "5", operator="<=")},
        {"criteria": thresholds("6", "5", "7", operator="=", unit="actas")},
        {"criteria": thresholds("80", "90", "100")},
        {"criteria": thresholds("80", "900", "1000", unit="gestantes")},
        {"criteria": numbered(8, 1, 2, 3)},
        rising("60", "60"),
        rising("30", "20", direction="down"),
    ],
)
def test_what_deserves_no_reason_is_left_alone(changes: dict[str, Any]) -> None:
    assert codes(**changes) == []


@pytest.mark.parametrize(("until", "said"), [(date(2029, 6, 10), ["programme_ends_early"]), (date(2029, 6, 11), [])])
def test_a_programme_that_ends_before_the_agreement_is_told(until: date, said: list[str]) -> None:
    assert codes(measured_by(programmes_until={"0002": until})) == said


def test_a_year_without_a_fixed_tranche_that_demands_criteria_is_told() -> None:
    rows = money("1000000", "1000000", "1000000", fixed="50")
    no_fixed = (*rows[:2], replace(rows[2], fixed_percentage=Decimal(0)))
    said = found(measured_by(splits={}), money=no_fixed, indicators=rising("45", "50")["indicators"])
    assert ("levels_without_money", "3") in [(each.code, each.subject) for each in said]


def test_the_last_money_that_comes_after_the_end_is_told() -> None:
    assert codes(measured_by(ends_on=date(2028, 2, 20))) == ["last_transfer_after_end"]
    assert codes(measured_by(ends_on=date(2028, 6, 1), pays_after_correction=True)) == ["last_transfer_after_end"]
    assert codes(measured_by(ends_on=date(2028, 6, 1))) == []


@given(st.lists(st.decimals(min_value=0, max_value=100, places=2), min_size=3, max_size=3))
def test_thresholds_are_told_exactly_where_they_fall(values: list[Decimal]) -> None:
    falls = [year for year in (2, 3) if values[year - 1] < values[year - 2]]
    said = [each.subject for each in found(criteria=thresholds(*map(str, values)))]
    assert said == [f"PO-01, {year}" for year in falls]


def test_a_warning_is_the_same_in_every_language_and_with_the_zeros_of_the_database() -> None:
    bare = found(criteria=thresholds("80", "79", "90"))
    stored = found(criteria=thresholds("80.000000", "79.000000", "90.000000"))
    with translation.override("en"):
        english = found(criteria=thresholds("80", "79", "90"))
    assert bare[0].digest == stored[0].digest == english[0].digest


def test_a_warning_about_other_values_or_another_row_is_another() -> None:
    digests = {
        each.digest
        for values in (("80", "79", "90"), ("80", "78", "90"), ("81", "79", "90"), ("80", "80", "79"))
        for each in found(criteria=thresholds(*values))
    }
    assert len(digests) == 4


def test_what_is_found_does_not_hang_on_the_order_of_time() -> None:
    assert checks(whole_terms(), MEASURE) == checks(whole_terms(), measured_by(signed_on=date(2026, 11, 28)))


def test_every_check_has_a_code_of_its_own_and_says_what_must_hold() -> None:
    assert all(check.code == code and str(check.title).endswith(".") for code, check in CATALOGUE.items())
