"""What several papers on money tell: a report, a letter that was served, where a tranche stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legal.documents.about import marked as _


@dataclass(frozen=True, kw_only=True)
class ReportText:
    """A verification report: "I Informe de Verificación …", "N° 031-2016-EF/50.06", its date.

    ``conclusion`` goes within a sentence, without final stop: "ocho (08) de veintitrés (23) criterios se cumplen".
    """

    name: Annotated[
        str,
        _("Nombre del informe de verificación, con el nivel"),
        "I Informe de Verificación del Cumplimiento de los Compromisos de Gestión, Nivel 1",
    ]
    number: Annotated[str, _("Número del informe de verificación"), "N° 001-2029-EF/50.01"]
    dated: Annotated[str, _("Fecha del informe de verificación"), "28 de marzo de 2029"]
    conclusion: Annotated[
        str,
        _("Conclusión del informe, después de «que» y sin punto final"),
        "se cumplen siete (07) de los nueve (09) criterios del Nivel 1",
    ]


@dataclass(frozen=True, kw_only=True)
class ServedText:
    """A document that was served, "Oficio N° 034-2016-EF/50.01", and the date it was received on."""

    document: Annotated[str, _("Oficio que se notificó"), "Oficio N° 002-2029-EF/50.01"]
    received_on: Annotated[str, _("Fecha en que la entidad lo recibió"), "8 de abril de 2029"]


@dataclass(frozen=True, kw_only=True)
class TrancheMoneyText:
    """Where the money of a tranche stands: the parts add up to ``amount``. ``label`` is "Tramo Fijo del Año 2".

    ``cancelled`` and ``forgone`` are empty where there is nothing of the kind: their rows are left out.
    """

    label: Annotated[str, _("Nombre del tramo con su año"), "Tramo Fijo del Año 2"]
    amount: Annotated[str, _("Monto del tramo, que es la suma de sus partes"), "S/ 1,575,000.00"]
    paid: Annotated[str, _("Parte del tramo ya transferida"), "S/ 0.00"]
    due: Annotated[str, _("Parte del tramo por transferir"), "S/ 1,225,000.00"]
    balance: Annotated[str, _("Saldo del tramo, todavía no ganado"), "S/ 350,000.00"]
    cancelled: Annotated[
        str, _("Parte del tramo cuya transferencia se canceló; vacío si no hay, y entonces no tiene fila"), "S/ 0.00"
    ]
    forgone: Annotated[
        str,
        _("Parte del tramo variable que los indicadores no alcanzaron; vacío si no hay, y entonces no tiene fila"),
        "S/ 0.00",
    ]
