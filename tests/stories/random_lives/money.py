"""The money of the model, in whole cents, by its own arithmetic."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class FixedRule:
    """How criteria earn a fixed tranche: by which rule, with its percentage and the weight of each criterion."""

    name: str = "proportional"
    percent: int = 0
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ScoreRule:
    """How an indicator is scored: by which rule, from which share of its way, by which pairs of share and score."""

    name: str = "proportional"
    minimum: Fraction = Fraction(0)
    bands: tuple[tuple[Fraction, Fraction], ...] = ()


PROPORTIONAL = ScoreRule()


@dataclass(frozen=True, kw_only=True)
class Target:
    """What an indicator starts from, what it should reach in a year, what it weighs in that year, how it is scored."""

    code: str
    weight: Fraction
    baseline: Fraction
    target: Fraction
    rule: ScoreRule = PROPORTIONAL


@dataclass(kw_only=True)
class Parts:
    """A tranche and what became of it. ``earned`` is what reports have made due so far, paid or not."""

    amount: int
    paid: int = 0
    due: int = 0
    balance: int = 0
    cancelled: int = 0
    forgone: int = 0
    earned: int = 0
    is_settled: bool = False

    def __post_init__(self) -> None:
        self.balance = self.amount

    def earn(self, cents: int) -> None:
        """Make due what is earned so far and was not due before."""
        self.due += cents - self.earned
        self.balance -= cents - self.earned
        self.earned = cents
        self.is_settled = True

    def forgo(self) -> None:
        """Give up what was not earned."""
        self.forgone, self.balance = self.forgone + self.balance, 0

    def pay(self, cents: int) -> None:
        """Pay what was due."""
        self.due, self.paid = self.due - cents, self.paid + cents

    def cancel(self) -> None:
        """Cancel what is neither earned nor given up."""
        self.cancelled, self.balance = self.cancelled + self.balance, 0

    @property
    def all(self) -> tuple[int, ...]:
        """The amount and its five parts."""
        return (self.amount, self.paid, self.due, self.balance, self.cancelled, self.forgone)


def to_cents(exact: Fraction) -> int:
    """Round half up."""
    return int(exact + Fraction(1, 2))


def split(maximum: int, percent: int) -> tuple[int, int]:
    """Return the fixed and the variable tranche of a year."""
    fixed = to_cents(Fraction(maximum * percent, 100))
    return fixed, maximum - fixed


def fixed_earned(amount: int, rule: FixedRule, criteria: Sequence[str], unmet: Collection[str]) -> int:
    """Return what the criteria met so far have earned of a fixed tranche."""
    if not unmet:
        return amount
    weights = [rule.weights[code] if rule.name == "weighted" else 1 for code in criteria]
    missing = sum(weight for code, weight in zip(criteria, weights, strict=True) if code in unmet)
    share = {
        "all_or_nothing": Fraction(0),
        "fixed_percentage": Fraction(rule.percent, 100),
    }.get(rule.name, 1 - Fraction(missing, sum(weights)))
    return to_cents(amount * share)


def variable_earned(amount: int, targets: Sequence[Target], values: Mapping[str, int]) -> int:
    """Return what the values reached have earned of a variable tranche."""
    return to_cents(amount * sum((each.weight * score(each, values[each.code]) for each in targets), Fraction(0)))


def score(target: Target, value: int) -> Fraction:
    """Return what a value scores, from nothing to one."""
    way = (value - target.baseline) / (target.target - target.baseline)
    match target.rule.name:
        case "step":
            return Fraction(way >= 1)
        case "bands":
            return max((given for start, given in target.rule.bands if way >= start), default=Fraction(0))
        case "threshold" if way < target.rule.minimum:
            return Fraction(0)
    return min(max(way, Fraction(0)), Fraction(1))
