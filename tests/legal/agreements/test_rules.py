"""Each thing that a draft lacks is said by itself, in its part, and nothing is said of a whole one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.agreements import rules
from legal.agreements.models import Agreement
from legal.agreements.models.review import Part
from legal.agreements.terms import ProgrammeTerms
from legal.norms.settlement import FixedRule
from legal.norms.settlement.rules import MoneyRules
from tests.legal.agreements.whole_terms import CRITERION, INDICATOR, WHOLE, levels, money, targets, whole_terms

MILLIONTH = Decimal("0.000001")
CENT = Decimal("0.01")
OTHER = ProgrammeTerms(code="0001", name="Articulado Nutricional")
WEIGHTED = MoneyRules(fixed=FixedRule.WEIGHTED)
EVERY_STATUS = list(Agreement.Status)


def texts(obstacles: list[Any]) -> list[str]:
    return [obstacle.text for obstacle in obstacles]


def test_whole_terms_meet_no_obstacle() -> None:
    assert rules.obstacles_to_submitting(WHOLE) == []


@pytest.mark.parametrize(
    ("changes", "part", "text"),
    [
        pytest.param({"objective": "  "}, Part.OBJECT, "Falta el objetivo general del convenio.", id="no objective"),
        pytest.param({"gap_basis": ""}, Part.OBJECT, "Falta el cálculo de la brecha de bienes", id="no gap"),
        pytest.param({"parties": WHOLE.parties[:2]}, Part.PARTIES, "al menos dos partes", id="nobody grants"),
        pytest.param({"parties": WHOLE.parties[1:]}, Part.PARTIES, "al menos dos partes", id="nobody receives"),
        pytest.param({"ambit": ()}, Part.AMBIT, "El ámbito no tiene distritos.", id="no district"),
        pytest.param({"products": ()}, Part.AMBIT, "Falta al menos un producto priorizado", id="no product"),
        pytest.param(
            {"programmes": (*WHOLE.programmes, OTHER), "products": (replace(WHOLE.products[0], programme=""),)},
            Part.AMBIT,
            "El producto «Atención prenatal reenfocada» no dice a cuál de los programas del convenio pertenece.",
            id="a product of either programme",
        ),
        pytest.param(
            {"programmes": (OTHER,)},
            Part.AMBIT,
            "El producto «Atención prenatal reenfocada» es del programa 0002, que el convenio no apoya.",
            id="a product of a programme that is not supported",
        ),
        pytest.param(
            {"maximum": Decimal(0), "money": money("0", "0", "0")},
            Part.MONEY,
            "El monto total máximo debe ser mayor que cero.",
            id="no money",
        ),
        pytest.param(
            {"money": WHOLE.money[:2]},
            Part.MONEY,
            "Los montos anuales deben ser 3, uno por año",
            id="a year is missing",
        ),
        pytest.param(
            {"maximum": Decimal("2999999.99")},
            Part.MONEY,
            "suman S/ 3,000,000.00 y superan el monto total máximo de S/ 2,999,999.99.",
            id="the years exceed the maximum by a cent",
        ),
        pytest.param({"criteria": ()}, Part.COMMITMENTS, "registre al menos un criterio.", id="no criterion"),
        pytest.param(
            {"criteria": (replace(CRITERION, levels=levels(1, 2)),)},
            Part.COMMITMENTS,
            "El año 3 tiene tramo fijo y ningún criterio con Nivel 2.",
            id="a fixed tranche that nobody can earn",
        ),
        pytest.param(
            {"criteria": (CRITERION, replace(CRITERION, code="PO-02", levels=()))},
            Part.COMMITMENTS,
            "El criterio PO-02 no tiene umbral en ningún año.",
            id="a criterion without thresholds",
        ),
        pytest.param(
            {"criteria": (replace(CRITERION, levels=levels(1, 2, 3, 4)),)},
            Part.COMMITMENTS,
            "El criterio PO-01 tiene umbral para el año 4 y el convenio dura 3 años.",
            id="a threshold after the end",
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, targets=targets((2, "45", "1"))),)},
            Part.INDICATORS,
            "El año 3 tiene tramo variable y ningún indicador con meta.",
            id="a variable tranche that nobody can earn",
        ),
        pytest.param(
            {"indicators": (INDICATOR, replace(INDICATOR, code="I-02", targets=()))},
            Part.INDICATORS,
            "El indicador I-02 no tiene metas.",
            id="an indicator without targets",
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, targets=targets((2, "45", "1"), (3, "50", "1"), (4, "55", "1"))),)},
            Part.INDICATORS,
            "El indicador I-01 tiene meta para el año 4 y el convenio dura 3 años.",
            id="a target after the end",
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, targets=targets((2, "45", "0.9"), (3, "50", "1"))),)},
            Part.INDICATORS,
            "Los pesos de las metas del año 2 suman 0.9 y deben sumar 1.",
            id="weights that do not add up",
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, targets=targets((2, "40", "1"), (3, "50", "1"))),)},
            Part.INDICATORS,
            "La meta del año 2 del indicador I-01 no mejora la línea de base.",
            id="a target equal to the baseline",
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, direction="down", targets=targets((2, "35", "1"), (3, "41", "1"))),)},
            Part.INDICATORS,
            "La meta del año 3 del indicador I-01 no mejora la línea de base.",
            id="a target above the baseline of what should fall",
        ),
    ],
)
def test_a_draft_that_lacks_one_thing_is_told_that_one_thing(changes: dict[str, Any], part: Part, text: str) -> None:
    (obstacle,) = rules.obstacles_to_submitting(whole_terms(**changes))
    assert text in obstacle.text
    assert obstacle.where == part
    assert obstacle.who == "Sectorista o coordinador de la entidad"


def test_an_empty_draft_is_told_everything_at_once() -> None:
    empty = whole_terms(
        objective="", gap_basis="", maximum=Decimal(0), parties=(), ambit=(), products=(), criteria=(), indicators=()
    )
    parts = {obstacle.where for obstacle in rules.obstacles_to_submitting(empty)}
    assert parts == set(Part.values)


@pytest.mark.parametrize(
    ("direction", "target"), [("up", "40.000001"), ("down", "39.999999"), ("down", "-5"), ("up", "1000")]
)
def test_any_target_on_the_good_side_of_the_baseline_improves_it(direction: str, target: str) -> None:
    indicator = replace(INDICATOR, direction=direction, targets=targets((2, target, "1"), (3, target, "1")))
    assert rules.obstacles_to_submitting(whole_terms(indicators=(indicator,))) == []


def test_without_a_variable_tranche_no_indicator_is_asked_for() -> None:
    fixed_only = whole_terms(money=money("1000000", "1000000", "1000000"), indicators=())
    assert rules.obstacles_to_submitting(fixed_only) == []


def test_without_a_fixed_tranche_a_year_needs_no_level() -> None:
    variable_only = whole_terms(
        money=money("1000000", "1000000", "1000000", fixed="0"),
        criteria=(replace(CRITERION, levels=levels(1)),),
        indicators=(replace(INDICATOR, targets=targets((1, "41", "1"), (2, "42", "1"), (3, "43", "1"))),),
    )
    assert rules.obstacles_to_submitting(variable_only) == []


parts_of_one = st.lists(st.integers(min_value=1, max_value=10**6 - 1), min_size=0, max_size=11, unique=True).map(
    lambda cuts: [later - earlier for earlier, later in zip([0, *sorted(cuts)], [*sorted(cuts), 10**6], strict=True)]
)


@given(parts_of_one, st.data())
def test_weights_add_up_exactly_or_are_refused(parts: list[int], data: st.DataObject) -> None:
    def obstacles(weights: list[Decimal]) -> list[str]:
        indicators = tuple(
            replace(INDICATOR, code=f"I-{place:02d}", targets=targets((2, "45", str(weight)), (3, "50", str(weight))))
            for place, weight in enumerate(weights)
        )
        return texts(rules.obstacles_to_submitting(whole_terms(indicators=indicators)))

    weights = [part * MILLIONTH for part in parts]
    assert obstacles(weights) == []
    moved = data.draw(st.integers(min_value=0, max_value=len(weights) - 1))
    weights[moved] += MILLIONTH
    assert obstacles(weights) == [
        f"Los pesos de las metas del año {year} suman 1.000001 y deben sumar 1." for year in (2, 3)
    ]


soles = st.decimals(min_value=0, max_value=10**12, places=2)


@given(st.lists(soles, min_size=3, max_size=3), st.integers(min_value=-2, max_value=2))
def test_the_years_may_reach_the_maximum_and_not_exceed_it_by_a_cent(years: list[Decimal], cents: int) -> None:
    maximum = sum(years, Decimal(0)) + cents * CENT
    terms = whole_terms(maximum=maximum, money=money(*map(str, years)), indicators=())
    exceeded = [text for text in texts(rules.obstacles_to_submitting(terms)) if "superan el monto total" in text]
    assert bool(exceeded) == (cents < 0)


def test_more_than_eight_criteria_of_a_level_deserve_a_second_look() -> None:
    eight = tuple(replace(CRITERION, code=f"PO-{place:02d}", levels=levels(1, 2)) for place in range(8))
    ninth = replace(CRITERION, code="PO-09", levels=levels(2, 3))
    assert rules.warnings(whole_terms(criteria=eight)) == []
    assert rules.warnings(whole_terms(criteria=(*eight, ninth))) == [
        "El Nivel 1 tiene 9 criterios; con más de 8 la verificación se vuelve difícil."
    ]


@pytest.mark.parametrize("status", EVERY_STATUS)
@pytest.mark.parametrize("part", Part)
def test_a_part_opens_in_the_draft_and_in_review_only_where_it_is_observed(part: Part, status: str) -> None:
    other = next(each for each in Part if each != part)
    closed = bool(rules.obstacles_to_editing(part, status=status, unlocked=[other]))
    assert closed == (status != "draft")
    observed = bool(rules.obstacles_to_editing(part, status=status, unlocked=[part]))
    assert observed == (status not in {"draft", "in_review"})


def test_a_closed_part_says_why_it_is_closed() -> None:
    (in_review,) = rules.obstacles_to_editing(Part.MONEY, status="in_review", unlocked=[])
    assert "«Monto, distribución y duración» no tiene observaciones pendientes" in in_review.text
    (in_force,) = rules.obstacles_to_editing(Part.MONEY, status="in_force", unlocked=[Part.MONEY])
    assert "se modifica por adenda" in in_force.text


def test_every_open_observation_wants_its_own_answer() -> None:
    obstacles = rules.obstacles_to_correcting({1: "Se precisó la fuente.", 3: "  "}, [3, 1, 2])
    assert [(each.text, each.where) for each in obstacles] == [
        ("Falta responder la observación 2.", "answer_2"),
        ("Falta responder la observación 3.", "answer_3"),
    ]
    assert rules.obstacles_to_correcting({1: "Sí.", 9: "Sobra."}, [1]) == []


def test_approving_waits_for_opinions_answers_and_instruments() -> None:
    obstacles = rules.obstacles_to_approving(
        pending_opinions=["Opinión legal"], open_observations=2, missing_instruments=["Acuerdo de Concejo"]
    )
    assert [(each.text, each.who) for each in obstacles] == [
        ("Falta la opinión legal favorable sobre el texto.", "Opinión legal"),
        ("Hay 2 observaciones sin responder.", ""),
        ("Falta Acuerdo de Concejo que apruebe este mismo texto.", "Mesa de partes"),
    ]
    assert rules.obstacles_to_approving(pending_opinions=[], open_observations=0, missing_instruments=[]) == []


@pytest.mark.parametrize(
    ("starts_on", "years", "ends_on"),
    [
        ("2015-06-12", 3, "2018-06-11"),
        ("2015-06-13", 3, "2018-06-12"),
        ("2016-01-01", 3, "2018-12-31"),
        ("2016-03-01", 3, "2019-02-28"),
        ("2016-03-01", 4, "2020-02-29"),
        ("2016-02-29", 3, "2019-02-28"),
        ("2016-02-29", 4, "2020-02-28"),
    ],
)
def test_a_term_of_years_ends_on_the_eve_of_its_anniversary(starts_on: str, years: int, ends_on: str) -> None:
    assert rules.end_of_term(date.fromisoformat(starts_on), years) == date.fromisoformat(ends_on)


@given(st.dates(min_value=date(2010, 1, 1), max_value=date(2100, 12, 31)), st.integers(min_value=1, max_value=5))
def test_the_day_after_a_term_is_its_anniversary_or_the_first_of_march(starts_on: date, years: int) -> None:
    after = rules.end_of_term(starts_on, years) + timedelta(days=1)
    assert after.year == starts_on.year + years
    leap_day_is_missing = (starts_on.month, starts_on.day) == (2, 29) and after.day != 29
    assert (after.month, after.day) == ((3, 1) if leap_day_is_missing else (starts_on.month, starts_on.day))


def test_each_criterion_needs_a_weight_where_the_fixed_tranche_is_paid_by_weights() -> None:
    weightless = whole_terms(criteria=(replace(CRITERION, weight=None),))
    assert rules.obstacles_to_submitting(weightless) == []
    (obstacle,) = rules.obstacles_to_submitting(replace(weightless, rules=WEIGHTED))
    assert "PO-01 no tiene peso" in obstacle.text
    assert rules.obstacles_to_submitting(whole_terms(rules=WEIGHTED)) == []
