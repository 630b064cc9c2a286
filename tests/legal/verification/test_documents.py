"""The papers of verification as they leave the printer: their sections, what a period may lack, many rows."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.conf import settings
from docx import Document

from legal.documents.documents import DRAFT_STAMP, DocumentContext
from legal.documents.packages import read_parts
from legal.documents.wordtext import extract_margins, extract_text
from tests.legal.papers import shipped_draft
from tests.legal.verification.papers import carried_group, first_report, observations_letter, second_report

DATED = date(2016, 3, 18)
SECTIONS = [
    "RESUMEN",
    "I. ANTECEDENTES",
    "II. VERIFICACIÓN DE LA DOCUMENTACIÓN Y BASES DE DATOS REMITIDAS AL MEF",
    "III. VERIFICACIÓN DE LOS COMPROMISOS DE GESTIÓN",
    "IV. CONCLUSIONES Y RECOMENDACIONES",
    "ANEXO N° 1",
]
SPECIAL = "Pérez & Hijos <S.A.> «ltda» {{ 7*7 }} {%p if x %}"


def printed(document: DocumentContext) -> str:
    """Return the text of the body."""
    return extract_text(shipped_draft(context=document, dated=DATED).content)


def margins(document: DocumentContext) -> str:
    """Return the text of the heads and feet."""
    return extract_margins(shipped_draft(context=document, dated=DATED).content)


@pytest.fixture(scope="module")
def first() -> str:
    """Return the text of the full report I."""
    return printed(first_report())


@pytest.fixture(scope="module")
def second() -> str:
    """Return the text of the full report II."""
    return printed(second_report())


@pytest.fixture(scope="module")
def letter() -> str:
    """Return the text of the full letter."""
    return printed(observations_letter())


class TestFirstReport:
    def test_has_its_sections_in_order(self, first: str) -> None:
        assert [line for line in first.splitlines() if line in SECTIONS] == SECTIONS

    def test_begins_with_its_number_and_title(self, first: str) -> None:
        assert first.splitlines()[:2] == [
            "INFORME N° 0031-2016-EF/50.01",
            "I INFORME DE VERIFICACIÓN DEL CUMPLIMIENTO DE LOS COMPROMISOS DE GESTIÓN: NIVEL 1",
        ]

    def test_sums_up_by_process(self, first: str) -> None:
        assert "\n1 | Programación operativa | 7 | 3 | 4\n" in first
        assert "\n| Total | 23 | 8 | 15\n" in first.replace("\n | ", "\n| ")
        assert first.count("\nCriterios cumplidos: ") == 4

    def test_says_which_reports_came_late(self, first: str) -> None:
        assert "| 18 de febrero de 2016 | Fuera de plazo. Se admite por" in first
        assert "| 12 de febrero de 2016 | Dentro del plazo\n" in first

    def test_gives_each_criterion_its_verdict_and_reason(self, first: str) -> None:
        rows = re.findall(r"^C\d-\d\d \| .+ \| (Cumple|No cumple)$", first.partition("ANEXO")[0], re.MULTILINE)
        assert (len(rows), rows.count("Cumple")) == (23, 8)
        assert len(re.findall(r"^Sustento: ", first, re.MULTILINE)) == 15
        assert "\nC1-02 | Población objetivo programada por establecimiento. | DIRESA Amazonas | 90% de los" in first

    def test_marks_what_nothing_measures(self, first: str) -> None:
        assert "\nC1-05 | " in first
        assert re.search(r"^C1-05 \| .+ \| – \| No cumple$", first, re.MULTILINE)

    def test_lists_the_evidence(self, first: str) -> None:
        assert "\nReporte RENAES, marzo de 2016.xlsx | C1-03 | DIRESA Amazonas | Sí | 9f86d081884c7d65\n" in first

    def test_tells_beneath_each_verdict_which_files_were_looked_at(self, first: str) -> None:
        assert "Evidencia examinada: Reporte RENAES, marzo de 2016.xlsx; Anexos & actas.zip" in first

    def test_ends_its_fourth_section_with_place_date_and_signature(self, first: str) -> None:
        signature = (
            f"\nLima, 18 de marzo de 2016 / {'_' * 31} / Íngrid Quispe & Alva / "
            "Especialista en Calidad del Gasto Público (e) / Dirección General de Presupuesto Público / "
            "Elaboró: Íngrid Quispe & Alva, Especialista en Calidad del Gasto Público (e) "
            "(verificó el 16 de marzo de 2016); "
            "Luis Soto Ñahui, Verificador (verificó el 17 de marzo de 2016). / "
            "Revisó: Bruno Salas Prado, Especialista técnico (dio su conformidad el 18 de marzo de 2016).\nANEXO N° 1\n"
        )
        assert signature in first


class TestWhatFirstReportMayLack:
    def test_is_a_request_to_complete(self, first: str) -> None:
        assert "2.2. El 22 de febrero de 2016 se requirió a la Entidad" in first
        text = printed(replace(first_report(), completion=""))
        assert "2.2. De la revisión de lo presentado no resultó necesario requerir" in text

    def test_is_a_third_party(self, first: str) -> None:
        assert "1.3. Conforme al Convenio, el Seguro Integral de Salud" in first
        assert "Resultados del organismo verificador: Seguro Integral de Salud" in first
        assert "\nC1-02 | 62.5% | Cumple | Conforme a la base de atenciones del SIS. | No cumple\n" in first
        text = printed(replace(first_report(), third_party="", third_party_name="", third_party_findings=()))
        assert "1.3." not in text
        assert "organismo verificador" not in text

    def test_is_a_variable_tranche(self, first: str) -> None:
        assert "y los indicadores con meta en ese año." in first
        assert re.search(r"^I-01 \| .+ \| 38.2% \| 45.0% \| 45.0% \| Base de datos del SIS / Nota: Valor", first, re.M)
        assert first.count("\nEvidencia examinada: Base de datos & padrón.xlsx\n") == 1
        text = printed(replace(first_report(), indicators=()))
        assert "indicadores con meta" not in text
        assert "indicadores priorizados" not in text

    def test_are_recommendations(self, first: str) -> None:
        assert "4.2.1. Que la DIRESA" in first
        text = printed(replace(first_report(), recommendations=()))
        assert "4.1.2. Corresponde" in text
        assert "4.2." not in text

    def test_is_evidence(self, first: str) -> None:
        assert "constan en el Anexo N° 1" in first
        text = printed(replace(first_report(), evidence=()))
        assert "2.3. La Entidad no remitió documentación" in text
        assert "ANEXO N° 1\nDOCUMENTACIÓN Y BASES DE DATOS REMITIDAS\nNo se remitió" in text

    def test_is_the_plural_of_its_programmes(self, first: str) -> None:
        assert "Programa presupuestal | 0002 Salud Materno Neonatal\n" in first
        sample = first_report()
        two = replace(sample.period, programmes=("0001 Articulado Nutricional", "0002 Salud Materno Neonatal"))
        text = printed(replace(sample, period=two))
        assert "Programas presupuestales | 0001 Articulado Nutricional; 0002 Salud Materno Neonatal\n" in text


class TestSecondReport:
    def test_has_its_sections_in_order(self, second: str) -> None:
        assert [line for line in second.splitlines() if line in SECTIONS] == SECTIONS

    def test_counts_before_and_after(self, second: str) -> None:
        assert (
            "Criterios cumplidos | 8 | 15\nCriterios observados | 15 | 8\nObservaciones subsanadas | – | 7\n" in second
        )

    def test_holds_only_what_was_observed(self, second: str) -> None:
        rows = re.findall(r"^\d+ \| (C\d-\d\d) \| .+ \| (Subsanado|No subsanado)$", second, re.MULTILINE)
        assert (len(rows), [verdict for _code, verdict in rows].count("Subsanado")) == (15, 7)
        assert "C1-01" not in [code for code, _verdict in rows]

    def test_gives_each_observation_its_answer_evidence_and_verdict(self, second: str) -> None:
        sheet = second.partition("Observación N° 1 | C1-02. ")[2].partition("Observación N° 2 |")[0]
        assert "\nRespuesta de la Entidad | Se completó el registro" in sheet
        assert "\nEvidencia | Base depurada C1-02.xlsx (SHA-256 9f86d081884c7d65)\n" in sheet
        assert "\nResultado | Subsanado (valor: 81%)\nSustento | El valor recalculado" in sheet

    def test_says_what_had_no_answer(self, second: str) -> None:
        sheet = second.partition("Observación N° 15 | ")[2]
        assert "\nRespuesta de la Entidad | No presentó respuesta.\nEvidencia | –\nResultado | No subsanado\n" in sheet

    def test_says_that_the_entity_did_not_answer(self, second: str) -> None:
        sentence = "Vencido el plazo, la Entidad no presentó informe de subsanación."
        assert sentence not in second
        assert "2.1. La Entidad presentó lo siguiente:" in second
        text = printed(replace(second_report(), unanswered=sentence, reports=(), evidence=()))
        assert f"REMITIDAS AL MEF\n2.1. {sentence}\nIII. VERIFICACIÓN" in text

    def test_names_report_and_letter(self, second: str) -> None:
        assert "1.2. El I Informe de Verificación N° 0031-2016-EF/50.01, emitido el 18 de marzo de 2016" in second
        assert "Oficio N° 0212-2016-EF/50.01, recibido por la Entidad el 23 de marzo de 2016," in second
        assert "con plazo hasta el 23 de agosto de 2016 para subsanarlas." in second


class TestLetter:
    def test_opens_as_letters_do(self, letter: str) -> None:
        assert letter.splitlines()[:10] == [
            "Lima, 21 de marzo de 2016",
            "OFICIO N° 0212-2016-EF/50.01",
            "Señor",
            "Eleuterio Chuquizuta Mas",
            "Gobernador Regional",
            "Gobierno Regional del Departamento de Amazonas",
            "Jr. Ortiz Arrieta N° 1250, Chachapoyas",
            "Presente.-",
            f"Asunto | : | {observations_letter().subject}",
            "Referencia | : | 1) Convenio de Apoyo Presupuestario N° 012-2015-EF/50.01 / 2) Informe N° "
            "045-2016-G.R.AMAZONAS/GRPPAT, recibido el 18 de febrero de 2016",
        ]

    def test_says_result_term_and_warning_in_order(self, letter: str) -> None:
        phrases = (
            "Me dirijo a usted, en el marco del Convenio de Apoyo Presupuestario al Programa Presupuestal 0002",
            "contenidos en el I Informe de Verificación N° 0031-2016-EF/50.01, que se adjunta.",
            "se verificó según el Convenio, con la Adenda N° 1, en vigor desde el 20 de mayo de 2016.",
            "se cumplen ocho (08) de los veintitrés (23) criterios",
            "en este único documento y por una sola vez",
            "cinco (05) meses, contado desde la recepción del presente oficio (Anexo II, 1.02 b)",
            "debe presentarse en la mesa de partes",
            "De acuerdo con el numeral 17.7 de la Directiva N° 002-2014-EF/50.01, lo que no se subsane",
            "requiere un apercibimiento previo, comunicado por escrito, y un acto expreso",
            "Atentamente,",
            "Directora General",
            "\nANEXO\n",
        )
        places = [letter.find(phrase) for phrase in phrases]
        assert -1 not in places
        assert places == sorted(places)

    def test_lists_every_observation_once(self, letter: str) -> None:
        numbers = re.findall(r"^Observación N° (\d+) \| C\d-\d\d\. ", letter, re.MULTILINE)
        assert [int(number) for number in numbers] == list(range(1, 16))
        assert letter.count("\nSe observa | ") == letter.count("\nSe requiere | ") == 15

    def test_of_one_observation_is_singular(self) -> None:
        sample = observations_letter()
        text = printed(replace(sample, observations=sample.observations[:1]))
        assert "La observación se formula en este único documento y por una sola vez." in text
        assert "señala lo que se observa en el criterio y lo que se requiere para subsanarlo." in text
        assert "Para subsanar la observación, la entidad a su cargo" in text
        assert "con la respuesta a la observación y la evidencia" in text

    def test_keeps_a_paragraph_of_its_text_with_the_signature(self) -> None:
        file = Document(BytesIO(shipped_draft(context=observations_letter(), dated=DATED).content))
        last = [each for each in file.paragraphs if each.text.startswith(("De acuerdo con", "Hago propicia", "Atent"))]
        assert len(last) == 3
        assert all(each.paragraph_format.keep_with_next for each in last)

    def test_may_lack_an_address_and_have_one_reference(self) -> None:
        sample = observations_letter()
        addressee = replace(sample.addressee, address="")
        text = printed(replace(sample, addressee=addressee, references=sample.references[:1]))
        assert "Gobierno Regional del Departamento de Amazonas\nPresente.-\n" in text
        assert "Referencia | : | Convenio de Apoyo Presupuestario N° 012-2015-EF/50.01\n" in text

    def test_says_which_version_it_is(self) -> None:
        sample = observations_letter()
        text = printed(replace(sample, stamp=replace(sample.stamp, version="versión dos (02)")))
        assert "OFICIO N° 0212-2016-EF/50.01\n(versión dos (02))\nSeñor\n" in text


# A letter says in its subject what it is about.
UNPRINTED = {"observations_letter.docx": {"title", "norm", "programmes"}}
PAPERS = [first_report(), second_report(), observations_letter()]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.template_name)
class TestEveryPaper:
    def test_prints_every_field(self, paper: Any) -> None:
        template = Path(settings.DOCX_TEMPLATES_DIR) / paper.template_name
        parts = read_parts(template.read_bytes()).items()
        text = "".join(part.decode() for name, part in parts if name.startswith("word/"))
        written = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"\{[{%].*?[%}]\}", text))))
        assert names_of(type(paper)) - written == UNPRINTED.get(paper.template_name, set())

    def test_leaves_no_tag_behind(self, paper: Any) -> None:
        text = f"{margins(paper)}\n{printed(paper)}"
        assert not re.search(r"[{}]|%\}|\bNone\b|\bTrue\b|\bFalse\b", text)

    def test_says_on_every_page_what_it_is(self, paper: Any) -> None:
        assert margins(paper).count("DOCUMENTO DE DEMOSTRACIÓN") == 2
        assert paper.stamp.number in margins(paper)
        draft = margins(replace(paper, stamp=DRAFT_STAMP, demonstration_note=""))
        assert draft.count("PROYECTO SIN VALOR LEGAL") == 2
        assert "DEMOSTRACIÓN" not in draft

    def test_keeps_ampersands_angle_brackets_quotes_and_tags_in_values(self, paper: Any) -> None:
        text = printed(replace(paper, signatory=replace(paper.signatory, name=SPECIAL)))
        assert re.search(rf"(\n| / ){re.escape(SPECIAL)}(\n| / )", text)


def test_report_1_tells_what_was_carried_apart_from_the_level() -> None:
    text = printed(replace(first_report(), carried=(carried_group(),)))
    assert "Criterios arrastrados del Nivel 0 (no suman al nivel) | 2 | 1 | 1" in text
    assert "así como los criterios arrastrados de otros niveles, que no suman a los del Nivel 1." in text
    assert "Se cumple uno (01) de los dos (02) criterios arrastrados del Nivel 0." in text
    assert "arrastrados" not in printed(first_report())


def test_report_2_counts_what_was_carried_apart_from_the_level() -> None:
    sample = second_report()
    counts = replace(sample.counts, carried="3", carried_met_before="1", carried_met_after="2")
    assert "Criterios arrastrados cumplidos | 1 | 2" in printed(replace(sample, counts=counts))
    assert "arrastrados" not in printed(sample)


class TestSixtyRows:
    def test_fit_in_the_first_report(self) -> None:
        sample = first_report()
        process = sample.processes[0]
        rows = tuple(replace(process.criteria[1], code=f"C1-{number:02d}") for number in range(1, 61))
        text = printed(replace(sample, processes=(replace(process, criteria=rows),), evidence=sample.evidence * 3))
        assert re.findall(r"^C1-(\d\d) \| .+ \| No cumple\nSustento: ", text, re.M) == [
            f"{n:02d}" for n in range(1, 61)
        ]
        assert text.count(" | 9f86d081884c7d65\n") == 69

    def test_fit_in_the_second_report(self) -> None:
        sample = second_report()
        rows = tuple(replace(sample.corrections[0], number=str(number)) for number in range(1, 61))
        text = printed(replace(sample, corrections=rows))
        assert re.findall(r"^Observación N° (\d+) \|", text, re.M) == [str(number) for number in range(1, 61)]

    def test_fit_in_the_letter(self) -> None:
        sample = observations_letter()
        rows = tuple(replace(sample.observations[0], number=str(number)) for number in range(1, 61))
        text = printed(replace(sample, observations=rows))
        assert re.findall(r"^Observación N° (\d+) \|", text, re.M) == [str(number) for number in range(1, 61)]


def names_of(document: Any) -> set[str]:
    """Return the names of every field of a document and of the rows within it."""
    names: set[str] = set()
    hints = get_type_hints(document)
    for field in fields(document):
        names.add(field.name)
        for kind in (hints[field.name], *get_args(hints[field.name])):
            if is_dataclass(kind):
                names |= names_of(kind)
    return names
