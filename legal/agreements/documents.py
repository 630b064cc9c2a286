"""The contract with ``agreement.docx``: everything the template may print, already written in Spanish.

Figures, dates, percentages and units arrive as text (``legal.documents.spanish`` writes them); a
sentence that some agreements lack is an empty text. The template decides wording and order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from legal.agreements.clauses import CLAUSES
from legal.documents.documents import DocumentContext


@dataclass(frozen=True, kw_only=True)
class PartyText:
    """One party as it appears before the law and in the clause of notices.

    ``name`` comes with its article ("el Gobierno Regional …"), ``alias`` names it in the rest of the
    text ("LA ENTIDAD", "LA DGPP", "EL SIS"). ``through`` is the organ that acts for it ("a través de
    la Dirección General de Presupuesto Público") or empty. ``representative_instrument`` is the act
    that gave the post ("según credencial …", "conforme a la Resolución …"). ``ruc``, ``address``,
    ``email``, ``identity_document`` ("DNI N° …") and ``representative_instrument`` may be empty.
    """

    name: str
    through: str
    ruc: str
    address: str
    email: str
    representative_post: str
    representative_name: str
    identity_document: str
    representative_instrument: str
    alias: str


@dataclass(frozen=True, kw_only=True)
class NormText:
    """The governing directive: "Directiva N° 002-2014-EF/50.01", its title without quotes, what approved it or ""."""

    number: str
    title: str
    approved_by: str


@dataclass(frozen=True, kw_only=True)
class CodedName:
    """A budget programme: its code and name."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ProductText:
    """A prioritised product; ``programme`` is the code of its programme where the agreement supports several, or ""."""

    code: str
    name: str
    programme: str


@dataclass(frozen=True, kw_only=True)
class AmbitRow:
    """The districts of one province; ``districts`` is one phrase, ``count`` their number in figures."""

    department: str
    province: str
    districts: str
    count: str


@dataclass(frozen=True, kw_only=True)
class YearAmountRow:
    """The maximum of one year and its split: "Año 2", "2016", "S/ 3,000,000.00", "70%", …"""

    label: str
    fiscal_year: str
    level: str
    maximum: str
    fixed_percentage: str
    fixed_amount: str
    variable_percentage: str
    variable_amount: str


@dataclass(frozen=True, kw_only=True)
class MoneyText:
    """The money of the agreement.

    ``total`` is the maximum of the whole, ``annual_total`` the sum of the years, which may be less.
    ``gap`` is the amount of the gap of goods and services that grounds the maximum, or empty, and
    ``gap_basis`` a sentence on its calculation; ``counterpart`` one on counterpart funds, or empty.
    ``by_donation`` chooses the route: donations through the Treasury, or a supreme decree.
    """

    total: str
    total_words: str
    annual_total: str
    fixed_total: str
    variable_total: str
    years: tuple[YearAmountRow, ...]
    gap: str
    gap_basis: str
    counterpart: str
    by_donation: bool


@dataclass(frozen=True, kw_only=True)
class IncorporationText:
    """How the entity takes the money into its budget: the act of its head, its ground, and the copies.

    ``term`` and ``copies_term`` are terms in words with figures and kind of day; either may be empty
    where the norm fixes none.
    """

    act: str
    basis: str
    term: str
    copies_term: str


@dataclass(frozen=True, kw_only=True)
class LevelText:
    """What a criterion must reach in one year: "Año 2 (Nivel 1)" and the condition."""

    label: str
    condition: str


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    """One criterion of the matrix of commitments. ``definition``, ``formula`` and ``weight`` may be empty."""

    code: str
    statement: str
    definition: str
    formula: str
    source: str
    means: str
    responsible_unit: str
    weight: str
    levels: tuple[LevelText, ...]


@dataclass(frozen=True, kw_only=True)
class SubprocessText:
    """A critical subprocess and its criteria."""

    name: str
    criteria: tuple[CriterionRow, ...]


@dataclass(frozen=True, kw_only=True)
class ProcessText:
    """One of the processes to improve, with its ordinal ("1") and its critical subprocesses."""

    number: str
    name: str
    subprocesses: tuple[SubprocessText, ...]


@dataclass(frozen=True, kw_only=True)
class TargetText:
    """The target of an indicator in one year and its weight in the variable tranche."""

    label: str
    fiscal_year: str
    target: str
    weight: str


@dataclass(frozen=True, kw_only=True)
class IndicatorText:
    """One indicator with its baseline and its targets. ``direction`` says which way is better, in words."""

    code: str
    name: str
    formula: str
    unit: str
    direction: str
    source: str
    baseline: str
    baseline_year: str
    targets: tuple[TargetText, ...]


@dataclass(frozen=True, kw_only=True)
class DeadlineRow:
    """One term: what is due, the term with its kind of day, what starts it, and its ground."""

    what: str
    term: str
    starts_from: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class MoneyRuleText:
    """A rule of the catalogue as the agreement prints it: its name, its wording, its formula or example lines."""

    name: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ActivityRow:
    """One activity of the schedule: its product or "", its year, its months, and whose money it needs or ""."""

    name: str
    product: str
    year: str
    months: str
    money: str


@dataclass(frozen=True, kw_only=True)
class DefinitionText:
    """A term and its meaning, for Annex A."""

    term: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class SignatureText:
    """Where somebody signs: the name, the post (with "(e)" or "(s)" where due) and the entity."""

    name: str
    post: str
    entity: str


@dataclass(frozen=True, kw_only=True)
class AgreementDocument(DocumentContext):
    """The budget support agreement with its annexes, for two parties or three.

    ``verifiers`` holds the third party that verifies, or nothing. ``free_adhesion_basis`` cites the
    procedure law as numbered on the date of signing. ``ambit_summary`` and ``criteria_summary`` are
    phrases with counts. ``lets_carry`` says that the norm lets what is not corrected be carried to a later
    level. ``demonstration_note`` is empty in real life.
    """

    template_name: ClassVar[str] = "agreement.docx"
    binds_the_parties: ClassVar[bool] = True
    bookmarks: ClassVar[tuple[str, ...]] = tuple(clause.bookmark for clause in CLAUSES)

    entity: PartyText
    grantor: PartyText
    verifiers: tuple[PartyText, ...]
    programmes: tuple[CodedName, ...]
    norm: NormText
    financing_source: str
    antecedents: tuple[str, ...]
    legal_basis: tuple[str, ...]
    objective: str
    specific_objective: str
    presentation: tuple[str, ...]
    results: tuple[str, ...]
    ambit: tuple[AmbitRow, ...]
    ambit_summary: str
    products: tuple[ProductText, ...]
    activities: tuple[ActivityRow, ...]
    term: str
    money: MoneyText
    incorporation: IncorporationText
    processes: tuple[ProcessText, ...]
    criteria_summary: str
    indicators: tuple[IndicatorText, ...]
    deadlines: tuple[DeadlineRow, ...]
    correction_term: str
    lets_carry: bool
    fixed_rule: MoneyRuleText
    variable_rule: MoneyRuleText
    free_adhesion_basis: str
    separation_notice: str
    definitions: tuple[DefinitionText, ...]
    copies: str
    place_and_date: str
    signatures: tuple[SignatureText, ...]
    demonstration_note: str
