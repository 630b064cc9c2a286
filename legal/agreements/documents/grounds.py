"""What an agreement is about: its norm, programmes, territory, schedule, terms and definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legal.documents.about import marked as _


@dataclass(frozen=True, kw_only=True)
class NormText:
    """The governing directive: "Directiva N° 002-2014-EF/50.01", its title without quotes, what approved it or ""."""

    number: Annotated[str, _("Clase y número de la directiva"), "Directiva N° 002-2014-EF/50.01"]
    title: Annotated[
        str,
        _("Título de la directiva, sin comillas"),
        "Directiva para la Formulación, Suscripción, Ejecución y Seguimiento de Convenios de Apoyo "
        "Presupuestario a los Programas Presupuestales",
    ]
    approved_by: Annotated[
        str,
        _("Resolución que aprobó la directiva, con su artículo; vacío si no consta"),
        "la Resolución Directoral N° 004-2014-EF/50.01",
    ]


@dataclass(frozen=True, kw_only=True)
class CodedName:
    """A budget programme: its code and name."""

    code: Annotated[str, _("Código del programa presupuestal"), "0001"]
    name: Annotated[str, _("Nombre del programa presupuestal, sin comillas"), "Programa Articulado Nutricional"]


@dataclass(frozen=True, kw_only=True)
class ProductText:
    """A prioritised product; ``programme`` is the code of its programme where the agreement supports several, or ""."""

    code: Annotated[str, _("Código del producto priorizado"), "3033254"]
    name: Annotated[str, _("Nombre del producto priorizado"), "Niños con vacuna completa"]
    programme: Annotated[
        str, _("Código del programa del producto; vacío si el convenio apoya un solo programa"), "0001"
    ]


@dataclass(frozen=True, kw_only=True)
class AmbitRow:
    """The districts of one province; ``districts`` is one phrase, ``count`` their number in figures."""

    department: Annotated[str, _("Departamento del ámbito de intervención"), "Ayacucho"]
    province: Annotated[str, _("Provincia del ámbito de intervención"), "Huanta"]
    districts: Annotated[
        str, _("Distritos de esa provincia, en una sola frase"), "Ayahuanco, Huanta, Llochegua y Sivia"
    ]
    count: Annotated[str, _("Cuántos distritos son, en cifras"), "4"]


@dataclass(frozen=True, kw_only=True)
class ActivityRow:
    """One activity of the schedule: its product or "", its year, its months, and whose money it needs or ""."""

    name: Annotated[str, _("Actividad del cronograma"), "Adquirir y distribuir los equipos de antropometría"]
    product: Annotated[
        str, _("Producto al que sirve la actividad; vacío si sirve a todos"), "3033254 Niños con vacuna completa"
    ]
    year: Annotated[str, _("Año del convenio y año fiscal de la actividad"), "Año 1 (2027)"]
    months: Annotated[str, _("Mes o meses en que se realiza la actividad"), "marzo a junio"]
    money: Annotated[str, _("Año cuyo monto financia la actividad; vacío si no lo necesita"), "Año 1"]


@dataclass(frozen=True, kw_only=True)
class DefinitionText:
    """A term and its meaning, for Annex A."""

    term: Annotated[str, _("Término que se define"), "Línea de base"]
    meaning: Annotated[
        str, _("Significado del término en el convenio"), "Valor del indicador antes de la ejecución del CONVENIO."
    ]


@dataclass(frozen=True, kw_only=True)
class DeadlineRow:
    """One term: what is due, the term with its kind of day, what starts it, and its ground."""

    what: Annotated[str, _("Lo que debe hacerse dentro del plazo"), "Informe de cumplimiento del Año 1 (Nivel 0)"]
    term: Annotated[str, _("Plazo en letras y cifras, con la clase de días"), "treinta (30) días calendario"]
    starts_from: Annotated[
        str, _("Hecho desde el que se cuenta el plazo"), "El día siguiente al de la aprobación de la resolución"
    ]
    basis: Annotated[
        str, _("Norma que fija el plazo; vacío si no consta"), "Directiva N° 002-2014-EF/50.01, Anexo II, 1.02 a)"
    ]
