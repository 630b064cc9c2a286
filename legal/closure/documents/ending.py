"""The contract with ``termination_act.docx``."""

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
    SignedOn,
)


@dataclass(frozen=True, kw_only=True)
class TerminatedTrancheRow:
    """The money of one tranche of one year at termination: paid, due, still under verification; the rest lapses."""

    year: Annotated[str, _("Año del convenio"), "Año 2"]
    tranche: Annotated[str, _("Tramo del año, sin la palabra «Tramo»"), "Fijo"]
    amount: Annotated[str, _("Monto del tramo, que es la suma de sus partes"), "S/ 1,575,000.00"]
    paid: Annotated[str, _("Parte del tramo que se transfirió"), "S/ 0.00"]
    due: Annotated[str, _("Parte del tramo verificada y por transferir"), "S/ 365,217.39"]
    pending: Annotated[str, _("Parte del tramo que una verificación en curso todavía puede reconocer"), "S/ 0.00"]
    lapsed: Annotated[str, _("Parte del tramo que ya no puede transferirse"), "S/ 1,209,782.61"]


@dataclass(frozen=True, kw_only=True)
class TerminatedTotalText:
    """The sums over all tranches; the words of what is due, pending or lapsed are empty when there is nothing."""

    amount: Annotated[str, _("Suma de los montos de todos los tramos"), "S/ 6,000,000.00"]
    paid: Annotated[str, _("Total transferido, en cifras"), "S/ 1,500,000.00"]
    due: Annotated[str, _("Total verificado y por transferir, en cifras"), "S/ 365,217.39"]
    due_words: Annotated[
        str,
        _("Total verificado y por transferir, en letras; vacío si no hay"),
        "Trescientos sesenta y cinco mil doscientos diecisiete con 39/100 soles",
    ]
    pending: Annotated[str, _("Total que una verificación en curso todavía puede reconocer, en cifras"), "S/ 26,388.89"]
    pending_words: Annotated[
        str,
        _("Total que una verificación en curso todavía puede reconocer, en letras; vacío si no hay"),
        "Veintiséis mil trescientos ochenta y ocho con 89/100 soles",
    ]
    lapsed: Annotated[str, _("Total que ya no puede transferirse, en cifras"), "S/ 4,108,393.72"]
    lapsed_words: Annotated[
        str,
        _("Total que ya no puede transferirse, en letras; vacío si no hay"),
        "Cuatro millones ciento ocho mil trescientos noventa y tres con 72/100 soles",
    ]


@dataclass(frozen=True, kw_only=True)
class TerminationActDocument(DocumentContext):
    """The letter (*oficio*) by which an agreement is terminated before its term ends.

    ``cause`` goes within a sentence ("incumplimiento de las obligaciones de la entidad pública",
    "mutuo acuerdo de las partes", "libre separación"), ``basis`` cites the clause or law for it.
    ``facts`` are paragraphs; ``legal_opinion`` names the opinion with its date. ``notice`` (on the
    term of notice) and ``remedies`` are sentences, ``accounts_term`` the term to account for what was
    received; the three may be empty.
    """

    template_name: ClassVar[str] = "termination_act.docx"
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("resolucion", "libre_adhesion")
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "Resolución del Convenio de Apoyo Presupuestario por incumplimiento de las obligaciones"
    }

    place_and_date: PlaceAndDate
    addressee: Addressee
    subject: Annotated[
        str,
        _("Asunto del oficio, sin punto final"),
        "Resolución del Convenio de Apoyo Presupuestario por incumplimiento de las obligaciones de la entidad pública",
    ]
    references: Annotated[
        tuple[str, ...],
        _("Documentos que van bajo «Referencia», en su orden"),
        (
            "Convenio de Apoyo Presupuestario N° 004-2026-EF/50.01",
            "Informe Legal N° 924-2028-EF/50.01",
        ),
    ]
    agreement: AgreementName
    entity: EntityWithArticle
    signed_on: SignedOn
    cause: Annotated[
        str,
        _("Causal de la resolución, dentro de una oración"),
        "incumplimiento de las obligaciones de la entidad pública",
    ]
    basis: Annotated[
        str,
        _("Cláusula o norma en que se funda la resolución, con su artículo"),
        "el literal b) del numeral 13.1 de la Cláusula Décimo Tercera del Convenio",
    ]
    facts: Annotated[
        tuple[str, ...],
        _("Hechos que motivan la resolución, un párrafo por cada uno"),
        "La Entidad no presentó los informes de cumplimiento de los años 1 y 2, pese a los "
        "requerimientos que se le notificaron.",
    ]
    legal_opinion: Annotated[
        str,
        _("Opinión legal con su fecha, sin artículo"),
        "Informe Legal N° 924-2028-EF/50.01, de fecha 18 de noviembre de 2028",
    ]
    effective_on: Annotated[
        str, _("Día desde el que surte efecto, después de «a partir del»"), "día de la recepción del presente oficio"
    ]
    notice: Annotated[
        str,
        _("Oración sobre la anticipación con que se comunicó la separación; vacío en las otras causales"),
        "La separación se comunicó con la anticipación no menor de treinta (30) días calendario que fija el Convenio.",
    ]
    money: Annotated[
        tuple[TerminatedTrancheRow, ...], _("Situación de cada tramo de cada año en la fecha de la resolución")
    ]
    total: Annotated[TerminatedTotalText, _("Sumas de todos los tramos en la fecha de la resolución")]
    accounts_term: Annotated[
        str,
        _("Plazo para presentar el informe final, con su artículo; vacío si la norma no lo fija"),
        "los treinta (30) días hábiles siguientes al de la recepción del presente oficio",
    ]
    remedies: Annotated[
        str,
        _("Oraciones sobre los recursos que proceden; vacío si la resolución es de mutuo acuerdo o por separación"),
        "Contra este acto proceden el recurso de reconsideración y el de apelación, que se "
        "presentan ante esta Dirección General dentro de los quince (15) días hábiles siguientes "
        "al de su notificación.",
    ]
    signatory: Signatory
    demonstration_note: DemonstrationNote
