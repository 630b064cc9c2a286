"""Commitments and indicators as the annexes print them."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from legal.agreements.documents import (
    CriterionRow,
    IndicatorText,
    LevelText,
    ProcessText,
    SubprocessText,
    TargetText,
)
from legal.agreements.models import Criterion, Indicator
from legal.agreements.terms import CriterionTerms, IndicatorTerms, Terms
from legal.agreements.texts.wording import condition, counted, measure, sentence, weight

_DIRECTIONS: Final = {Indicator.Direction.UP.value: "Debe aumentar", Indicator.Direction.DOWN.value: "Debe disminuir"}


def processes(terms: Terms) -> tuple[ProcessText, ...]:
    """Return the processes that have criteria, each with its critical subprocesses in the order of the codes."""
    return tuple(
        ProcessText(
            number=str(number),
            name=str(Criterion.ProcessKind(number).label),
            subprocesses=_subprocesses(list(criteria)),
        )
        for number, criteria in groupby(terms.criteria, key=lambda criterion: criterion.process)
    )


def _subprocesses(criteria: list[CriterionTerms]) -> tuple[SubprocessText, ...]:
    by_name: dict[str, list[CriterionTerms]] = {}
    for criterion in criteria:
        by_name.setdefault(criterion.subprocess, []).append(criterion)
    return tuple(
        SubprocessText(name=name, criteria=tuple(_criterion(criterion) for criterion in group))
        for name, group in by_name.items()
    )


def _criterion(criterion: CriterionTerms) -> CriterionRow:
    return CriterionRow(
        code=criterion.code,
        statement=sentence(criterion.statement),
        definition=sentence(criterion.definition),
        formula=sentence(criterion.formula),
        source=criterion.source,
        means=criterion.means,
        responsible_unit=criterion.responsible_unit,
        weight="" if criterion.weight is None else weight(criterion.weight),
        levels=tuple(
            LevelText(
                label=f"Año {level.year} (Nivel {level.year - 1})",
                condition=condition(criterion.operator, level.threshold, criterion.unit),
            )
            for level in criterion.levels
        ),
    )


def criteria_summary(terms: Terms) -> str:
    """Return how many criteria there are and how they are grouped, as a phrase."""
    criteria = counted(len(terms.criteria), "criterio de evaluación", "criterios de evaluación")
    by_process = counted(len({each.process for each in terms.criteria}), "proceso", "procesos")
    by_subprocess = counted(
        len({(each.process, each.subprocess) for each in terms.criteria}), "subproceso crítico", "subprocesos críticos"
    )
    grouped = "agrupado" if len(terms.criteria) == 1 else "agrupados"
    return f"{criteria}, {grouped} en {by_process} y {by_subprocess}"


def indicators(terms: Terms, *, first_year: int) -> tuple[IndicatorText, ...]:
    """Return the indicators with baseline and targets."""
    return tuple(_indicator(indicator, first_year) for indicator in terms.indicators)


def _indicator(indicator: IndicatorTerms, first_year: int) -> IndicatorText:
    return IndicatorText(
        code=indicator.code,
        name=indicator.name,
        formula=indicator.formula,
        unit="Porcentaje" if indicator.unit.strip() == "%" else indicator.unit,
        direction=_DIRECTIONS[indicator.direction],
        source=indicator.source,
        baseline=measure(indicator.baseline, indicator.unit),
        baseline_year=str(indicator.baseline_year),
        targets=tuple(
            TargetText(
                label=f"Año {target.year}",
                fiscal_year=str(first_year + target.year - 1),
                target=measure(target.target, indicator.unit),
                weight=weight(target.weight),
            )
            for target in indicator.targets
        ),
    )
