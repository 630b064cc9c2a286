"""Each typed change as a clause of the addendum. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from legal.addenda.documents import ChangeText
from legal.addenda.terms import ChangeTerms, TermsInForce
from legal.agreements.clauses import Clause
from legal.agreements.documents import AmbitRow
from legal.agreements.terms import DistrictTerms, Terms
from legal.agreements.texts import annexes
from legal.agreements.texts.wording import sentence
from legal.documents import spanish

# The first clause tells the antecedents, the second the object.
FIRST_CHANGE: Final = 3


def change_texts(
    changes: Sequence[ChangeTerms], ruling: TermsInForce, signed: Mapping[str, Clause]
) -> tuple[ChangeText, ...]:
    """Return one clause for each change, told against the terms that rule before it.

    ``signed`` are the clauses of the agreement by their keys, as the parties signed them.
    """
    return tuple(_change(change, ruling, signed, ordinal) for ordinal, change in enumerate(changes, FIRST_CHANGE))


def _change(change: ChangeTerms, ruling: TermsInForce, signed: Mapping[str, Clause], ordinal: int) -> ChangeText:
    bare = ChangeText(ordinal=spanish.ordinal(ordinal).upper(), reason=sentence(change.reason))
    match change.kind:
        case "term":
            return _term(bare, change, ruling)
        case "ambit":
            return _ambit(bare, change, ruling.terms)
        case _:
            return _clause(bare, change, signed[change.clause])


def _term(bare: ChangeText, change: ChangeTerms, ruling: TermsInForce) -> ChangeText:
    assert change.ends_on is not None
    return replace(bare, ends_before=spanish.long_date(ruling.ends_on), ends_on=spanish.long_date(change.ends_on))


def _ambit(bare: ChangeText, change: ChangeTerms, terms: Terms) -> ChangeText:
    removed = {district.code for district in change.removed}
    kept = [district for district in terms.ambit if district.code not in removed]
    return replace(
        bare,
        added=_rows(terms, change.added),
        removed=_rows(terms, change.removed),
        ambit_summary=annexes.ambit_summary(_with_ambit(terms, [*kept, *change.added])),
    )


def _rows(terms: Terms, districts: Iterable[DistrictTerms]) -> tuple[AmbitRow, ...]:
    return annexes.ambit(_with_ambit(terms, districts))


def _with_ambit(terms: Terms, districts: Iterable[DistrictTerms]) -> Terms:
    return replace(terms, ambit=tuple(sorted(districts, key=lambda each: each.code)))


def _clause(bare: ChangeText, change: ChangeTerms, clause: Clause) -> ChangeText:
    lines = (" ".join(line.split()) for line in change.text.splitlines())
    return replace(
        bare,
        clause_ordinal=clause.cited,
        clause_title=clause.title,
        paragraphs=tuple(line for line in lines if line),
    )
