"""What a clause says when an addendum is about to change it."""

from __future__ import annotations

from collections.abc import Mapping

from legal.addenda.terms import TermsInForce
from legal.agreements.clauses import Clause


def ruling_clause(signed: Mapping[str, Clause], ruling: TermsInForce, key: str) -> str:
    """Return what a clause says under the terms that rule: as an addendum left it, else as the agreement was signed.

    ``signed`` are the clauses of the agreement by their keys, as the parties signed them. Nothing when the signed
    text has no such clause or its file is not whole.
    """
    for clause in ruling.clauses:
        if clause.key == key:
            return clause.text
    return signed[key].text if key in signed else ""
