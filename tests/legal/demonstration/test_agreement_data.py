"""The data files of each agreement agree with themselves, with the norm, the territory and the organization."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.legal.demonstration.reading import (
    AMAZONAS,
    CENT,
    HUANCAVELICA,
    LIVES,
    LIVING,
    NORM_LIST,
    ORGANIZATION,
    ORGANIZATION_FILES,
    PIURA,
    POSTS,
    PROGRAMMES,
    SOURCES,
    UNITS,
    Life,
    Table,
    keys,
    next_weekday,
    rows,
)

each_life = pytest.mark.parametrize("life", LIVES, ids=str)
each_agreement = pytest.mark.parametrize("life", [*LIVES, *LIVING], ids=str)


def norm_of(life: Life) -> Table:
    """Return the norm that governs an agreement."""
    return next(norm for norm in NORM_LIST if norm["code"] == life.agreement["agreement"]["norm"])


@each_agreement
def test_the_agreement_refers_to_known_norm_programme_source_units_and_posts(life: Life) -> None:
    agreement = life.agreement["agreement"]
    assert norm_of(life)["complete"]
    assert set(agreement["programmes"]) <= keys(PROGRAMMES, "code")
    source = next(source for source in SOURCES if source["code"] == agreement["source"])
    # Ordinary resources finance any programme.
    assert set(agreement["programmes"]) <= set(source["programmes"]) or source["route"] == "ordinary"
    assert agreement["entity"] in keys(ORGANIZATION["entity"], "unit")
    assert agreement["conducting_unit"].startswith(agreement["entity"])
    for party in life.agreement["party"]:
        post = POSTS[party["signatory_post"]]
        assert (post["unit"], post["role"]) == (party["unit"], party["role"])
    assert life.agreement["note"].startswith("Datos de demostración.")
    assert "inventad" in life.agreement["note"]


def test_amazonas_has_a_third_body_that_verifies_and_the_others_have_none() -> None:
    capacities = {life.name: [party["capacity"] for party in life.agreement["party"]] for life in LIVES}
    assert capacities.pop("amazonas") == ["grantor", "beneficiary", "verifier"]
    assert all(each == ["grantor", "beneficiary"] for each in capacities.values())


@each_agreement
def test_every_section_says_whether_it_is_invented(life: Life) -> None:
    for value in life.agreement.values():
        for section in value if isinstance(value, list) else [value]:
            assert not isinstance(section, dict) or isinstance(section["invented"], bool)
    files = (*ORGANIZATION_FILES, life.criteria, *life.files)
    assert all(isinstance(file["invented"], bool) for file in files)


@each_agreement
def test_the_districts_of_the_ambit_exist_and_lie_in_its_departments(life: Life) -> None:
    ambit = life.agreement["ambit"]
    chosen = keys(ambit["districts"], "ubigeo")
    assert chosen <= {row["ubigeo"] for row in rows("districts.csv")}
    assert {code[:2] for code in chosen} == set(ambit["departments"])


@each_agreement
def test_the_years_add_up_to_the_maximum_and_follow_the_split_of_the_norm(life: Life) -> None:
    years = life.agreement["year"]
    assert [year["year"] for year in years] == list(life.years)
    assert sum(Decimal(year["maximum"]) for year in years) == Decimal(life.agreement["money"]["maximum"])
    for year, split in zip(years, norm_of(life)["split"], strict=False):
        assert all(year[key] == split[key] for key in ("year", "fixed_percentage", "variable_percentage"))


@each_life
def test_the_gap_grounds_the_maximum_with_the_counterpart_to_the_cent(life: Life) -> None:
    money = life.agreement["money"]
    gap = Decimal(money["gap_amount"])
    amounts = [Decimal(item["amount"]) for item in life.agreement["gap_item"]]
    assert sum(amounts) == gap
    assert Decimal(money["maximum"]) + Decimal(money["counterpart_amount"]) == gap
    assert f"{Decimal(money['counterpart_amount']):,.2f}" in money["counterpart"]
    assert all(amount == amount.quantize(CENT) and amount.as_tuple().exponent == -2 for amount in [*amounts, gap])


@each_agreement
def test_targets_improve_on_the_baseline_every_year_and_weights_add_up_to_exactly_one(life: Life) -> None:
    keys(life.agreement["indicator"], "code")
    weights: dict[int, Decimal] = {}
    for indicator in life.agreement["indicator"]:
        sign = {"up": 1, "down": -1}[indicator["direction"]]
        values = [Decimal(indicator["baseline"]), *(Decimal(target["target"]) for target in indicator["targets"])]
        assert all((later - earlier) * sign > 0 for earlier, later in pairwise(values))
        for target in indicator["targets"]:
            weights[target["year"]] = weights.get(target["year"], Decimal(0)) + Decimal(target["weight"])
    paid_by_targets = {year["year"] for year in life.agreement["year"] if year["variable_percentage"]}
    assert weights == dict.fromkeys(paid_by_targets, Decimal(1))


def test_each_agreement_works_in_as_many_districts_as_it_says() -> None:
    counts = {life.name: len(life.agreement["ambit"]["districts"]) for life in LIVES}
    assert counts == {"amazonas": 38, "huancavelica": 6, "midis": 6, "piura": 4, "reniec": 120}


@each_agreement
def test_products_have_seven_digits_and_begin_with_3(life: Life) -> None:
    codes = keys(life.agreement["product"], "code")
    assert codes
    assert all(len(code) == 7 and code.startswith("3") for code in codes)


def test_each_asks_more_criteria_at_levels_1_and_2_than_at_level_0() -> None:
    counts = {life.name: [len(life.demanded(year)) for year in life.years] for life in LIVES}
    assert counts == {
        "amazonas": [7, 23, 23],
        "huancavelica": [7, 23, 12],
        "midis": [4, 5, 5],
        "piura": [7, 9, 9],
        "reniec": [5, 6, 6],
    }
    for life in LIVES:
        levels = {level["level"] - level["year"] for row in life.criteria["criterion"] for level in row["levels"]}
        assert levels == {-1}
        assert [period["level"] for period in life.agreement["period"]] == [0, 1, 2]


@each_agreement
def test_criteria_belong_to_a_process_and_a_unit_of_the_entity_and_never_ask_less_than_the_year_before(
    life: Life,
) -> None:
    prefixes = {1: "PO", 2: "SL", 3: "OP", 4: "SE"}
    keys(life.criteria["criterion"], "code")
    assert [process["number"] for process in life.criteria["process"]] == list(prefixes)
    for criterion in life.criteria["criterion"]:
        assert criterion["code"].startswith(f"{prefixes[criterion['process']]}-")
        assert criterion["responsible_unit"] in UNITS
        assert criterion["responsible_unit"].startswith(life.agreement["agreement"]["entity"])
        sign = {">=": 1, "<=": -1}[criterion["operator"]]
        thresholds = [Decimal(level["threshold"]) for level in criterion["levels"]]
        assert all((later - earlier) * sign >= 0 for earlier, later in pairwise(thresholds))
        assert all(0 < threshold <= 100 for threshold in thresholds)


@each_life
def test_the_parties_sign_in_their_order_and_the_last_signature_brings_the_agreement_into_force(life: Life) -> None:
    signatures = life.named("sign")
    positions = {party["signatory_post"]: party["position"] for party in life.agreement["party"]}
    assert [(act["post"], act["position"]) for act in signatures] == sorted(positions.items(), key=lambda item: item[1])
    register = life.one("register")
    start = signatures[-1]["occurred_on"]
    assert register["in_force_from"] == start
    assert register["in_force_to"] == start.replace(year=start.year + len(life.years)) - timedelta(1)


def test_huancavelica_and_piura_have_the_numbers_that_public_papers_tell_of_them() -> None:
    """Level 1 of Huancavelica in October 2011 and its CRED from 8 to 70; the seven criteria of level 0 of Piura."""
    level_1, second = HUANCAVELICA.demanded(2), HUANCAVELICA.one("issue_second_report", 2)
    first_unmet = HUANCAVELICA.one("verify", 2)["unmet"]
    still_unmet = HUANCAVELICA.one("verify_correction", 2)["unmet"]
    assert (len(level_1), len(level_1) - len(first_unmet), len(level_1) - len(still_unmet)) == (23, 5, 8)
    assert (second["occurred_on"].year, second["occurred_on"].month) == (2011, 10)
    assert len(HUANCAVELICA.judged_again(2)[0]["carried"]) == 15
    cred = HUANCAVELICA.agreement["indicator"][0]
    assert (cred["baseline"], cred["targets"][-1]["target"]) == ("8.0", "70.0")
    assert len(PIURA.demanded(1)) == 7
    assert PIURA.one("verify", 1)["unmet"]
    assert not PIURA.one("verify_correction", 1).get("unmet")
    assert PIURA.agreement["agreement"]["programmes"] == ["0035"]
    assert [each["code"] for each in PIURA.agreement["product"]] == ["3000342", "3000470", "3000473"]
    assert PIURA.agreement["indicator"][0]["targets"][0]["target"] == "76.0"


def test_piura_signs_in_april_2014_and_amazonas_in_june_2015() -> None:
    started = [life.one("register")["in_force_from"] for life in (PIURA, AMAZONAS)]
    assert started == [date(2014, 4, 16), date(2015, 6, 12)]


@each_life
def test_reports_are_due_when_the_terms_of_the_norm_say(life: Life) -> None:
    days = {term["name"]: term["amount"] for term in norm_of(life)["term"]}
    signed = life.one("register")["in_force_from"]
    for period in life.agreement["period"]:
        first = period["year"] == 1
        start = signed if first else date(period["fiscal_year"] - 1, 12, 31)
        due = start + timedelta(days=days["report_year_1" if first else "report_years"])
        assert period["fiscal_year"] == signed.year + period["year"] - 1
        assert period["report_due_on"] == next_weekday(due)
