"""A coin and an office are called what the law called them on the day."""

from __future__ import annotations

from datetime import date

import pytest

from legal.norms.names import currency_on, title_on


@pytest.mark.parametrize(
    ("on", "name", "sign"),
    [
        (date(2015, 6, 12), "nuevos soles", "S/."),
        (date(2015, 12, 14), "nuevos soles", "S/."),
        (date(2015, 12, 15), "soles", "S/"),
        (date(2026, 1, 1), "soles", "S/"),
    ],
)
def test_the_nuevo_sol_became_the_sol_on_15_december_2015(on: date, name: str, sign: str) -> None:
    currency = currency_on(on)
    assert (currency.name, currency.sign) == (name, sign)


@pytest.mark.parametrize(
    ("on", "title"),
    [
        (date(2014, 12, 31), "Presidente Regional de Piura"),
        (date(2015, 3, 10), "Presidente Regional de Piura"),
        (date(2015, 3, 11), "Gobernador Regional de Piura"),
        (date(2026, 1, 1), "Gobernador Regional de Piura"),
    ],
)
def test_the_regional_president_became_the_governor_on_11_march_2015(on: date, title: str) -> None:
    assert title_on("Gobernador Regional de Piura", on) == title
    assert title_on("Presidente Regional de Piura", on) == title


@pytest.mark.parametrize(
    ("on", "title"),
    [
        (date(2011, 3, 30), "Directora Nacional del Presupuesto Público"),
        (date(2011, 3, 31), "Directora General de Presupuesto Público"),
    ],
)
def test_the_head_of_the_budget_directorate_was_national_until_30_march_2011(on: date, title: str) -> None:
    assert title_on("Directora General de Presupuesto Público", on) == title
    assert title_on("Directora Nacional del Presupuesto Público", on) == title


def test_the_title_keeps_the_form_of_the_person_and_other_titles_stay() -> None:
    before = date(2014, 1, 1)
    assert title_on("Gobernadora Regional", before) == "Presidenta Regional"
    assert title_on("Presidenta Ejecutiva", before) == "Presidenta Ejecutiva"
    assert title_on("Gobernador Regionalista", before) == "Gobernador Regionalista"
    assert title_on("Vicegobernador Regional", before) == "Vicegobernador Regional"
