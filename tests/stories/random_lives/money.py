"""The money of the model, in whole cents, by its own arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class Target:
    """What an indicator starts from, what it should reach in a year, and what it weighs in that year."""

    code: str
    weight: Fraction
    baseline: Fraction
    target: Fraction


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


def fixed_earned(amount: int, met: int, criteria: int) -> int:
    """Return what the criteria met so far have earned of a fixed tranche."""
    return to_cents(Fraction(amount * met, criteria))


def variable_earned(amount: int, targets: Sequence[Target], values: Mapping[str, int]) -> int:
    """Return what the values reached have earned of a variable tranche."""
    share = Fraction(0)
    for each in targets:
        way = (values[each.code] - each.baseline) / (each.target - each.baseline)
        share += each.weight * min(max(way, Fraction(0)), Fraction(1))
    return to_cents(amount * share)
