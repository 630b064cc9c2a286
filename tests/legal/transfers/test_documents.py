"""The papers of a transfer as they leave the printer: the calculation, the two letters, the entity's resolution."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from legal.documents.documents import DocumentContext
from legal.documents.packages import read_parts
from legal.documents.wordtext import extract_margins, extract_text
from tests.legal.papers import shipped_draft
from tests.legal.transfers import letters, papers, resolutions
from tests.legal.transfers.contracts import in_order, left_over, unprinted

DATED = date(2016, 9, 12)
ALL = (
    papers.fixed_sheet(),
    papers.variable_sheet(),
    letters.warning(),
    letters.cancellation(),
    letters.carry(),
    resolutions.incorporation(),
    resolutions.breakdown(),
)


def text_of(document: DocumentContext) -> str:
    """Return the text of the body of a preview."""
    return extract_text(shipped_draft(context=document, dated=DATED).content)


def margins_of(document: DocumentContext) -> str:
    """Return the text of the margins of a preview."""
    return extract_margins(shipped_draft(context=document, dated=DATED).content)


@pytest.mark.parametrize("document", ALL, ids=lambda each: each.title)
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


class TestCalculationSheet:
    def test_has_a_column_of_weights_only_where_the_rule_weighs_criteria(self) -> None:
        sheet = papers.fixed_sheet()
        weighed = replace(sheet, criteria=tuple(replace(each, weight="0.125") for each in sheet.criteria))
        assert "Peso" not in text_of(sheet)
        assert text_of(weighed).count("0.125") == len(sheet.criteria)
        assert text_of(weighed).count("Peso") == 1

    def test_has_its_parts_in_order(self) -> None:
        assert in_order(
            text_of(papers.fixed_sheet()),
            "HOJA DE CÁLCULO N° ___-____",
            "TRANSFERENCIA DEL TRAMO FIJO DEL AÑO 2",
            "I. DATOS DEL CONVENIO Y DEL TRAMO",
            "II. INFORME QUE SUSTENTA EL CÁLCULO",
            "III. REGLA APLICADA",
            "IV. CUMPLIMIENTO DE LOS CRITERIOS",
            "V. DETERMINACIÓN DEL MONTO, PASO A PASO",
            "VI. MONTO QUE CORRESPONDE TRANSFERIR",
            "VII. QUÉ HARÍA VARIAR EL RESULTADO",
            "VIII. REVISIÓN",
        )

    def test_goes_from_the_sol_back_to_who_judged_each_criterion(self) -> None:
        text = text_of(papers.fixed_sheet())
        rows = [line for line in text.splitlines() if line.endswith(("09.03.2016", "31.08.2016"))]
        assert len(rows) == 23
        assert rows[0].startswith("C1-01 | ")
        assert rows[0].endswith(" | Cumple | 1 | Íngrid Quispe & Alva | 09.03.2016")
        assert "3 | Corresponde hasta ahora | S/ 1,369,565.22 | S/ 2,100,000.00 × 15 ÷ 23" in text
        assert "5 | Corresponde transferir ahora | S/ 639,130.44 | –" in text

    def test_adds_up(self) -> None:
        assert in_order(
            text_of(papers.fixed_sheet()),
            "Corresponde transferir S/ 639,130.44 (Seiscientos treinta y nueve mil ciento treinta con 44/100 soles).",
            "Transferido | S/ 730,434.78",
            "Corresponde transferir | S/ 639,130.44",
            "Saldo | S/ 730,434.78",
            "Total (monto del tramo) | S/ 2,100,000.00",
        )

    def test_leaves_out_the_parts_that_a_tranche_lacks(self) -> None:
        fixed, variable = text_of(papers.fixed_sheet()), text_of(papers.variable_sheet())
        assert "No alcanzado" not in fixed
        assert "Saldo cuya transferencia se canceló" not in fixed + variable
        assert "No alcanzado | S/ 112,500.00" in variable

    def test_of_a_variable_tranche_shows_each_score(self) -> None:
        text = text_of(papers.variable_sheet())
        assert "IV. LOGRO DE LOS INDICADORES" in text
        assert "CUMPLIMIENTO DE LOS CRITERIOS" not in text
        assert "Evidencias" not in text
        assert (
            "ENDES 2015 & HIS; verificó Íngrid Quispe, 09.03.2016. | 0.50 | 40% | 60% | 55% | 0.750000 | 0.375000"
            in text
        )
        assert "zonas rurales | 0.50 | 30% | 50% | 52% | 1.000000 | 0.500000" in text

    def test_says_who_reviewed_it_or_that_nobody_has(self) -> None:
        reviewed, pending = text_of(papers.fixed_sheet()), text_of(papers.variable_sheet())
        assert "Revisó | Óscar Ñaupari O'Connor | Especialista en Presupuesto (e) | 7 de setiembre de 2016" in reviewed
        assert "pendiente de revisión" not in reviewed
        assert in_order(pending, "VII. REVISIÓN", "pendiente de revisión y no sustenta transferencia alguna")
        assert "QUÉ HARÍA VARIAR" not in pending

    def test_names_one_programme_or_several(self) -> None:
        several = replace(
            papers.fixed_sheet(), programmes=("0001 Articulado Nutricional", "0002 Salud Materno Neonatal")
        )
        assert "Programa presupuestal | 0002" in text_of(papers.fixed_sheet())
        joined = "Programas presupuestales | 0001 Articulado Nutricional; 0002 Salud Materno Neonatal"
        assert joined in text_of(several)


class TestWarningLetter:
    def test_has_its_parts_in_order(self) -> None:
        assert in_order(
            text_of(letters.warning()),
            "Lima, 12 de setiembre de 2016",
            "OFICIO N° ___-____",
            "Eleuterio Chuquizuta Mas",
            "Asunto | : | Apercibimiento",
            "I. ANTECEDENTES",
            "El I Informe de Verificación",
            "El II Informe de Verificación",
            "recibido por la Entidad el 15 de marzo de 2016, con un plazo máximo de cinco (05) meses",
            "El plazo se encuentra vencido.",
            "C3-03 | Bancos de sangre",
            "II. SALDO DEL TRAMO",
            "El saldo asciende a S/ 730,434.78 (Setecientos treinta mil",
            "III. APERCIBIMIENTO",
            "BAJO APERCIBIMIENTO de cancelarse la transferencia del saldo",
            "diez (10) días hábiles, contados desde el día hábil siguiente al de la recepción",
            "nada se cancela sin un acto expreso",
            "Atentamente,",
            "Rosa Peñaloza Ñahui",
        )

    def test_cites_the_law_that_it_is_given(self) -> None:
        today = "el numeral 151.2 del artículo 151 del Texto Único Ordenado de la Ley N° 27444"
        text = text_of(replace(letters.warning(), basis=today))
        assert f"De conformidad con {today}, y con {letters.DIRECTIVE}, se REQUIERE a la Entidad" in text

    def test_to_who_never_reported_has_neither_reports_nor_criteria(self) -> None:
        text = text_of(replace(letters.warning(), rescue=letters.NEVER_REPORTED))
        assert "cuarenta y cinco (45) días calendario para presentar el informe de cumplimiento" in text
        assert "Informe de Verificación del Cumplimiento" not in text
        assert "Las observaciones se comunicaron" not in text
        assert "no subsanado" not in text

    def test_shows_each_reason_as_it_was_written(self) -> None:
        assert text_of(letters.warning()).count("Condorcanqui & Bagua <Imaza>.") == len(letters.NOT_CORRECTED) == 8


class TestCarryLetter:
    def test_says_what_is_carried_where_and_what_becomes_of_the_balance(self) -> None:
        text = text_of(letters.carry())
        assert "Con el Oficio N° 012-2016-EF/50.01 se arrastraron antes." in text
        assert "dispone ARRASTRAR los criterios señalados a la evaluación del Nivel 2 (Año 3, año fiscal 2017)" in text
        assert "cuyo plazo vence el 14 de febrero de 2017" in text
        assert "no se cuentan entre los criterios del Nivel 2." in text
        assert "El saldo asciende a" in text
        assert "Por el presente oficio no se cancela saldo alguno." in text

    def test_of_one_criterion_is_singular(self) -> None:
        sample = letters.carry()
        one = replace(sample.rescue, criteria=sample.rescue.criteria[:1])
        text = text_of(replace(sample, rescue=one))
        assert "que el criterio no subsanado del Nivel 1 se verificará de nuevo en la evaluación del Nivel 2" in text
        assert "El criterio no subsanado es el siguiente:" in text
        assert "dispone ARRASTRAR el criterio señalado a la evaluación del Nivel 2" in text
        assert "para la cual deberá ser subsanado." in text
        assert "El criterio arrastrado conserva el Tramo Fijo" in text
        assert "y no se cuenta entre los criterios del Nivel 2." in text


class TestCancellationLetter:
    def test_has_its_parts_in_order(self) -> None:
        assert in_order(
            text_of(letters.cancellation()),
            "OFICIO N° ___-____",
            "se cancela la transferencia del saldo del Tramo Fijo del Año 2 (año fiscal 2016)",
            "I. ANTECEDENTES",
            "Oficio N° 120-2016-EF/50.01, recibido el 14 de setiembre de 2016, se apercibió a la Entidad",
            "plazo de diez (10) días hábiles. Vencido ese plazo",
            "C4-03 | ",
            "II. FUNDAMENTOS",
            "III. DECISIÓN",
            "dispone CANCELAR la transferencia del saldo",
            "ascendente a S/ 730,434.78 (Setecientos treinta mil cuatrocientos treinta y cuatro con 78/100 soles)",
            "Saldo | S/ 0.00",
            "Saldo cuya transferencia se canceló | S/ 730,434.78",
            "IV. RECURSOS QUE PROCEDEN",
            "recurso de reconsideración",
            "Rosa Peñaloza Ñahui",
        )


class TestIncorporationResolution:
    def test_has_its_parts_in_order(self) -> None:
        assert in_order(
            text_of(resolutions.incorporation()),
            "RESOLUCIÓN EJECUTIVA REGIONAL N° ______-2016-____________",
            "VISTOS:",
            "CONSIDERANDO:",
            "Que, el artículo 15 de la Ley N° 29951",
            "los recursos fueron asignados financieramente a favor del pliego;",
            "En uso de las facultades conferidas por la Ley N° 27867",
            "SE RESUELVE:",
            "ARTÍCULO PRIMERO.- Incorporación. AUTORIZAR la incorporación de mayores ingresos públicos",
            "INGRESOS",
            "Rubro | 13 Donaciones y Transferencias",
            "EGRESOS",
            "0002 Salud Materno Neonatal | 3000001 Población",
            "Total de egresos | S/ 639,130.44",
            "ARTÍCULO SEGUNDO.- Codificación.",
            "ARTÍCULO TERCERO.- Notas para Modificación Presupuestaria.",
            "ARTÍCULO CUARTO.- Limitación al uso de los recursos.",
            "ARTÍCULO QUINTO.- Remisión de copias.",
            "se remite, dentro de los cinco (05) días calendario de aprobada, según la normativa del Sistema",
            "– Contraloría General de la República.",
            "ARTÍCULO SEXTO.- Publicación.",
            "Regístrese, publíquese y cúmplase.",
            "Gobernador Regional",
        )

    def test_leaves_blanks_for_what_only_the_entity_knows(self) -> None:
        row = f"Actividad: {resolutions.BLANK} | {resolutions.BLANK} | 2.3 Bienes y servicios | {resolutions.BLANK}"
        assert text_of(resolutions.incorporation()).count(row) == 3

    def test_says_on_each_page_that_it_is_a_model(self) -> None:
        margins = margins_of(resolutions.incorporation())
        assert margins.count("MODELO SIN EFECTO LEGAL: LA ENTIDAD LO COMPLETA, LO ADAPTA Y LO EMITE") == 2

    def test_has_the_head_of_the_entity_and_not_of_the_ministry(self) -> None:
        margins = margins_of(resolutions.incorporation())
        assert "GOBIERNO REGIONAL DEL DEPARTAMENTO DE AMAZONAS\n" in margins
        assert "“Año de la Consolidación del Mar de Grau”" in margins
        assert "Ministerio de Economía y Finanzas" not in margins
        assert "“Año" not in margins_of(resolutions.breakdown())

    def test_by_decree_breaks_down_instead_of_taking_in(self) -> None:
        text = text_of(resolutions.breakdown())
        assert in_order(
            text,
            "RESOLUCIÓN DE ALCALDÍA",
            "Que, mediante Decreto Supremo N° 181-2016-EF, se autorizó una Transferencia de Partidas",
            "a nivel programático, dentro de los cinco (05) días calendario de su vigencia;",
            "ARTÍCULO PRIMERO.- Desagregación. APROBAR la desagregación",
            "EGRESOS",
            "se remite a:",
        )
        assert "INGRESOS" not in text.replace("EGRESOS", "")
        assert "asignados financieramente" not in text
        assert "Actividad:" not in text

    def test_cites_the_exception_to_the_limits_where_there_is_one(self) -> None:
        exception = "el numeral 67.2 exceptúa a estos recursos de los límites máximos de incorporación"
        assert exception not in text_of(resolutions.incorporation())
        assert f"Que, {exception};" in text_of(replace(resolutions.incorporation(), limits_exception=exception))

    @pytest.mark.parametrize("act", ["Resolución Ministerial", "Resolución Jefatural", "Resolución de Alcaldía"])
    def test_bears_the_name_of_the_act_of_its_level(self, act: str) -> None:
        assert f"{act.upper()} N° ______" in text_of(replace(resolutions.incorporation(), act=act))
