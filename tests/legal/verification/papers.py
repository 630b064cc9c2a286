"""Full samples of the papers of verification: 23 criteria, 15 observations, 7 corrected. Invented data."""

from __future__ import annotations

from legal.agreements.documents import CriterionRow, ProcessText
from legal.documents import spanish
from legal.documents.documents import Addressee, IssueStamp, Letterhead, Signatory
from legal.verification.documents import (
    CarriedVerdicts,
    CorrectionCounts,
    CorrectionRow,
    CriterionVerdictRow,
    EvidenceRow,
    FirstReportDocument,
    IndicatorValueRow,
    ObservationsLetterDocument,
    ObservationText,
    PeriodText,
    PresentedReportText,
    ProcessVerdicts,
    SecondReportDocument,
    ThirdPartyFindingRow,
    VerdictCounts,
)
from tests.legal.agreements.amazonas_commitments import amazonas_indicators, amazonas_processes

LEVEL = "Año 2 (Nivel 1)"
CORRECTED = 7
DEMONSTRATION = "DOCUMENTO DE DEMOSTRACIÓN: LOS DATOS SON INVENTADOS"

LETTERHEAD = Letterhead(
    ministry="Ministerio de Economía y Finanzas",
    vice_ministry="Despacho Viceministerial de Hacienda",
    directorate="Dirección General de Presupuesto Público",
    decade_name="Decenio de las Personas con Discapacidad en el Perú",
    year_name="Año de la Consolidación del Mar de Grau",
)
PERIOD = PeriodText(
    agreement_number="N° 012-2015-EF/50.01",
    agreement_title="Convenio de Apoyo Presupuestario al Programa Presupuestal 0002 “Salud Materno Neonatal”",
    agreement_signed_on="12 de junio de 2015",
    norm="Directiva N° 002-2014-EF/50.01",
    entity="Gobierno Regional del Departamento de Amazonas",
    programmes=("0002 Salud Materno Neonatal",),
    year_label="Año 2",
    fiscal_year="2016",
    level="Nivel 1",
    terms="el Convenio, con la Adenda N° 1, en vigor desde el 20 de mayo de 2016",
)
DIRECTOR = Signatory(
    name="Rosa Peñaloza Ñahui",
    post="Directora General",
    entity="Dirección General de Presupuesto Público",
)
VERIFIER = Signatory(
    name="Íngrid Quispe & Alva",
    post="Especialista en Calidad del Gasto Público (e)",
    entity="Dirección General de Presupuesto Público",
)
ELABORATED = (
    "Íngrid Quispe & Alva, Especialista en Calidad del Gasto Público (e) (verificó el 16 de marzo de 2016)",
    "Luis Soto Ñahui, Verificador (verificó el 17 de marzo de 2016)",
)
REVIEWED = "Bruno Salas Prado, Especialista técnico (dio su conformidad el 18 de marzo de 2016)"
REASON = (
    "El reporte del sistema no alcanza la condición requerida: faltan los establecimientos de las provincias de "
    "Condorcanqui y Bagua, y la base remitida no permite reproducir el cálculo."
)
ANSWER = (
    "Se completó el registro de los establecimientos observados y se remite la base de datos depurada, con la memoria "
    "del cálculo."
)
HASH = "9f86d081884c7d65"


def criteria() -> list[tuple[ProcessText, CriterionRow]]:
    """Return the criteria of the level, each with its process."""
    return [
        (process, criterion)
        for process in amazonas_processes()
        for subprocess in process.subprocesses
        for criterion in subprocess.criteria
    ]


def _verdicts() -> dict[str, CriterionVerdictRow]:
    """Return the verdict on each criterion by code: every third one is met, the others are not."""
    rows = {}
    for position, (_process, criterion) in enumerate(criteria()):
        met = position % 3 == 0
        rows[criterion.code] = CriterionVerdictRow(
            code=criterion.code,
            statement=criterion.statement,
            responsible_unit=criterion.responsible_unit,
            condition=next(level.condition for level in criterion.levels if level.label == LEVEL),
            value="" if position % 5 == 4 else f"{61 + position}.5%",
            verdict="Cumple" if met else "No cumple",
            reason="" if met else REASON,
            evidence="" if position % 5 == 3 else f"Reporte {criterion.source}, marzo de 2016.xlsx; Anexos & actas.zip",
        )
    return rows


def _processes() -> tuple[ProcessVerdicts, ...]:
    verdicts = _verdicts()
    found = []
    for process in amazonas_processes():
        rows = tuple(verdicts[each.code] for owner, each in criteria() if owner.number == process.number)
        met = sum(row.verdict == "Cumple" for row in rows)
        found.append(
            ProcessVerdicts(
                number=process.number,
                name=process.name,
                result=f"Criterios cumplidos: {spanish.counted(met)} de {spanish.counted(len(rows))}.",
                counts=VerdictCounts(criteria=str(len(rows)), met=str(met), observed=str(len(rows) - met)),
                criteria=rows,
            )
        )
    return tuple(found)


def carried_group() -> CarriedVerdicts:
    """Return what was carried from level 0: two criteria, of which one is met."""
    met, unmet = list(_verdicts().values())[:2]
    return CarriedVerdicts(
        name="Criterios arrastrados del Nivel 0",
        result="Se cumple uno (01) de los dos (02) criterios arrastrados del Nivel 0.",
        counts=VerdictCounts(criteria="2", met="1", observed="1"),
        criteria=(met, unmet),
    )


def _evidence() -> tuple[EvidenceRow, ...]:
    return tuple(
        EvidenceRow(
            file=f"Reporte {criterion.source}, marzo de 2016.xlsx",
            supports=criterion.code,
            supplied_by=criterion.responsible_unit,
            looked_at="Sí",
            sha256=HASH,
        )
        for _process, criterion in criteria()
    )


def first_report() -> FirstReportDocument:
    """Return the full report I: a late report, a completion, a third party, a variable tranche."""
    return FirstReportDocument(
        title="I Informe de Verificación del Cumplimiento de los Compromisos de Gestión: Nivel 1",
        letterhead=LETTERHEAD,
        stamp=IssueStamp(number="N° 0031-2016-EF/50.01", version="", verification_code="K7QM-2WXA-9RTB-HC4P"),
        period=PERIOD,
        result="Se cumplen ocho (08) de los veintitrés (23) criterios del nivel.",
        counts=VerdictCounts(criteria="23", met="8", observed="15"),
        reports=(
            PresentedReportText(
                kind="Informe de cumplimiento (a), Tramo Fijo",
                number="Informe N° 045-2016-G.R.AMAZONAS/GRPPAT",
                date="18 de febrero de 2016",
                note="Fuera de plazo. Se admite por la interrupción del servicio eléctrico acreditada por la Entidad.",
            ),
            PresentedReportText(
                kind="Informe de cumplimiento (b), Tramo Variable",
                number="Informe N° 046-2016-G.R.AMAZONAS/GRPPAT",
                date="12 de febrero de 2016",
                note="",
            ),
        ),
        completion="El 22 de febrero de 2016 se requirió a la Entidad que remitiera la base de datos del padrón "
        "nominal, lo que cumplió el 24 de febrero de 2016.",
        third_party="Conforme al Convenio, el Seguro Integral de Salud verificó en primer término los criterios y los "
        "indicadores. Sus resultados constan en el Anexo N° 1 y no obligan a la DGPP.",
        third_party_name="Seguro Integral de Salud",
        third_party_findings=tuple(
            ThirdPartyFindingRow(
                code=row.code,
                value=row.value,
                verdict="Cumple",
                reason="Conforme a la base de atenciones del SIS.",
                own_verdict=row.verdict,
            )
            for row in _verdicts().values()
        ),
        processes=_processes(),
        carried=(),
        indicators=tuple(
            IndicatorValueRow(
                code=each.code,
                name=each.name,
                baseline=each.baseline,
                target=each.targets[0].target,
                value=each.targets[0].target,
                source=each.source,
                note="Valor preliminar." if each.code.endswith("1") else "",
                evidence="Base de datos & padrón.xlsx" if each.code.endswith("1") else "",
            )
            for each in amazonas_indicators()
        ),
        conclusions=(
            "La Entidad cumple ocho (08) de los veintitrés (23) criterios del Nivel 1.",
            "Corresponde comunicar a la Entidad quince (15) observaciones y el plazo máximo para subsanarlas.",
        ),
        recommendations=(
            "Que la DIRESA Amazonas valide el padrón nominal con las Redes de Salud antes de remitir el informe de "
            "subsanación.",
        ),
        evidence=_evidence(),
        place_and_date="Lima, 18 de marzo de 2016",
        signatory=VERIFIER,
        elaborated=ELABORATED,
        reviewed=REVIEWED,
        demonstration_note=DEMONSTRATION,
    )


def observed() -> list[CriterionVerdictRow]:
    """Return the criteria that report I found not met."""
    return [row for row in _verdicts().values() if row.verdict == "No cumple"]


def _corrections() -> tuple[CorrectionRow, ...]:
    rows = []
    for number, row in enumerate(observed(), start=1):
        corrected = number <= CORRECTED
        rows.append(
            CorrectionRow(
                number=str(number),
                code=row.code,
                criterion=row.statement,
                observation=row.reason,
                answer=ANSWER if corrected else "",
                evidence=(f"Base depurada {row.code}.xlsx (SHA-256 {HASH})",) if corrected else (),
                value=f"{80 + number}%" if corrected else "",
                verdict="Subsanado" if corrected else "No subsanado",
                reason="El valor recalculado alcanza la condición requerida."
                if corrected
                else "La Entidad no presentó información sobre esta observación.",
            )
        )
    return tuple(rows)


def second_report() -> SecondReportDocument:
    """Return the full report II: seven of fifteen observations corrected."""
    return SecondReportDocument(
        title="II Informe de Verificación del Cumplimiento de los Compromisos de Gestión: Subsanación del Nivel 1",
        letterhead=LETTERHEAD,
        stamp=IssueStamp(number="N° 0104-2016-EF/50.01", version="", verification_code="K7QM-2WXA-9RTB-HC4Q"),
        period=PERIOD,
        first_report_number="N° 0031-2016-EF/50.01",
        first_report_date="18 de marzo de 2016",
        letter_number="N° 0212-2016-EF/50.01",
        communicated_on="23 de marzo de 2016",
        due_on="23 de agosto de 2016",
        result="De las quince (15) observaciones se subsanan siete (07); ocho (08) no se subsanan.",
        counts=CorrectionCounts(
            criteria="23",
            met_before="8",
            met_after="15",
            carried="",
            carried_met_before="",
            carried_met_after="",
            observed="15",
            corrected="7",
            not_corrected="8",
        ),
        reports=(
            PresentedReportText(
                kind="Informe de subsanación",
                number="Informe N° 131-2016-G.R.AMAZONAS/GRPPAT",
                date="19 de agosto de 2016",
                note="",
            ),
        ),
        unanswered="",
        corrections=_corrections(),
        conclusions=(
            "Efectuada la subsanación, la Entidad cumple quince (15) de los veintitrés (23) criterios del Nivel 1.",
            "Ocho (08) observaciones no se subsanaron dentro del plazo.",
        ),
        recommendations=("Que se requiera a la Entidad informar sobre los criterios no subsanados.",),
        evidence=_evidence()[:CORRECTED],
        place_and_date="Lima, 5 de setiembre de 2016",
        signatory=VERIFIER,
        elaborated=ELABORATED,
        reviewed=REVIEWED,
        demonstration_note=DEMONSTRATION,
    )


def observations_letter() -> ObservationsLetterDocument:
    """Return the full letter: fifteen observations."""
    return ObservationsLetterDocument(
        title="Oficio que comunica los resultados y las observaciones del Nivel 1",
        letterhead=LETTERHEAD,
        stamp=IssueStamp(number="N° 0212-2016-EF/50.01", version="", verification_code="K7QM-2WXA-9RTB-HC4R"),
        place_and_date="Lima, 21 de marzo de 2016",
        addressee=Addressee(
            treatment="Señor",
            name="Eleuterio Chuquizuta Mas",
            post="Gobernador Regional",
            entity="Gobierno Regional del Departamento de Amazonas",
            address="Jr. Ortiz Arrieta N° 1250, Chachapoyas",
        ),
        subject="Comunica los resultados de la verificación del Nivel 1 y las observaciones que deben subsanarse",
        references=(
            "Convenio de Apoyo Presupuestario N° 012-2015-EF/50.01",
            "Informe N° 045-2016-G.R.AMAZONAS/GRPPAT, recibido el 18 de febrero de 2016",
        ),
        period=PERIOD,
        report_number="N° 0031-2016-EF/50.01",
        results=(
            "De la verificación efectuada, se cumplen ocho (08) de los veintitrés (23) criterios del Nivel 1 y se "
            "observan quince (15).",
        ),
        observations=tuple(
            ObservationText(
                number=str(number),
                code=row.code,
                criterion=row.statement,
                observation=row.reason,
                requirement=f"Acreditar la condición del nivel: {row.condition.lower()}.",
            )
            for number, row in enumerate(observed(), start=1)
        ),
        term="cinco (05) meses",
        term_basis="Anexo II, 1.02 b), de la Directiva N° 002-2014-EF/50.01",
        warning_basis="el numeral 17.7 de la Directiva N° 002-2014-EF/50.01",
        send_to="la mesa de partes del Ministerio de Economía y Finanzas, Jr. Junín N° 319, Lima",
        signatory=DIRECTOR,
        demonstration_note=DEMONSTRATION,
    )
