"""What stands in the way of a change: pure questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from legal.addenda.rules import (
    conflicts,
    obstacles_to_approving,
    obstacles_to_asking,
    obstacles_to_changes,
    obstacles_to_signing,
    outlives,
)
from legal.addenda.terms import Bounds, ChangeTerms, terms_on
from tests.legal.addenda.test_terms import CODES, ENDS_ON, SIGNED, SIGNED_ON, later, widened

TODAY = date(2026, 11, 27)
RULING = terms_on(SIGNED, TODAY)
BOUNDS = Bounds(
    norm="Directiva N° 002-2014-EF/50.01", last_day=date(2030, 3, 1), territory="01", territory_name="Amazonas"
)


def obstacles(*changes: ChangeTerms, effective_on: date | None = None) -> str:
    """Return what is wrong with changes, in one text."""
    found = obstacles_to_changes(changes, in_force=RULING, bounds=BOUNDS, effective_on=effective_on, on=TODAY)
    return " ".join(obstacle.text for obstacle in found)


def test_an_addendum_changes_something() -> None:
    assert "no modifica nada" in obstacles()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (later(ENDS_ON), "posterior al vencimiento vigente"),
        (later(SIGNED_ON), "posterior al vencimiento vigente"),
        (later(date(2030, 3, 2)), "no admite que este convenio dure más allá del 1 de marzo de 2030"),
        (later(date.max), "no admite que este convenio dure más allá"),
        (widened("150101"), "Están fuera de Amazonas, donde actúa la entidad"),
        (widened(), "al menos un distrito"),
        (widened(CODES[0]), "Ya están en el ámbito"),
        (widened(removed=(CODES[4],)), "No están en el ámbito"),
        (widened(removed=CODES[:2]), "sin distritos"),
        (ChangeTerms(kind="clause", reason="r", clause="libre_adhesion", text="t"), "La ley exige esa cláusula"),
        (ChangeTerms(kind="clause", reason="r", clause="control", text="t"), "La ley exige esa cláusula"),
    ],
)
def test_a_change_that_cannot_be_is_refused(change: ChangeTerms, wrong: str) -> None:
    assert wrong in obstacles(change)


@pytest.mark.parametrize(
    "change",
    [
        later(date(2029, 9, 1)),
        later(date(2030, 3, 1)),
        widened(CODES[3]),
        widened(CODES[3], removed=CODES[:2]),
        ChangeTerms(kind="clause", reason="r", clause="vigencia", text="t"),
    ],
)
def test_a_change_of_what_rules_is_not(change: ChangeTerms) -> None:
    assert obstacles(change) == ""


def test_a_norm_without_a_maximum_and_an_entity_of_the_whole_country_set_no_bounds() -> None:
    changes = [later(date(2060, 1, 1)), widened("150101")]
    bounds = Bounds(norm="Directiva")
    assert obstacles_to_changes(changes, in_force=RULING, bounds=bounds, effective_on=None, on=TODAY) == []


def test_it_rules_from_its_signature_or_a_later_day_within_the_term() -> None:
    change = later(date(2029, 9, 1))
    assert "desde su firma o desde una fecha posterior" in obstacles(change, effective_on=date(2026, 11, 26))
    assert "debe regir antes" in obstacles(change, effective_on=date(2029, 3, 2))
    assert obstacles(change, effective_on=TODAY) == ""


def test_two_addenda_that_touch_the_same_provision_conflict() -> None:
    others = {"Adenda N° 1 (En opinión)": {"ambit"}}
    assert "Adenda N° 1 (En opinión)" in conflicts([widened(CODES[3])], others)[0].text
    assert conflicts([later(date(2029, 9, 1))], others) == []


def test_addenda_are_signed_one_after_the_other() -> None:
    (found,) = obstacles_to_approving(pending_opinions=[], missing_instruments=[], in_signature=["Adenda N° 1"])
    assert "Adenda N° 1 está en firma" in found.text
    assert obstacles_to_approving(pending_opinions=[], missing_instruments=[]) == []


@pytest.mark.parametrize(
    ("status", "on", "wrong"),
    [("in_force", ENDS_ON, ""), ("in_force", date(2029, 3, 2), "terminó"), ("expired", TODAY, "solo se modifica")],
)
def test_it_is_asked_for_only_in_force_and_before_the_end(status: str, on: date, wrong: str) -> None:
    found = obstacles_to_asking(status=status, status_text=status, ends_on=ENDS_ON, on=on)
    assert [wrong in each.text for each in found] == ([True] if wrong else [])


def test_the_rule_reads_nothing_but_its_arguments() -> None:
    assert terms_on(replace(SIGNED), TODAY) == RULING


@pytest.mark.parametrize(
    ("ruling_day", "stays"),
    [(date(2026, 11, 26), True), (TODAY, True), (date(2026, 11, 28), False), (None, False)],
)
def test_what_all_signed_stays_when_the_agreement_ends_if_it_ruled_by_then(
    ruling_day: date | None, stays: bool
) -> None:
    assert outlives(ruling_day, ended_on=TODAY) == stays


def test_nobody_signs_after_the_last_day_of_the_term() -> None:
    assert obstacles_to_signing(ends_on=TODAY, on=TODAY) == []
    (obstacle,) = obstacles_to_signing(ends_on=TODAY, on=date(2026, 11, 28))
    assert "venció el 27 de noviembre de 2026" in obstacle.text
