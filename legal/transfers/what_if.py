"""What a year would come to if other criteria were met or other values reached. Nothing of it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from legal.norms.settlement import (
    Explanation,
    FixedTranche,
    SettlementError,
    explain_fixed,
    explain_variable,
    settle_fixed,
    settle_variable,
)
from legal.transfers.models import Tranche
from legal.transfers.standing import fixed_tranche, made_due, variable_tranche
from legal.verification.models import Stage, Verification
from legal.verification.queries import level_findings, levels_of, targets_of, values_at

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Supposition:
    """What somebody supposes of a year: a verdict for each level of a criterion, a value for each target, by key."""

    verdicts: Mapping[int, bool]
    values: Mapping[int, Decimal]


@dataclass(frozen=True, kw_only=True)
class Demand:
    """A criterion or an indicator of the year, and what stands of it; ``is_found`` is False before it is verified."""

    pk: int
    code: str
    name: str
    is_found: bool
    met: bool = False
    value: Decimal | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a tranche would come to, in soles. ``stands`` is what the calculations so far made due, paid or not.

    ``is_settled`` when the tranche is calculated only once, and was. ``refusal`` says why it cannot be settled so: it
    would come to less than what already was due, or nothing can be settled at all, and then ``comes_to`` is None.
    """

    tranche: Tranche
    stands: Decimal
    comes_to: Decimal | None = None
    explanation: Explanation | None = None
    refusal: str = ""
    is_settled: bool = False

    @property
    def difference(self) -> Decimal | None:
        """How much more than what stands it would be; less than nothing where it would be less."""
        return None if self.comes_to is None else self.comes_to - self.stands


def criteria_of(verification: Verification) -> list[Demand]:
    """Return the criteria of the level of a year with their last verdict, wherever it was given."""
    standing = level_findings(verification)
    return [
        Demand(
            pk=level.pk,
            code=level.criterion.code,
            name=level.criterion.statement,
            is_found=level.pk in standing,
            met=level.pk in standing and standing[level.pk].met,
        )
        for level in levels_of(verification)
    ]


def indicators_of(verification: Verification) -> list[Demand]:
    """Return the indicators with a target in a year, with the value that was measured."""
    standing = values_at(verification, Stage.FIRST)
    return [
        Demand(
            pk=target.pk,
            code=target.indicator.code,
            name=target.indicator.name,
            is_found=target.pk in standing,
            value=standing[target.pk].value if target.pk in standing else None,
            baseline=target.indicator.baseline,
            target=target.target,
        )
        for target in targets_of(verification)
    ]


def suppose(tranches: Sequence[Tranche], verification: Verification, supposition: Supposition) -> list[Outcome]:
    """Return what each tranche of a year would come to, by the arithmetic of the real calculation."""
    return [_suppose(tranche, verification, supposition) for tranche in tranches]


def _suppose(tranche: Tranche, verification: Verification, supposition: Supposition) -> Outcome:
    try:
        if tranche.kind == Tranche.Kind.FIXED:
            earned = fixed_tranche(tranche, verification, supposed=supposition.verdicts)
            return _fixed(tranche, earned)
        reached = variable_tranche(tranche, verification, supposed=supposition.values)
    except SettlementError as error:
        return Outcome(tranche=tranche, stands=made_due(tranche), refusal=str(error))
    settled = settle_variable(reached)
    return Outcome(
        tranche=tranche,
        stands=made_due(tranche),
        comes_to=settled.due_now,
        explanation=explain_variable(reached, settled),
        is_settled=tranche.calculations.exists(),
    )


def _fixed(tranche: Tranche, earned: FixedTranche) -> Outcome:
    """Settle a fixed tranche; one that would take something back is told without what is due now of it."""
    # As nothing was due before, any verdicts can be settled.
    from_nothing = replace(earned, already_paid=ZERO)
    alone = settle_fixed(from_nothing)
    explanation, refusal = explain_fixed(from_nothing, alone).children[0], ""
    try:
        explanation = explain_fixed(earned, settle_fixed(earned))
    except SettlementError as error:
        refusal = str(error)
    return Outcome(
        tranche=tranche,
        stands=earned.already_paid,
        comes_to=alone.cumulative,
        explanation=explanation,
        refusal=refusal,
    )
