"""The contract with ``incorporation_resolution.docx``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from legal.agreements.clauses import bookmarks_of
from legal.documents.about import marked as _
from legal.documents.documents import (
    AgreementName,
    DemonstrationNote,
    DocumentContext,
    EntityWithArticle,
    Signatory,
    SignedOn,
)
from legal.transfers.documents.tranches import ReportText


@dataclass(frozen=True, kw_only=True)
class IncomeText:
    """The income side of a donation: source, item (*rubro*) and classifier, each with its code, or a blank."""

    source: Annotated[str, _("Fuente de financiamiento del ingreso, con su código"), "4 Donaciones y Transferencias"]
    item: Annotated[str, _("Rubro del ingreso, con su código"), "13 Donaciones y Transferencias"]
    classifier: Annotated[
        str, _("Clasificador del ingreso, o una línea que la entidad completa"), "1.4.1 2.1 1 Donaciones corrientes"
    ]


@dataclass(frozen=True, kw_only=True)
class SpendingRow:
    """One line of the spending chain; a blank where the entity must write."""

    programme: Annotated[
        str, _("Programa presupuestal del gasto, con su código"), "0001 Programa Articulado Nutricional"
    ]
    product: Annotated[str, _("Producto del gasto, con su código"), "3033254 Niños con vacuna completa"]
    activity: Annotated[
        str,
        _("Actividad del gasto, o una línea que la entidad completa; puede venir vacío"),
        "5000017 Aplicación de vacunas completas",
    ]
    executing_unit: Annotated[
        str, _("Unidad ejecutora del gasto, o una línea que la entidad completa"), "401 Salud Centro Ayacucho"
    ]
    generic: Annotated[str, _("Genérica del gasto, o una línea que la entidad completa"), "2.3 Bienes y servicios"]
    amount: Annotated[str, _("Monto de la fila, o una línea que la entidad completa"), "S/ 1,225,000.00"]


@dataclass(frozen=True, kw_only=True)
class IncorporationResolutionDocument(DocumentContext):
    """A model for the entity: the resolution of its head that takes the money into its budget.

    ``act`` is "Resolución Ejecutiva Regional" and the like, ``act_number`` its number with blanks.
    ``entity_name`` heads the first page, ``entity`` has its article, ``pliego`` its code ("Pliego 440
    Gobierno Regional …"); ``budget_office`` is feminine and goes without article. ``grantor`` is what the
    directorate that signed was then called, with its article, and ``directorate`` what it is called now. What stands in
    the recitals goes within a sentence, without final stop: ``seen`` (the first one begins it),
    ``objective``, ``enabling_rule``, ``instruction`` (the Treasury's order, or the decree), ``basis``
    (the provision on incorporation, or the article of the decree), ``limits_exception`` (or empty),
    ``powers``. ``term`` and ``copies_term`` are terms with their article or empty; ``copies_basis``
    may be empty. ``by_donation`` chooses *incorporación* or *desagregación*.
    """

    template_name: ClassVar[str] = "incorporation_resolution.docx"
    cites: ClassVar[tuple[str, ...]] = bookmarks_of("uso")
    examples: ClassVar[Mapping[str, Any]] = {
        "title": "Modelo de resolución de incorporación",
        "signatory": {
            "name": "Rosaura Huamán Ficticia",
            "post": "Gobernadora Regional de Ayacucho",
            "entity": "Gobierno Regional de Ayacucho",
        },
    }

    act: Annotated[str, _("Clase de resolución que emite el titular de la entidad"), "Resolución Ejecutiva Regional"]
    act_number: Annotated[
        str, _("Número de la resolución, con líneas que la entidad completa"), "N° ______-2029-____________"
    ]
    place_and_date: Annotated[
        str,
        _("Lugar y fecha de la resolución, con líneas que la entidad completa"),
        "Ayacucho, ____ de ____________ de 2029",
    ]
    entity_name: Annotated[
        str, _("Nombre de la entidad que encabeza la resolución, sin artículo"), "Gobierno Regional de Ayacucho"
    ]
    entity: EntityWithArticle
    grantor: Annotated[
        str,
        _("Dirección que suscribió el convenio, con el nombre de ese día y su artículo"),
        "la Dirección General de Presupuesto Público",
    ]
    directorate: Annotated[
        str,
        _("Dirección a la que se piden las codificaciones, con el nombre de la fecha y su artículo"),
        "la Dirección General de Presupuesto Público",
    ]
    pliego: Annotated[
        str, _("Pliego presupuestal de la entidad, con su código"), "Pliego 444 Gobierno Regional de Ayacucho"
    ]
    seen: Annotated[
        tuple[str, ...],
        _("Documentos que van en los vistos; el primero empieza la oración"),
        (
            "El Convenio de Apoyo Presupuestario N° 004-2026-EF/50.01",
            "la Hoja de Cálculo N° 001-2029-EF/50.01, de la Dirección General de Presupuesto Público",
            "el Informe N° ________, de la oficina de asesoría jurídica",
        ),
    ]
    enabling_rule: Annotated[
        str,
        _("Norma que permite el apoyo presupuestario y lo que dispone, sin punto final"),
        "los artículos 66 y 67 del Decreto Legislativo N° 1440 prevén los Convenios de Apoyo "
        "Presupuestario entre los mecanismos de asignación condicionada de recursos a favor de los "
        "pliegos",
    ]
    agreement: AgreementName
    signed_on: SignedOn
    objective: Annotated[
        str,
        _("Objeto del convenio, dentro de una oración y sin punto final"),
        "apoyar la reducción de la desnutrición en niñas y niños menores de 60 meses del departamento de Ayacucho",
    ]
    report: Annotated[ReportText, _("Informe de verificación que sustenta la transferencia")]
    tranche: Annotated[str, _("Nombre del tramo con su año"), "Tramo Fijo del Año 2"]
    amount: Annotated[str, _("Monto que se transfiere, en cifras"), "S/ 1,225,000.00"]
    amount_words: Annotated[
        str, _("Monto que se transfiere, en letras"), "Un millón doscientos veinticinco mil con 00/100 soles"
    ]
    by_donation: Annotated[
        bool, _("Si los recursos se incorporan por donación; si no, se desagregan los del decreto supremo"), True
    ]
    instruction: Annotated[
        str,
        _("Documento que autoriza la transferencia: del Tesoro Público o el decreto supremo"),
        "Oficio N° 120-2029-EF/52.06",
    ]
    basis: Annotated[
        str,
        _("Norma sobre la incorporación o artículo del decreto, con su artículo"),
        "el numeral 50.1 del artículo 50 del Decreto Legislativo N° 1440, Decreto Legislativo del "
        "Sistema Nacional de Presupuesto Público,",
    ]
    limits_exception: Annotated[
        str,
        _("Norma que exceptúa de los límites de incorporación, sin punto final; vacío si no se aplica"),
        "de acuerdo con el inciso 1 del párrafo 67.2 del artículo 67 del Decreto Legislativo N° "
        "1440, los recursos de donaciones quedan exceptuados de los límites máximos de "
        "incorporación",
    ]
    powers: Annotated[
        str,
        _("Norma que faculta al titular a emitir la resolución, con su artículo"),
        "el literal d) del artículo 21 de la Ley N° 27867, Ley Orgánica de Gobiernos Regionales",
    ]
    fiscal_year: Annotated[str, _("Año fiscal del presupuesto que recibe los recursos"), "2029"]
    income: Annotated[IncomeText, _("Cadena del ingreso, cuando los recursos son de donación")]
    spending: Annotated[tuple[SpendingRow, ...], _("Cadena del gasto, una fila por producto")]
    spending_source: Annotated[
        str, _("Fuente de financiamiento del gasto, con su código"), "4 Donaciones y Transferencias"
    ]
    term: Annotated[
        str,
        _("Plazo para aprobar la resolución, con su artículo; vacío si la norma no lo fija"),
        "los cinco (05) días calendario de su vigencia",
    ]
    budget_office: Annotated[
        str,
        _("Oficina de presupuesto de la entidad, en femenino y sin artículo"),
        "Gerencia Regional de Planeamiento, Presupuesto y Acondicionamiento Territorial",
    ]
    copies_term: Annotated[
        str,
        _("Plazo para remitir copias de la resolución, con su artículo; vacío si la norma no lo fija"),
        "los cinco (05) días calendario",
    ]
    copies_basis: Annotated[
        str,
        _("Norma o cláusula que manda remitir copias, con su artículo; puede venir vacío"),
        "la Cláusula Décima del citado convenio",
    ]
    copies_to: Annotated[
        tuple[str, ...],
        _("Organismos a los que se remiten copias, sin artículo"),
        (
            "Comisión de Presupuesto y Cuenta General de la República del Congreso de la República",
            "Contraloría General de la República",
            "Dirección General de Presupuesto Público",
        ),
    ]
    signatory: Signatory
    demonstration_note: DemonstrationNote
