"""Sentences that sum up verdicts agree with their numbers."""

from __future__ import annotations

import pytest

from legal.verification.texts import sentences


@pytest.mark.parametrize(
    ("met", "total", "expected"),
    [
        (0, 0, "No hay criterios del nivel que verificar."),
        (0, 1, "No se cumple el único criterio del nivel."),
        (1, 1, "Se cumple el único criterio del nivel."),
        (0, 7, "No se cumple ninguno de los siete (07) criterios del nivel."),
        (1, 7, "Se cumple uno (01) de los siete (07) criterios del nivel."),
        (8, 23, "Se cumplen ocho (08) de los veintitrés (23) criterios del nivel."),
        (21, 31, "Se cumplen veintiuno (21) de los treinta y un (31) criterios del nivel."),
        (7, 7, "Se cumplen los siete (07) criterios del nivel."),
    ],
)
def test_criteria_met_are_counted_in_words_and_figures(met: int, total: int, expected: str) -> None:
    assert sentences.met_of(met, total, scope="del nivel") == expected


@pytest.mark.parametrize(
    ("corrected", "observed", "expected"),
    [
        (1, 1, "La única observación se subsana."),
        (0, 1, "La única observación no se subsana."),
        (0, 15, "No se subsana ninguna de las quince (15) observaciones."),
        (15, 15, "Se subsanan las quince (15) observaciones."),
        (7, 15, "De las quince (15) observaciones se subsanan siete (07); ocho (08) no se subsanan."),
        (1, 2, "De las dos (02) observaciones se subsana una (01); una (01) no se subsana."),
    ],
)
def test_observations_corrected_are_counted_and_those_that_are_not(
    corrected: int, observed: int, expected: str
) -> None:
    assert sentences.corrected_of(corrected, observed) == expected


def test_processes_are_set_off_by_semicolons_because_their_names_hold_commas() -> None:
    said = sentences.by_process([("Programación operativa", 3, 7), ("Supervisión, seguimiento y evaluación", 1, 4)])
    assert said == (
        "Criterios cumplidos por proceso: Programación operativa, 3 de 7; "
        "Supervisión, seguimiento y evaluación, 1 de 4."
    )


@pytest.mark.parametrize(
    ("reached", "missed", "expected"),
    [
        ([], [], ""),
        (["I-01"], [], "En el Tramo Variable, alcanza su meta el indicador I-01."),
        ([], ["I-01", "I-02"], "En el Tramo Variable, no alcanzan su meta los indicadores I-01 e I-02."),
        (
            ["I-01"],
            ["I-02"],
            "En el Tramo Variable, alcanza su meta el indicador I-01; no alcanza su meta el indicador I-02.",
        ),
    ],
)
def test_targets_reached_and_missed_are_named(reached: list[str], missed: list[str], expected: str) -> None:
    assert sentences.targets_reached(reached, missed) == expected


@pytest.mark.parametrize(
    ("met", "indicators", "expected"),
    [
        (0, 0, ""),
        (1, 0, "el criterio cumplido"),
        (3, 2, "los criterios cumplidos y el valor que alcanzaron los indicadores"),
        (0, 1, "el valor que alcanzó el indicador"),
    ],
)
def test_what_is_paid_for_is_what_was_met_and_measured(met: int, indicators: int, expected: str) -> None:
    assert sentences.earned(met, indicators) == expected


@pytest.mark.parametrize(
    ("criteria", "indicators", "expected"),
    [
        ([], None, "llega al mismo resultado en todos los criterios"),
        ([], [], "llega al mismo resultado en todos los criterios y registra el mismo valor en cada indicador"),
        (["C-01", "C-02"], None, "llega a otro resultado en los criterios C-01 y C-02"),
        (
            ["C-01"],
            ["I-01", "I-02"],
            "llega a otro resultado en el criterio C-01 y registra otro valor en los indicadores I-01 e I-02",
        ),
    ],
)
def test_two_who_verify_are_compared(criteria: list[str], indicators: list[str] | None, expected: str) -> None:
    assert sentences.compared(criteria, indicators) == expected
