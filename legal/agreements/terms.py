"""The terms of an agreement as plain frozen values: what people argue about, and what is hashed.

Pages, checks, documents and the fingerprint that instruments approve all read this one shape.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal

from legal.norms.rules import tranches
from legal.norms.settlement.rules import PROPORTIONAL, MoneyRules, ScoreRule


@dataclass(frozen=True, kw_only=True)
class PartyTerms:
    """A party: its capacity, its unit, and the role that signs for it."""

    capacity: str
    unit: str
    role: str
    position: int


@dataclass(frozen=True, kw_only=True)
class ProgrammeTerms:
    """A budget programme that the agreement supports."""

    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@dataclass(frozen=True, kw_only=True)
class YearTerms:
    """The money of a year, in soles; the percentage is of the fixed tranche."""

    year: int
    maximum: Decimal
    fixed_percentage: Decimal

    @property
    def fixed(self) -> Decimal:
        """The fixed tranche, in soles."""
        return tranches(self.maximum, self.fixed_percentage)[0]

    @property
    def variable(self) -> Decimal:
        """The variable tranche, in soles."""
        return tranches(self.maximum, self.fixed_percentage)[1]


@dataclass(frozen=True, kw_only=True)
class DistrictTerms:
    """A district of the ambit; ``code`` is its UBIGEO."""

    code: str
    name: str
    province: str
    department: str


@dataclass(frozen=True, kw_only=True)
class ProductTerms:
    """A prioritised product; ``programme`` is the code of its programme, empty while nobody has said it."""

    programme: str = ""
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class LevelTerms:
    """What a criterion demands in a year."""

    year: int
    threshold: Decimal


@dataclass(frozen=True, kw_only=True)
class CriterionTerms:
    """A criterion with its levels; ``process`` is one of the four processes, 1 to 4."""

    process: int
    subprocess: str
    code: str
    statement: str
    definition: str
    formula: str
    unit: str
    operator: str
    source: str
    means: str
    responsible_unit: str
    weight: Decimal | None
    levels: tuple[LevelTerms, ...]


@dataclass(frozen=True, kw_only=True)
class TargetTerms:
    """The target of a year and its weight within the variable tranche of that year."""

    year: int
    target: Decimal
    weight: Decimal


@dataclass(frozen=True, kw_only=True)
class IndicatorTerms:
    """An indicator with its baseline and targets; ``direction`` is "up" or "down".

    ``score`` is a rule of its own; without one the general rule of the agreement scores it.
    """

    code: str
    name: str
    formula: str
    unit: str
    direction: str
    source: str
    baseline: Decimal
    baseline_year: int
    targets: tuple[TargetTerms, ...]
    score: ScoreRule | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityTerms:
    """An activity of a year, from a month to another (1 to 12), and the year whose money it needs, if any."""

    name: str
    product: str = ""
    year: int
    first_month: int
    last_month: int
    money_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Everything the parties agree on.

    ``rules`` are those of money that rule the agreement, ``opening_rules`` those that its norm had when it was opened.
    ``verified_by`` is "grantor", "verifier" (a third party), or "" while unsaid.
    """

    title: str
    entity: str
    level: str
    norm: str
    programmes: tuple[ProgrammeTerms, ...]
    source: str
    objective: str
    specific_objective: str
    counterpart: str
    gap_basis: str
    years: int
    maximum: Decimal
    signing_order: str
    conducting_unit: str
    verified_by: str = ""
    parties: tuple[PartyTerms, ...]
    money: tuple[YearTerms, ...]
    ambit: tuple[DistrictTerms, ...]
    products: tuple[ProductTerms, ...]
    criteria: tuple[CriterionTerms, ...]
    indicators: tuple[IndicatorTerms, ...]
    rules: MoneyRules = PROPORTIONAL
    opening_rules: MoneyRules = PROPORTIONAL
    activities: tuple[ActivityTerms, ...] = ()

    def score_of(self, indicator: IndicatorTerms) -> ScoreRule:
        """Return the rule by which an indicator is scored: its own, else the general one."""
        return indicator.score or self.rules.score


def fingerprint(terms: Terms) -> str:
    """Return the SHA-256 of the terms in one canonical form: any change of the text changes it."""
    return hashlib.sha256(canonical(terms).encode()).hexdigest()


def canonical(terms: Terms) -> str:
    """Return the terms as JSON with sorted keys and plain decimals, the same for the same terms."""
    values = asdict(terms)
    # The form is that of when an agreement had one programme: a text that was approved then stays approved.
    values["programme"] = "\n".join(str(each) for each in terms.programmes)
    del values["programmes"]
    # The parties say who verifies; that nobody has said it yet keeps a draft, and is no text.
    del values["verified_by"]
    only = terms.programmes[0].code if len(terms.programmes) == 1 else ""
    for product in values["products"]:
        if product["programme"] == only:
            del product["programme"]
    # What says no more than the norm did leaves the form as it was when only norms had rules.
    if terms.rules == terms.opening_rules:
        del values["rules"], values["opening_rules"]
    if not terms.activities:
        del values["activities"]
    for indicator in values["indicators"]:
        if indicator["score"] is None:
            del indicator["score"]
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}" if value else "0"  # zero has no sign
        return text.rstrip("0").rstrip(".") if "." in text else text
    raise TypeError(f"{type(value).__name__} has no canonical form.")
