"""The commitments and the indicators of the agreement, as its terms show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from legal.agreements.models import Criterion, Indicator
from legal.agreements.terms import CriterionTerms, IndicatorTerms, Terms
from workflow.templatetags.words import NO_BREAK_SPACE, number


@dataclass(frozen=True, kw_only=True)
class TargetCell:
    """The target of a year, or nothing."""

    year: str
    target: Decimal | None
    weight: Decimal | None


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """An indicator with a cell for each year; ``rule`` names its own rule, empty where the general one scores it."""

    code: str
    name: str
    unit: str
    direction: str
    source: str
    formula: str
    baseline: Decimal
    baseline_year: int
    targets: tuple[TargetCell, ...]
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class LevelRow:
    """What a criterion must reach in a year."""

    year: str
    level: str
    condition: str


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    """A criterion with its levels."""

    code: str
    statement: str
    subprocess: str
    definition: str
    formula: str
    unit: str
    source: str
    means: str
    responsible: str
    weight: Decimal | None
    levels: tuple[LevelRow, ...]


@dataclass(frozen=True, kw_only=True)
class ProcessRow:
    """A process to improve and its criteria."""

    name: str
    criteria: tuple[CriterionRow, ...]


def year_label(year: int) -> str:
    """Return how pages name a year of the agreement."""
    return _("Año %(year)d") % {"year": year}


def indicators(terms: Terms, years: Sequence[int]) -> tuple[IndicatorRow, ...]:
    """Return the indicators, each with a cell for each year."""
    return tuple(_indicator(indicator, years) for indicator in terms.indicators)


def processes(terms: Terms) -> tuple[ProcessRow, ...]:
    """Return the processes to improve with their criteria."""
    return tuple(
        ProcessRow(
            name=str(Criterion.ProcessKind(process).label),
            criteria=tuple(_criterion(criterion) for criterion in criteria),
        )
        for process, criteria in groupby(terms.criteria, key=lambda criterion: criterion.process)
    )


def _indicator(indicator: IndicatorTerms, years: Sequence[int]) -> IndicatorRow:
    targets = {target.year: target for target in indicator.targets}
    return IndicatorRow(
        code=indicator.code,
        name=indicator.name,
        unit=_unit(indicator.unit),
        direction=_("sube") if indicator.direction == Indicator.Direction.UP else _("baja"),
        source=indicator.source,
        formula=indicator.formula,
        baseline=indicator.baseline,
        baseline_year=indicator.baseline_year,
        targets=tuple(
            TargetCell(
                year=year_label(year),
                target=targets[year].target if year in targets else None,
                weight=targets[year].weight if year in targets else None,
            )
            for year in years
        ),
        rule=str(indicator.score.rule.label) if indicator.score else "",
    )


def _criterion(criterion: CriterionTerms) -> CriterionRow:
    return CriterionRow(
        code=criterion.code,
        statement=criterion.statement,
        subprocess=criterion.subprocess,
        definition=criterion.definition,
        formula=criterion.formula,
        unit=_unit(criterion.unit),
        source=criterion.source,
        means=criterion.means,
        responsible=criterion.responsible_unit,
        weight=criterion.weight,
        levels=tuple(
            LevelRow(
                year=year_label(level.year),
                level=_("Nivel %(level)d") % {"level": level.year - 1},
                condition=_condition(criterion, level.threshold),
            )
            for level in criterion.levels
        ),
    )


def _unit(unit: str) -> str:
    return _("porcentaje") if unit.strip() == "%" else unit


def _condition(criterion: CriterionTerms, threshold: Decimal) -> str:
    sign = str(Criterion.Operator(criterion.operator).label)
    return f"{sign} {number(threshold)} {criterion.unit}".strip().replace(" ", NO_BREAK_SPACE, 2)
