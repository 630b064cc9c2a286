"""The agreement as it leaves the printer: its whole text, its pages, its two and three parties."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.conf import settings

from legal.agreements.documents import AgreementDocument
from legal.documents.documents import DRAFT_STAMP
from legal.documents.errors import CannotRender
from legal.documents.packages import parse_xml, read_parts
from legal.documents.rendering import RenderedDocument, Template, render
from legal.documents.rules import missing_mandatory_clauses
from legal.documents.wordtext import extract_margins, extract_text
from tests.legal.agreements.amazonas import SIGNED_ON, amazonas, two_parties

TEMPLATE = Path(settings.DOCX_TEMPLATES_DIR) / AgreementDocument.template_name
SNAPSHOT = Path(__file__).parents[1] / "documents" / "agreement.txt"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rendered(document: AgreementDocument) -> RenderedDocument:
    """Return an agreement filled into the template that ships."""
    return render(document, template=Template.at(TEMPLATE), dated=SIGNED_ON)


@pytest.fixture(scope="module")
def full() -> RenderedDocument:
    """Return the full sample, rendered once."""
    return rendered(amazonas())


def whole_text(document: RenderedDocument) -> str:
    """Return the text of the margins and of the body."""
    return f"{extract_margins(document.content)}\n{extract_text(document.content)}"


class TestText:
    def test_is_the_one_reviewed(self, full: RenderedDocument) -> None:
        """When it changes on purpose: write ``whole_text`` into the snapshot and have the difference reviewed."""
        assert whole_text(full) == SNAPSHOT.read_text(encoding="utf-8")

    def test_has_the_clauses_the_law_demands(self, full: RenderedDocument) -> None:
        assert missing_mandatory_clauses(extract_text(full.content)) == []

    def test_numbers_its_clauses_without_a_gap(self, full: RenderedDocument) -> None:
        text = extract_text(full.content)
        clauses = re.findall(r"^CLÁUSULA ([A-ZÉÁ ]+):", text, re.MULTILINE)
        assert len(clauses) == 18
        assert (clauses[0], clauses[10], clauses[-1]) == ("PRIMERA", "DÉCIMO PRIMERA", "DÉCIMO OCTAVA")
        for clause in range(1, 19):
            found = re.findall(rf"^{clause}\.(\d+)\. ", text, re.MULTILINE)
            assert [int(number) for number in found] == list(range(1, len(found) + 1)), clause

    def test_holds_every_row(self, full: RenderedDocument) -> None:
        text = extract_text(full.content)
        assert len(re.findall(r"^C\d-\d\d \| ", text, re.MULTILINE)) == 23
        assert len(re.findall(r"^I-\d\d \| .* \| ", text, re.MULTILINE)) == 4
        assert len(re.findall(r"^Amazonas \| ", text, re.MULTILINE)) == 7

    def test_prints_figures_and_words_in_the_money_of_its_date(self, full: RenderedDocument) -> None:
        text = extract_text(full.content)
        assert "S/. 9,000,000.00 (Nueve millones con 00/100 nuevos soles)" in text
        assert "Total | | S/. 6,600,000.00 | | S/. 2,400,000.00" in text.replace("|  |", "| |")

    def test_keeps_ampersands_and_angle_brackets(self, full: RenderedDocument) -> None:
        text = extract_text(full.content)
        assert "Julián Alva O'Higgins & Ruiz" in text
        assert "Dirección de Administración & Logística <DIRESA>" in text

    def test_leaves_no_tag_behind(self, full: RenderedDocument) -> None:
        assert not re.search(r"[{}]|%\}|\bNone\b|\bTrue\b|\bFalse\b", whole_text(full))


class TestPages:
    def test_carry_the_code_and_their_number(self, full: RenderedDocument) -> None:
        margins = extract_margins(full.content)
        assert margins.count("Código de verificación: K7QM-2WXA-9RTB-HC4P | Página 1 de 1") == 2

    def test_turn_sideways_for_the_matrix_only(self, full: RenderedDocument) -> None:
        body = parse_xml(read_parts(full.content)["word/document.xml"])
        sizes = [(size.get(f"{W}w"), size.get(f"{W}orient", "portrait")) for size in body.iter(f"{W}pgSz")]
        upright, sideways = ("11906", "portrait"), ("16838", "landscape")
        assert sizes == [upright, upright, sideways, upright]

    def test_turn_without_a_page_for_the_line_that_turns_them(self, full: RenderedDocument) -> None:
        """A full page before it once left a point of height too little, and an empty page followed."""
        body = parse_xml(read_parts(full.content)["word/document.xml"])
        turning = [each for each in body.iter(f"{W}pPr") if each.find(f"{W}sectPr") is not None]
        assert len(turning) == 3
        for each in turning:
            spacing = each.find(f"{W}spacing")
            assert spacing is not None
            assert (spacing.get(f"{W}lineRule"), int(spacing.get(f"{W}line", "240"))) == ("exact", 2)

    def test_repeat_the_head_of_each_table(self, full: RenderedDocument) -> None:
        body = parse_xml(read_parts(full.content)["word/document.xml"])
        tables = [table for table in body.iter(f"{W}tbl") if table.find(f"{W}tblPr/{W}tblBorders") is not None]
        assert len(tables) == 3 + 4 + 1 + 3
        assert all(len(list(table.iter(f"{W}tblHeader"))) == 1 for table in tables)

    def test_of_a_draft_say_so(self) -> None:
        draft = rendered(replace(amazonas(), stamp=DRAFT_STAMP))
        assert extract_margins(draft.content).count("PROYECTO SIN VALOR LEGAL") == 2
        assert "sin emitir" in extract_margins(draft.content)


class TestParties:
    def test_may_be_two(self) -> None:
        text = whole_text(rendered(two_parties()))
        assert "verificador" not in text
        assert "DEMOSTRACIÓN" not in text
        assert "ANEXO A" not in text
        assert "CLÁUSULA QUINTA: COMPROMISOS DE LA DIRECCIÓN GENERAL DE PRESUPUESTO PÚBLICO\n" in text
        assert "La verificación está a cargo de LA DGPP. Comprende" in text
        assert "1.02 Productos priorizados" in text
        assert missing_mandatory_clauses(text) == []

    def test_bind_the_third_by_the_clause_that_says_so(self, full: RenderedDocument) -> None:
        text = extract_text(full.content)
        assert (
            "QUINTA: COMPROMISOS DE LA DIRECCIÓN GENERAL DE PRESUPUESTO PÚBLICO Y DEL ORGANISMO VERIFICADOR\n" in text
        )

    def test_sign_two_on_a_line(self, full: RenderedDocument) -> None:
        text = extract_text(full.content)
        line, dated = "_" * 31, "Fecha: ____ / ____ / ________"
        first = f"{line} / Rosa Peñaloza Ñahui / Director General / Dirección General de Presupuesto Público / {dated}"
        assert f"{first} | {line}" in text
        assert f"\n{line} / Julián Alva O'Higgins & Ruiz / Jefe (e) / Seguro Integral de Salud / {dated} |" in text


class TestMoneyRoutes:
    def test_by_donation_go_through_the_treasury(self, full: RenderedDocument) -> None:
        text = extract_text(full.content)
        assert "Sistema Nacional de Tesorería" in text
        assert "Decreto Supremo refrendado" not in text

    def test_by_decree_are_broken_down_within_a_term(self) -> None:
        sample = amazonas()
        sample = replace(
            sample,
            money=replace(
                sample.money, by_donation=False, counterpart="LA ENTIDAD aporta S/. 100.00 de contrapartida."
            ),
            incorporation=replace(sample.incorporation, term="los cinco (05) días calendario"),
        )
        text = extract_text(rendered(sample).content)
        assert "Decreto Supremo refrendado" in text
        assert "desagregación de los recursos" in text
        assert "28411, dentro de los cinco (05) días calendario." in text
        assert "7.6. LA ENTIDAD aporta" in text


class TestContract:
    def test_every_field_is_printed_by_the_template(self) -> None:
        template = "".join(
            part.decode() for name, part in read_parts(TEMPLATE.read_bytes()).items() if name.startswith("word/")
        )
        printed = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"\{[{%].*?[%}]\}", template))))
        assert not names_of(AgreementDocument) - printed

    def test_an_empty_list_of_years_is_still_a_document(self) -> None:
        sample = amazonas()
        assert rendered(replace(sample, money=replace(sample.money, years=())))

    def test_a_value_that_is_not_text_is_refused(self) -> None:
        sample = amazonas()
        with pytest.raises(CannotRender, match=r"AgreementDocument\.money\.total"):
            rendered(replace(sample, money=replace(sample.money, total=9_000_000.0)))  # type: ignore[arg-type]

    def test_the_same_agreement_gives_the_same_bytes(self, full: RenderedDocument) -> None:
        assert rendered(amazonas()) == full


def names_of(document: Any) -> set[str]:
    """Return the names of every field of a document and of the rows within it."""
    names: set[str] = set()
    for field, hint in get_type_hints(document).items():
        if field not in {each.name for each in fields(document)}:
            continue
        names.add(field)
        for kind in (hint, *get_args(hint)):
            if is_dataclass(kind):
                names |= names_of(kind)
    return names
