"""The contract with ``addendum.docx``: an addendum written from its typed changes.

Everything arrives as text already written in Spanish; what an addendum lacks is an empty text or an
empty list. The template decides wording and order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from legal.agreements.documents import AmbitRow, CodedName, PartyText, SignatureText
from legal.documents.documents import DocumentContext


@dataclass(frozen=True, kw_only=True)
class CitedClauses:
    """The ordinals ("Décimo Primera") that clauses of the agreement have in the text that the parties signed.

    Those on its object, its term, its addenda, and free adhesion and separation.
    """

    object: str
    term: str
    addenda: str
    free_adhesion: str


@dataclass(frozen=True, kw_only=True)
class ModifiedAgreementText:
    """The agreement that is modified: its name with number, its programmes, and the days of its signature and start."""

    name: str
    programmes: tuple[CodedName, ...]
    signed_on: str
    in_force_from: str
    clauses: CitedClauses


@dataclass(frozen=True, kw_only=True)
class RequestText:
    """Who asked for it ("el Gobierno Regional …"), when, the report that supports it, and the grounds in paragraphs."""

    requested_by: str
    requested_on: str
    report: str
    grounds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeText:
    """One change. ``reason`` is a sentence; what its kind does not use is empty.

    ``ordinal`` is that of the clause of the addendum that makes the change. A change of the term has
    ``ends_before`` and ``ends_on``, dates. One of the ambit has ``added`` and ``removed``, and
    ``ambit_summary``, how it stands afterwards, in a phrase with counts. One of a clause has
    ``clause_ordinal`` ("Décimo Primera"), ``clause_title`` and the new text in ``paragraphs``.
    """

    ordinal: str
    reason: str
    ends_before: str = ""
    ends_on: str = ""
    added: tuple[AmbitRow, ...] = ()
    removed: tuple[AmbitRow, ...] = ()
    ambit_summary: str = ""
    clause_ordinal: str = ""
    clause_title: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AddendumDocument(DocumentContext):
    """An addendum to an agreement in force, for two parties or three.

    ``ordinal_name`` is "PRIMERA ADENDA". ``earlier_addenda`` and ``endorsements`` (opinions and
    instruments) are sentences, or none. ``last_ordinals`` are those of the clauses after the changes, in
    their order. ``effective_on`` is the day from which it rules, or empty when that is its last signature.
    """

    template_name: ClassVar[str] = "addendum.docx"
    binds_the_parties: ClassVar[bool] = True

    ordinal_name: str
    agreement: ModifiedAgreementText
    entity: PartyText
    grantor: PartyText
    verifiers: tuple[PartyText, ...]
    earlier_addenda: tuple[str, ...]
    request: RequestText
    endorsements: tuple[str, ...]
    changes: tuple[ChangeText, ...]
    last_ordinals: tuple[str, str, str, str]
    effective_on: str
    free_adhesion_basis: str
    copies: str
    place_and_date: str
    signatures: tuple[SignatureText, ...]
    demonstration_note: str
