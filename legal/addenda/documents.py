"""The contract with ``addendum.docx``: an addendum written from its typed changes.

Everything arrives as text already written in Spanish; what an addendum lacks is an empty text or an
empty list. The template decides wording and order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from legal.addenda.rules import MANDATORY_CLAUSES
from legal.agreements.clauses import CLAUSES, bookmarks_of
from legal.agreements.documents import (
    AmbitRow,
    CodedName,
    Copies,
    FreeAdhesionBasis,
    Grantor,
    PartyText,
    Signatures,
    Verifiers,
)
from legal.documents.about import marked as _
from legal.documents.documents import AgreementName, DemonstrationNote, DocumentContext, SignedOn


@dataclass(frozen=True, kw_only=True)
class CitedClauses:
    """The ordinals ("Décimo Primera") that clauses of the agreement have in the text that the parties signed.

    Those on its object, its term, its addenda, and free adhesion and separation.
    """

    object: Annotated[str, _("Ordinal de la cláusula del objeto del convenio, según el texto suscrito"), "Tercera"]
    term: Annotated[
        str, _("Ordinal de la cláusula de vigencia del convenio, según el texto suscrito"), "Décimo Primera"
    ]
    addenda: Annotated[
        str, _("Ordinal de la cláusula que permite modificar el convenio mediante adendas"), "Décimo Segunda"
    ]
    free_adhesion: Annotated[str, _("Ordinal de la cláusula de libre adhesión y separación"), "Décimo Cuarta"]


@dataclass(frozen=True, kw_only=True)
class ModifiedAgreementText:
    """The agreement that is modified: its name with number, its programmes, and the days of its signature and start."""

    name: AgreementName
    programmes: Annotated[tuple[CodedName, ...], _("Programas presupuestales que apoya el convenio")]
    signed_on: SignedOn
    in_force_from: Annotated[str, _("Fecha desde la que rige el convenio"), "12 de junio de 2026"]
    clauses: Annotated[CitedClauses, _("Ordinales de las cláusulas del convenio que la adenda cita")]


@dataclass(frozen=True, kw_only=True)
class RequestText:
    """Who asked for it ("el Gobierno Regional …"), when, the report that supports it, and the grounds in paragraphs."""

    requested_by: Annotated[str, _("Quién pidió la modificación, con su artículo"), "el Gobierno Regional de Ayacucho"]
    requested_on: Annotated[str, _("Fecha en que se pidió la modificación"), "4 de mayo de 2027"]
    report: Annotated[str, _("Informe que sustenta el pedido, con su artículo"), "el Informe N° 986-2027-GRA/GRPPAT"]
    grounds: Annotated[
        tuple[str, ...],
        _("Razones del pedido, un párrafo por cada una"),
        "Las metas de los distritos del ámbito están cerca de alcanzarse y en los vecinos no se ha llegado.",
    ]


@dataclass(frozen=True, kw_only=True)
class ChangeText:
    """One change. ``reason`` is a sentence; what its kind does not use is empty.

    ``ordinal`` is that of the clause of the addendum that makes the change. A change of the term has
    ``ends_before`` and ``ends_on``, dates. One of the ambit has ``added`` and ``removed``, and
    ``ambit_summary``, how it stands afterwards, in a phrase with counts. One of a clause has
    ``clause_ordinal`` ("Décimo Primera"), ``clause_title`` and the new text in ``paragraphs``.
    """

    ordinal: Annotated[str, _("Ordinal de la cláusula de la adenda que hace el cambio, en mayúsculas"), "TERCERA"]
    reason: Annotated[
        str,
        _("Oración que da la razón del cambio"),
        "La demora de la primera transferencia no permitió ejecutar las actividades del primer año.",
    ]
    ends_before: Annotated[
        str, _("Fecha en que termina hoy el convenio; vacío si no se cambia la vigencia"), "11 de junio de 2029"
    ] = ""
    ends_on: Annotated[
        str,
        _("Fecha en que terminará el convenio; vacío si no se cambia la vigencia"),
        "11 de diciembre de 2029",
    ] = ""
    added: Annotated[
        tuple[AmbitRow, ...],
        _("Distritos que entran en el ámbito, una fila por provincia; lista vacía si no entra ninguno"),
        {"province": "Cangallo", "districts": "Cangallo y Chuschi", "count": "2"},
    ] = ()
    removed: Annotated[
        tuple[AmbitRow, ...],
        _("Distritos que salen del ámbito, una fila por provincia; lista vacía si no sale ninguno"),
        {"province": "La Mar", "districts": "Anco", "count": "1"},
    ] = ()
    ambit_summary: Annotated[
        str,
        _("Cómo queda el ámbito, en una frase; vacío si no se cambia el ámbito"),
        "siete (07) distritos de tres (03) provincias del departamento de Ayacucho",
    ] = ""
    clause_ordinal: Annotated[
        str,
        _("Ordinal de la cláusula que se cambia, según el texto suscrito; vacío si no se cambia una cláusula"),
        "Décimo Séptima",
    ] = ""
    clause_title: Annotated[
        str,
        _("Título de la cláusula que se cambia; vacío si no se cambia una cláusula"),
        "DOMICILIO Y NOTIFICACIONES",
    ] = ""
    paragraphs: Annotated[
        tuple[str, ...],
        _("Texto nuevo de la cláusula, párrafo por párrafo; lista vacía si no se cambia una cláusula"),
        "17.1. Las notificaciones se dirigen a los domicilios que constan en la introducción del CONVENIO.",
    ] = ()


@dataclass(frozen=True, kw_only=True)
class AddendumDocument(DocumentContext):
    """An addendum to an agreement in force, for two parties or three.

    ``ordinal_name`` is "PRIMERA ADENDA". ``earlier_addenda`` and ``endorsements`` (opinions and
    instruments) are sentences, or none. ``last_ordinals`` are those of the clauses after the changes, in
    their order. ``effective_on`` is the day from which it rules, or empty when that is its last signature.
    """

    template_name: ClassVar[str] = "addendum.docx"
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "PRIMERA ADENDA AL CONVENIO DE APOYO PRESUPUESTARIO N° 004-2026-EF/50.01",
        "stamp": {"number": "N° 1 al Convenio N° 004-2026-EF/50.01"},
    }
    binds_the_parties: ClassVar[bool] = True
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("objeto", "vigencia", "adendas", "libre_adhesion")
    may_change: ClassVar[tuple[str, ...]] = tuple(
        clause.bookmark for clause in CLAUSES if clause.key not in MANDATORY_CLAUSES
    )

    ordinal_name: Annotated[str, _("Nombre de la adenda con su ordinal, en mayúsculas"), "PRIMERA ADENDA"]
    agreement: Annotated[ModifiedAgreementText, _("El convenio que se modifica")]
    entity: Annotated[PartyText, _("La entidad pública que suscribe la adenda")]
    grantor: Grantor
    verifiers: Verifiers
    earlier_addenda: Annotated[
        tuple[str, ...],
        _("Oraciones sobre las adendas suscritas antes; lista vacía si es la primera"),
        "Con fecha 29 de mayo de 2027, LAS PARTES suscribieron la Adenda N° 1 al CONVENIO, que "
        "rige desde el 10 de junio de 2027.",
    ]
    request: Annotated[RequestText, _("El pedido que dio lugar a la adenda")]
    endorsements: Annotated[
        tuple[str, ...],
        _("Oraciones sobre las opiniones favorables y los documentos que acompañan el texto; lista vacía si no hay"),
        "Mediante el Informe N° 991-2027-EF/50.01, de fecha 15 de mayo de 2027, se emitió opinión "
        "legal favorable sobre el texto de la presente adenda.",
    ]
    changes: Annotated[tuple[ChangeText, ...], _("Los cambios que hace la adenda, en su orden")]
    last_ordinals: Annotated[
        tuple[str, str, str, str],
        _(
            "Ordinales de las cuatro cláusulas que siguen a los cambios: vigencia, ratificación, libre "
            "adhesión y control"
        ),
        (
            "CUARTA",
            "QUINTA",
            "SEXTA",
            "SÉPTIMA",
        ),
    ]
    effective_on: Annotated[
        str, _("Fecha desde la que rige la adenda; vacío si rige desde su última firma"), "1 de enero de 2028"
    ]
    free_adhesion_basis: FreeAdhesionBasis
    copies: Copies
    place_and_date: Annotated[
        str,
        _("Lugar y fecha, dentro de una oración y después de «en»"),
        "la ciudad de Lima, con el texto emitido el 29 de mayo de 2027",
    ]
    signatures: Signatures
    demonstration_note: DemonstrationNote
