"""The papers that end an agreement as they leave the printer: the act of closure, the letter of termination."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from legal.documents.documents import DocumentContext
from legal.documents.packages import read_parts
from legal.documents.wordtext import extract_margins, extract_text
from tests.legal.closure import papers
from tests.legal.papers import shipped_draft
from tests.legal.transfers.contracts import in_order, left_over, unprinted

DATED = date(2018, 9, 28)
ALL = (papers.closure(), papers.bare_closure(), papers.termination(), papers.separation())


def text_of(document: DocumentContext) -> str:
    """Return the text of the body of a preview."""
    return extract_text(shipped_draft(context=document, dated=DATED).content)


def margins_of(document: DocumentContext) -> str:
    """Return the text of the margins of a preview."""
    return extract_margins(shipped_draft(context=document, dated=DATED).content)


@pytest.mark.parametrize("document", ALL, ids=["closure", "bare closure", "termination", "separation"])
class TestEachPaper:
    def test_leaves_no_tag_behind(self, document: DocumentContext) -> None:
        assert not left_over(text_of(document) + margins_of(document))

    def test_prints_every_field_of_its_contract(self, document: DocumentContext) -> None:
        template = (Path(settings.DOCX_TEMPLATES_DIR) / document.template_name).read_bytes()
        assert not unprinted(type(document), read_parts(template))

    def test_keeps_ampersands_and_angle_brackets(self, document: DocumentContext) -> None:
        odd = replace(document, agreement="Convenio N° 1 «A» <B> & {C}")  # type: ignore[call-arg]
        assert "Convenio N° 1 «A» <B> & {C}" in text_of(odd)

    def test_says_that_it_is_a_demonstration_only_when_it_is(self, document: DocumentContext) -> None:
        note = papers.DEMONSTRATION
        assert margins_of(replace(document, demonstration_note=note)).count(note) == 2  # type: ignore[call-arg]
        assert note not in margins_of(replace(document, demonstration_note=""))  # type: ignore[call-arg]

    def test_is_a_draft_until_it_is_issued(self, document: DocumentContext) -> None:
        assert margins_of(document).count("PROYECTO SIN VALOR LEGAL") == 2


class TestClosureAct:
    def test_has_its_parts_in_order(self) -> None:
        assert in_order(
            text_of(papers.closure()),
            "ACTA DE CIERRE N° ___-____",
            "En la ciudad de Lima, a los veintiocho días del mes de setiembre del año dos mil dieciocho, la Dirección",
            "PRIMERO: DE LAS PARTES",
            "El Ministerio de Economía y Finanzas, a través de la Dirección General de Presupuesto Público.",
            "en calidad de entidad pública (en adelante, la Entidad).",
            "El Seguro Integral de Salud, en calidad de organismo verificador.",
            "SEGUNDO: DE LA VIGENCIA",
            "Fin de la vigencia | 12 de junio de 2018",
            "Adendas | Adenda N° 01, de 20 de mayo de 2016; Adenda N° 02",
            "TERCERO: DE LOS PERÍODOS VERIFICADOS",
            "Año 2 | 2016 | Nivel 1 | Subsanado en parte",
            "CUARTO: DE LAS TRANSFERENCIAS",
            "se transfirió un total de S/ 5,157,065.22 (Cinco millones ciento cincuenta y siete mil",
            "Año 2 | Fijo | S/ 2,100,000.00 | S/ 1,369,565.22 | S/ 730,434.78 | S/ 0.00 | S/ 0.00",
            "Total | S/ 9,000,000.00 | S/ 5,157,065.22 | S/ 2,230,434.78 | S/ 1,612,500.00 | S/ 0.00",
            "QUINTO: DE LOS SALDOS NO EJECUTADOS",
            "no ejecutados por S/ 48,210.50 (Cuarenta y ocho mil doscientos diez con 50/100 soles)",
            "para los mismos bienes & servicios.",
            "SEXTO: DE LAS BUENAS PRÁCTICAS",
            "2. Tablero de seguimiento de gestantes por establecimiento <nominal>.",
            "SÉPTIMO: DE LAS LECCIONES APRENDIDAS",
            "1. La transferencia debe llegar",
            "OCTAVO: DEL INFORME FINAL",
            "presentó el Informe Final N° 007-2018-G.R.AMAZONAS/GRPPAT el 14 de agosto de 2018. Expone los resultados",
            "NOVENO: DE LAS DECLARACIONES",
            "– No se encuentran pendientes verificaciones",
            "– La información del Convenio y sus resultados se encuentran publicados.",
            "Rosa Peñaloza Ñahui",
        )

    def test_says_so_where_there_is_nothing_to_say(self) -> None:
        text = text_of(papers.bare_closure())
        assert in_order(
            text,
            "Adendas | Ninguna",
            "QUINTO: DE LOS SALDOS NO EJECUTADOS",
            "declaró que ejecutó la totalidad de los recursos transferidos.",
            "SEXTO: DE LAS BUENAS PRÁCTICAS",
            "No se registraron buenas prácticas.",
            "No se registraron lecciones aprendidas.",
            "el 14 de agosto de 2018. El informe final forma parte del expediente",
        )
        assert "organismo verificador" not in text
        assert "saldos incorporados y no ejecutados" not in text


class TestTerminationAct:
    def test_has_its_parts_in_order(self) -> None:
        assert in_order(
            text_of(papers.termination()),
            "OFICIO N° ___-____",
            "Asunto | : | Resolución del Convenio",
            "la resolución, por incumplimiento de las obligaciones de la entidad pública, del Convenio",
            "I. HECHOS",
            "bienes & servicios ajenos",
            "2. Vencido el plazo",
            "II. CAUSAL Y DECISIÓN",
            "previsto en el literal b) del numeral 13.1 de la Cláusula Décimo Tercera",
            "según opina el Informe Legal N° 210-2016-EF/42.01",
            "queda RESUELTO a partir del día siguiente de la recepción",
            "III. EFECTOS",
            "a la fecha está por transferir S/ 639,130.44 (Seiscientos treinta y nueve mil",
            "quedan sin efecto, por un total de S/ 3,842,934.78 (Tres millones",
            "El informe final se presenta dentro de los treinta (30) días calendario siguientes.",
            "IV. LIQUIDACIÓN",
            "Año 2 | Fijo | S/ 2,100,000.00 | S/ 730,434.78 | S/ 639,130.44 | S/ 0.00 | S/ 730,434.78",
            "Total | S/ 9,000,000.00 | S/ 4,517,934.78 | S/ 639,130.44 | S/ 0.00 | S/ 3,842,934.78",
            "V. RECURSOS QUE PROCEDEN",
            "Atentamente,",
            "Rosa Peñaloza Ñahui",
        )

    def test_by_separation_has_notice_and_nothing_else_to_settle(self) -> None:
        text = text_of(papers.separation())
        assert "queda RESUELTO a partir del 3 de noviembre de 2016. La separación se comunicó" in text
        assert "se transfiere; a la fecha no hay monto por transferir." in text
        assert "No hay saldos ni tramos que queden sin efecto." in text
        assert "El informe final se presenta" not in text
        assert "RECURSOS QUE PROCEDEN" not in text
