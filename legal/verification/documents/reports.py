"""The contract with ``verification_report.docx``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from legal.agreements.clauses import bookmarks_of
from legal.documents.about import marked as _
from legal.documents.documents import DemonstrationNote, DocumentContext, PlaceAndDate, Signatory
from legal.verification.documents.periods import EvidenceRow, Period, PresentedReportText, VerdictCounts


@dataclass(frozen=True, kw_only=True)
class CriterionVerdictRow:
    """One criterion: what the level demands, the measured value, "Cumple" or "No cumple", why, and what was looked at.

    ``value`` is empty where nothing is measured, ``evidence`` (names of files) where none was looked at: then
    ``reason`` says with what the criterion was verified. It may be empty when the criterion is met by evidence.
    """

    code: Annotated[str, _("Código del criterio de evaluación"), "OP-03"]
    statement: Annotated[str, _("Enunciado del criterio"), "Gestantes con referencia y contrarreferencia registrada"]
    responsible_unit: Annotated[str, _("Unidad de la entidad que responde por el criterio"), "Red de Salud Huanta"]
    condition: Annotated[str, _("Condición que exige el nivel"), "Al menos 95%"]
    value: Annotated[str, _("Valor que se midió; vacío si el criterio no se mide"), "91%"]
    verdict: Annotated[str, _("Resultado de la verificación: «Cumple» o «No cumple»"), "No cumple"]
    reason: Annotated[
        str,
        _("Motivo del resultado; puede ir vacío si el criterio se cumple"),
        "La nueva muestra llega a 91 %; el nivel exige 95 %.",
    ]
    evidence: Annotated[
        str, _("Archivos examinados; vacío si no se examinó ninguno"), "Informe N° 932-2029-GRA-DIRESA.pdf"
    ]


@dataclass(frozen=True, kw_only=True)
class ProcessVerdicts:
    """One process, with the sentence that sums it up and its criteria in the order of their codes."""

    number: Annotated[str, _("Número de orden del proceso, en cifras"), "2"]
    name: Annotated[str, _("Nombre del proceso"), "Soporte logístico para la adquisición y distribución de los insumos"]
    result: Annotated[
        str,
        _("Oración que resume el resultado del proceso"),
        "Se cumple uno (01) de los tres (03) criterios del proceso.",
    ]
    counts: Annotated[
        VerdictCounts, _("Recuento de los criterios del proceso"), {"criteria": "3", "met": "1", "observed": "2"}
    ]
    criteria: Annotated[
        tuple[CriterionVerdictRow, ...], _("Criterios del proceso con su resultado, en el orden de sus códigos")
    ]


@dataclass(frozen=True, kw_only=True)
class CarriedVerdicts:
    """What was carried from one level, "Criterios arrastrados del Nivel 1", as a process has it; it counts apart."""

    name: Annotated[str, _("Título de lo arrastrado, con el nivel del que viene"), "Criterios arrastrados del Nivel 1"]
    result: Annotated[
        str,
        _("Oración que resume el resultado de lo arrastrado"),
        "Se cumplen nueve (09) de los quince (15) criterios arrastrados del Nivel 1.",
    ]
    counts: Annotated[
        VerdictCounts, _("Recuento de los criterios arrastrados"), {"criteria": "15", "met": "9", "observed": "6"}
    ]
    criteria: Annotated[
        tuple[CriterionVerdictRow, ...], _("Criterios arrastrados con su resultado, en el orden de sus códigos")
    ]


@dataclass(frozen=True, kw_only=True)
class IndicatorValueRow:
    """One indicator of the variable tranche and the value it reached.

    ``note`` may be empty, and so may ``evidence`` (names of files) where none was looked at.
    """

    code: Annotated[str, _("Código del indicador"), "IND-01"]
    name: Annotated[
        str,
        _("Nombre del indicador"),
        "Proporción de niñas y niños menores de 36 meses de los distritos del ámbito con CRED completo según edad",
    ]
    baseline: Annotated[str, _("Línea de base con su año"), "48% (2025)"]
    target: Annotated[str, _("Meta del indicador en el año que se verifica"), "56%"]
    value: Annotated[str, _("Valor que alcanzó el indicador"), "53.8%"]
    source: Annotated[str, _("Fuente de donde sale el valor del indicador"), "HIS y padrón nominado"]
    note: Annotated[
        str,
        _("Nota sobre el valor verificado; vacío si no hay"),
        "Se excluyen los registros sin documento de identidad.",
    ]
    evidence: Annotated[
        str, _("Archivos examinados; vacío si no se examinó ninguno"), "Informe N° 932-2029-GRA-DIRESA.pdf"
    ]


@dataclass(frozen=True, kw_only=True)
class ThirdPartyFindingRow:
    """What the third party found on a criterion or indicator beside what the DGPP found.

    ``value`` and ``reason`` may be empty. The verdict on an indicator is "Alcanza su meta" or "No alcanza su meta".
    """

    code: Annotated[str, _("Código del criterio o indicador que verificó el tercero"), "SE-01"]
    value: Annotated[str, _("Valor que midió el tercero; vacío si no se mide"), "85%"]
    verdict: Annotated[str, _("Resultado al que llegó el tercero"), "No cumple"]
    reason: Annotated[
        str,
        _("Motivo del resultado del tercero; puede ir vacío"),
        "10 de los 12 establecimientos visitados alcanzan el puntaje (83.3 %); el nivel exige 90 %.",
    ]
    own_verdict: Annotated[str, _("Resultado al que llega la dirección general"), "Cumple"]


@dataclass(frozen=True, kw_only=True)
class FirstReportDocument(DocumentContext):
    """The "I Informe de Verificación" of a level.

    ``title`` is printed whole: "I Informe de Verificación del Cumplimiento de los Compromisos de
    Gestión: Nivel 1". ``completion`` tells what the entity was asked to complete, or is empty.
    ``third_party`` tells who verified first, and is empty with ``third_party_name`` (without its
    article) and ``third_party_findings`` where the agreement names nobody. ``elaborated`` says who
    verified and when, ``reviewed`` who agreed with the draft (empty until somebody has). ``carried`` is empty where
    no criterion comes from another level, ``indicators`` in a year without variable tranche.
    ``demonstration_note`` is empty in real life.
    """

    template_name: ClassVar[str] = "verification_report.docx"
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("observaciones")
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "I Informe de Verificación del Cumplimiento de los Compromisos de Gestión: Nivel 1",
        "signatory": {"name": "Fabián Lúcumo Ficticio", "post": "Verificador de Compromisos de Gestión"},
    }

    period: Period
    result: Annotated[
        str,
        _("Oración con el resultado de la verificación"),
        "Se cumplen siete (07) de los nueve (09) criterios del nivel.",
    ]
    counts: Annotated[VerdictCounts, _("Recuento de los criterios del nivel")]
    reports: Annotated[tuple[PresentedReportText, ...], _("Informes que presentó la entidad")]
    completion: Annotated[
        str,
        _("Oración sobre lo que se pidió completar a la entidad; vacío si no se pidió nada"),
        "El 16 de febrero de 2029, según el numeral 136.1 del artículo 136 del Texto Único "
        "Ordenado de la Ley N° 27444, se requirió a la Entidad, por única vez, que completara lo "
        "presentado.",
    ]
    third_party: Annotated[
        str,
        _("Párrafo sobre la verificación previa del tercero; vacío si el convenio no lo prevé"),
        "Conforme al Convenio, el Seguro Integral de Salud verificó primero los criterios; sus "
        "resultados, del 3 de agosto de 2029, constan en el Anexo N° 1.",
    ]
    third_party_name: Annotated[
        str, _("Nombre del tercero, sin artículo; vacío si el convenio no lo prevé"), "Seguro Integral de Salud"
    ]
    third_party_findings: Annotated[
        tuple[ThirdPartyFindingRow, ...],
        _("Resultados del tercero junto a los de la dirección general; lista vacía si no hay tercero"),
    ]
    processes: Annotated[tuple[ProcessVerdicts, ...], _("Criterios del nivel con su resultado, por procesos")]
    carried: Annotated[
        tuple[CarriedVerdicts, ...], _("Lo arrastrado de otros niveles, por nivel; lista vacía si no hay")
    ]
    indicators: Annotated[
        tuple[IndicatorValueRow, ...],
        _("Indicadores con el valor que alcanzaron; lista vacía en un año sin tramo variable"),
    ]
    conclusions: Annotated[
        tuple[str, ...],
        _("Conclusiones del informe, un párrafo por cada una"),
        (
            "Se cumplen siete (07) de los nueve (09) criterios del Nivel 1.",
            "Se observan los criterios OP-03 y SE-01.",
        ),
    ]
    recommendations: Annotated[
        tuple[str, ...],
        _("Recomendaciones del informe, un párrafo por cada una; lista vacía si no hay"),
        "Comunicar a la Entidad los resultados y las observaciones, por escrito, en un solo documento y por única vez.",
    ]
    evidence: Annotated[tuple[EvidenceRow, ...], _("Archivos que se presentaron, para el Anexo N° 1")]
    place_and_date: PlaceAndDate
    signatory: Signatory
    elaborated: Annotated[
        tuple[str, ...],
        _("Quiénes verificaron, con cargo y fecha, uno por línea"),
        "Fabián Lúcumo Ficticio, Verificador de Compromisos de Gestión, DGPP (verificó el 21 de marzo de 2029)",
    ]
    reviewed: Annotated[
        str,
        _("Quién dio su conformidad al proyecto de informe; vacío mientras nadie la da"),
        "Celeste Sauce Ficticia, Especialista en Indicadores y Compromisos de Gestión, DGPP (dio "
        "su conformidad el 26 de marzo de 2029)",
    ]
    demonstration_note: DemonstrationNote
