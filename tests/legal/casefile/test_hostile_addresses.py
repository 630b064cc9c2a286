"""Addresses that nobody means, and figures that a database would not give back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from legal.agreements.forms.figures import AmountField
from tests.factories import World, make_draft


@pytest.mark.parametrize("address", ["/?q=%00", "/expedientes/%00/", "/convenios/%00/texto/"])
def test_a_nul_is_refused_before_any_database_sees_it(client: Client, world: World, address: str) -> None:
    client.force_login(world.formulator)
    assert client.get(address).status_code == 400


def test_a_page_number_of_five_thousand_digits_is_the_first_page(client: Client, world: World) -> None:
    case = make_draft(world).case
    client.force_login(world.formulator)
    assert client.get(f"/expedientes/{case.number}/historia/?page={'9' * 5000}").status_code == 200


@pytest.mark.parametrize("figure", ["99999999999999.99", "٣", "5%"])
def test_an_amount_has_no_more_digits_than_every_database_keeps_and_only_our_own(figure: str) -> None:
    with pytest.raises(ValidationError):
        AmountField().clean(figure)
