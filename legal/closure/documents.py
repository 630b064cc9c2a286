"""The contracts with the templates that end an agreement: the act of closure and the letter of termination.

Everything arrives as text already written in Spanish; what an agreement lacks is an empty text or an
empty list. The templates decide wording and order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from legal.documents.documents import Addressee, DocumentContext, Signatory


@dataclass(frozen=True, kw_only=True)
class ClosingPartyText:
    """One party: its name with article; the organ that acts for it and its part ("entidad pública") may be empty."""

    name: str
    through: str
    role: str


@dataclass(frozen=True, kw_only=True)
class LifeText:
    """The dates of an agreement. ``addenda`` names each one with its date; ``ended_on`` is the last day of its term."""

    signed_on: str
    in_force_from: str
    ended_on: str
    term: str
    addenda: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClosedPeriodRow:
    """One year: its level, how it ended in words, and the numbers of its verification reports, or "ninguno"."""

    year: str
    fiscal_year: str
    level: str
    outcome: str
    reports: str


@dataclass(frozen=True, kw_only=True)
class SettledTrancheRow:
    """The money of one tranche of one year at the end; the parts add up to ``amount``."""

    year: str
    tranche: str
    amount: str
    paid: str
    cancelled: str
    forgone: str
    balance: str


@dataclass(frozen=True, kw_only=True)
class SettledTotalText:
    """The sums over all tranches."""

    amount: str
    paid: str
    paid_words: str
    cancelled: str
    forgone: str
    balance: str


@dataclass(frozen=True, kw_only=True)
class UnspentText:
    """Money incorporated and not spent: the amount, in words, and in a sentence what becomes of it (or empty)."""

    amount: str
    words: str
    destination: str


@dataclass(frozen=True, kw_only=True)
class FinalReportText:
    """The entity's final report: "Informe Final N° …", the day it was presented, and its summary in sentences or ""."""

    number: str
    presented_on: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class ClosureActDocument(DocumentContext):
    """The act (*acta*) that closes an agreement whose term has ended and where nothing is pending.

    ``opening`` is the phrase with place and date ("En la ciudad de Lima, a los tres días …").
    ``unspent`` holds what the entity declared in its final report, or nothing when it spent it all.
    ``declarations`` are added to those of the template.
    """

    template_name: ClassVar[str] = "closure_act.docx"

    opening: str
    agreement: str
    parties: tuple[ClosingPartyText, ...]
    programmes: tuple[str, ...]
    life: LifeText
    periods: tuple[ClosedPeriodRow, ...]
    money: tuple[SettledTrancheRow, ...]
    total: SettledTotalText
    unspent: tuple[UnspentText, ...]
    good_practices: tuple[str, ...]
    lessons: tuple[str, ...]
    final_report: FinalReportText
    declarations: tuple[str, ...]
    signatory: Signatory
    demonstration_note: str


@dataclass(frozen=True, kw_only=True)
class TerminatedTrancheRow:
    """The money of one tranche of one year at termination: paid, due, still under verification; the rest lapses."""

    year: str
    tranche: str
    amount: str
    paid: str
    due: str
    pending: str
    lapsed: str


@dataclass(frozen=True, kw_only=True)
class TerminatedTotalText:
    """The sums over all tranches; the words of what is due, pending or lapsed are empty when there is nothing."""

    amount: str
    paid: str
    due: str
    due_words: str
    pending: str
    pending_words: str
    lapsed: str
    lapsed_words: str


@dataclass(frozen=True, kw_only=True)
class TerminationActDocument(DocumentContext):
    """The letter (*oficio*) by which an agreement is terminated before its term ends.

    ``cause`` goes within a sentence ("incumplimiento de las obligaciones de la entidad pública",
    "mutuo acuerdo de las partes", "libre separación"), ``basis`` cites the clause or law for it.
    ``facts`` are paragraphs; ``legal_opinion`` names the opinion with its date. ``notice`` (on the
    term of notice) and ``remedies`` are sentences, ``accounts_term`` the term to account for what was
    received; the three may be empty.
    """

    template_name: ClassVar[str] = "termination_act.docx"

    place_and_date: str
    addressee: Addressee
    subject: str
    references: tuple[str, ...]
    agreement: str
    entity: str
    signed_on: str
    cause: str
    basis: str
    facts: tuple[str, ...]
    legal_opinion: str
    effective_on: str
    notice: str
    money: tuple[TerminatedTrancheRow, ...]
    total: TerminatedTotalText
    accounts_term: str
    remedies: str
    signatory: Signatory
    demonstration_note: str
