"""What every Word template receives: plain values, already written in the language of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext

from legal.documents.about import marked as _
from legal.documents.errors import CannotRender
from workflow.errors import Obstacle


@dataclass(frozen=True, kw_only=True)
class IssueStamp:
    """What issuing adds to a text: its number, its version and the code that proves it.

    ``version`` is empty for the first; ``is_draft`` says that the text has no legal value yet.
    """

    about: ClassVar = _("Lo que se añade al emitir: número, versión y código de verificación")

    number: Annotated[
        str,
        _("Número del documento con su año y las siglas de la oficina; con líneas mientras no se emite"),
        "N° 004-2026-EF/50.01",
    ]
    version: Annotated[
        str, _("Versión en que se vuelve a emitir bajo el mismo número; vacío en la primera"), "versión dos (02)"
    ]
    verification_code: Annotated[
        str, _("Código con el que cualquiera comprueba que el documento es auténtico"), "W2M9-ACQA-HHB8-7E77"
    ]
    is_draft: Annotated[bool, _("Si el texto es todavía un proyecto sin valor legal"), True] = False


DRAFT_STAMP = IssueStamp(number="N° ___-____", version="", verification_code="sin emitir", is_draft=True)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The head of an official paper: the offices from the larger to the smaller, the decade and the year.

    ``decade_name`` and ``year_name`` go without quotation marks; empty when that year has none.
    """

    about: ClassVar = _("Membrete: de la oficina mayor a la menor, con el nombre del decenio y del año")

    country: Annotated[str, _("Nombre del país que encabeza el membrete"), "PERÚ"] = "PERÚ"
    ministry: Annotated[str, _("Ministerio del que depende la dirección general"), "Ministerio de Economía y Finanzas"]
    vice_ministry: Annotated[
        str, _("Despacho viceministerial del que depende la dirección general"), "Despacho Viceministerial de Hacienda"
    ]
    directorate: Annotated[
        str,
        _("Dirección general que emite, con el nombre que tenía en la fecha del documento"),
        "Dirección General de Presupuesto Público",
    ]
    decade_name: Annotated[
        str,
        _("Nombre oficial del decenio, sin comillas; vacío si ese año no tiene"),
        "Decenio de la Igualdad de Oportunidades para Mujeres y Hombres",
    ]
    year_name: Annotated[
        str,
        _("Nombre oficial del año, sin comillas; vacío si ese año no tiene"),
        "Año de la Esperanza y el Fortalecimiento de la Democracia",
    ]


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom an official letter goes: "Señora", the name, the post, the entity and, where known, its address."""

    about: ClassVar = _("Persona a quien se dirige el oficio")

    treatment: Annotated[str, _("Tratamiento con que empieza el oficio"), "Señora"]
    name: Annotated[str, _("Nombres y apellidos de quien recibe el oficio"), "Rosaura Huamán Ficticia"]
    post: Annotated[str, _("Cargo de quien recibe el oficio"), "Gobernadora Regional de Ayacucho"]
    entity: Annotated[str, _("Entidad de quien recibe el oficio, sin artículo"), "Gobierno Regional de Ayacucho"]
    address: Annotated[str, _("Domicilio de la entidad; vacío si no está registrado"), "Jr. Callao N° 122, Ayacucho"]


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who signs an official paper: the name, the post (with "(e)" or "(s)" where due) and the office or entity."""

    about: ClassVar = _("Persona que firma el documento")

    name: Annotated[str, _("Nombres y apellidos de quien firma"), "Alondra Cedro Ficticia"]
    post: Annotated[
        str,
        _("Cargo de quien firma, con «(e)», «(s)», «por» o «por delegación» donde corresponde"),
        "Directora General de Presupuesto Público",
    ]
    entity: Annotated[str, _("Oficina o entidad en cuyo nombre firma"), "Dirección General de Presupuesto Público"]


@dataclass(frozen=True, kw_only=True)
class Bookmark:
    """A bookmark of Word that a template must keep, by its permanent name, with the title of the clause it marks."""

    name: str
    title: str


@dataclass(frozen=True, kw_only=True)
class DocumentContext:
    """Base of the contract between a kind of document and the template that lawyers edit.

    A document declares ``template_name`` and fields of text, whole numbers, booleans, tuples and
    further frozen dataclasses of these; nothing else reaches a template. ``stamp`` is replaced when
    the document is issued. One that ``binds_the_parties`` must hold the clauses that the law demands
    of agreements. ``bookmarks`` are those of Word that its template must keep, because others refer to them;
    ``cites`` and ``may_change`` name bookmarks of other kinds, whose clauses it cites, or whose text it may replace.
    Each field says what it is and shows an example (``about.About``); ``examples`` are those of inherited fields.
    """

    template_name: ClassVar[str]
    binds_the_parties: ClassVar[bool] = False
    bookmarks: ClassVar[tuple[Bookmark, ...]] = ()
    cites: ClassVar[tuple[str, ...]] = ()
    may_change: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[Mapping[str, Any]] = {}

    title: Annotated[
        str,
        _("Título del documento, que también lleva el archivo en sus propiedades"),
        "CONVENIO DE APOYO PRESUPUESTARIO AL PROGRAMA PRESUPUESTAL 0001 “PROGRAMA ARTICULADO NUTRICIONAL”",
    ]
    letterhead: Letterhead
    stamp: IssueStamp = DRAFT_STAMP


# What many documents say in the same way.
PlaceAndDate = Annotated[str, _("Lugar y fecha del documento"), "Lima, 23 de noviembre de 2026"]
Subject = Annotated[
    str,
    _("Asunto del oficio, sin punto final"),
    "Comunica los resultados de la verificación del Nivel 1 y las observaciones que deben subsanarse",
]
References = Annotated[
    tuple[str, ...],
    _("Documentos que van bajo «Referencia», en su orden"),
    (
        "Convenio de Apoyo Presupuestario N° 004-2026-EF/50.01",
        "Informe N° 905-2028-GRA/GRPPAT, presentado el 9 de febrero de 2028",
        "Expediente N° 2026-0004",
    ),
]
AgreementName = Annotated[
    str, _("Nombre del convenio con su número, sin artículo"), "Convenio de Apoyo Presupuestario N° 004-2026-EF/50.01"
]
DemonstrationNote = Annotated[
    str,
    _("Aviso de que el documento es de demostración; siempre vacío en un sistema real"),
    "DOCUMENTO DE DEMOSTRACIÓN, SIN EFECTO LEGAL: CIFRAS, FECHAS Y PERSONAS INVENTADAS",
]
EntityWithArticle = Annotated[
    str, _("Nombre de la entidad pública con su artículo"), "el Gobierno Regional de Ayacucho"
]
EntityName = Annotated[str, _("Nombre de la entidad pública, sin artículo"), "Gobierno Regional de Ayacucho"]
SignedOn = Annotated[str, _("Fecha en que se suscribió el convenio"), "12 de junio de 2026"]
ProgrammeNames = Annotated[
    tuple[str, ...],
    _("Programas presupuestales que apoya el convenio, cada uno con su código"),
    "0001 Programa Articulado Nutricional",
]


def plain_values(document: DocumentContext) -> dict[str, Any]:
    """Return a document's fields as what JSON can hold.

    :raises CannotRender: when a value is anything but text, a whole number, a boolean, a list or a
        dataclass of these: models, dates, decimals and lazy texts would let the template decide how
        the law reads, or reach the database from it.
    """
    values: dict[str, Any] = _plain(document, type(document).__name__)
    return values


def _plain(value: Any, place: str) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name), f"{place}.{each.name}") for each in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item, f"{place}[{position}]") for position, item in enumerate(value)]
    # Exact types: a subclass of str may be a lazy text or marked as safe.
    if type(value) is str:
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise CannotRender(Obstacle(text=gettext("El dato «%(place)s» tiene caracteres rotos.") % {"place": place}))
        return value
    if type(value) in (int, bool):
        return value
    raise CannotRender(
        Obstacle(
            text=gettext("El dato «%(place)s» no es texto: es de tipo %(type)s.")
            % {"place": place, "type": type(value).__name__},
            where=place,
        )
    )
