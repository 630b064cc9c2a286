"""The data of the territory, the norms and the people agree with themselves and with each other."""

from __future__ import annotations

from datetime import date

import pytest

from legal.entities.models import InstrumentKind
from tests.legal.demonstration.reading import (
    ENTITIES,
    NORM_LIST,
    ORGANIZATION,
    POSTS,
    PROGRAMMES,
    SOURCES,
    UNITS,
    keys,
    rows,
    table,
)

ROLES = {
    "formulator", "technical_reviewer", "legal_reviewer", "budget_reviewer", "verifier", "transfers_officer",
    "director_general", "head", "coordinator", "executing_unit", "consulted", "visa", "auditor", "clerk",
    "administrator",
}  # fmt: skip
LEVELS = {"national", "regional", "local"}
INSTRUMENTS = table(ENTITIES / "instruments.toml")


# --- territory ------------------------------------------------------------------------------------------------------


def test_the_territory_has_all_departments_provinces_and_districts_of_the_edition() -> None:
    assert [row["code"] for row in rows("departments.csv")] == [f"{number:02d}" for number in range(1, 26)]
    assert (len(rows("provinces.csv")), len(rows("districts.csv"))) == (196, 1891)


def test_each_district_lies_in_a_province_and_each_province_in_a_department() -> None:
    departments = {row["code"] for row in rows("departments.csv")}
    provinces = {row["code"]: row["department"] for row in rows("provinces.csv")}
    districts = {row["ubigeo"]: row["province"] for row in rows("districts.csv")}
    assert all(code[:2] == department and department in departments for code, department in provinces.items())
    assert all(code[:4] == province and province in provinces for code, province in districts.items())
    assert set(districts.values()) == set(provinces)
    assert {len(code) for code in districts} == {6}


@pytest.mark.parametrize("name", ["departments.csv", "provinces.csv", "districts.csv"])
def test_no_code_repeats_and_no_name_is_empty_or_padded(name: str) -> None:
    lines = rows(name)
    keys(lines, next(iter(lines[0])))
    assert all(row["name"] and row["name"] == row["name"].strip() for row in lines)


def test_amazonas_is_numbered_as_the_inei_does_and_not_as_the_reniec() -> None:
    names = {row["ubigeo"]: row["name"] for row in rows("districts.csv") if row["ubigeo"].startswith("01")}
    assert len(names) == 84
    assert [names[code] for code in ("010201", "010205", "010401", "010501", "010601", "010701")] == [
        "Bagua", "Imaza", "Nieva", "Lámud", "San Nicolás", "Bagua Grande",
    ]  # fmt: skip


def test_the_26_regional_governments_have_a_department_and_a_sound_ruc_or_none() -> None:
    governments = rows("regional_governments.csv")
    departments = {row["code"] for row in rows("departments.csv")}
    assert len(governments) == 26
    assert {row["departamento"] for row in governments} == departments
    for ruc in [row["ruc"] for row in governments] + [entity["ruc"] for entity in ORGANIZATION["entity"]]:
        if ruc:
            total = sum(int(digit) * weight for digit, weight in zip(ruc, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=False))
            assert (len(ruc), int(ruc[-1])) == (11, (11 - total % 11) % 10)


# --- norms, programmes, sources, instruments ------------------------------------------------------------------------


def test_the_splits_of_a_norm_run_from_year_1_and_add_up_to_one_hundred() -> None:
    for norm in NORM_LIST:
        splits = norm.get("split", [])
        assert [split["year"] for split in splits] == list(range(1, len(splits) + 1))
        assert all(split["fixed_percentage"] + split["variable_percentage"] == 100 for split in splits)
        assert bool(splits) == norm["complete"]


def test_each_term_has_an_amount_a_unit_a_start_and_a_basis() -> None:
    for norm in NORM_LIST:
        terms = norm.get("term", [])
        keys(terms, "name")
        for term in terms:
            assert term["amount"] > 0
            assert term["unit"] in {"calendar_days", "working_days", "months"}
            assert term["origin"] in {"norm", "internal", "product"}
            assert term["starts_from"]
            assert term["basis"]


def test_codes_of_norms_programmes_and_sources_are_unique_and_refer_to_what_exists() -> None:
    norms = keys(NORM_LIST, "code")
    programmes = keys(PROGRAMMES, "code")
    keys(SOURCES, "code")
    assert all(norm.get("superseded_by", norm["code"]) in norms for norm in NORM_LIST)
    assert all(set(source["programmes"]) <= programmes for source in SOURCES)
    assert {source["route"] for source in SOURCES} == {"donation", "ordinary"}


def test_required_instruments_name_a_known_instrument_and_its_basis_once_per_level_and_document() -> None:
    known = set(InstrumentKind.values)
    seen = set()
    for requirement in INSTRUMENTS["requirement"]:
        place = (requirement["level"], requirement["subject"], requirement["instrument"])
        assert place not in seen
        seen.add(place)
        assert requirement["instrument"] in known
        assert requirement["level"] in LEVELS
        assert requirement["subject"] in {"agreement", "addendum", "termination"}
        assert requirement["basis"]
    assert ("local", "agreement", "council_agreement") in seen


# --- people ---------------------------------------------------------------------------------------------------------


def test_units_form_a_tree_and_entities_and_posts_belong_to_them() -> None:
    keys(ORGANIZATION["unit"], "code")
    assert all(unit["parent"] in UNITS for unit in UNITS.values() if "parent" in unit)
    assert keys(ORGANIZATION["entity"], "unit") <= set(UNITS)
    for post in POSTS.values():
        assert {post["unit"], post["office"]} <= set(UNITS)
        assert post["office"].startswith(post["unit"])
        assert post["role"] in ROLES
        assert post["scope"] in {"unit", "all"}


def test_every_role_has_a_post_and_every_post_a_holder() -> None:
    assert {post["role"] for post in POSTS.values()} == ROLES
    assert {mandate["post"] for mandate in ORGANIZATION["mandate"] if mandate["kind"] == "titular"} == set(POSTS)


def test_every_person_is_evidently_fictitious() -> None:
    keys(ORGANIZATION["user"], "username")
    for user in ORGANIZATION["user"]:
        assert user["last_name"].endswith((" Ficticio", " Ficticia"))
        assert user["email"].endswith("@demostracion.invalid")


def test_a_mandate_has_an_act_before_it_starts_and_ends_after_it_starts() -> None:
    users = keys(ORGANIZATION["user"], "username")
    for mandate in ORGANIZATION["mandate"]:
        assert mandate["user"] in users
        assert mandate["post"] in POSTS
        assert mandate["instrument_on"] <= mandate["starts_on"] <= mandate.get("ends_on", date.max)
        assert mandate["instrument_number"].startswith("N° 9")
