"""Samples: what only shows when a template is filled is refused too."""

from __future__ import annotations

from typing import Any

import pytest

from legal.documents.kinds import shape_of
from legal.documents.linting import samples
from legal.documents.linting.samples import SAMPLES, sample
from tests.legal.documents.linting.bad_templates import CLAUSE, Letter, docx, look_at

PICTURE = '<wp:inline><wp:docPr id="1" name="x" descr="{{ amount }}"/></wp:inline>'

BAD = {
    "a tag where nobody sees it": (
        [f"<w:p><w:r><w:drawing>{PICTURE}</w:drawing></w:r></w:p>"],
        "TAG13", "Cuerpo", "De 0 etiquetas, el programa encuentra 1",
    ),
    "more blocks within each other than Python takes": (
        ["{% if amount %}" * 120 + "{% endif %}" * 120],
        "SAM02", "Cuerpo", "demasiadas unas dentro de otras",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "code", "where", "words"), BAD.values(), ids=BAD)
def test_what_fails_only_when_filled_is_refused(blocks: list[Any], code: str, where: str, words: str) -> None:
    report = look_at(docx(*blocks))
    assert not report.ok
    finding = next((each for each in report.findings if each.code == code), None)
    assert finding is not None, report.findings
    assert finding.where == where
    assert words in finding.message
    assert finding.hint


def test_whatever_else_fails_only_when_filled_is_refused_with_its_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "all_samples", lambda _fields: {"empty": {}})
    found = look_at(docx(CLAUSE, "{{ amount }}")).findings
    assert [(each.code, each.where) for each in found] == [
        ("SAM01", "Cuerpo, párrafo 2, bajo «CLÁUSULA QUINTA: DEL PLAZO»")
    ]
    assert "ningún dato presente" in found[0].message
    assert "falta «amount»" in found[0].message


def test_samples_hold_everything_nothing_and_the_two_between() -> None:
    fields = shape_of(Letter)
    full, empty, texts, lists = (sample(fields, **there) for there in SAMPLES.values())
    assert all((full["amount"], full["is_urgent"], full["head"]["name"]))
    assert len(full["penalties"]) == len(full["penalties"][0]["causes"]) == 3
    assert not any((empty["amount"], empty["is_urgent"], empty["penalties"], empty["stamp"]["number"]))
    assert (bool(texts["amount"]), texts["penalties"]) == (True, [])
    assert (lists["amount"], len(lists["penalties"])) == ("", 3)


def test_what_the_language_of_templates_offers_is_accepted() -> None:
    report = look_at(
        docx(
            "# {{ clausula('monto') }}: MONTO",
            "{{ numeral('pago') }}. {{ amount|soles }} ({{ amount|monto_en_letras }})",
            "{{ numeral() }}. {{ due|fecha_forense }}, {{ term_days|romano }}, {{ term_days|ordinal|upper }}",
            "{{ numeral() }}. {{ term_days|numero_en_letras }}, {{ term_days|numero_apocopado }} días",
            "{{ numeral() }}. {{ term_days|numero_femenino }} semanas",
            "{% for row in penalties %}{{ row.causes|lista_y }} {{ row.causes|lista_o }}{% endfor %}",
            "{%p if is_urgent %}",
            "# {{ clausula('plazo') }}: PLAZO, según la {{ ref('monto') }} y el {{ ref('pago') }}",
            "{%p else %}",
            "# {{ clausula('plazo') }}: PLAZO",
            "{%p endif %}",
            "Véase la {{ ref('plazo') }}.",
            "ANEXO DE LA {{ ref_mayuscula('plazo') }}",
        )
    )
    assert report.findings == ()
