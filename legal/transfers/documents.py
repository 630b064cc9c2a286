"""The contracts with the templates of a transfer: its calculation, the rescue of a balance, the entity's resolution.

Amounts, dates, terms and shares arrive as text (``legal.documents.spanish`` writes them); what some
papers lack is an empty text or an empty list. The templates decide wording and order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from legal.documents.documents import Addressee, DocumentContext, Signatory


@dataclass(frozen=True, kw_only=True)
class ReportText:
    """A verification report: "I Informe de Verificación …", "N° 031-2016-EF/50.06", its date.

    ``conclusion`` goes within a sentence, without final stop: "ocho (08) de veintitrés (23) criterios se cumplen".
    """

    name: str
    number: str
    dated: str
    conclusion: str


@dataclass(frozen=True, kw_only=True)
class ServedText:
    """A document that was served, "Oficio N° 034-2016-EF/50.01", and the date it was received on."""

    document: str
    received_on: str


@dataclass(frozen=True, kw_only=True)
class RuleText:
    """The rule of money that was applied: its name, the norm and article behind it, its wording."""

    name: str
    basis: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TrancheMoneyText:
    """Where the money of a tranche stands: the parts add up to ``amount``. ``label`` is "Tramo Fijo del Año 2".

    ``cancelled`` and ``forgone`` are empty where there is nothing of the kind: their rows are left out.
    """

    label: str
    amount: str
    paid: str
    due: str
    balance: str
    cancelled: str
    forgone: str


@dataclass(frozen=True, kw_only=True)
class CriterionVerdictRow:
    """The verdict on one criterion: how many pieces of evidence it has, who judged it and when.

    ``weight`` is empty where the rule does not weigh criteria: the table then has no such column.
    """

    code: str
    statement: str
    verdict: str
    evidence_count: str
    verifier: str
    verified_on: str
    weight: str = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorScoreRow:
    """What one indicator reached. ``basis`` says by which evidence, who verified it and when, or is empty."""

    code: str
    name: str
    weight: str
    baseline: str
    target: str
    achieved: str
    score: str
    weighted_score: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class StepText:
    """One step of the arithmetic: what it is, its value, and the operation or provision behind it (or empty)."""

    label: str
    value: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class ReviewText:
    """Somebody's part in the calculation: "Revisó", the name, the post and the date."""

    action: str
    name: str
    post: str
    dated: str


@dataclass(frozen=True, kw_only=True)
class CalculationSheetDocument(DocumentContext):
    """The calculation of what a tranche owes, from the sol back to rule, verdict, evidence and date.

    A fixed tranche has ``criteria``, a variable one ``indicators``; ``compliance_summary`` says in a
    sentence what they add up to. ``tranche`` and ``year`` are "Tramo Fijo" and "Año 2". Without
    ``reviews`` the sheet says that its review is pending.
    """

    template_name: ClassVar[str] = "calculation_sheet.docx"

    agreement: str
    entity: str
    programmes: tuple[str, ...]
    year: str
    fiscal_year: str
    level: str
    tranche: str
    route: str
    report: ReportText
    rule: RuleText
    criteria: tuple[CriterionVerdictRow, ...]
    indicators: tuple[IndicatorScoreRow, ...]
    compliance_summary: str
    steps: tuple[StepText, ...]
    money: TrancheMoneyText
    due_words: str
    what_would_change: tuple[str, ...]
    calculated_on: str
    reviews: tuple[ReviewText, ...]
    demonstration_note: str


@dataclass(frozen=True, kw_only=True)
class UncorrectedCriterionRow:
    """A criterion whose observation stands, and why."""

    code: str
    statement: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RescueText:
    """What led to the letters on a balance.

    ``reports`` are in their order; ``observations`` is the letter that communicated them. Both are
    empty when the entity never reported, as is ``terms``, under which the period was verified, as it
    follows "según". ``term`` is "cinco (05) meses", ``expires_on`` its last
    day; ``outcome`` says in sentences what happened with it, an extension included. ``carried`` tells
    by which letters the criteria were carried from level to level before; else it is empty.
    """

    carried: tuple[str, ...]
    reports: tuple[ReportText, ...]
    terms: str
    observations: tuple[ServedText, ...]
    term: str
    expires_on: str
    outcome: str
    criteria: tuple[UncorrectedCriterionRow, ...]


@dataclass(frozen=True, kw_only=True)
class WarningLetterDocument(DocumentContext):
    """The letter that warns (*apercibe*) an entity before the balance of a fixed tranche is cancelled.

    ``basis`` cites the procedure law as numbered on the date (today TUO Ley 27444 art. 151.2),
    ``directive`` the provision that cancels ("el numeral 17.7 de la Directiva …"). ``requirement``
    is what the entity must prove, within a sentence; ``answer_term`` its term with what starts it.
    """

    template_name: ClassVar[str] = "warning_letter.docx"

    place_and_date: str
    addressee: Addressee
    subject: str
    references: tuple[str, ...]
    agreement: str
    entity: str
    fiscal_year: str
    rescue: RescueText
    money: TrancheMoneyText
    balance_words: str
    basis: str
    directive: str
    requirement: str
    answer_term: str
    signatory: Signatory
    demonstration_note: str


@dataclass(frozen=True, kw_only=True)
class CancellationLetterDocument(DocumentContext):
    """The letter that communicates the cancellation of what was the balance of a fixed tranche.

    ``answer`` says in a sentence how the entity answered the ``warning``, or that it did not.
    ``grounds`` are paragraphs, ``remedies`` sentences: which recourse there is, where and by when.
    """

    template_name: ClassVar[str] = "cancellation_letter.docx"

    place_and_date: str
    addressee: Addressee
    subject: str
    references: tuple[str, ...]
    agreement: str
    entity: str
    fiscal_year: str
    rescue: RescueText
    warning: ServedText
    answer_term: str
    answer: str
    grounds: tuple[str, ...]
    basis: str
    directive: str
    money: TrancheMoneyText
    cancelled_words: str
    remedies: str
    signatory: Signatory
    demonstration_note: str


@dataclass(frozen=True, kw_only=True)
class CarryLetterDocument(DocumentContext):
    """The letter that carries what was not met at a level to the evaluation of a later one.

    ``from_level`` is "Nivel 1", ``into_level`` "Nivel 2" and ``into_year`` "Año 3 (año fiscal 2012)";
    ``report_due`` is the last day of that year's compliance report. ``basis`` is the clause of the agreement,
    with its article. ``money`` is that of the tranche of origin, which keeps its balance.
    """

    template_name: ClassVar[str] = "carry_letter.docx"

    place_and_date: str
    addressee: Addressee
    subject: str
    references: tuple[str, ...]
    agreement: str
    entity: str
    fiscal_year: str
    rescue: RescueText
    from_level: str
    into_level: str
    into_year: str
    report_due: str
    grounds: tuple[str, ...]
    basis: str
    money: TrancheMoneyText
    balance_words: str
    signatory: Signatory
    demonstration_note: str


@dataclass(frozen=True, kw_only=True)
class IncomeText:
    """The income side of a donation: source, item (*rubro*) and classifier, each with its code, or a blank."""

    source: str
    item: str
    classifier: str


@dataclass(frozen=True, kw_only=True)
class SpendingRow:
    """One line of the spending chain; a blank where the entity must write."""

    programme: str
    product: str
    activity: str
    executing_unit: str
    generic: str
    amount: str


@dataclass(frozen=True, kw_only=True)
class IncorporationResolutionDocument(DocumentContext):
    """A model for the entity: the resolution of its head that takes the money into its budget.

    ``act`` is "Resolución Ejecutiva Regional" and the like, ``act_number`` its number with blanks.
    ``entity_name`` heads the first page, ``entity`` has its article, ``pliego`` its code ("Pliego 440
    Gobierno Regional …"); ``budget_office`` is feminine and goes without article. What stands in the
    recitals goes within a sentence, without final stop: ``seen`` (the first one begins it),
    ``objective``, ``enabling_rule``, ``instruction`` (the Treasury's order, or the decree), ``basis``
    (the provision on incorporation, or the article of the decree), ``limits_exception`` (or empty),
    ``powers``. ``term`` and ``copies_term`` are terms with their article or empty; ``copies_basis``
    may be empty. ``by_donation`` chooses *incorporación* or *desagregación*.
    """

    template_name: ClassVar[str] = "incorporation_resolution.docx"

    act: str
    act_number: str
    place_and_date: str
    entity_name: str
    entity: str
    pliego: str
    seen: tuple[str, ...]
    enabling_rule: str
    agreement: str
    signed_on: str
    objective: str
    report: ReportText
    tranche: str
    amount: str
    amount_words: str
    by_donation: bool
    instruction: str
    basis: str
    limits_exception: str
    powers: str
    fiscal_year: str
    income: IncomeText
    spending: tuple[SpendingRow, ...]
    spending_source: str
    term: str
    budget_office: str
    copies_term: str
    copies_basis: str
    copies_to: tuple[str, ...]
    signatory: Signatory
    demonstration_note: str
