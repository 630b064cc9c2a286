"""The contract with ``correction_report.docx``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from legal.agreements.clauses import bookmarks_of
from legal.documents.about import marked as _
from legal.documents.documents import DemonstrationNote, DocumentContext, PlaceAndDate, Signatory
from legal.verification.documents.periods import EvidenceRow, Period, PresentedReportText


@dataclass(frozen=True, kw_only=True)
class CorrectionCounts:
    """Criteria of the level; met before and after the correction; observed, corrected and not, in figures.

    ``carried`` counts those that come from other levels, and is empty with its two counts where none does.
    """

    criteria: Annotated[str, _("Cuántos criterios tiene el nivel, en cifras"), "9"]
    met_before: Annotated[str, _("Cuántos se cumplían antes de la subsanación"), "7"]
    met_after: Annotated[str, _("Cuántos se cumplen después de la subsanación"), "8"]
    carried: Annotated[str, _("Cuántos criterios vienen de otros niveles; vacío si ninguno"), "15"]
    carried_met_before: Annotated[
        str, _("Cuántos de los arrastrados se cumplían antes; vacío si no hay arrastrados"), "9"
    ]
    carried_met_after: Annotated[
        str, _("Cuántos de los arrastrados se cumplen después; vacío si no hay arrastrados"), "12"
    ]
    observed: Annotated[str, _("Cuántas observaciones se formularon"), "2"]
    corrected: Annotated[str, _("Cuántas observaciones se subsanaron"), "1"]
    not_corrected: Annotated[str, _("Cuántas observaciones no se subsanaron"), "1"]


@dataclass(frozen=True, kw_only=True)
class CorrectionRow:
    """One observation, its answer and the verdict on it: "Subsanado" or "No subsanado".

    ``answer`` and ``evidence`` are empty when the entity did not answer, ``value`` where nothing is
    measured, ``reason`` may be when the observation is corrected.
    """

    number: Annotated[str, _("Número de la observación, en cifras"), "1"]
    code: Annotated[str, _("Código del criterio observado"), "OP-03"]
    criterion: Annotated[
        str, _("Enunciado del criterio observado"), "Gestantes con referencia y contrarreferencia registrada"
    ]
    observation: Annotated[
        str,
        _("Lo que se observó"),
        "Valor verificado: 60.9 %; el Nivel 1 exige 75 %. No hubo visitas en los meses de lluvia.",
    ]
    answer: Annotated[
        str,
        _("Respuesta de la entidad; vacío si no respondió"),
        "Se remite la información actualizada a julio de 2029: 80 %.",
    ]
    evidence: Annotated[
        tuple[str, ...],
        _("Archivos de la respuesta, con el comienzo de su huella SHA-256; lista vacía si no presentó ninguno"),
        "Informe N° 983-2029-GRA-DIRESA.pdf (SHA-256 409c368dddca1aae; examinado)",
    ]
    value: Annotated[str, _("Valor que se midió; vacío si el criterio no se mide"), "80%"]
    verdict: Annotated[str, _("Resultado de la subsanación: «Subsanado» o «No subsanado»"), "Subsanado"]
    reason: Annotated[
        str,
        _("Motivo del resultado; puede ir vacío si la observación se subsana"),
        "La nueva muestra llega a 80 %; el nivel exige 75 %.",
    ]


@dataclass(frozen=True, kw_only=True)
class SecondReportDocument(DocumentContext):
    """The "II Informe de Verificación": the correction of a level, only where it was observed.

    ``first_report_number`` and ``letter_number`` are "N° …"; ``communicated_on`` is the day on which
    the entity received the letter, ``due_on`` the end of its term. ``unanswered`` is the sentence
    that says that the entity did not answer within the term, or is empty; then ``reports``,
    ``evidence``, ``elaborated`` and ``reviewed`` are empty too: nothing was verified.
    """

    template_name: ClassVar[str] = "correction_report.docx"
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("observaciones")
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "II Informe de Verificación del Cumplimiento de los Compromisos de Gestión: Subsanación del Nivel 1",
        "signatory": {"name": "Fabián Lúcumo Ficticio", "post": "Verificador de Compromisos de Gestión"},
    }

    period: Period
    first_report_number: Annotated[str, _("Número del I Informe de Verificación"), "N° 001-2029-EF/50.01"]
    first_report_date: Annotated[str, _("Fecha del I Informe de Verificación"), "28 de marzo de 2029"]
    letter_number: Annotated[str, _("Número del oficio que comunicó las observaciones"), "N° 002-2029-EF/50.01"]
    communicated_on: Annotated[
        str, _("Fecha en que la entidad recibió el oficio de observaciones"), "8 de abril de 2029"
    ]
    due_on: Annotated[str, _("Último día del plazo para subsanar"), "8 de setiembre de 2029"]
    result: Annotated[
        str,
        _("Oración con el resultado de la subsanación"),
        "De las dos (02) observaciones se subsana una (01); una (01) no se subsana.",
    ]
    counts: Annotated[CorrectionCounts, _("Recuento de criterios y observaciones, antes y después")]
    reports: Annotated[
        tuple[PresentedReportText, ...],
        _("Informes con que la entidad subsanó; lista vacía si no presentó ninguno"),
        {
            "kind": "Informe de subsanación",
            "number": "Informe N° 927-2029-GRA/GRPPAT",
            "date": "12 de setiembre de 2029",
            "note": "Fuera de plazo: venció el 8 de setiembre de 2029.",
        },
    ]
    unanswered: Annotated[
        str,
        _("Oración que dice que la entidad no respondió en el plazo; vacío si respondió"),
        "La Entidad no presentó la subsanación dentro del plazo, que venció el 8 de setiembre de 2029.",
    ]
    corrections: Annotated[
        tuple[CorrectionRow, ...],
        _("Cada observación con su respuesta y su resultado"),
        (
            {},
            {
                "number": "2",
                "code": "SE-01",
                "criterion": "Sesiones demostrativas de preparación de alimentos",
                "value": "70%",
                "verdict": "No subsanado",
                "reason": "El nivel exige 75 %.",
            },
        ),
    ]
    conclusions: Annotated[
        tuple[str, ...],
        _("Conclusiones del informe, un párrafo por cada una"),
        (
            "Verificada la subsanación, se cumplen ocho (08) de los nueve (09) criterios del Nivel 1.",
            "Una (01) observación no se subsana.",
        ),
    ]
    recommendations: Annotated[
        tuple[str, ...],
        _("Recomendaciones del informe, un párrafo por cada una; lista vacía si no hay"),
        "Calcular la transferencia que corresponde por el criterio subsanado, con las reglas del "
        "Anexo II del Convenio.",
    ]
    evidence: Annotated[tuple[EvidenceRow, ...], _("Archivos que se presentaron, para el Anexo N° 1")]
    place_and_date: PlaceAndDate
    signatory: Signatory
    elaborated: Annotated[
        tuple[str, ...],
        _("Quiénes verificaron, con cargo y fecha, uno por línea"),
        "Fabián Lúcumo Ficticio, Verificador de Compromisos de Gestión, DGPP (verificó el 7 de diciembre de 2029)",
    ]
    reviewed: Annotated[
        str,
        _("Quién dio su conformidad al proyecto de informe; vacío mientras nadie la da"),
        "Celeste Sauce Ficticia, Especialista en Indicadores y Compromisos de Gestión, DGPP (dio "
        "su conformidad el 12 de diciembre de 2029)",
    ]
    demonstration_note: DemonstrationNote
