"""The contract with ``calculation_sheet.docx``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from legal.agreements.clauses import bookmarks_of
from legal.documents.about import marked as _
from legal.documents.documents import AgreementName, DemonstrationNote, DocumentContext, EntityName, ProgrammeNames
from legal.transfers.documents.tranches import ReportText, TrancheMoneyText


@dataclass(frozen=True, kw_only=True)
class RuleText:
    """The rule of money that was applied: its name, the norm and article behind it, its wording."""

    name: Annotated[
        str, _("Nombre de la regla de transferencia, dentro de una oración"), "proporcional a los criterios cumplidos"
    ]
    basis: Annotated[
        str,
        _("Numeral del convenio y directiva en que consta la regla"),
        "numeral 1.03 del Anexo II del Convenio, suscrito en el marco de la Directiva N° 002-2014-EF/50.01",
    ]
    paragraphs: Annotated[
        tuple[str, ...],
        _("Párrafos que enuncian la regla"),
        "Corresponde transferir el Tramo Fijo del año multiplicado por el número de criterios "
        "cumplidos y dividido entre el número de criterios que tienen nivel de cumplimiento en ese "
        "año.",
    ]


@dataclass(frozen=True, kw_only=True)
class CriterionVerdictRow:
    """The verdict on one criterion: how many pieces of evidence it has, who judged it and when.

    ``weight`` is empty where the rule does not weigh criteria: the table then has no such column.
    """

    code: Annotated[str, _("Código del criterio de evaluación"), "PO-01"]
    statement: Annotated[
        str, _("Enunciado del criterio"), "Distritos del ámbito con meta programada según el padrón nominado"
    ]
    verdict: Annotated[str, _("Resultado del criterio: «Cumple», «No cumple», «Subsanado» o «No subsanado»"), "Cumple"]
    evidence_count: Annotated[str, _("Cuántas evidencias sustentan el resultado, en cifras"), "2"]
    verifier: Annotated[str, _("Nombres y apellidos de quien verificó"), "Fabián Lúcumo Ficticio"]
    verified_on: Annotated[str, _("Fecha en que se verificó, en cifras"), "21.03.2029"]
    weight: Annotated[
        str, _("Peso del criterio; vacío si la regla no pondera criterios, y entonces no tiene columna"), "0.25"
    ] = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorScoreRow:
    """What one indicator reached. ``basis`` says by which evidence, who verified it and when, or is empty."""

    code: Annotated[str, _("Código del indicador"), "IND-01"]
    name: Annotated[
        str,
        _("Nombre del indicador"),
        "Proporción de niñas y niños menores de 36 meses de los distritos del ámbito con CRED completo según edad",
    ]
    weight: Annotated[str, _("Peso del indicador en el tramo variable"), "0.40"]
    baseline: Annotated[str, _("Valor de la línea de base"), "48%"]
    target: Annotated[str, _("Meta del indicador en el año"), "56%"]
    achieved: Annotated[str, _("Valor que alcanzó el indicador"), "54.5%"]
    score: Annotated[str, _("Puntaje del indicador, de 0 a 1 y con seis decimales"), "0.812500"]
    weighted_score: Annotated[str, _("Peso multiplicado por el puntaje, con seis decimales"), "0.325000"]
    basis: Annotated[
        str,
        _("Oraciones sobre la fuente, las evidencias y quién verificó; vacío si no consta"),
        "Fuente: HIS y padrón nominado; evidencias: 1. Verificó Fabián Lúcumo Ficticio, 26.03.2029.",
    ]


@dataclass(frozen=True, kw_only=True)
class StepText:
    """One step of the arithmetic: what it is, its value, and the operation or provision behind it (or empty)."""

    label: Annotated[str, _("Nombre del paso del cálculo"), "Corresponde hasta ahora"]
    value: Annotated[str, _("Resultado del paso"), "S/ 1,225,000.00"]
    basis: Annotated[
        str,
        _("Operación o disposición de la que sale el resultado; vacío si no la necesita"),
        "S/ 1,575,000.00 × 7 ÷ 9, redondeado al céntimo",
    ]


@dataclass(frozen=True, kw_only=True)
class ReviewText:
    """Somebody's part in the calculation: "Revisó", the name, the post and the date."""

    action: Annotated[str, _("Lo que hizo con el cálculo"), "Revisó"]
    name: Annotated[str, _("Nombres y apellidos de quien lo hizo"), "Elvira Capulí Ficticia"]
    post: Annotated[str, _("Cargo de quien lo hizo"), "Especialista en Presupuesto Público"]
    dated: Annotated[str, _("Fecha en que lo hizo"), "4 de abril de 2029"]


@dataclass(frozen=True, kw_only=True)
class CalculationSheetDocument(DocumentContext):
    """The calculation of what a tranche owes, from the sol back to rule, verdict, evidence and date.

    A fixed tranche has ``criteria``, a variable one ``indicators``; ``compliance_summary`` says in a
    sentence what they add up to. ``tranche`` and ``year`` are "Tramo Fijo" and "Año 2". Without
    ``reviews`` the sheet says that its review is pending.
    """

    template_name: ClassVar[str] = "calculation_sheet.docx"
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("observaciones")
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "Transferencia del Tramo Fijo del Año 2 por el I Informe de Verificación"
    }

    agreement: AgreementName
    entity: EntityName
    programmes: ProgrammeNames
    year: Annotated[str, _("Año del convenio que se calcula"), "Año 2"]
    fiscal_year: Annotated[str, _("Año fiscal que se verificó"), "2028"]
    level: Annotated[str, _("Nivel de cumplimiento que se verificó"), "Nivel 1"]
    tranche: Annotated[str, _("Tramo que se calcula"), "Tramo Fijo"]
    route: Annotated[
        str,
        _("Fuente de financiamiento y vía por la que llegan los recursos"),
        "Donaciones y Transferencias: asignación financiera del Tesoro Público",
    ]
    report: Annotated[ReportText, _("Informe de verificación que sustenta el cálculo")]
    rule: Annotated[RuleText, _("Regla de transferencia que se aplicó")]
    criteria: Annotated[
        tuple[CriterionVerdictRow, ...],
        _("Criterios del tramo fijo con su resultado; lista vacía en un tramo variable"),
        (
            {},
            {"code": "PO-02", "statement": "Establecimientos con meta programada por producto", "verdict": "No cumple"},
        ),
    ]
    indicators: Annotated[
        tuple[IndicatorScoreRow, ...], _("Indicadores del tramo variable con su puntaje; lista vacía en un tramo fijo")
    ]
    compliance_summary: Annotated[
        str,
        _("Oración sobre lo que suman los criterios o los indicadores"),
        "Se cumplen siete (07) de los nueve (09) criterios del Nivel 1.",
    ]
    steps: Annotated[
        tuple[StepText, ...],
        _("Pasos de la operación, en su orden"),
        (
            {
                "label": "Tramo fijo del año",
                "value": "S/ 1,575,000.00",
                "basis": "Numeral 1.01 del Anexo II del Convenio",
            },
            {
                "label": "Criterios cumplidos entre criterios del nivel",
                "value": "7 ÷ 9 = 0.777778",
                "basis": "Resultado de la verificación",
            },
            {},
            {
                "label": "Corresponde transferir ahora",
                "basis": "Lo que corresponde hasta ahora menos lo que ya correspondía",
            },
        ),
    ]
    money: Annotated[TrancheMoneyText, _("Situación del tramo después de este cálculo")]
    due_words: Annotated[
        str, _("Monto por transferir, en letras"), "Un millón doscientos veinticinco mil con 00/100 soles"
    ]
    what_would_change: Annotated[
        tuple[str, ...],
        _("Oraciones sobre lo que cambiaría con otros resultados; lista vacía si nada cambiaría"),
        "Con un criterio más cumplido, correspondería transferir S/ 175,000.00 más.",
    ]
    calculated_on: Annotated[str, _("Fecha en que se hizo el cálculo"), "2 de abril de 2029"]
    reviews: Annotated[
        tuple[ReviewText, ...], _("Quiénes revisaron el cálculo; lista vacía mientras la revisión está pendiente")
    ]
    demonstration_note: DemonstrationNote
