"""The contract with the papers of verification: report I, report II and the letter that communicates observations.

Figures, dates, percentages and verdicts arrive as text in Spanish. An empty text or list is what the
period lacks: the template leaves its sentence, column or section out, or says that there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from legal.documents.documents import Addressee, DocumentContext, Signatory


@dataclass(frozen=True, kw_only=True)
class PeriodText:
    """The agreement and the year of it that is verified.

    ``agreement_title`` has no number ("Convenio de Apoyo Presupuestario al Programa Presupuestal
    0002 “…”"), ``agreement_number`` is "N° …", ``entity`` goes without its article, ``programmes``
    are code and name, ``norm`` is the directive ("Directiva N° …"), ``level`` "Nivel 1". ``terms``
    follows "según": "el texto original del Convenio", or the Convenio with its addenda.
    """

    agreement_number: str
    agreement_title: str
    agreement_signed_on: str
    norm: str
    entity: str
    programmes: tuple[str, ...]
    year_label: str
    fiscal_year: str
    level: str
    terms: str


@dataclass(frozen=True, kw_only=True)
class PresentedReportText:
    """A report of the entity. ``note`` says that it came after its term and why it was admitted; else it is empty."""

    kind: str
    number: str
    date: str
    note: str


@dataclass(frozen=True, kw_only=True)
class VerdictCounts:
    """Criteria of the level, those met and those observed, in figures."""

    criteria: str
    met: str
    observed: str


@dataclass(frozen=True, kw_only=True)
class CriterionVerdictRow:
    """One criterion: what the level demands, the measured value, "Cumple" or "No cumple", why, and what was looked at.

    ``value`` is empty where nothing is measured, ``evidence`` (names of files) where none was looked at: then
    ``reason`` says with what the criterion was verified. It may be empty when the criterion is met by evidence.
    """

    code: str
    statement: str
    responsible_unit: str
    condition: str
    value: str
    verdict: str
    reason: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class ProcessVerdicts:
    """One process, with the sentence that sums it up and its criteria in the order of their codes."""

    number: str
    name: str
    result: str
    counts: VerdictCounts
    criteria: tuple[CriterionVerdictRow, ...]


@dataclass(frozen=True, kw_only=True)
class CarriedVerdicts:
    """What was carried from one level, "Criterios arrastrados del Nivel 1", as a process has it; it counts apart."""

    name: str
    result: str
    counts: VerdictCounts
    criteria: tuple[CriterionVerdictRow, ...]


@dataclass(frozen=True, kw_only=True)
class IndicatorValueRow:
    """One indicator of the variable tranche and the value it reached.

    ``note`` may be empty, and so may ``evidence`` (names of files) where none was looked at.
    """

    code: str
    name: str
    baseline: str
    target: str
    value: str
    source: str
    note: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """A file that was sent: its name, the criterion or indicator it supports, who supplied it, its hash.

    ``looked_at`` is "Sí" or "No": whether the verifier looked at it. ``sha256`` is the beginning of the hash, enough
    to find the file.
    """

    file: str
    supports: str
    supplied_by: str
    looked_at: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ThirdPartyFindingRow:
    """What the third party found on a criterion beside what the DGPP found. ``value`` and ``reason`` may be empty."""

    code: str
    value: str
    verdict: str
    reason: str
    own_verdict: str


@dataclass(frozen=True, kw_only=True)
class FirstReportDocument(DocumentContext):
    """The "I Informe de Verificación" of a level.

    ``title`` is printed whole: "I Informe de Verificación del Cumplimiento de los Compromisos de
    Gestión: Nivel 1". ``completion`` tells what the entity was asked to complete, or is empty.
    ``third_party`` tells who verified first, and is empty with ``third_party_name`` (without its
    article) and ``third_party_findings`` where the agreement names nobody. ``elaborated`` says who
    verified and when, ``reviewed`` who agreed with the draft (empty until somebody has). ``carried`` is empty where
    no criterion comes from another level, ``indicators`` in a year without variable tranche.
    ``demonstration_note`` is empty in real life.
    """

    template_name: ClassVar[str] = "verification_report.docx"

    period: PeriodText
    result: str
    counts: VerdictCounts
    reports: tuple[PresentedReportText, ...]
    completion: str
    third_party: str
    third_party_name: str
    third_party_findings: tuple[ThirdPartyFindingRow, ...]
    processes: tuple[ProcessVerdicts, ...]
    carried: tuple[CarriedVerdicts, ...]
    indicators: tuple[IndicatorValueRow, ...]
    conclusions: tuple[str, ...]
    recommendations: tuple[str, ...]
    evidence: tuple[EvidenceRow, ...]
    place_and_date: str
    signatory: Signatory
    elaborated: tuple[str, ...]
    reviewed: str
    demonstration_note: str


@dataclass(frozen=True, kw_only=True)
class CorrectionCounts:
    """Criteria of the level; met before and after the correction; observed, corrected and not, in figures.

    ``carried`` counts those that come from other levels, and is empty with its two counts where none does.
    """

    criteria: str
    met_before: str
    met_after: str
    carried: str
    carried_met_before: str
    carried_met_after: str
    observed: str
    corrected: str
    not_corrected: str


@dataclass(frozen=True, kw_only=True)
class CorrectionRow:
    """One observation, its answer and the verdict on it: "Subsanado" or "No subsanado".

    ``answer`` and ``evidence`` are empty when the entity did not answer, ``value`` where nothing is
    measured, ``reason`` may be when the observation is corrected.
    """

    number: str
    code: str
    criterion: str
    observation: str
    answer: str
    evidence: tuple[str, ...]
    value: str
    verdict: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SecondReportDocument(DocumentContext):
    """The "II Informe de Verificación": the correction of a level, only where it was observed.

    ``first_report_number`` and ``letter_number`` are "N° …"; ``communicated_on`` is the day on which
    the entity received the letter, ``due_on`` the end of its term. ``unanswered`` is the sentence
    that says that the entity did not answer within the term, or is empty; then ``reports``,
    ``evidence``, ``elaborated`` and ``reviewed`` are empty too: nothing was verified.
    """

    template_name: ClassVar[str] = "correction_report.docx"

    period: PeriodText
    first_report_number: str
    first_report_date: str
    letter_number: str
    communicated_on: str
    due_on: str
    result: str
    counts: CorrectionCounts
    reports: tuple[PresentedReportText, ...]
    unanswered: str
    corrections: tuple[CorrectionRow, ...]
    conclusions: tuple[str, ...]
    recommendations: tuple[str, ...]
    evidence: tuple[EvidenceRow, ...]
    place_and_date: str
    signatory: Signatory
    elaborated: tuple[str, ...]
    reviewed: str
    demonstration_note: str


@dataclass(frozen=True, kw_only=True)
class ObservationText:
    """One observation: what is observed on a criterion, and what is required to correct it."""

    number: str
    code: str
    criterion: str
    observation: str
    requirement: str


@dataclass(frozen=True, kw_only=True)
class ObservationsLetterDocument(DocumentContext):
    """The letter that communicates report I and every observation in one document, once.

    ``term`` is in words with figures ("cinco (05) meses") and runs from receipt; ``term_basis`` is
    printed within brackets. ``warning_basis`` comes with its article: "el numeral 17.7 de la
    Directiva N° …". ``send_to`` follows "debe presentarse en": "la mesa de partes …".
    """

    template_name: ClassVar[str] = "observations_letter.docx"

    place_and_date: str
    addressee: Addressee
    subject: str
    references: tuple[str, ...]
    period: PeriodText
    report_number: str
    results: tuple[str, ...]
    observations: tuple[ObservationText, ...]
    term: str
    term_basis: str
    warning_basis: str
    send_to: str
    signatory: Signatory
    demonstration_note: str
