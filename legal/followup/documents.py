"""The contracts with the letters on terms: an extension decided on, a suspension and its end.

Dates and terms arrive as text; the templates decide wording and order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

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


@dataclass(frozen=True, kw_only=True)
class TermText:
    """A term: its name, and its last day before and after the act ("3 de agosto de 2026").

    ``due_after`` is empty where the act leaves the end as it was, or open.
    """

    title: Annotated[str, _("Nombre del plazo"), "Subsanación de las observaciones del año 2 (Nivel 1)"]
    due_before: Annotated[str, _("Último día del plazo antes del acto"), "8 de setiembre de 2029"]
    due_after: Annotated[
        str, _("Último día del plazo después del acto; vacío si no cambia o queda abierto"), "8 de octubre de 2029"
    ]


@dataclass(frozen=True, kw_only=True)
class ExtensionLetterDocument(DocumentContext):
    """The letter that grants the extension of a term, or does not.

    ``length`` and ``more`` are terms in words and figures ("treinta (30) días calendario"). ``term_basis``, with its
    article, fixes the term, ``extension_basis`` lets it be extended, ``rule`` is the article of the procedure law
    as numbered on the date. ``is_over`` says that the term has ended by then; ``request_ground`` goes between
    quotation marks.
    """

    template_name: ClassVar[str] = "extension_letter.docx"
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "Se concede la prórroga del plazo: Subsanación de las observaciones del año 2 (Nivel 1)"
    }

    place_and_date: PlaceAndDate
    addressee: Addressee
    subject: Annotated[
        str,
        _("Asunto del oficio, sin punto final"),
        "Se concede la prórroga del plazo: Subsanación de las observaciones del año 2 (Nivel 1)",
    ]
    references: Annotated[
        tuple[str, ...],
        _("Documentos que van bajo «Referencia», en su orden"),
        (
            "Convenio de Apoyo Presupuestario N° 004-2026-EF/50.01",
            "Informe N° 983-2029-GRA/GRPPAT, del 20 de agosto de 2029",
        ),
    ]
    agreement: AgreementName
    entity: EntityWithArticle
    granted: Annotated[bool, _("Si se concede la prórroga"), True]
    term: Annotated[TermText, _("El plazo cuya prórroga se pide")]
    length: Annotated[str, _("Duración del plazo, en letras y cifras"), "cinco (05) meses"]
    term_basis: Annotated[
        str,
        _("Norma que fija el plazo, con su artículo"),
        "la Directiva N° 002-2014-EF/50.01, Anexo II, 1.02 b), y numeral 17.7",
    ]
    is_over: Annotated[bool, _("Si el plazo ya venció en la fecha del oficio"), True]
    requested_on: Annotated[str, _("Fecha en que la entidad pidió la prórroga"), "20 de agosto de 2029"]
    more: Annotated[str, _("Tiempo adicional que pidió la entidad, en letras y cifras"), "treinta (30) días calendario"]
    request_ground: Annotated[
        str,
        _("Razón que dio la entidad, como va entre comillas y sin punto final"),
        "las lluvias interrumpieron la carretera y no se pudo levantar la información en dos distritos",
    ]
    rule: Annotated[
        str,
        _("Artículo sobre prórrogas de la ley de procedimiento, con la numeración vigente en la fecha del oficio"),
        "el artículo 147 del Texto Único Ordenado de la Ley N° 27444, Ley del Procedimiento "
        "Administrativo General, aprobado por Decreto Supremo N° 004-2019-JUS",
    ]
    extension_basis: Annotated[
        str,
        _("Norma que permite prorrogar este plazo"),
        "TUO de la Ley N° 27444, art. 147, numeral 2, dentro del máximo de la directiva",
    ]
    grounds: Annotated[
        tuple[str, ...],
        _("Razones de la decisión, un párrafo por cada una"),
        "La entidad pidió la prórroga antes del vencimiento y acreditó la causa que alega.",
    ]
    signatory: Signatory
    demonstration_note: DemonstrationNote


@dataclass(frozen=True, kw_only=True)
class SuspensionLetterDocument(DocumentContext):
    """The letter that suspends a term, or the agreement with its terms (``whole``), or lets them go on (``lifts``).

    ``since`` is the first day that does not count, or the first that counts again. ``suspension`` is the letter by
    which what goes on was suspended ("Oficio N° …, de fecha …"), else it is empty.
    """

    template_name: ClassVar[str] = "suspension_letter.docx"
    examples: ClassVar[Mapping[str, Any]] = {"title": "Suspensión del Convenio y de sus plazos"}

    place_and_date: PlaceAndDate
    addressee: Addressee
    subject: Annotated[str, _("Asunto del oficio, sin punto final"), "Suspensión del Convenio y de sus plazos"]
    references: Annotated[
        tuple[str, ...],
        _("Documentos que van bajo «Referencia», en su orden"),
        (
            "Convenio de Apoyo Presupuestario N° 004-2026-EF/50.01",
            "Oficio N° 012-2029-EF/50.01, de fecha 2 de marzo de 2029",
        ),
    ]
    agreement: AgreementName
    entity: EntityWithArticle
    whole: Annotated[bool, _("Si se trata del convenio con todos sus plazos; si no, de un solo plazo"), True]
    lifts: Annotated[bool, _("Si el oficio levanta la suspensión; si no, suspende"), True]
    since: Annotated[
        str,
        _("Primer día que no se cuenta o, si se levanta la suspensión, primero que vuelve a contarse"),
        "2 de marzo de 2029",
    ]
    suspension: Annotated[
        str,
        _("Oficio con que se suspendió lo que ahora se reanuda; vacío si el oficio suspende"),
        "Oficio N° 012-2029-EF/50.01, de fecha 2 de marzo de 2029",
    ]
    terms: Annotated[tuple[TermText, ...], _("Plazos que se suspenden o se reanudan; lista vacía si no corre ninguno")]
    grounds: Annotated[
        tuple[str, ...],
        _("Razones de la decisión, un párrafo por cada una"),
        "El estado de emergencia declarado en el departamento impide ejecutar y verificar los compromisos.",
    ]
    signatory: Signatory
    demonstration_note: DemonstrationNote
