"""What stands in the way of a change: pure questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from legal.addenda.rules import conflicts, obstacles_to_approving, obstacles_to_asking, obstacles_to_changes
from legal.addenda.terms import ChangeTerms, terms_on
from tests.legal.addenda.test_terms import CODES, ENDS_ON, SIGNED, SIGNED_ON, later, widened

TODAY = date(2026, 11, 27)
RULING = terms_on(SIGNED, TODAY)


def obstacles(*changes: ChangeTerms, effective_on: date | None = None) -> str:
    """Return what is wrong with changes, in one text."""
    found = obstacles_to_changes(changes, in_force=RULING, effective_on=effective_on, on=TODAY)
    return " ".join(obstacle.text for obstacle in found)


def test_an_addendum_changes_something() -> None:
    assert "no modifica nada" in obstacles()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (later(ENDS_ON), "posterior al vencimiento vigente"),
        (later(SIGNED_ON), "posterior al vencimiento vigente"),
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
        widened(CODES[3]),
        widened(CODES[3], removed=CODES[:2]),
        ChangeTerms(kind="clause", reason="r", clause="vigencia", text="t"),
    ],
)
def test_a_change_of_what_rules_is_not(change: ChangeTerms) -> None:
    assert obstacles(change) == ""


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
