"""What the papers of a period share: the year verified, what was presented, how many criteria are met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legal.documents.about import marked as _
from legal.documents.documents import EntityName, ProgrammeNames, SignedOn


@dataclass(frozen=True, kw_only=True)
class PeriodText:
    """The agreement and the year of it that is verified.

    ``agreement_title`` has no number ("Convenio de Apoyo Presupuestario al Programa Presupuestal
    0002 “…”"), ``agreement_number`` is "N° …", ``entity`` goes without its article, ``programmes``
    are code and name, ``norm`` is the directive ("Directiva N° …"), ``level`` "Nivel 1". ``terms``
    follows "según": "el texto original del Convenio", or the Convenio with its addenda.
    """

    agreement_number: Annotated[str, _("Número del convenio"), "N° 004-2026-EF/50.01"]
    agreement_title: Annotated[
        str,
        _("Nombre del convenio sin su número"),
        "Convenio de Apoyo Presupuestario al Programa Presupuestal 0001 “Programa Articulado Nutricional”",
    ]
    agreement_signed_on: SignedOn
    norm: Annotated[str, _("Clase y número de la directiva que rige el convenio"), "Directiva N° 002-2014-EF/50.01"]
    entity: EntityName
    programmes: ProgrammeNames
    year_label: Annotated[str, _("Año del convenio que se verifica"), "Año 2"]
    fiscal_year: Annotated[str, _("Año fiscal que se verifica"), "2028"]
    level: Annotated[str, _("Nivel de cumplimiento que se verifica"), "Nivel 1"]
    terms: Annotated[
        str,
        _("Texto según el cual se verifica, después de «según»"),
        "el Convenio, con la Adenda N° 1, en vigor desde el 10 de junio de 2027",
    ]


Period = Annotated[PeriodText, _("El convenio y el año que se verifica")]


@dataclass(frozen=True, kw_only=True)
class PresentedReportText:
    """A report of the entity. ``note`` says that it came after its term and why it was admitted; else it is empty."""

    kind: Annotated[str, _("Clase de informe que presentó la entidad"), "Informe de cumplimiento (a), tramo fijo"]
    number: Annotated[str, _("Número del informe que presentó la entidad"), "Informe N° 905-2029-GRA/GRPPAT"]
    date: Annotated[str, _("Fecha en que se presentó"), "9 de febrero de 2029"]
    note: Annotated[
        str,
        _("Aviso de que llegó fuera de plazo y por qué se admitió; vacío si llegó a tiempo"),
        "Fuera de plazo: venció el 15 de febrero de 2029. La norma no dispone que se rechace el informe tardío.",
    ]


@dataclass(frozen=True, kw_only=True)
class VerdictCounts:
    """Criteria of the level, those met and those observed, in figures."""

    criteria: Annotated[str, _("Cuántos criterios se verificaron, en cifras"), "9"]
    met: Annotated[str, _("Cuántos criterios se cumplen, en cifras"), "7"]
    observed: Annotated[str, _("Cuántos criterios se observan, en cifras"), "2"]


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """A file that was sent: its name, the criterion or indicator it supports, who supplied it, its hash.

    ``looked_at`` is "Sí" or "No": whether the verifier looked at it. ``sha256`` is the beginning of the hash, enough
    to find the file.
    """

    file: Annotated[str, _("Nombre del archivo que se presentó"), "Informe N° 932-2029-GRA-DIRESA.pdf"]
    supports: Annotated[str, _("Códigos de los criterios o indicadores que el archivo sustenta"), "OP-01, PO-01"]
    supplied_by: Annotated[
        str,
        _("Quién presentó el archivo: cargo y unidad"),
        "Director de la Red de Salud Huanta, UE 401 Salud Centro Ayacucho",
    ]
    looked_at: Annotated[str, _("Si se examinó el archivo: «Sí» o «No»"), "Sí"]
    sha256: Annotated[
        str, _("Primeros signos de la huella SHA-256 del archivo, que bastan para identificarlo"), "d3323f11d151297c"
    ]
