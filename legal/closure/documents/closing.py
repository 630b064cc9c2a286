"""The contract with ``closure_act.docx``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from legal.documents.about import marked as _
from legal.documents.documents import (
    AgreementName,
    DemonstrationNote,
    DocumentContext,
    ProgrammeNames,
    Signatory,
    SignedOn,
)


@dataclass(frozen=True, kw_only=True)
class ClosingPartyText:
    """One party: its name with article; the organ that acts for it and its part ("entidad pública") may be empty.

    ``is_entity`` marks the one that received the money, which the rest of the act calls "la Entidad".
    """

    name: Annotated[
        str, _("Nombre de la parte con su artículo, al comienzo de una oración"), "El Gobierno Regional de Ayacucho"
    ]
    through: Annotated[
        str,
        _("Órgano por el que actúa la parte, desde «a través de»; vacío si actúa por sí misma"),
        "a través de la Gerencia Regional de Planeamiento, Presupuesto y Acondicionamiento Territorial",
    ]
    role: Annotated[str, _("Papel de la parte en el convenio; vacío en la que otorga el apoyo"), "entidad pública"]
    is_entity: Annotated[
        bool, _("Si es la que recibió los recursos, a la que el resto del acta llama «la Entidad»"), True
    ]


@dataclass(frozen=True, kw_only=True)
class LifeText:
    """The dates of an agreement. ``addenda`` names each one with its date; ``ended_on`` is the last day of its term."""

    signed_on: SignedOn
    in_force_from: Annotated[str, _("Fecha desde la que rige el convenio"), "12 de junio de 2026"]
    ended_on: Annotated[str, _("Último día de vigencia del convenio"), "11 de junio de 2029"]
    term: Annotated[str, _("Plazo de vigencia del convenio, en letras y cifras"), "tres (03) años"]
    addenda: Annotated[
        tuple[str, ...],
        _("Adendas del convenio, cada una con su fecha; lista vacía si no tuvo"),
        "Adenda N° 1, del 29 de mayo de 2027",
    ]


@dataclass(frozen=True, kw_only=True)
class ClosedPeriodRow:
    """One year: its level, how it ended in words, and the numbers of its verification reports, or "ninguno"."""

    year: Annotated[str, _("Año del convenio"), "Año 1"]
    fiscal_year: Annotated[str, _("Año fiscal en que se ejecutó ese año del convenio"), "2027"]
    level: Annotated[str, _("Nivel de cumplimiento que se verificó"), "Nivel 0"]
    outcome: Annotated[
        str, _("Cómo terminó la verificación de ese año, en palabras"), "Se cumplen los cinco (05) criterios del nivel."
    ]
    reports: Annotated[
        str,
        _("Números de los informes de verificación, o «ninguno»"),
        "I: N° 001-2028-EF/50.01; II: N° 003-2028-EF/50.01",
    ]


@dataclass(frozen=True, kw_only=True)
class SettledTrancheRow:
    """The money of one tranche of one year at the end; the parts add up to ``amount``."""

    year: Annotated[str, _("Año del convenio"), "Año 1"]
    tranche: Annotated[str, _("Tramo del año, sin la palabra «Tramo»"), "Fijo"]
    amount: Annotated[str, _("Monto del tramo, que es la suma de sus partes"), "S/ 1,500,000.00"]
    paid: Annotated[str, _("Parte del tramo que se transfirió"), "S/ 1,317,391.30"]
    cancelled: Annotated[str, _("Parte del tramo cuya transferencia se canceló"), "S/ 182,608.70"]
    forgone: Annotated[str, _("Parte del tramo variable que los indicadores no alcanzaron"), "S/ 0.00"]
    balance: Annotated[str, _("Saldo que queda del tramo"), "S/ 0.00"]


@dataclass(frozen=True, kw_only=True)
class SettledTotalText:
    """The sums over all tranches."""

    amount: Annotated[str, _("Suma de los montos de todos los tramos"), "S/ 6,000,000.00"]
    paid: Annotated[str, _("Total transferido, en cifras"), "S/ 5,538,953.80"]
    paid_words: Annotated[
        str,
        _("Total transferido, en letras"),
        "Cinco millones quinientos treinta y ocho mil novecientos cincuenta y tres con 80/100 soles",
    ]
    cancelled: Annotated[str, _("Total cuya transferencia se canceló"), "S/ 182,608.70"]
    forgone: Annotated[str, _("Total que los indicadores no alcanzaron"), "S/ 278,437.50"]
    balance: Annotated[str, _("Saldo total que queda"), "S/ 0.00"]


@dataclass(frozen=True, kw_only=True)
class UnspentText:
    """Money incorporated and not spent: the amount, in words, and in a sentence what becomes of it (or empty)."""

    amount: Annotated[str, _("Monto incorporado y no gastado, en cifras"), "S/ 214,306.40"]
    words: Annotated[
        str, _("Monto incorporado y no gastado, en letras"), "Doscientos catorce mil trescientos seis con 40/100 soles"
    ]
    destination: Annotated[
        str,
        _("Oración sobre el destino de lo no gastado; vacío si la entidad no lo declaró"),
        "El saldo de balance conserva su finalidad y se programará en el mismo producto.",
    ]


@dataclass(frozen=True, kw_only=True)
class FinalReportText:
    """The entity's final report: "Informe Final N° …", the day it was presented, and its summary in sentences or ""."""

    number: Annotated[str, _("Clase y número del informe final de la entidad"), "Informe N° 904-2029-GRA/GRPPAT"]
    presented_on: Annotated[str, _("Fecha en que se presentó el informe final"), "1 de agosto de 2029"]
    summary: Annotated[
        str,
        _("Resumen del informe final en oraciones; vacío si no se registró"),
        "La Entidad informa que ejecutó las actividades de los tres años; el saldo corresponde a "
        "servicios de traslado que no se prestaron.",
    ]


@dataclass(frozen=True, kw_only=True)
class ClosureActDocument(DocumentContext):
    """The act (*acta*) that closes an agreement whose term has ended and where nothing is pending.

    ``opening`` is the phrase with place and date ("En la ciudad de Lima, a los tres días …").
    ``unspent`` holds what the entity declared in its final report, or nothing when it spent it all.
    ``declarations`` are added to those of the template.
    """

    template_name: ClassVar[str] = "closure_act.docx"

    opening: Annotated[
        str,
        _("Frase con que empieza el acta: lugar y fecha en letras"),
        "En la ciudad de Lima, a los veinte días del mes de agosto del año dos mil veintinueve",
    ]
    agreement: AgreementName
    parties: Annotated[
        tuple[ClosingPartyText, ...],
        _("Partes del convenio, en su orden"),
        (
            {},
            {
                "name": "El Seguro Integral de Salud",
                "through": "a través de la Gerencia de Riesgos y Evaluación de las Prestaciones",
                "role": "organismo verificador",
            },
        ),
    ]
    programmes: ProgrammeNames
    life: Annotated[LifeText, _("Fechas y adendas de la vida del convenio")]
    periods: Annotated[tuple[ClosedPeriodRow, ...], _("Resultado de la verificación de cada año")]
    money: Annotated[tuple[SettledTrancheRow, ...], _("Liquidación de cada tramo de cada año")]
    total: Annotated[SettledTotalText, _("Sumas de la liquidación")]
    unspent: Annotated[
        tuple[UnspentText, ...], _("Lo que la entidad declaró no haber gastado; lista vacía si gastó todo")
    ]
    good_practices: Annotated[
        tuple[str, ...],
        _("Buenas prácticas, un párrafo por cada una; lista vacía si no se registraron"),
        "El SIGA controla cada bien por producto y las reuniones con las microrredes fijan sus metas.",
    ]
    lessons: Annotated[
        tuple[str, ...],
        _("Lecciones aprendidas, un párrafo por cada una; lista vacía si no se registraron"),
        "El tema intercultural debe verse antes de ejecutar: hacen falta protocolos y materiales "
        "del entorno de las comunidades.",
    ]
    final_report: Annotated[FinalReportText, _("El informe final de la entidad")]
    declarations: Annotated[
        tuple[str, ...],
        _("Declaraciones que se añaden a las de la plantilla; lista vacía si no hay"),
        "La entidad pública conserva los bienes adquiridos para los fines del programa.",
    ]
    signatory: Signatory
    demonstration_note: DemonstrationNote
