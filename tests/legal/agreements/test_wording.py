"""Turns of phrase: articles, sentences, counts, conditions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.agreements.texts.wording import (
    BLANK,
    article,
    condition,
    counted,
    items,
    measure,
    paragraphs,
    phrase,
    sentence,
    to_whom,
    weight,
    with_article,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Gobierno Regional de Amazonas", "el"),
        ("Municipalidad Provincial de Bagua", "la"),
        ("Dirección General de Presupuesto Público", "la"),
        ("Programa Nacional de Apoyo Directo", "el"),
        ("Sistema de Salud", "el"),
        ("Contraloría General de la República", "la"),
        ("Superintendencia Nacional de Salud", "la"),
        ("Seguro Integral de Salud", "el"),
        ("Ley N° 27444", "la"),
        ("Credencial del Jurado Nacional de Elecciones", "la"),
        ("Acta de juramentación", "el"),
        ("Texto Único Ordenado", "el"),
        ("SIS", "el"),
    ],
)
def test_a_name_takes_its_article(name: str, expected: str) -> None:
    assert article(name) == expected


def test_nothing_takes_no_article() -> None:
    assert with_article("") == ""


def test_whom_contracts_the_masculine() -> None:
    assert to_whom("Ministerio de Salud") == "al Ministerio de Salud"
    assert to_whom("Dirección Regional de Salud") == "a la Dirección Regional de Salud"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Impulsar el programa.", "impulsar el programa"),
        ("  Impulsar\n el  «programa» ", "impulsar el “programa”"),
        ("DIRESA y redes", "DIRESA y redes"),
        ("A lo más 5 días", "a lo más 5 días"),
        ("", BLANK),
        (" . ", BLANK),
    ],
)
def test_a_phrase_goes_within_a_sentence(written: str, expected: str) -> None:
    assert phrase(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"), [("la brecha", "La brecha."), ("¿Qué falta?", "¿Qué falta?"), ("  ", "")]
)
def test_a_sentence_stands_alone(written: str, expected: str) -> None:
    assert sentence(written) == expected


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("", ()),
        (" \n\t\n ", ()),
        ("huelga de salud", ("Huelga de salud.",)),
        ("Primer párrafo.\r\n\r\nSegundo «párrafo»\tcon tab", ("Primer párrafo.", "Segundo “párrafo” con tab.")),
        ("Fundamentos:\n- uno;\n- dos;\n  - tres", ("Fundamentos:", "- uno;", "- dos;", "- tres.")),
        ("Piden:\na) uno\nb) dos\niv) tres\nc. cuatro", ("Piden:", "a) uno", "b) dos", "iv) tres", "c. cuatro.")),
        ("Sin punto\n\nOtro párrafo", ("Sin punto", "Otro párrafo.")),
        ("sin punto\n\notro párrafo", ("Sin punto", "otro párrafo.")),
        ("Las lluvias de \n marzo cortaron,\nsegún consta, \nla vía.",
         ("Las lluvias de marzo cortaron, según consta, la vía.",)),
        ("¿Qué falta?\nnada", ("¿Qué falta?", "nada.")),
    ],
)  # fmt: skip
def test_what_people_write_keeps_its_paragraphs(written: str, lines: tuple[str, ...]) -> None:
    assert paragraphs(written) == lines
    assert sentence(written) == "\n".join(lines)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ()),
        ("un hecho\n\nOtro hecho", ("Un hecho.", "Otro hecho.")),
        ("Faltan:\n- actas;\n- planes\nOtro", ("Faltan:\n- actas;\n- planes.", "Otro.")),
        ("1) uno\n2) dos", ("1) uno.", "2) dos.")),
    ],
)
def test_what_a_paper_numbers_keeps_its_lists_within(written: str, expected: tuple[str, ...]) -> None:
    assert items(written) == expected


@given(st.text(st.characters(categories=("L", "N", "P", "Z", "Cc"))))
def test_every_word_that_people_write_stays(written: str) -> None:
    # A title letter may have two capitals, and the quotes are those of the document.
    plain = written.replace("«", "“").replace("»", "”").split()
    assert (
        " ".join(paragraphs(written)).casefold().rstrip(".").split() == " ".join(plain).casefold().rstrip(".").split()
    )


def test_a_count_agrees_with_its_noun() -> None:
    assert counted(1, "año", "años") == "un (01) año"
    assert counted(3, "año", "años") == "tres (03) años"
    assert counted(1, "provincia", "provincias", feminine=True) == "una (01) provincia"


@pytest.mark.parametrize(
    ("operator", "threshold", "unit", "expected"),
    [
        (">=", "85.0", "%", "Al menos 85%"),
        (">=", "100", "%", "100%"),
        ("<=", "15.50", "%", "A lo más 15.5%"),
        ("<=", "0", "%", "0%"),
        ("=", "2", "bancos de sangre", "Igual a 2 bancos de sangre"),
        (">=", "1250", "casas", "Al menos 1,250 casas"),
        (">=", "1", "informes", "Al menos 1 informe"),
        (">=", "1", "mesas", "Al menos 1 mesa"),
        (">=", "1", "unidades ejecutoras", "Al menos 1 unidad ejecutora"),
        ("<=", "1", "días hábiles", "A lo más 1 día hábil"),
        (">=", "1", "bancos de sangre", "Al menos 1 bancos de sangre"),
    ],
)
def test_a_condition_says_what_is_to_be_reached(operator: str, threshold: str, unit: str, expected: str) -> None:
    assert condition(operator, Decimal(threshold), unit) == expected


def test_a_value_carries_its_unit() -> None:
    assert measure(Decimal("40.0"), "%") == "40%"
    assert measure(Decimal("40.0"), "Porcentaje") == "40%"
    assert measure(Decimal("1250"), "visitas") == "1,250 visitas"


def test_weights_compare_in_a_column() -> None:
    assert [weight(Decimal(value)) for value in ("0.3", "0.25", "0.125", "1")] == ["0.30", "0.25", "0.125", "1.00"]
