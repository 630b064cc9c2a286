"""The contract with ``observations_letter.docx``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from legal.agreements.clauses import bookmarks_of
from legal.documents.about import marked as _
from legal.documents.documents import (
    Addressee,
    DemonstrationNote,
    DocumentContext,
    PlaceAndDate,
    References,
    Signatory,
    Subject,
)
from legal.verification.documents.periods import Period


@dataclass(frozen=True, kw_only=True)
class ObservationText:
    """One observation: what is observed on a criterion, and what is required to correct it."""

    number: Annotated[str, _("Número de la observación, en cifras"), "1"]
    code: Annotated[str, _("Código del criterio observado"), "OP-03"]
    criterion: Annotated[
        str, _("Enunciado del criterio observado"), "Gestantes con referencia y contrarreferencia registrada"
    ]
    observation: Annotated[
        str,
        _("Lo que se observa"),
        "De los 36 establecimientos del ámbito, 21 tienen existencias para dos meses. Falta "
        "sulfato ferroso en los demás.",
    ]
    requirement: Annotated[
        str,
        _("Lo que se requiere para subsanar"),
        "Acreditar la condición del nivel: al menos 80%. Medio de verificación: acta de auditoría.",
    ]


@dataclass(frozen=True, kw_only=True)
class ObservationsLetterDocument(DocumentContext):
    """The letter that communicates report I and every observation in one document, once.

    ``term`` is in words with figures ("cinco (05) meses") and runs from receipt; ``term_basis`` is
    printed within brackets. ``warning_basis`` comes with its article: "el numeral 17.7 de la
    Directiva N° …". ``send_to`` follows "debe presentarse en": "la mesa de partes …".
    """

    template_name: ClassVar[str] = "observations_letter.docx"
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("observaciones")
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "Oficio que comunica los resultados y las observaciones del Nivel 1"
    }

    place_and_date: PlaceAndDate
    addressee: Addressee
    subject: Subject
    references: References
    period: Period
    report_number: Annotated[str, _("Número del I Informe de Verificación que se remite"), "N° 001-2029-EF/50.01"]
    results: Annotated[
        tuple[str, ...],
        _("Párrafos con los resultados de la verificación"),
        "Se cumplen siete (07) de los nueve (09) criterios del Nivel 1. Se formulan dos (02) observaciones.",
    ]
    observations: Annotated[
        tuple[ObservationText, ...],
        _("Observaciones que la entidad debe subsanar"),
        (
            {},
            {
                "number": "2",
                "code": "SE-01",
                "criterion": "Sesiones demostrativas de preparación de alimentos",
                "observation": "No hubo sesiones en los meses de lluvia.",
            },
        ),
    ]
    term: Annotated[str, _("Plazo para subsanar, en letras y cifras"), "cinco (05) meses"]
    term_basis: Annotated[
        str,
        _("Norma que fija el plazo para subsanar, como va entre paréntesis"),
        "Directiva N° 002-2014-EF/50.01, Anexo II, 1.02 b), y numeral 17.7",
    ]
    warning_basis: Annotated[
        str,
        _("Norma o cláusula que advierte la pérdida del saldo, con su artículo"),
        "el numeral 17.7 de la Directiva N° 002-2014-EF/50.01",
    ]
    send_to: Annotated[
        str,
        _("Dónde se presenta la subsanación, después de «debe presentarse en»"),
        "la mesa de partes del Ministerio de Economía y Finanzas, Jr. Junín N° 319, Lima",
    ]
    signatory: Signatory
    demonstration_note: DemonstrationNote
