"""Full samples of the papers of a transfer: the worked example of 2,100,000.00, 15 criteria of 23. Invented data."""

from __future__ import annotations

from dataclasses import replace

from legal.documents.documents import Addressee, Letterhead, Signatory
from legal.transfers.documents import (
    CalculationSheetDocument,
    CriterionVerdictRow,
    IndicatorScoreRow,
    ReportText,
    ReviewText,
    RuleText,
    StepText,
    TrancheMoneyText,
)
from tests.legal.agreements.amazonas_commitments import amazonas_processes

DEMONSTRATION = "DOCUMENTO DE DEMOSTRACIÓN: LOS DATOS SON INVENTADOS"
AGREEMENT = "Convenio de Apoyo Presupuestario N° 012-2015-EF/50.01"
ENTITY = "Gobierno Regional del Departamento de Amazonas"
LETTERHEAD = Letterhead(
    ministry="Ministerio de Economía y Finanzas",
    vice_ministry="Despacho Viceministerial de Hacienda",
    directorate="Dirección General de Presupuesto Público",
    decade_name="Decenio de las Personas con Discapacidad en el Perú",
    year_name="Año de la Consolidación del Mar de Grau",
)
GOVERNOR = Addressee(
    treatment="Señor",
    name="Eleuterio Chuquizuta Mas",
    post="Gobernador Regional",
    entity=ENTITY,
    address="Jr. Ortiz Arrieta N° 1250, Chachapoyas",
)
DIRECTOR = Signatory(
    name="Rosa Peñaloza Ñahui", post="Directora General", entity="Dirección General de Presupuesto Público"
)
FIRST_REPORT = ReportText(
    name="I Informe de Verificación del Cumplimiento de los Compromisos de Gestión, Nivel 1",
    number="N° 031-2016-EF/50.06",
    dated="11 de marzo de 2016",
    conclusion="ocho (08) de los veintitrés (23) criterios se cumplen y quince (15) tienen observaciones",
)
SECOND_REPORT = ReportText(
    name="II Informe de Verificación del Cumplimiento de los Compromisos de Gestión, Subsanación del Nivel 1",
    number="N° 097-2016-EF/50.06",
    dated="2 de setiembre de 2016",
    conclusion="quince (15) de los veintitrés (23) criterios se cumplen y ocho (08) no fueron subsanados",
)
CRITERIA = tuple(
    criterion
    for process in amazonas_processes()
    for subprocess in process.subprocesses
    for criterion in subprocess.criteria
)
FIXED = TrancheMoneyText(
    label="Tramo Fijo del Año 2",
    amount="S/ 2,100,000.00",
    paid="S/ 730,434.78",
    due="S/ 639,130.44",
    balance="S/ 730,434.78",
    cancelled="",
    forgone="",
)


def fixed_sheet() -> CalculationSheetDocument:
    """Return the sheet of the fixed tranche after the correction: 15 of 23 criteria, 639,130.44 due."""
    return CalculationSheetDocument(
        title="Transferencia del Tramo Fijo del Año 2",
        letterhead=LETTERHEAD,
        agreement=AGREEMENT,
        entity=ENTITY,
        programmes=("0002 Salud Materno Neonatal",),
        year="Año 2",
        fiscal_year="2016",
        level="Nivel 1",
        tranche="Tramo Fijo",
        route="Donaciones y Transferencias: asignación financiera del Tesoro Público",
        report=SECOND_REPORT,
        rule=RuleText(
            name="proporcional a los criterios cumplidos",
            basis="numeral 1.03 del Anexo II del Convenio y Directiva N° 002-2014-EF/50.01, Anexo II",
            paragraphs=(
                "Corresponde transferir el Tramo Fijo del año multiplicado por el número de criterios cumplidos y "
                "dividido entre el número de criterios que tienen nivel de cumplimiento en ese año.",
                "Verificada la subsanación, el cálculo se repite con todos los criterios cumplidos hasta entonces y se "
                "transfiere la diferencia con lo ya transferido.",
            ),
        ),
        criteria=tuple(
            CriterionVerdictRow(
                code=criterion.code,
                statement=criterion.statement,
                verdict="Cumple" if position < 8 else "Subsanado" if position < 15 else "No subsanado",
                evidence_count=str(1 + position % 3),
                verifier="Íngrid Quispe & Alva",
                verified_on="09.03.2016" if position < 8 else "31.08.2016",
            )
            for position, criterion in enumerate(CRITERIA)
        ),
        indicators=(),
        compliance_summary="Se cumplen quince (15) de los veintitrés (23) criterios del nivel: ocho (08) según el I "
        "Informe y siete (07) por subsanación.",
        steps=(
            StepText(label="Tramo Fijo del año", value="S/ 2,100,000.00", basis="Convenio, Anexo II, numeral 1.01"),
            StepText(
                label="Parte que corresponde",
                value="15 ÷ 23 = 0.652174",
                basis="Criterios cumplidos ÷ criterios del nivel",
            ),
            StepText(
                label="Corresponde hasta ahora",
                value="S/ 1,369,565.22",
                basis="S/ 2,100,000.00 × 15 ÷ 23, redondeado al céntimo",
            ),
            StepText(label="Ya transferido", value="S/ 730,434.78", basis="Hoja de cálculo N° 004-2016-EF/50.01"),
            StepText(label="Corresponde transferir ahora", value="S/ 639,130.44", basis=""),
            StepText(label="Saldo del tramo", value="S/ 730,434.78", basis="S/ 2,100,000.00 − S/ 1,369,565.22"),
        ),
        money=FIXED,
        due_words="Seiscientos treinta y nueve mil ciento treinta con 44/100 soles",
        what_would_change=(
            "Con un criterio más cumplido, correspondería transferir S/ 91,304.35 más.",
            "Con todos los criterios cumplidos, correspondería transferir S/ 730,434.78 más.",
        ),
        calculated_on="5 de setiembre de 2016",
        reviews=(
            ReviewText(
                action="Revisó",
                name="Óscar Ñaupari O'Connor",
                post="Especialista en Presupuesto (e)",
                dated="7 de setiembre de 2016",
            ),
        ),
        demonstration_note=DEMONSTRATION,
    )


def variable_sheet() -> CalculationSheetDocument:
    """Return the sheet of the variable tranche, not reviewed yet: 787,500.00 due of 900,000.00."""
    return replace(
        fixed_sheet(),
        title="Transferencia del Tramo Variable del Año 2",
        tranche="Tramo Variable",
        report=FIRST_REPORT,
        rule=RuleText(
            name="proporcional al logro de cada indicador",
            basis="numeral 1.03 del Anexo II del Convenio",
            paragraphs=(
                "Corresponde transferir el Tramo Variable del año multiplicado por la suma de los pesos de los "
                "indicadores, cada uno multiplicado por su puntaje.",
                "Puntaje = (valor logrado − línea de base) ÷ (meta − línea de base), no menor que 0 ni mayor que 1.",
            ),
        ),
        criteria=(),
        indicators=(
            IndicatorScoreRow(
                code="I-01",
                name="Porcentaje de gestantes que recibieron su primera atención prenatal en el primer trimestre",
                weight="0.50",
                baseline="40%",
                target="60%",
                achieved="55%",
                score="0.750000",
                weighted_score="0.375000",
                basis="ENDES 2015 & HIS; verificó Íngrid Quispe, 09.03.2016.",
            ),
            IndicatorScoreRow(
                code="I-02",
                name="Porcentaje de partos institucionales de gestantes de zonas rurales",
                weight="0.50",
                baseline="30%",
                target="50%",
                achieved="52%",
                score="1.000000",
                weighted_score="0.500000",
                basis="",
            ),
        ),
        compliance_summary="La suma de peso × puntaje es 0.875000.",
        steps=(
            StepText(label="Tramo Variable del año", value="S/ 900,000.00", basis="Convenio, Anexo II, numeral 1.01"),
            StepText(label="Suma de peso × puntaje", value="0.875000", basis="0.50 × 0.750000 + 0.50 × 1.000000"),
            StepText(label="Corresponde transferir ahora", value="S/ 787,500.00", basis="S/ 900,000.00 × 0.875000"),
            StepText(label="No alcanzado", value="S/ 112,500.00", basis=""),
        ),
        money=TrancheMoneyText(
            label="Tramo Variable del Año 2",
            amount="S/ 900,000.00",
            paid="S/ 0.00",
            due="S/ 787,500.00",
            balance="S/ 0.00",
            cancelled="",
            forgone="S/ 112,500.00",
        ),
        due_words="Setecientos ochenta y siete mil quinientos con 00/100 soles",
        what_would_change=(),
        reviews=(),
        demonstration_note="",
    )
