"""The contracts with the letters on a balance: it is warned of, cancelled, or carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from legal.agreements.clauses import bookmarks_of
from legal.documents.about import marked as _
from legal.documents.documents import (
    Addressee,
    AgreementName,
    DemonstrationNote,
    DocumentContext,
    EntityWithArticle,
    PlaceAndDate,
    Signatory,
)
from legal.transfers.documents.tranches import ReportText, ServedText, TrancheMoneyText


@dataclass(frozen=True, kw_only=True)
class UncorrectedCriterionRow:
    """A criterion whose observation stands, and why."""

    code: Annotated[str, _("Código del criterio no subsanado"), "OP-03"]
    statement: Annotated[
        str, _("Enunciado del criterio no subsanado"), "Gestantes con referencia y contrarreferencia registrada"
    ]
    reason: Annotated[
        str, _("Por qué la observación se mantiene"), "La nueva muestra llega a 91 %; el nivel exige 95 %."
    ]


@dataclass(frozen=True, kw_only=True)
class RescueText:
    """What led to the letters on a balance.

    ``reports`` are in their order; ``observations`` is the letter that communicated them. Both are
    empty when the entity never reported, as is ``terms``, under which the period was verified, as it
    follows "según". ``term`` is "cinco (05) meses", ``expires_on`` its last
    day; ``outcome`` says in sentences what happened with it, an extension included. ``carried`` tells
    by which letters the criteria were carried from level to level before; else it is empty.
    """

    carried: Annotated[
        tuple[str, ...],
        _("Oraciones sobre los oficios que arrastraron antes los criterios; lista vacía si no se arrastraron"),
        "Con el Oficio N° 002-2028-EF/50.01, de fecha 28 de octubre de 2028, los criterios no "
        "subsanados del Nivel 0 se arrastraron a la evaluación del Nivel 1.",
    ]
    reports: Annotated[
        tuple[ReportText, ...],
        _("Informes de verificación del año, en su orden; lista vacía si la entidad nunca informó"),
        (
            {},
            {
                "name": (
                    "II Informe de Verificación del Cumplimiento de los Compromisos de Gestión, Subsanación del Nivel 1"
                ),
                "number": "N° 003-2029-EF/50.01",
                "dated": "14 de octubre de 2029",
                "conclusion": "se cumplen ocho (08) de los nueve (09) criterios del Nivel 1, y "
                "uno (01) no fue subsanado",
            },
        ),
    ]
    terms: Annotated[
        str,
        _("Texto según el cual se verificó, después de «según»; vacío si la entidad nunca informó"),
        "el texto original del Convenio",
    ]
    observations: Annotated[
        tuple[ServedText, ...], _("Oficio que comunicó las observaciones; lista vacía si la entidad nunca informó")
    ]
    term: Annotated[str, _("Plazo que tuvo la entidad, en letras y cifras"), "cinco (05) meses"]
    expires_on: Annotated[str, _("Último día de ese plazo"), "8 de setiembre de 2029"]
    outcome: Annotated[
        str,
        _("Oraciones sobre lo que ocurrió en el plazo, incluida una prórroga"),
        "La Entidad presentó la subsanación el 5 de setiembre de 2029, dentro del plazo (Informe "
        "N° 927-2029-GRA/GRPPAT).",
    ]
    criteria: Annotated[tuple[UncorrectedCriterionRow, ...], _("Criterios que no se subsanaron, con su motivo")]


@dataclass(frozen=True, kw_only=True)
class WarningLetterDocument(DocumentContext):
    """The letter that warns (*apercibe*) an entity before the balance of a fixed tranche is cancelled.

    ``basis`` cites the procedure law as numbered on the date (today TUO Ley 27444 art. 151.2),
    ``directive`` the provision that cancels ("el numeral 17.7 de la Directiva …"). ``requirement``
    is what the entity must prove, within a sentence; ``answer_term`` its term with what starts it.
    """

    template_name: ClassVar[str] = "warning_letter.docx"
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("monto", "verificacion", "observaciones")
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "Apercibimiento de cancelación del saldo del Tramo Fijo del Año 2"
    }

    place_and_date: PlaceAndDate
    addressee: Addressee
    subject: Annotated[
        str, _("Asunto del oficio, sin punto final"), "Apercibimiento de cancelación del saldo del Tramo Fijo del Año 2"
    ]
    references: Annotated[
        tuple[str, ...],
        _("Documentos que van bajo «Referencia», en su orden"),
        (
            "Convenio de Apoyo Presupuestario N° 004-2026-EF/50.01",
            "II Informe de Verificación N° 003-2029-EF/50.01",
            "Oficio N° 002-2029-EF/50.01",
        ),
    ]
    agreement: AgreementName
    entity: EntityWithArticle
    fiscal_year: Annotated[str, _("Año fiscal del tramo"), "2028"]
    rescue: Annotated[RescueText, _("Antecedentes del saldo: informes, observaciones, plazo y lo no subsanado")]
    money: Annotated[TrancheMoneyText, _("Situación del tramo en la fecha del oficio")]
    balance_words: Annotated[str, _("Saldo del tramo, en letras"), "Trescientos cincuenta mil con 00/100 soles"]
    basis: Annotated[
        str,
        _("Norma sobre el apercibimiento, con su artículo y la numeración vigente en la fecha"),
        "el numeral 151.2 del artículo 151 del Texto Único Ordenado de la Ley N° 27444, Ley del "
        "Procedimiento Administrativo General, aprobado por Decreto Supremo N° 004-2019-JUS",
    ]
    directive: Annotated[
        str,
        _("Disposición que cancela el saldo, con su artículo"),
        "el numeral 17.7 de la Directiva N° 002-2014-EF/50.01",
    ]
    requirement: Annotated[
        str,
        _("Lo que la entidad debe acreditar, dentro de una oración"),
        "que los criterios señalados fueron subsanados dentro del plazo",
    ]
    answer_term: Annotated[
        str,
        _("Plazo para responder, con el día desde el que se cuenta"),
        "diez (10) días hábiles, contados desde el día hábil siguiente al de la recepción del presente oficio",
    ]
    signatory: Signatory
    demonstration_note: DemonstrationNote


@dataclass(frozen=True, kw_only=True)
class CancellationLetterDocument(DocumentContext):
    """The letter that communicates the cancellation of what was the balance of a fixed tranche.

    ``answer`` says in a sentence how the entity answered the ``warning``, or that it did not.
    ``grounds`` are paragraphs, ``remedies`` sentences: which recourse there is, where and by when.
    """

    template_name: ClassVar[str] = "cancellation_letter.docx"
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("monto", "verificacion", "observaciones")
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "Cancelación de la transferencia del saldo del Tramo Fijo del Año 2"
    }

    place_and_date: PlaceAndDate
    addressee: Addressee
    subject: Annotated[
        str,
        _("Asunto del oficio, sin punto final"),
        "Cancelación de la transferencia del saldo del Tramo Fijo del Año 2",
    ]
    references: Annotated[
        tuple[str, ...],
        _("Documentos que van bajo «Referencia», en su orden"),
        (
            "Convenio de Apoyo Presupuestario N° 004-2026-EF/50.01",
            "II Informe de Verificación N° 003-2029-EF/50.01",
            "Oficio N° 004-2029-EF/50.01",
        ),
    ]
    agreement: AgreementName
    entity: EntityWithArticle
    fiscal_year: Annotated[str, _("Año fiscal del tramo"), "2028"]
    rescue: Annotated[RescueText, _("Antecedentes del saldo: informes, observaciones, plazo y lo no subsanado")]
    warning: Annotated[
        ServedText,
        _("Oficio con que se apercibió a la entidad"),
        {"document": "Oficio N° 004-2029-EF/50.01", "received_on": "15 de noviembre de 2029"},
    ]
    answer_term: Annotated[
        str, _("Plazo que tuvo la entidad para responder el apercibimiento"), "diez (10) días hábiles"
    ]
    answer: Annotated[
        str,
        _("Oración sobre la respuesta de la entidad, o que dice que no respondió"),
        "La Entidad respondió el 25 de noviembre de 2029: “La Entidad reconoce que el criterio "
        "OP-03 no alcanzó el nivel dentro del plazo”.",
    ]
    grounds: Annotated[
        tuple[str, ...],
        _("Razones de la cancelación, un párrafo por cada una"),
        "La Entidad recibió las observaciones en un solo documento, dispuso del plazo para "
        "subsanarlas y fue apercibida por escrito; no acreditó la subsanación de un (01) criterio.",
    ]
    basis: Annotated[
        str,
        _("Norma sobre el apercibimiento, con su artículo y la numeración vigente en la fecha"),
        "el numeral 151.2 del artículo 151 del Texto Único Ordenado de la Ley N° 27444, Ley del "
        "Procedimiento Administrativo General, aprobado por Decreto Supremo N° 004-2019-JUS",
    ]
    directive: Annotated[
        str,
        _("Disposición que cancela el saldo, con su artículo"),
        "el numeral 17.7 de la Directiva N° 002-2014-EF/50.01",
    ]
    money: Annotated[
        TrancheMoneyText,
        _("Situación del tramo después de la cancelación"),
        {"paid": "S/ 1,225,000.00", "due": "S/ 0.00", "balance": "S/ 0.00", "cancelled": "S/ 350,000.00"},
    ]
    cancelled_words: Annotated[str, _("Monto cancelado, en letras"), "Trescientos cincuenta mil con 00/100 soles"]
    remedies: Annotated[
        str,
        _("Oraciones sobre los recursos que proceden, dónde y hasta cuándo se presentan"),
        "Contra este acto proceden el recurso de reconsideración y el de apelación, que se "
        "presentan ante esta Dirección General dentro de los quince (15) días hábiles siguientes "
        "al de su notificación.",
    ]
    signatory: Signatory
    demonstration_note: DemonstrationNote


@dataclass(frozen=True, kw_only=True)
class CarryLetterDocument(DocumentContext):
    """The letter that carries what was not met at a level to the evaluation of a later one.

    ``from_level`` is "Nivel 1", ``into_level`` "Nivel 2" and ``into_year`` "Año 3 (año fiscal 2012)";
    ``report_due`` is the last day of that year's compliance report. ``basis`` is the clause of the agreement,
    with its article. ``money`` is that of the tranche of origin, which keeps its balance.
    """

    template_name: ClassVar[str] = "carry_letter.docx"
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("monto", "verificacion", "observaciones")
    examples: ClassVar[Mapping[str, Any]] = {"title": "Arrastre de criterios del Nivel 1 a la evaluación del Nivel 2"}

    place_and_date: PlaceAndDate
    addressee: Addressee
    subject: Annotated[
        str, _("Asunto del oficio, sin punto final"), "Arrastre de criterios del Nivel 1 a la evaluación del Nivel 2"
    ]
    references: Annotated[
        tuple[str, ...],
        _("Documentos que van bajo «Referencia», en su orden"),
        (
            "Convenio de Apoyo Presupuestario N° 004-2026-EF/50.01",
            "II Informe de Verificación N° 003-2029-EF/50.01",
            "Oficio N° 002-2029-EF/50.01",
        ),
    ]
    agreement: AgreementName
    entity: EntityWithArticle
    fiscal_year: Annotated[str, _("Año fiscal del tramo"), "2028"]
    rescue: Annotated[RescueText, _("Antecedentes del saldo: informes, observaciones, plazo y lo no subsanado")]
    from_level: Annotated[str, _("Nivel en que no se cumplieron los criterios"), "Nivel 1"]
    into_level: Annotated[str, _("Nivel a cuya evaluación se arrastran"), "Nivel 2"]
    into_year: Annotated[str, _("Año del convenio de ese nivel, con su año fiscal"), "Año 3, año fiscal 2029"]
    report_due: Annotated[
        str, _("Último día para presentar el informe de cumplimiento de ese año"), "14 de febrero de 2030"
    ]
    grounds: Annotated[
        tuple[str, ...],
        _("Razones del arrastre, un párrafo por cada una"),
        "La Entidad subsanó tres observaciones y avanzó en las demás, que deberán subsanarse para "
        "la evaluación del Nivel 2.",
    ]
    basis: Annotated[
        str,
        _("Cláusula del convenio que permite el arrastre, con su artículo"),
        "la Cláusula Novena del Convenio",
    ]
    money: Annotated[TrancheMoneyText, _("Situación del tramo de origen, que conserva su saldo")]
    balance_words: Annotated[str, _("Saldo del tramo, en letras"), "Trescientos cincuenta mil con 00/100 soles"]
    signatory: Signatory
    demonstration_note: DemonstrationNote
