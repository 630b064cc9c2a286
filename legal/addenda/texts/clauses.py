"""What a clause says when an addendum is about to change it."""

from __future__ import annotations

from legal.addenda.terms import TermsInForce
from legal.agreements.clauses import clause_text
from legal.agreements.models import Agreement
from legal.documents.models import DocumentKind
from legal.documents.queries import current_document, text_of


def ruling_clause(agreement: Agreement, ruling: TermsInForce, key: str) -> str:
    """Return what a clause says under the terms that rule: as an addendum left it, else as the agreement was signed.

    Nothing when the signed text has no such clause or its file is not whole.

    :raises KeyError: when there is no such key.
    """
    for clause in ruling.clauses:
        if clause.key == key:
            return clause.text
    signed = current_document(case=agreement.case, kind=DocumentKind.AGREEMENT)
    return clause_text(text_of(signed), key) if signed else ""
