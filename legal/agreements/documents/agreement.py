"""The contract with ``agreement.docx``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from legal.agreements.clauses import CLAUSES
from legal.agreements.documents.commitments import IndicatorText, ProcessText
from legal.agreements.documents.grounds import (
    ActivityRow,
    AmbitRow,
    CodedName,
    DeadlineRow,
    DefinitionText,
    NormText,
    ProductText,
)
from legal.agreements.documents.money import IncorporationText, MoneyRuleText, MoneyText
from legal.agreements.documents.parties import Copies, FreeAdhesionBasis, Grantor, PartyText, Signatures, Verifiers
from legal.documents.about import marked as _
from legal.documents.documents import Bookmark, DemonstrationNote, DocumentContext


@dataclass(frozen=True, kw_only=True)
class AgreementDocument(DocumentContext):
    """The budget support agreement with its annexes, for two parties or three.

    ``grantor_organ`` is the office that acts for the grantor. ``verifiers`` holds the third party that verifies, or
    nothing. ``free_adhesion_basis`` cites the procedure law as numbered on the date of signing. ``ambit_summary`` and
    ``criteria_summary`` are phrases with counts. ``lets_carry`` says that the norm lets what is not corrected be
    carried to a later level. ``demonstration_note`` is empty in real life.
    """

    template_name: ClassVar[str] = "agreement.docx"
    binds_the_parties: ClassVar[bool] = True
    bookmarks: ClassVar[tuple[Bookmark, ...]] = tuple(
        Bookmark(name=clause.bookmark, title=clause.called) for clause in CLAUSES
    )

    entity: Annotated[PartyText, _("La entidad pública que recibe los recursos y asume los compromisos")]
    grantor: Grantor
    grantor_organ: Annotated[
        str,
        _("Órgano por el que actúa quien otorga el apoyo, con su artículo y el nombre que tenía en la fecha"),
        "la Dirección General de Presupuesto Público",
    ]
    verifiers: Verifiers
    programmes: Annotated[
        tuple[CodedName, ...], _("Programas presupuestales que apoya el convenio, en el orden del texto")
    ]
    norm: Annotated[NormText, _("Directiva que rige el convenio")]
    financing_source: Annotated[
        str,
        _("Fuente de financiamiento con su artículo y, si es donación, con el donante"),
        "la Fuente de Financiamiento Donaciones y Transferencias: “Apoyo a la política de "
        "aseguramiento universal en salud” (donante: Reino de Bélgica)",
    ]
    antecedents: Annotated[
        tuple[str, ...],
        _("Párrafos de los antecedentes"),
        (
            "El proyecto fue consultado al Ministerio de Salud.",
            "La Entidad solicitó el apoyo presupuestario con el Informe N° 905-2026-GRA/GRPPAT.",
        ),
    ]
    legal_basis: Annotated[
        tuple[str, ...],
        _("Normas de la base legal, una por párrafo"),
        (
            ("Ley N° 27785, Ley Orgánica del Sistema Nacional de Control y de la Contraloría General de la República."),
            "Ley N° 27867, Ley Orgánica de Gobiernos Regionales.",
        ),
    ]
    objective: Annotated[
        str,
        _("Objeto del convenio, dentro de una oración y sin punto final"),
        "apoyar la reducción de la desnutrición en niñas y niños menores de 60 meses del "
        "departamento de Ayacucho, mediante el Programa Presupuestal 0001 “Programa Articulado "
        "Nutricional”",
    ]
    specific_objective: Annotated[
        str,
        _("Objetivo específico, dentro de una oración y sin punto final"),
        "coadyuvar al uso eficiente de los recursos públicos para proveer bienes y servicios de "
        "calidad del Programa Presupuestal 0001 “Programa Articulado Nutricional” a la población "
        "del departamento de Ayacucho",
    ]
    presentation: Annotated[
        tuple[str, ...],
        _("Párrafos que presentan la intervención"),
        "En LA ENTIDAD, conduce la ejecución del CONVENIO la Gerencia Regional de Planeamiento, "
        "Presupuesto y Acondicionamiento Territorial, sin perjuicio de las unidades que responden "
        "por cada criterio.",
    ]
    results: Annotated[
        tuple[str, ...],
        _("Párrafos sobre los resultados esperados; lista vacía si no constan"),
        "Más niñas y niños del departamento reciben sus controles y vacunas completos según su edad.",
    ]
    ambit: Annotated[
        tuple[AmbitRow, ...],
        _("Ámbito de intervención, una fila por provincia"),
        (
            {},
            {"province": "La Mar", "districts": "Anco y San Miguel", "count": "2"},
        ),
    ]
    ambit_summary: Annotated[
        str,
        _("Ámbito en una frase, con cuántos distritos, provincias y departamentos son"),
        "seis (06) distritos de dos (02) provincias del departamento de Ayacucho",
    ]
    products: Annotated[tuple[ProductText, ...], _("Productos priorizados del programa")]
    activities: Annotated[tuple[ActivityRow, ...], _("Cronograma de actividades; lista vacía si no se conviene")]
    term: Annotated[str, _("Plazo de vigencia del convenio, en letras y cifras"), "tres (03) años"]
    money: Annotated[MoneyText, _("Monto del convenio y su reparto por años y tramos")]
    incorporation: Annotated[IncorporationText, _("Incorporación de los recursos en el presupuesto de la entidad")]
    processes: Annotated[tuple[ProcessText, ...], _("Matriz de compromisos de gestión, por procesos")]
    criteria_summary: Annotated[
        str,
        _("Cuántos criterios, procesos y subprocesos hay, en una frase"),
        "dos (02) criterios de evaluación, agrupados en un (01) proceso y un (01) subproceso crítico",
    ]
    indicators: Annotated[
        tuple[IndicatorText, ...], _("Indicadores del tramo variable, con su línea de base y sus metas")
    ]
    deadlines: Annotated[
        tuple[DeadlineRow, ...],
        _("Plazos que corren durante la vida del convenio"),
        (
            {},
            {
                "what": "Subsanación de observaciones",
                "term": "cinco (05) meses",
                "starts_from": "La recepción del oficio de observaciones",
                "basis": "Directiva N° 002-2014-EF/50.01, Anexo II, 1.02 b)",
            },
        ),
    ]
    correction_term: Annotated[str, _("Plazo para subsanar las observaciones, en letras y cifras"), "cinco (05) meses"]
    lets_carry: Annotated[
        bool, _("Si la norma permite arrastrar lo no subsanado a la evaluación de un nivel posterior"), True
    ]
    fixed_rule: Annotated[MoneyRuleText, _("Regla con que se calcula el tramo fijo")]
    variable_rule: Annotated[
        MoneyRuleText,
        _("Regla con que se calcula el tramo variable"),
        {
            "name": "proporcional al logro de cada indicador",
            "paragraphs": (
                (
                    "Corresponde transferir el Tramo Variable del año multiplicado por la suma de los pesos de "
                    "los indicadores con meta en ese año, cada peso multiplicado por el puntaje de su "
                    "indicador."
                ),
                (
                    "Puntaje = (valor logrado − línea de base) ÷ (meta − línea de base). El puntaje no es "
                    "menor que 0 ni mayor que 1 y se calcula igual si el indicador debe aumentar o disminuir."
                ),
            ),
        },
    ]
    free_adhesion_basis: FreeAdhesionBasis
    separation_notice: Annotated[
        str, _("Anticipación con que se comunica la separación, en letras y cifras"), "treinta (30) días calendario"
    ]
    definitions: Annotated[tuple[DefinitionText, ...], _("Definiciones del Anexo A")]
    copies: Copies
    place_and_date: Annotated[
        str,
        _("Lugar y fecha, dentro de una oración y después de «en»"),
        "la ciudad de Lima, con el texto emitido el 23 de noviembre de 2026",
    ]
    signatures: Signatures
    demonstration_note: DemonstrationNote
