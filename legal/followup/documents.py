"""The contracts with the letters on terms: an extension decided on, a suspension and its end.

Dates and terms arrive as text; the templates decide wording and order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from legal.documents.documents import Addressee, DocumentContext, Signatory


@dataclass(frozen=True, kw_only=True)
class TermText:
    """A term: its name, and its last day before and after the act ("3 de agosto de 2026").

    ``due_after`` is empty where the act leaves the end as it was, or open.
    """

    title: str
    due_before: str
    due_after: str


@dataclass(frozen=True, kw_only=True)
class ExtensionLetterDocument(DocumentContext):
    """The letter that grants the extension of a term, or does not.

    ``length`` and ``more`` are terms in words and figures ("treinta (30) días calendario"). ``term_basis``, with its
    article, fixes the term, ``extension_basis`` lets it be extended, ``rule`` is the article of the procedure law
    as numbered on the date. ``is_over`` says that the term has ended by then; ``request_ground`` goes between
    quotation marks.
    """

    template_name: ClassVar[str] = "extension_letter.docx"

    place_and_date: str
    addressee: Addressee
    subject: str
    references: tuple[str, ...]
    agreement: str
    entity: str
    granted: bool
    term: TermText
    length: str
    term_basis: str
    is_over: bool
    requested_on: str
    more: str
    request_ground: str
    rule: str
    extension_basis: str
    grounds: tuple[str, ...]
    signatory: Signatory
    demonstration_note: str


@dataclass(frozen=True, kw_only=True)
class SuspensionLetterDocument(DocumentContext):
    """The letter that suspends a term, or the agreement with its terms (``whole``), or lets them go on (``lifts``).

    ``since`` is the first day that does not count, or the first that counts again. ``suspension`` is the letter by
    which what goes on was suspended ("Oficio N° …, de fecha …"), else it is empty.
    """

    template_name: ClassVar[str] = "suspension_letter.docx"

    place_and_date: str
    addressee: Addressee
    subject: str
    references: tuple[str, ...]
    agreement: str
    entity: str
    whole: bool
    lifts: bool
    since: str
    suspension: str
    terms: tuple[TermText, ...]
    grounds: tuple[str, ...]
    signatory: Signatory
    demonstration_note: str
