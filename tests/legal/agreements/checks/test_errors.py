"""Each thing that a draft lacks is said by itself, in its part, and nothing is said of a whole one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legal.agreements.checks import Severity
from legal.agreements.models.review import Part
from legal.agreements.terms import ProgrammeTerms
from legal.norms.settlement import FixedRule
from legal.norms.settlement.rules import MoneyRules
from tests.legal.agreements.checks.measure import codes, found, measured_by
from tests.legal.agreements.whole_terms import CRITERION, INDICATOR, WHOLE, levels, money, targets
from workflow.calendars import Term, Unit

MILLIONTH = Decimal("0.000001")
CENT = Decimal("0.01")
WEIGHTED = MoneyRules(fixed=FixedRule.WEIGHTED)
OTHER = ProgrammeTerms(code="0001", name="Articulado Nutricional")


def test_nothing_is_found_in_whole_terms() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "code", "text"),
    [
        pytest.param({"objective": "  "}, "no_objective", "Falta el objetivo general del convenio.", id="no objective"),
        pytest.param({"gap_basis": ""}, "no_gap", "Falta el cálculo de la brecha de bienes", id="no gap"),
        pytest.param({"parties": WHOLE.parties[:2]}, "too_few_parties", "al menos dos partes", id="nobody grants"),
        pytest.param({"parties": WHOLE.parties[1:]}, "too_few_parties", "al menos dos partes", id="nobody receives"),
        pytest.param(
            {"parties": (WHOLE.parties[0], WHOLE.parties[2])},
            "verifier_not_named",
            "Falta decir quién emite los informes de verificación",
            id="nobody has said who verifies",
        ),
        pytest.param({"ambit": ()}, "no_district", "El ámbito no tiene distritos.", id="no district"),
        pytest.param({"products": ()}, "no_product", "Falta al menos un producto priorizado", id="no product"),
        pytest.param(
            {"programmes": (*WHOLE.programmes, OTHER), "products": (replace(WHOLE.products[0], programme=""),)},
            "product_without_programme",
            "El producto «Atención prenatal reenfocada» no dice a cuál de los programas del convenio pertenece.",
            id="a product of either programme",
        ),
        pytest.param(
            {"programmes": (OTHER,)},
            "product_of_other_programme",
            "El producto «Atención prenatal reenfocada» es del programa 0002, que el convenio no apoya.",
            id="a product of a programme that is not supported",
        ),
        pytest.param(
            {"maximum": Decimal(0), "money": tuple(replace(row, maximum=Decimal(0)) for row in WHOLE.money)},
            "no_maximum",
            "El monto total máximo debe ser mayor que cero.",
            id="no money",
        ),
        pytest.param(
            {"money": WHOLE.money[:2], "maximum": Decimal(2_000_000)},
            "years_without_amount",
            "Los montos anuales deben ser 3, uno por año",
            id="a year is missing",
        ),
        pytest.param(
            {"maximum": Decimal("2999999.99")},
            "years_exceed_maximum",
            "suman S/ 3,000,000.00 y superan el monto total máximo de S/ 2,999,999.99.",
            id="the years exceed the maximum by a cent",
        ),
        pytest.param(
            {"money": (*WHOLE.money[:2], replace(WHOLE.money[2], fixed_percentage=Decimal("100.01")))},
            "split_does_not_add_up",
            "del año 3 no suman su monto",
            id="more than all of a year is fixed",
        ),
        pytest.param({"criteria": ()}, "no_criterion", "registre al menos un criterio.", id="no criterion"),
        pytest.param(
            {"criteria": (replace(CRITERION, levels=levels(1, 2)),)},
            "year_without_criteria",
            "El año 3 tiene tramo fijo y ningún criterio con Nivel 2.",
            id="a fixed tranche that nobody can earn",
        ),
        pytest.param(
            {"criteria": (CRITERION, replace(CRITERION, code="PO-02", statement="Otro", levels=()))},
            "criterion_without_levels",
            "El criterio PO-02 no tiene umbral en ningún año.",
            id="a criterion without thresholds",
        ),
        pytest.param(
            {"criteria": (replace(CRITERION, levels=levels(1, 2, 3, 4)),)},
            "level_after_end",
            "El criterio PO-01 tiene umbral para el año 4 y el convenio dura 3 años.",
            id="a threshold after the end",
        ),
        *(
            pytest.param(
                {"criteria": (replace(CRITERION, **values),)}, code, text, id=f"a criterion without {code[18:]}"
            )
            for values, code, text in (
                ({"statement": ""}, "criterion_without_statement", "El criterio PO-01 no está redactado."),
                ({"subprocess": " "}, "criterion_without_subprocess", "no dice qué subproceso crítico mide."),
                ({"unit": ""}, "criterion_without_unit", "no tiene unidad de medida."),
                ({"source": ""}, "criterion_without_source", "no nombra su fuente de datos."),
                ({"means": ""}, "criterion_without_means", "no nombra su medio de verificación."),
                ({"responsible_unit": ""}, "criterion_without_responsible", "no nombra a la unidad que responde"),
                ({"definition": "", "formula": ""}, "criterion_without_definition", "no tiene definición ni fórmula"),
            )
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, targets=targets((2, "45", "1"))),)},
            "year_without_targets",
            "El año 3 tiene tramo variable y ningún indicador con meta.",
            id="a variable tranche that nobody can earn",
        ),
        pytest.param(
            {"indicators": (INDICATOR, replace(INDICATOR, code="I-02", name="Otro", targets=()))},
            "indicator_without_targets",
            "El indicador I-02 no tiene metas.",
            id="an indicator without targets",
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, targets=targets((2, "45", "1"), (3, "50", "1"), (4, "55", "1"))),)},
            "target_after_end",
            "El indicador I-01 tiene meta para el año 4 y el convenio dura 3 años.",
            id="a target after the end",
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, targets=targets((2, "45", "0.9"), (3, "50", "1"))),)},
            "weights_do_not_add_up",
            "Los pesos de las metas del año 2 suman 0.9 y deben sumar 1.",
            id="weights that do not add up",
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, targets=targets((2, "40", "1"), (3, "50", "1"))),)},
            "target_is_baseline",
            "La meta del año 2 del indicador I-01 es igual a la línea de base",
            id="a target equal to the baseline",
        ),
        pytest.param(
            {"indicators": (replace(INDICATOR, direction="down", targets=targets((2, "41", "1"), (3, "35", "1"))),)},
            "target_worsens",
            "La meta del año 2 del indicador I-01 no mejora la línea de base.",
            id="a target above the baseline of what should fall",
        ),
        *(
            pytest.param(
                {"indicators": (replace(INDICATOR, **{name: ""}),)}, code, text, id=f"an indicator without {name}"
            )
            for name, code, text in (
                ("name", "indicator_without_name", "El indicador I-01 no tiene nombre."),
                ("formula", "indicator_without_formula", "no tiene fórmula."),
                ("unit", "indicator_without_unit", "no tiene unidad de medida."),
                ("source", "indicator_without_source", "no nombra su fuente de datos."),
            )
        ),
        *(
            pytest.param(
                {"indicators": (replace(INDICATOR, baseline_year=year),)},
                "baseline_year_not_plausible",
                text,
                id=f"a baseline of {year}",
            )
            for year, text in ((2027, "posterior al año 1 del convenio (2026)"), (1989, "compruebe el año"))
        ),
    ],
)
def test_a_draft_that_lacks_one_thing_is_told_that_one_thing(changes: dict[str, Any], code: str, text: str) -> None:
    (finding,) = found(**changes)
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert text in finding.text
    assert finding.who == "Sectorista o coordinador de la entidad"


@pytest.mark.parametrize("year", [1990, 2025, 2026])
def test_a_baseline_of_a_year_up_to_the_first_is_plausible(year: int) -> None:
    assert codes(indicators=(replace(INDICATOR, baseline_year=year),)) == []


def test_the_directorate_may_verify_alone_once_it_is_said() -> None:
    assert codes(parties=(WHOLE.parties[0], WHOLE.parties[2]), verified_by="grantor") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"minimum_years": 4}, "duration_out_of_bounds"),
        ({"maximum_years": 2, "minimum_years": 1}, "duration_out_of_bounds"),
        ({"correction_limit": Term(amount=4, unit=Unit.MONTHS)}, "correction_exceeds_limit"),
        ({"programmes_until": {"0002": date(2026, 6, 11)}}, "programme_over"),
        (
            {
                "terms": {
                    "correction": Term(amount=13, unit=Unit.MONTHS),
                    "report_years": Term(amount=45, unit=Unit.CALENDAR_DAYS),
                },
                "correction_limit": None,
            },
            "correction_overlaps_report",
        ),
        ({"ends_on": date(2028, 2, 13)}, "last_report_after_end"),
    ],
)
def test_terms_that_the_norm_does_not_bear_are_errors(changes: dict[str, Any], code: str) -> None:
    (finding,) = found(measured_by(**changes))
    assert (finding.code, finding.severity) == (code, Severity.ERROR)


def test_a_norm_that_fixes_nothing_is_not_measured_by() -> None:
    silent = measured_by(
        minimum_years=None, maximum_years=None, criteria_before_warning=None, splits={}, terms={}, correction_limit=None
    )
    many = tuple(replace(CRITERION, code=f"PO-{number}", statement=f"Criterio {number}") for number in range(30))
    assert found(silent, criteria=many) == []


def test_an_empty_draft_is_told_everything_at_once() -> None:
    empty = found(
        objective="", gap_basis="", maximum=Decimal(0), parties=(), ambit=(), products=(), criteria=(), indicators=()
    )
    assert {each.part for each in empty} >= {
        Part.OBJECT,
        Part.PARTIES,
        Part.AMBIT,
        Part.MONEY,
        Part.COMMITMENTS,
        Part.INDICATORS,
    }


@pytest.mark.parametrize(
    ("direction", "target"), [("up", "40.000001"), ("down", "39.999999"), ("down", "-5"), ("up", "100")]
)
def test_any_target_on_the_good_side_of_the_baseline_improves_it(direction: str, target: str) -> None:
    indicator = replace(INDICATOR, direction=direction, targets=targets((2, target, "1"), (3, target, "1")))
    assert found(indicators=(indicator,)) == []


def test_without_a_variable_tranche_no_indicator_is_asked_for() -> None:
    fixed_only = money("1000000", "1000000", "1000000")
    assert found(measured_by(splits={}), money=fixed_only, indicators=()) == []


def test_without_a_fixed_tranche_a_year_needs_no_level() -> None:
    variable_only = found(
        measured_by(splits={}),
        money=money("1000000", "1000000", "1000000", fixed="0"),
        criteria=(replace(CRITERION, levels=levels(1)),),
        indicators=(replace(INDICATOR, targets=targets((1, "41", "1"), (2, "42", "1"), (3, "43", "1"))),),
    )
    assert [each.code for each in variable_only] == ["levels_without_money"]


def test_each_criterion_needs_a_weight_where_the_fixed_tranche_is_paid_by_weights() -> None:
    weightless = (replace(CRITERION, weight=None),)
    assert codes(criteria=weightless) == []
    assert codes(criteria=weightless, rules=WEIGHTED) == ["criterion_without_weight"]
    assert codes(rules=WEIGHTED) == []


parts_of_one = st.lists(st.integers(min_value=1, max_value=10**6 - 1), min_size=0, max_size=11, unique=True).map(
    lambda cuts: [later - earlier for earlier, later in zip([0, *sorted(cuts)], [*sorted(cuts), 10**6], strict=True)]
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(parts_of_one, st.data())
def test_weights_add_up_exactly_or_are_refused(parts: list[int], data: st.DataObject) -> None:
    def obstacles(weights: list[Decimal]) -> list[str]:
        indicators = tuple(
            replace(
                INDICATOR,
                code=f"I-{place:02d}",
                name=f"Indicador {place}",
                targets=targets((2, "45", str(weight)), (3, "50", str(weight))),
            )
            for place, weight in enumerate(weights)
        )
        return [each.text for each in found(indicators=indicators)]

    weights = [part * MILLIONTH for part in parts]
    assert obstacles(weights) == []
    moved = data.draw(st.integers(min_value=0, max_value=len(weights) - 1))
    weights[moved] += MILLIONTH
    assert obstacles(weights) == [
        f"Los pesos de las metas del año {year} suman 1.000001 y deben sumar 1." for year in (2, 3)
    ]


soles = st.decimals(min_value=0, max_value=10**12, places=2)


@given(st.lists(soles, min_size=3, max_size=3), st.integers(min_value=-2, max_value=2))
def test_the_years_may_reach_the_maximum_and_neither_exceed_nor_miss_it_by_a_cent(
    years: list[Decimal], cents: int
) -> None:
    maximum = sum(years, Decimal(0)) + cents * CENT
    said = set(codes(maximum=maximum, money=money(*map(str, years)), indicators=()))
    wanted = {-1: {"years_exceed_maximum"}, 0: set(), 1: {"part_never_assigned"}}[(cents > 0) - (cents < 0)]
    assert said & {"years_exceed_maximum", "part_never_assigned"} == wanted
