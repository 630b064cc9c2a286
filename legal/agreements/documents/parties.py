"""Who makes an agreement and who signs it, and what an addendum says of them in the same way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legal.documents.about import marked as _


@dataclass(frozen=True, kw_only=True)
class PartyText:
    """One party as it appears before the law and in the clause of notices.

    ``name`` comes with its article ("el Gobierno Regional …"), ``alias`` names it in the rest of the
    text ("LA ENTIDAD", "LA DGPP", "EL SIS"). ``through`` is the organ that acts for it ("a través de
    la Dirección General de Presupuesto Público") or empty. ``representative_instrument`` is the act
    that gave the post ("según credencial …", "conforme a la Resolución …"). ``ruc``, ``address``,
    ``email``, ``identity_document`` ("DNI N° …") and ``representative_instrument`` may be empty.
    """

    name: Annotated[
        str, _("Nombre de la parte con su artículo, en mayúsculas, como comparece"), "el GOBIERNO REGIONAL DE AYACUCHO"
    ]
    through: Annotated[
        str,
        _("Órgano por el que actúa la parte, desde «a través de»; vacío si actúa por sí misma"),
        "a través de la Gerencia Regional de Planeamiento, Presupuesto y Acondicionamiento Territorial",
    ]
    ruc: Annotated[str, _("Número de RUC; vacío si no está registrado"), "20452393493"]
    address: Annotated[
        str, _("Domicilio legal para las notificaciones; vacío si no está registrado"), "Jr. Callao N° 122, Ayacucho"
    ]
    email: Annotated[
        str,
        _("Correo electrónico para las notificaciones; vacío si no está registrado"),
        "mesadepartes@regionayacucho.example",
    ]
    representative_post: Annotated[str, _("Cargo de quien representa a la parte"), "Gobernadora Regional de Ayacucho"]
    representative_name: Annotated[
        str, _("Nombres y apellidos de quien representa a la parte"), "Rosaura Huamán Ficticia"
    ]
    identity_document: Annotated[
        str, _("Documento de identidad de quien representa a la parte; vacío si no está registrado"), "DNI N° 00000001"
    ]
    representative_instrument: Annotated[
        str,
        _("Acto que dio el cargo a quien representa, desde «según»; vacío si no está registrado"),
        "según la Credencial del Jurado Nacional de Elecciones N° 911-2026-JNE, del 15 de diciembre de 2026",
    ]
    alias: Annotated[str, _("Nombre con que el resto del texto llama a la parte"), "LA ENTIDAD"]


@dataclass(frozen=True, kw_only=True)
class SignatureText:
    """Where somebody signs: the name, the post (with "(e)" or "(s)" where due) and the entity."""

    name: Annotated[str, _("Nombres y apellidos de quien firma"), "Rosaura Huamán Ficticia"]
    post: Annotated[
        str,
        _("Cargo de quien firma, con «(e)», «(s)», «por» o «por delegación» donde corresponde"),
        "Gobernadora Regional de Ayacucho",
    ]
    entity: Annotated[str, _("Entidad o dirección en cuyo nombre firma"), "Gobierno Regional de Ayacucho"]


Grantor = Annotated[
    PartyText,
    _("La parte que otorga el apoyo presupuestario"),
    {
        "name": "el MINISTERIO DE ECONOMÍA Y FINANZAS",
        "through": "a través de la Dirección General de Presupuesto Público",
        "ruc": "20131370645",
        "address": "Jr. Junín N° 319, Lima",
        "email": "mesadepartes@entidad.example",
        "representative_post": "Directora General de Presupuesto Público",
        "representative_name": "Alondra Cedro Ficticia",
        "identity_document": "DNI N° 00000002",
        "representative_instrument": "según la Resolución Ministerial N° 901-2026-EF/43, del 4 de enero de 2026",
        "alias": "LA DGPP",
    },
]


Verifiers = Annotated[
    tuple[PartyText, ...],
    _("El tercero que verifica los compromisos; lista vacía si el convenio tiene dos partes"),
    {
        "name": "el SEGURO INTEGRAL DE SALUD",
        "through": "a través de la Gerencia de Riesgos y Evaluación de las Prestaciones",
        "ruc": "20505208626",
        "address": "Av. Paseo de la República N° 1645, Lima",
        "email": "mesadepartes@entidad.example",
        "representative_post": "Jefa del Seguro Integral de Salud",
        "representative_name": "Úrsula Tara Ficticia",
        "identity_document": "DNI N° 00000003",
        "representative_instrument": "según la Resolución Suprema N° 919-2026-SA, del 19 de diciembre de 2026",
        "alias": "EL SIS",
    },
]


Signatures = Annotated[
    tuple[SignatureText, ...],
    _("Quiénes suscriben, en el orden de las firmas"),
    (
        {},
        {
            "name": "Alondra Cedro Ficticia",
            "post": "Directora General de Presupuesto Público",
            "entity": "Dirección General de Presupuesto Público",
        },
        {
            "name": "Úrsula Tara Ficticia",
            "post": "Jefa del Seguro Integral de Salud",
            "entity": "Seguro Integral de Salud",
        },
    ),
]


Copies = Annotated[str, _("Número de ejemplares que se suscriben, en letras y cifras"), "dos (02)"]


FreeAdhesionBasis = Annotated[
    str,
    _("Norma sobre libre adhesión y separación, con la numeración vigente en la fecha del documento"),
    "el numeral 88.3 del artículo 88 del Texto Único Ordenado de la Ley N° 27444, Ley del "
    "Procedimiento Administrativo General, aprobado por Decreto Supremo N° 004-2019-JUS",
]
