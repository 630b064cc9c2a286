"""What a clause says when an addendum is about to change it."""

from __future__ import annotations

from legal.addenda.terms import TermsInForce
from legal.agreements.models import Agreement
from legal.agreements.queries import signed_clauses


def ruling_clause(agreement: Agreement, ruling: TermsInForce, key: str) -> str:
    """Return what a clause says under the terms that rule: as an addendum left it, else as the agreement was signed.

    Nothing when the signed text has no such clause or its file is not whole.
    """
    for clause in ruling.clauses:
        if clause.key == key:
            return clause.text
    signed = signed_clauses(agreement).get(key)
    return signed.text if signed else ""
