"""The two clauses that the law demands of every agreement."""

from __future__ import annotations

import pytest

from legal.documents.rules import missing_mandatory_clauses

FREE_ADHESION = (
    "14.1. De conformidad con el numeral 88.3, LAS PARTES suscriben el convenio por su LIBRE ADHESIÓN y cualquiera "
    "puede ejercer su derecho de separación."
)
CONTROL = (
    "15.1. De conformidad con el artículo 4 de la Ley N° 27785, quienes perciban recursos garantizan a los órganos de "
    "control el acceso a los registros."
)


def test_a_text_with_both_clauses_lacks_nothing() -> None:
    assert missing_mandatory_clauses(f"CLÁUSULA\n{FREE_ADHESION}\nOtra\n{CONTROL}\n") == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", ["free_adhesion", "control_access"]),
        (CONTROL, ["free_adhesion"]),
        (FREE_ADHESION, ["control_access"]),
        # A heading without its clause.
        (f"CLÁUSULA DÉCIMO CUARTA: LIBRE ADHESIÓN Y SEPARACIÓN\n{CONTROL}", ["free_adhesion"]),
        (f"{FREE_ADHESION}\nCLÁUSULA: ACCESO DE LOS ÓRGANOS DE CONTROL, LEY 27785", ["control_access"]),
        # The words in different paragraphs.
        (f"{FREE_ADHESION.replace('separación', 'retiro')}\nLa separación.\n{CONTROL}", ["free_adhesion"]),
        (f"{FREE_ADHESION}\n{CONTROL.replace('27785', '27444')}", ["control_access"]),
    ],
)
def test_each_missing_clause_is_named(text: str, missing: list[str]) -> None:
    obstacles = missing_mandatory_clauses(text)
    assert [obstacle.where for obstacle in obstacles] == missing
    assert all("Falta la cláusula" in obstacle.text and obstacle.who for obstacle in obstacles)
