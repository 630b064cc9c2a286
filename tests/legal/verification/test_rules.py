"""What the rules of verification answer, on plain values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from legal.verification import rules
from legal.verification.rules import Demanded, Judged
from workflow.models import Deadline

DEMANDED = {7: Demanded(code="OP-01", operator=">=", threshold=Decimal(85), evidence=frozenset({70}))}


def judged(met: bool | None, value: str | None = None, reason: str = "", seen: int | None = None) -> dict[int, Judged]:
    """Return one verdict on the one criterion; ``seen`` is the key of the evidence looked at."""
    looked_at = frozenset({seen} if seen else ())
    return {7: Judged(value=Decimal(value) if value else None, met=met, reason=reason, looked_at=looked_at)}


@pytest.mark.parametrize(
    ("signed_on", "year", "opens_on"),
    [
        (date(2015, 6, 12), 1, date(2015, 6, 12)),
        (date(2015, 6, 12), 2, date(2016, 1, 1)),
        (date(2015, 12, 31), 3, date(2017, 1, 1)),
    ],
)
def test_a_period_opens_on_the_signature_and_later_with_the_fiscal_year(
    signed_on: date, year: int, opens_on: date
) -> None:
    assert rules.period_opens_on(signed_on, year) == opens_on


@pytest.mark.parametrize(
    ("operator", "value", "reached"),
    [(">=", "85", True), (">=", "84.999999", False), ("<=", "85", True), ("<=", "85.1", False), ("=", "85.0", True)],
)
def test_a_value_reaches_its_threshold_as_the_operator_says(operator: str, value: str, reached: bool) -> None:
    assert rules.reaches(Demanded(code="X", operator=operator, threshold=Decimal(85)), Decimal(value)) is reached


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ({}, "Falta el veredicto del criterio OP-01"),
        (judged(None), "Falta el veredicto del criterio OP-01"),
        (judged(False, "90"), "Escriba por qué no se cumple el criterio OP-01"),
        (judged(False, "90", "  "), "Escriba por qué no se cumple el criterio OP-01"),
        (judged(True, "80", seen=70), "no alcanza el umbral"),
        (judged(True, "85"), "Marque la evidencia que examinó del criterio OP-01, o escriba con qué se verificó"),
        (judged(True), "Marque la evidencia que examinó"),
        (judged(True, "85", "Consta.", seen=71), "Marcó evidencia que no es del criterio OP-01"),
        ({**judged(True, seen=70), 8: Judged(value=None, met=True, reason="")}, "no se verifican aquí"),
    ],
)
def test_a_verdict_that_lacks_something_is_refused_in_words(verdict: dict[int, Judged], words: str) -> None:
    assert [words in str(obstacle) for obstacle in rules.obstacles_to_judging(DEMANDED, verdict)] == [True]


@pytest.mark.parametrize(
    "verdict",
    [
        judged(True, "85", seen=70),
        judged(True, seen=70),
        judged(True, "85", "Se verificó en el SIAF, el 3 de marzo."),
        judged(False, "90", "La muestra no lo acredita."),
        judged(True, "80", "Redondeo."),
    ],
)
def test_the_verdict_is_the_verifiers(verdict: dict[int, Judged]) -> None:
    assert rules.obstacles_to_judging(DEMANDED, verdict) == []


def test_every_indicator_of_the_year_needs_its_value() -> None:
    codes = {1: "I-01", 2: "I-02"}
    obstacles = rules.obstacles_to_measuring(codes, {1: Decimal(0)})
    assert [(str(each), each.where) for each in obstacles] == [
        ("Falta el valor logrado del indicador I-02.", "indicator_2")
    ]


def test_every_observation_needs_its_own_answer() -> None:
    obstacles = rules.obstacles_to_answering([2, 1, 3], {1: "Se corrigió.", 2: " "})
    assert [each.where for each in obstacles] == ["answer_2", "answer_3"]


@pytest.mark.parametrize(
    ("term", "on", "words"),
    [
        (None, date(2016, 1, 1), "no se ha iniciado"),
        (Deadline(due_on=date(2016, 3, 10)), date(2016, 3, 11), "venció el 10"),
    ],
)
def test_a_correction_has_its_time(term: Deadline | None, on: date, words: str) -> None:
    assert words in str(rules.obstacles_to_late_correction(term, on)[0])


def test_a_correction_may_come_on_the_last_day_and_while_its_term_is_suspended() -> None:
    term = Deadline(due_on=date(2016, 3, 10))
    assert rules.obstacles_to_late_correction(term, date(2016, 3, 10)) == []
    term.status = Deadline.Status.SUSPENDED
    assert rules.obstacles_to_late_correction(term, date(2016, 3, 11)) == []


@pytest.mark.parametrize(
    ("first", "second", "answered", "outcome"),
    [
        ([True, True], {}, False, "all_met"),
        ([True, False], {1: True}, True, "corrected"),
        ([False, False], {0: True, 1: False}, True, "partly_corrected"),
        ([False, False], {0: False, 1: False}, True, "not_corrected"),
        ([True, False], {}, False, "not_corrected"),
    ],
)
def test_how_a_period_ends_follows_from_its_verdicts(
    first: list[bool], second: dict[int, bool], answered: bool, outcome: str
) -> None:
    assert rules.outcome(first=first, second=second, answered=answered) == outcome


@pytest.mark.parametrize(("agrees", "notes", "lacks"), [(True, "", 0), (False, " ", 1), (False, "Falta el acta.", 0)])
def test_whoever_returns_a_report_says_why(agrees: bool, notes: str, lacks: int) -> None:
    assert len(rules.obstacles_to_reviewing(agrees=agrees, notes=notes)) == lacks


@pytest.mark.parametrize(("returned", "reply", "lacks"), [(False, "", 0), (True, " ", 1), (True, "Se corrigió.", 0)])
def test_a_returned_report_is_replied_to(returned: bool, reply: str, lacks: int) -> None:
    assert len(rules.obstacles_to_replying(returned=returned, reply=reply)) == lacks


@pytest.mark.parametrize(
    ("reports", "criteria", "indicators", "told"),
    [
        ([], [], [], []),
        (["informe (b)"], [], [], ["No se presentó: informe (b)."]),
        (
            [],
            ["C-01", "C-02"],
            ["I-01"],
            ["Sin evidencia de los criterios: C-01, C-02.", "Sin evidencia de los indicadores: I-01."],
        ),
    ],
)
def test_what_is_lacking_is_told_by_kind(
    reports: list[str], criteria: list[str], indicators: list[str], told: list[str]
) -> None:
    assert rules.lacking(reports=reports, criteria=criteria, indicators=indicators) == told
