"""From the soles of a transfer back to rule, criterion, who judged and when, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from legal.agreements.models import Criterion, Indicator
from legal.norms.settlement import FixedRule, VariableRule
from legal.transfers.models import Calculation, Tranche, Transfer


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of an explanation: what it is, its value, what it rests on, and its parts. ``name`` tells a code."""

    label: str
    name: str
    value: str
    basis: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class ExplainedCalculation:
    """One calculation of a tranche, the number of its report ("I", "II") and its explanation; the last one is open."""

    calculation: Calculation
    ordinal: str
    line: Line
    is_last: bool


@dataclass(frozen=True, kw_only=True)
class ExplainedAmount:
    """Where the amount of a transfer comes from, in soles.

    ``earned`` is what the calculations so far made due, ``paid`` what was transferred before: the rest
    is the amount. A transfer that was returned leaves its amount due, so the next one may sum up several.
    """

    rule: str
    calculations: tuple[ExplainedCalculation, ...]
    earned: Decimal
    paid: Decimal

    @property
    def is_sum(self) -> bool:
        """Whether more than one calculation makes up the amount."""
        return len(self.calculations) > 1


def explained(transfer: Transfer) -> ExplainedAmount:
    """Return where the amount of a transfer comes from, in two queries."""
    calculations = list(
        Calculation.objects.filter(tranche=transfer.tranche, pk__lte=transfer.calculation_id)
        .select_related("report__document", "report__verification")
        .order_by("pk")
    )
    names = names_in(transfer.tranche)
    earned = sum((calculation.due for calculation in calculations), Decimal(0))
    return ExplainedAmount(
        rule=_rule(transfer.calculation),
        calculations=tuple(
            ExplainedCalculation(
                calculation=calculation,
                ordinal="I" * calculation.report.ordinal,
                line=line_of(calculation.explanation, names),
                is_last=calculation.pk == transfer.calculation_id,
            )
            for calculation in calculations
        ),
        earned=earned,
        paid=earned - transfer.amount,
    )


def _rule(calculation: Calculation) -> str:
    """Return the rule of a calculation in words; several indicators may have several."""
    if "fixed" in calculation.inputs or calculation.tranche.kind == Tranche.Kind.FIXED:
        return str(FixedRule(calculation.rule).label)
    indicators = calculation.inputs.get("variable", {}).get("indicators", ())
    if len({each["rule"] for each in indicators}) > 1:
        return _("propia de cada indicador")
    return str(VariableRule(calculation.rule).label)


def line_of(told: Mapping[str, Any], names: Mapping[str, str]) -> Line:
    """Return an explanation as a page shows it; ``names`` tell what its codes stand for."""
    return Line(
        label=told["label"],
        name=names.get(told["label"], ""),
        value=told["value"],
        basis=told["basis"],
        lines=tuple(line_of(child, names) for child in told["children"]),
    )


def names_in(tranche: Tranche) -> dict[str, str]:
    """Return what the codes of the agreement stand for: criteria in a fixed tranche, indicators in a variable one."""
    agreement = tranche.period.agreement_id
    if tranche.kind == Tranche.Kind.FIXED:
        return dict(Criterion.objects.filter(agreement=agreement).values_list("code", "statement"))
    return dict(Indicator.objects.filter(agreement=agreement).values_list("code", "name"))
