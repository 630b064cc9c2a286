"""A coin and an office are called what the law called them on the day."""

from __future__ import annotations

from datetime import date

import pytest

from legal.norms.names import currency_on, regional_head_on


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
    ("on", "office"),
    [
        (date(2014, 12, 31), "Presidente Regional"),
        (date(2015, 3, 10), "Presidente Regional"),
        (date(2015, 3, 11), "Gobernador Regional"),
        (date(2026, 1, 1), "Gobernador Regional"),
    ],
)
def test_the_regional_president_became_the_governor_on_11_march_2015(on: date, office: str) -> None:
    assert regional_head_on(on) == office
