"""A document that others issued is named so that it can be found again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from legal.demonstration.organization import DATA
from legal.documents.citations import example, missing_parts, obstacles_to_citing

LIKE = "Informe N° 045-2026-GRA/GRPPAT"


@pytest.mark.parametrize(
    "text",
    [
        LIKE,
        "Informe Nº 045-2026-GRA/GRPPAT",
        "Informe N.° 045-2026-GRA/GRPPAT",
        "Informe Nro. 045-2026-GRA/GRPPAT",
        "Informe No. 045-2026-GRA/GRPPAT",
        "INFORME N°045-2026/GRA-GRPPAT",
        "Informe 045-2026-GRA",
        "Informe N° D000123-2026-MIDIS-OGPP",
        "Informe Técnico N° 12-2026 GRA/GRPPAT",
        "Oficio Múltiple N° 2026-045-EF/50.01",
        "Resolución de Presidencia Ejecutiva N° 012-2026-DV-PE",
        "Resolución Jefatural N° 314-2012-JNAC/RENIEC",
        "Informe N° 983-2013/GPP/RENIEC",
        "Acuerdo de Concejo N° 031-2026-MDM",
        "Decreto Supremo N° 045-2026-EF",
        "Decreto de Urgencia N° 012-2026",
        "Decreto Legislativo N° 1440",
        "Ley N° 31953",
        "R.M. N° 001-2015-EF/43",
        "Carta S/N",
        "Oficio s/n del 3 de marzo de 2026",
    ],
)
def test_what_can_be_found_again_is_accepted(text: str) -> None:
    assert missing_parts(text) == []
    assert obstacles_to_citing(text, like=LIKE, where="report") == []


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("resolución", ["number", "year", "acronym"]),
        ("Informe 045", ["year", "acronym"]),
        ("Informe N° 045-GRPPAT", ["year"]),
        ("Informe N° 2026", ["year", "acronym"]),
        ("Informe N° 045-26-GRA", ["year"]),
        ("Resolución Ejecutiva Regional N° 402-2026", ["acronym"]),
        ("Informe N° D000123-2026", ["acronym"]),
        ("Informe N° 045-2026 del 3 de marzo", ["acronym"]),
        ("Decreto de Urgencia N° 012", ["year"]),
        ("Ley", ["number"]),
        ("N° 045-2026-GRA", ["class"]),
        ("045-2026-GRA", ["class"]),
        ("S/N", ["class"]),
        ("45", ["class", "year", "acronym"]),
        ("-", ["class", "number", "year", "acronym"]),
    ],
)
def test_what_cannot_is_told_part_by_part(text: str, lacking: list[str]) -> None:
    assert missing_parts(text) == lacking


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("N° 031-2026-MDM", []),
        ("031-2026-MDM", []),
        ("Acuerdo de Concejo N° 031-2026-MDM", []),
        ("S/N", []),
        ("N° 031-2026", ["acronym"]),
        ("aprobado", ["number", "year", "acronym"]),
    ],
)
def test_where_the_act_knows_the_class_the_number_is_enough(text: str, lacking: list[str]) -> None:
    assert missing_parts(text, kind="Acuerdo de Concejo") == lacking


def test_the_sentence_says_what_is_missing_and_shows_an_example() -> None:
    (obstacle,) = obstacles_to_citing(" Informe  045 ", like=LIKE, where="report")
    assert (obstacle.where, str(obstacle)) == (
        "report",
        "A «Informe 045» le falta: el año de cuatro cifras y la sigla de quien lo emite. Escríbalo como «Informe "
        "N° 045-2026-GRA/GRPPAT»; si el documento no lleva número, escriba S/N en su lugar.",
    )


def test_what_is_empty_is_for_the_act_to_ask_for() -> None:
    assert obstacles_to_citing("  ", like=LIKE, where="report") == []


def test_an_example_is_itself_accepted() -> None:
    named = example("Resolución de Alcaldía", year=2026, office="MDM")
    assert (named, missing_parts(named)) == ("Resolución de Alcaldía N° 045-2026-MDM", [])


def documents_of(value: Any) -> Iterator[str]:
    """Yield every document that a table of the demonstration names, however deep."""
    if isinstance(value, dict):
        if {"kind", "number"} <= set(value) and str(value["number"]).startswith("N°"):
            yield f"{value['kind']} {value['number']}".replace("{year}", "2026")
        for each in value.values():
            yield from documents_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from documents_of(each)


def test_every_document_of_the_demonstration_is_accepted() -> None:
    named = [
        document
        for path in sorted(DATA.glob("*.toml"))
        for document in documents_of(tomllib.loads(path.read_text(encoding="utf-8")))
    ]
    assert len(named) > 200
    assert [document for document in named if missing_parts(document)] == []
