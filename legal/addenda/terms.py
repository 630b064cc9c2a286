"""The terms of an agreement on any date: the signed agreement and its signed addenda, as plain frozen values.

``terms_on`` is pure: it reads nothing but its arguments, so that what ruled on a day can be computed
on another machine. An addendum never edits the past: it rules from its day on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from legal.agreements.terms import DistrictTerms, Terms

SIGNED_AGREEMENT = 0


@dataclass(frozen=True, kw_only=True)
class ChangeTerms:
    """One typed change: the day on which the term ends, districts that enter and leave, or the text of a clause."""

    kind: str
    reason: str
    ends_on: date | None = None
    added: tuple[DistrictTerms, ...] = ()
    removed: tuple[DistrictTerms, ...] = ()
    clause: str = ""
    text: str = ""

    @property
    def provision(self) -> str:
        """What it touches: "term", "ambit", or the key of a clause."""
        return self.clause if self.kind == "clause" else self.kind


@dataclass(frozen=True, kw_only=True)
class SignedAddendum:
    """A signed addendum: its number in the agreement, the day from which it rules, its changes."""

    number: int
    in_force_from: date
    changes: tuple[ChangeTerms, ...]


@dataclass(frozen=True, kw_only=True)
class SignedAgreement:
    """The agreement as it was signed, with its signed addenda; ``ends_on`` is the last day of its original term."""

    terms: Terms
    ends_on: date
    addenda: tuple[SignedAddendum, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClauseText:
    """A clause as an addendum replaced it."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TermsInForce:
    """The terms that rule on a date. ``sources`` names, for each changed provision, the addenda that made it so."""

    terms: Terms
    ends_on: date
    clauses: tuple[ClauseText, ...]
    sources: tuple[tuple[str, tuple[int, ...]], ...]

    def source_of(self, provision: str) -> tuple[int, ...]:
        """Return the numbers of the addenda that a provision comes from; nothing for the signed agreement."""
        return dict(self.sources).get(provision, ())


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What no addendum goes beyond: the longest term that the norm allows, and where the entity acts.

    ``last_day`` is None where the norm fixes no maximum; ``territory`` is the start of the UBIGEO of its districts, ""
    where the entity acts in the whole country.
    """

    norm: str
    last_day: date | None = None
    territory: str = ""
    territory_name: str = ""


def terms_on(signed: SignedAgreement, on: date) -> TermsInForce:
    """Return what rules on a date: the addenda in force by then, applied in the order of their days and numbers."""
    ambit = {district.code: district for district in signed.terms.ambit}
    ends_on, clauses, sources = signed.ends_on, dict[str, str](), dict[str, tuple[int, ...]]()
    for addendum in sorted(signed.addenda, key=lambda each: (each.in_force_from, each.number)):
        if addendum.in_force_from > on:
            continue
        for change in addendum.changes:
            ends_on = change.ends_on or ends_on
            ambit = _changed(ambit, change)
            if change.clause:
                clauses[change.clause] = change.text
            # A district is known by the addenda before it; a term or a clause only by the last.
            earlier = sources.get(change.provision, ()) if change.kind == "ambit" else ()
            sources[change.provision] = (*earlier, addendum.number)
    return TermsInForce(
        terms=replace(signed.terms, ambit=tuple(ambit[code] for code in sorted(ambit))),
        ends_on=ends_on,
        clauses=tuple(ClauseText(key=key, text=text) for key, text in clauses.items()),
        sources=tuple(sources.items()),
    )


def _changed(ambit: dict[str, DistrictTerms], change: ChangeTerms) -> dict[str, DistrictTerms]:
    left = {district.code for district in change.removed}
    kept = {code: district for code, district in ambit.items() if code not in left}
    return kept | {district.code: district for district in change.added}


def fingerprint_of_changes(changes: Sequence[ChangeTerms], effective_on: date | None) -> str:
    """Return the SHA-256 of what an addendum says: any change of it voids what was approved on it."""
    said = {"effective_on": effective_on, "changes": [asdict(change) for change in changes]}
    written = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(written.encode()).hexdigest()
