"""The data files of the demonstration world, the norms and the territory agree with themselves and with each other."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from legal.entities.models import InstrumentKind

LEGAL = Path(__file__).resolve().parents[3] / "legal"
ENTITIES = LEGAL / "entities" / "data"
NORMS = LEGAL / "norms" / "data"
WORLD = LEGAL / "demonstration" / "data"

ROLES = {
    "formulator", "technical_reviewer", "legal_reviewer", "budget_reviewer", "verifier", "transfers_officer",
    "director_general", "head", "coordinator", "executing_unit", "consulted", "visa", "auditor", "clerk",
    "administrator",
}  # fmt: skip
LEVELS = {"national", "regional", "local"}
CENT = Decimal("0.01")

Table = dict[str, Any]


def table(path: Path) -> Table:
    """Read a TOML file."""
    with path.open("rb") as file:
        return tomllib.load(file)


def rows(name: str) -> list[dict[str, str]]:
    """Read a CSV file of the entities."""
    with (ENTITIES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keys(items: Iterable[Table], key: str) -> set[str]:
    """Return the values of a key, which must not repeat."""
    values = [item[key] for item in items]
    assert len(values) == len(set(values)), f"{key} repeats"
    return set(values)


def next_weekday(day: date) -> date:
    """Return the day, or the Monday after it when it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


ORGANIZATION = table(WORLD / "organization.toml")
PEOPLE = table(WORLD / "people.toml")
AGREEMENT = table(WORLD / "amazonas.toml")
CRITERIA = table(WORLD / "amazonas_criteria.toml")
ACTS = table(WORLD / "amazonas_acts.toml")
NORM_LIST: list[Table] = table(NORMS / "norms.toml")["norm"]
PROGRAMMES: list[Table] = table(NORMS / "programmes.toml")["programme"]
SOURCES: list[Table] = table(NORMS / "sources.toml")["source"]
INSTRUMENTS = table(ENTITIES / "instruments.toml")

UNITS = {unit["code"]: unit for unit in ORGANIZATION["unit"]}
POSTS = {post["key"]: post for post in ORGANIZATION["post"]}
NORM = next(norm for norm in NORM_LIST if norm["code"] == AGREEMENT["agreement"]["norm"])
ACT_LIST: list[Table] = ACTS["act"]
ACT_BY_KEY = {act["key"]: act for act in ACT_LIST}


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


@pytest.mark.parametrize("name", ["departments.csv", "provinces.csv", "districts.csv", "regional_governments.csv"])
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
    assert {row["department"] for row in governments} == departments
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
    assert {mandate["post"] for mandate in PEOPLE["mandate"] if mandate["kind"] == "titular"} == set(POSTS)


def test_every_person_is_evidently_fictitious() -> None:
    keys(PEOPLE["user"], "username")
    for user in PEOPLE["user"]:
        assert user["last_name"].endswith((" Ficticio", " Ficticia"))
        assert user["email"].endswith("@demostracion.invalid")


def test_a_mandate_has_an_act_before_it_starts_and_ends_after_it_starts() -> None:
    users = keys(PEOPLE["user"], "username")
    for mandate in PEOPLE["mandate"]:
        assert mandate["user"] in users
        assert mandate["post"] in POSTS
        assert mandate["instrument_on"] <= mandate["starts_on"] <= mandate.get("ends_on", date.max)
        assert mandate["instrument_number"].startswith("N° 9")


# --- the agreement --------------------------------------------------------------------------------------------------


def test_the_agreement_refers_to_known_norm_programme_source_units_and_posts() -> None:
    agreement = AGREEMENT["agreement"]
    assert agreement["programme"] in keys(PROGRAMMES, "code")
    assert agreement["source"] in keys(SOURCES, "code")
    assert agreement["entity"] in keys(ORGANIZATION["entity"], "unit")
    assert [party["capacity"] for party in AGREEMENT["party"]] == ["grantor", "beneficiary", "verifier"]
    assert sorted(party["position"] for party in AGREEMENT["party"]) == [1, 2, 3]
    for party in AGREEMENT["party"]:
        post = POSTS[party["signatory_post"]]
        assert (post["unit"], post["role"]) == (party["unit"], party["role"])
    assert AGREEMENT["note"].startswith("Datos de demostración.")


def test_every_section_says_whether_it_is_invented() -> None:
    for value in AGREEMENT.values():
        for section in value if isinstance(value, list) else [value]:
            assert not isinstance(section, dict) or isinstance(section["invented"], bool)
    assert all(isinstance(file["invented"], bool) for file in (ORGANIZATION, PEOPLE, CRITERIA, ACTS))


def test_the_districts_of_the_ambit_exist_and_lie_in_its_departments() -> None:
    ambit = AGREEMENT["ambit"]
    chosen = keys(ambit["districts"], "ubigeo")
    assert chosen <= {row["ubigeo"] for row in rows("districts.csv")}
    assert {code[:2] for code in chosen} == set(ambit["departments"])
    assert len(chosen) == 38


def test_the_years_add_up_to_the_maximum_and_follow_the_split_of_the_norm() -> None:
    years = AGREEMENT["year"]
    assert len(years) == AGREEMENT["agreement"]["years"]
    assert sum(Decimal(year["maximum"]) for year in years) == Decimal(AGREEMENT["money"]["maximum"])
    for year, split in zip(years, NORM["split"], strict=False):
        assert all(year[key] == split[key] for key in ("year", "fixed_percentage", "variable_percentage"))


def test_the_gap_grounds_the_maximum_with_the_counterpart() -> None:
    money = AGREEMENT["money"]
    gap = Decimal(money["gap_amount"])
    assert sum(Decimal(item["amount"]) for item in AGREEMENT["gap_item"]) == gap
    assert Decimal(money["maximum"]) + Decimal(money["counterpart_amount"]) == gap
    assert gap == gap.quantize(CENT)


def test_targets_improve_on_the_baseline_every_year_and_weights_add_up_to_exactly_one() -> None:
    keys(AGREEMENT["indicator"], "code")
    weights: dict[int, Decimal] = {}
    for indicator in AGREEMENT["indicator"]:
        sign = {"up": 1, "down": -1}[indicator["direction"]]
        values = [Decimal(indicator["baseline"]), *(Decimal(target["target"]) for target in indicator["targets"])]
        assert all((later - earlier) * sign > 0 for earlier, later in pairwise(values))
        for target in indicator["targets"]:
            weights[target["year"]] = weights.get(target["year"], Decimal(0)) + Decimal(target["weight"])
    paid_by_targets = {year["year"] for year in AGREEMENT["year"] if year["variable_percentage"]}
    assert weights == dict.fromkeys(paid_by_targets, Decimal(1))


def test_products_have_seven_digits_and_begin_with_3() -> None:
    assert all(len(code) == 7 and code.startswith("3") for code in keys(AGREEMENT["product"], "code"))


def test_seven_criteria_are_asked_at_level_0_and_twenty_three_at_levels_1_and_2() -> None:
    by_level: dict[int, int] = {}
    for criterion in CRITERIA["criterion"]:
        for level in criterion["levels"]:
            assert level["level"] == level["year"] - 1
            by_level[level["level"]] = by_level.get(level["level"], 0) + 1
    assert by_level == {0: 7, 1: 23, 2: 23}
    assert by_level.keys() == {period["level"] for period in AGREEMENT["period"]}


def test_criteria_belong_to_a_process_and_a_unit_of_the_entity_and_never_ask_less_than_the_year_before() -> None:
    prefixes = {1: "PO", 2: "SL", 3: "OP", 4: "SE"}
    keys(CRITERIA["criterion"], "code")
    assert [process["number"] for process in CRITERIA["process"]] == list(prefixes)
    for criterion in CRITERIA["criterion"]:
        assert criterion["code"].startswith(f"{prefixes[criterion['process']]}-")
        assert criterion["responsible_unit"] in UNITS
        assert criterion["responsible_unit"].startswith(AGREEMENT["agreement"]["entity"])
        sign = {">=": 1, "<=": -1}[criterion["operator"]]
        thresholds = [Decimal(level["threshold"]) for level in criterion["levels"]]
        assert all((later - earlier) * sign >= 0 for earlier, later in pairwise(thresholds))
        assert all(0 < threshold <= 100 for threshold in thresholds)


# --- the acts -------------------------------------------------------------------------------------------------------


def test_acts_come_in_order_on_weekdays_each_by_somebody_who_held_the_post_that_day() -> None:
    keys(ACT_LIST, "key")
    assert ACT_LIST[0]["occurred_on"] == ACTS["case"]["opened_on"]
    assert all(earlier["occurred_on"] <= later["occurred_on"] for earlier, later in pairwise(ACT_LIST))
    for act in ACT_LIST:
        assert act["occurred_on"].weekday() < 5
        assert any(
            mandate["user"] == act["user"]
            and mandate["post"] == act["post"]
            and mandate["starts_on"] <= act["occurred_on"] <= mandate.get("ends_on", date.max)
            for mandate in PEOPLE["mandate"]
        ), act["key"]


def test_every_act_outside_the_document_itself_is_grounded_in_a_document_of_its_day_or_before() -> None:
    numbers = [act["document"]["number"] for act in ACT_LIST if "document" in act]
    assert len(numbers) == len(set(numbers))
    for act in ACT_LIST:
        if "document" in act:
            assert act["document"]["issued_on"] <= act["occurred_on"]
        else:
            assert act["act"] == "sign"


def test_who_formulates_gives_no_opinion_and_each_opinion_ends_favorable() -> None:
    formulators = {act["user"] for act in ACT_LIST if act["act"] in {"open_case", "complete_terms", "correct_observed"}}
    opinions = [act for act in ACT_LIST if act["act"] == "give_opinion"]
    assert formulators.isdisjoint(act["user"] for act in opinions)
    final = {act["opinion"]: act["outcome"] for act in opinions}
    assert final == dict.fromkeys(("technical", "budget", "legal"), "favorable")


def test_the_observation_is_raised_answered_and_about_a_criterion_of_the_agreement() -> None:
    codes = keys(CRITERIA["criterion"], "code")
    for observation in ACTS["observation"]:
        assert observation["criterion"] in codes
        raised = next(act for act in ACT_LIST if observation["key"] in act.get("observations", []))
        answered = next(act for act in ACT_LIST if act.get("answers") == observation["key"])
        assert (raised["occurred_on"], answered["occurred_on"]) == (
            observation["observed_on"],
            observation["answered_on"],
        )


def test_the_parties_sign_in_their_order_and_the_last_signature_brings_the_agreement_into_force() -> None:
    signatures = [act for act in ACT_LIST if act["act"] == "sign"]
    positions = {party["signatory_post"]: party["position"] for party in AGREEMENT["party"]}
    assert [(act["post"], act["position"]) for act in signatures] == sorted(positions.items(), key=lambda item: item[1])
    register = ACT_BY_KEY["register"]
    start = signatures[-1]["occurred_on"]
    assert register["in_force_from"] == start
    assert register["in_force_to"] == start.replace(year=start.year + AGREEMENT["agreement"]["years"]) - timedelta(1)


def test_reports_are_due_when_the_terms_of_the_norm_say() -> None:
    days = {term["name"]: term["amount"] for term in NORM["term"]}
    signed = ACT_BY_KEY["register"]["in_force_from"]
    for period in AGREEMENT["period"]:
        first = period["year"] == 1
        start = signed if first else date(period["fiscal_year"] - 1, 12, 31)
        due = start + timedelta(days=days["report_year_1" if first else "report_years"])
        assert period["fiscal_year"] == signed.year + period["year"] - 1
        assert period["report_due_on"] == next_weekday(due)
