"""The names of years."""

from __future__ import annotations

import pytest

from legal.documents.catalogues import load_year_names
from legal.documents.queries import year_name

pytestmark = pytest.mark.django_db


def test_are_loaded_and_may_be_loaded_again() -> None:
    assert load_year_names() == load_year_names() == 17
    name = year_name(2015)
    assert name is not None
    assert name.name == "Año de la Diversificación Productiva y del Fortalecimiento de la Educación"
    assert name.decade_name == "Decenio de las Personas con Discapacidad en el Perú"


def test_a_year_may_have_no_decade_and_a_year_may_be_unknown() -> None:
    load_year_names()
    name = year_name(2017)
    assert name is not None
    assert name.decade_name == ""
    assert year_name(1990) is None
