"""The money of an agreement, its rules, and how the entity takes it into its budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legal.documents.about import marked as _


@dataclass(frozen=True, kw_only=True)
class YearAmountRow:
    """The maximum of one year and its split: "Año 2", "2016", "S/ 3,000,000.00", "70%", …"""

    label: Annotated[str, _("Año del convenio al que corresponde el monto"), "Año 1"]
    fiscal_year: Annotated[str, _("Año fiscal en que se ejecuta ese año del convenio"), "2027"]
    level: Annotated[str, _("Nivel de cumplimiento que se verifica en ese año"), "Nivel 0"]
    maximum: Annotated[str, _("Monto máximo del año, en cifras"), "S/ 1,500,000.00"]
    fixed_percentage: Annotated[str, _("Parte del monto del año que es tramo fijo"), "100%"]
    fixed_amount: Annotated[str, _("Monto del tramo fijo del año, en cifras"), "S/ 1,500,000.00"]
    variable_percentage: Annotated[str, _("Parte del monto del año que es tramo variable"), "0%"]
    variable_amount: Annotated[str, _("Monto del tramo variable del año, en cifras"), "S/ 0.00"]


@dataclass(frozen=True, kw_only=True)
class MoneyText:
    """The money of the agreement.

    ``total`` is the maximum of the whole, ``annual_total`` the sum of the years, which may be less.
    ``gap`` is the amount of the gap of goods and services that grounds the maximum, or empty, and
    ``gap_basis`` a sentence on its calculation; ``counterpart`` one on counterpart funds, or empty.
    ``by_donation`` chooses the route: donations through the Treasury, or a supreme decree.
    """

    total: Annotated[str, _("Monto máximo de todo el convenio, en cifras"), "S/ 6,000,000.00"]
    total_words: Annotated[str, _("Monto máximo de todo el convenio, en letras"), "Seis millones con 00/100 soles"]
    annual_total: Annotated[
        str, _("Suma de los montos de los años, que puede ser menor que el máximo"), "S/ 6,000,000.00"
    ]
    fixed_total: Annotated[str, _("Suma de los tramos fijos de todos los años"), "S/ 4,200,000.00"]
    variable_total: Annotated[str, _("Suma de los tramos variables de todos los años"), "S/ 1,800,000.00"]
    years: Annotated[
        tuple[YearAmountRow, ...],
        _("Montos de cada año y su reparto entre tramo fijo y tramo variable"),
        (
            {},
            {
                "label": "Año 2",
                "fiscal_year": "2028",
                "level": "Nivel 1",
                "maximum": "S/ 2,250,000.00",
                "fixed_percentage": "70%",
                "fixed_amount": "S/ 1,575,000.00",
                "variable_percentage": "30%",
                "variable_amount": "S/ 675,000.00",
            },
            {
                "label": "Año 3",
                "fiscal_year": "2029",
                "level": "Nivel 2",
                "maximum": "S/ 2,250,000.00",
                "fixed_percentage": "50%",
                "fixed_amount": "S/ 1,125,000.00",
                "variable_percentage": "50%",
                "variable_amount": "S/ 1,125,000.00",
            },
        ),
    ]
    gap: Annotated[
        str,
        _("Monto de la brecha de bienes y servicios que sustenta el máximo; vacío si solo se explica en palabras"),
        "S/ 7,280,000.00",
    ]
    gap_basis: Annotated[
        str,
        _("Oración que explica cómo se calculó la brecha de bienes y servicios"),
        "Numeral 16.1 de la directiva: brecha de bienes y servicios que la Entidad necesita "
        "adquirir para entregar los productos priorizados en los distritos del ámbito durante tres "
        "años, calculada con el cuadro de necesidades del SIGA.",
    ]
    counterpart: Annotated[
        str,
        _("Oración sobre la contrapartida de la entidad; vacío si no aporta"),
        "La Entidad financia S/ 1,280,000.00 de la brecha con cargo a su presupuesto institucional "
        "del programa, sin demandar recursos adicionales al Tesoro Público.",
    ]
    by_donation: Annotated[
        bool, _("Si los recursos llegan por donaciones, mediante el Tesoro Público; si no, por decreto supremo"), True
    ]


@dataclass(frozen=True, kw_only=True)
class IncorporationText:
    """How the entity takes the money into its budget: the act of its head, its ground, and the copies.

    ``term`` and ``copies_term`` are terms in words with figures and kind of day; either may be empty
    where the norm fixes none.
    """

    act: Annotated[
        str,
        _("Resolución con que el titular incorpora los recursos en su presupuesto"),
        "Resolución Ejecutiva Regional",
    ]
    basis: Annotated[
        str,
        _("Norma en que se sustenta la incorporación, con su artículo"),
        "el numeral 50.1 del artículo 50 del Decreto Legislativo N° 1440, Decreto Legislativo del "
        "Sistema Nacional de Presupuesto Público",
    ]
    term: Annotated[
        str,
        _("Plazo para aprobar la resolución, con su artículo; vacío si la norma no lo fija"),
        "los cinco (05) días calendario de su vigencia",
    ]
    copies_term: Annotated[
        str,
        _("Plazo para remitir copias de la resolución, con su artículo; vacío si la norma no lo fija"),
        "los cinco (05) días calendario",
    ]


@dataclass(frozen=True, kw_only=True)
class MoneyRuleText:
    """A rule of the catalogue as the agreement prints it: its name, its wording, its formula or example lines."""

    name: Annotated[
        str, _("Nombre de la regla de transferencia, dentro de una oración"), "proporcional a los criterios cumplidos"
    ]
    paragraphs: Annotated[
        tuple[str, ...],
        _("Párrafos que enuncian la regla, con su fórmula y sus ejemplos"),
        (
            (
                "Corresponde transferir el Tramo Fijo del año multiplicado por el número de criterios "
                "cumplidos y dividido entre el número de criterios que tienen nivel de cumplimiento en ese "
                "año."
            ),
            (
                "Verificada la subsanación, el cálculo se repite con todos los criterios cumplidos hasta entonces y se "
                "transfiere la diferencia con lo ya transferido."
            ),
        ),
    ]
