"""Verdicts and values as the papers print them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from legal.agreements.models import Criterion, Indicator
from legal.agreements.texts.wording import condition, measure, one_line, sentence
from legal.verification.documents import (
    CarriedVerdicts,
    CriterionVerdictRow,
    IndicatorValueRow,
    ProcessVerdicts,
    ThirdPartyFindingRow,
    VerdictCounts,
)
from legal.verification.models import CriterionFinding, Evidence, IndicatorFinding, Stage, Verification
from legal.verification.queries import code_in, findings_at, levels_of, targets_of, values_at
from legal.verification.standings import standing
from legal.verification.texts import sentences

# The evidence looked at for each finding, by "criterion" or "indicator" and its key.
LookedAt = Mapping[tuple[str, int], Sequence[Evidence]]


def ordered_findings(verification: Verification, stage: str) -> list[CriterionFinding]:
    """Return what a stage found on each criterion of the level, in the order of the processes and codes."""
    found = findings_at(verification, stage)
    return [found[level.pk] for level in levels_of(verification) if level.pk in found]


def carried_findings(verification: Verification, stage: str) -> list[CriterionFinding]:
    """Return what a stage found on each criterion carried into the period, the oldest level first."""
    period = verification.period
    found = [each for each in findings_at(verification, stage).values() if each.level.year != period.year]
    return sorted(found, key=lambda each: (each.level.year, each.level.criterion.process, each.level.criterion.code))


def by_level(findings: Sequence[CriterionFinding]) -> list[tuple[int, list[CriterionFinding]]]:
    """Return carried findings grouped by the number of the level that demanded them."""
    groups = groupby(findings, key=lambda finding: finding.level.level)
    return [(number, list(group)) for number, group in groups]


def carried_groups(findings: Sequence[CriterionFinding], looked_at: LookedAt) -> tuple[CarriedVerdicts, ...]:
    """Return the verdicts on what was carried, by level."""
    return tuple(
        CarriedVerdicts(
            name=f"Criterios arrastrados del Nivel {number}",
            result=sentences.met_of_carried(sum(each.met for each in group), len(group), level=number),
            counts=counts(group),
            criteria=tuple(_criterion(each, looked_at) for each in group),
        )
        for number, group in by_level(findings)
    )


def met_of_carried(findings: Sequence[CriterionFinding]) -> tuple[str, ...]:
    """Return how many of the carried criteria are met, a sentence for each level."""
    return tuple(
        sentences.met_of_carried(sum(each.met for each in group), len(group), level=number)
        for number, group in by_level(findings)
    )


def read_values(verification: Verification) -> list[IndicatorFinding]:
    """Return the value that each indicator of the year has reached, by code."""
    found = values_at(verification, Stage.FIRST)
    return [found[target.pk] for target in targets_of(verification) if target.pk in found]


def heading(text: str) -> str:
    """Return a text as a heading or cell names it: capital initial, no final stop."""
    return sentence(one_line(text)).rstrip(".")


def verdict(met: bool) -> str:
    """Return the verdict on a criterion."""
    return str(standing(first=met).label)


def corrected_verdict(second: CriterionFinding | None) -> str:
    """Return the verdict on an observation once its time to be corrected has passed."""
    return str(standing(first=False, second=second.met if second else None, observed=True, over=True).label)


def value(finding: CriterionFinding) -> str:
    """Return the measured value with its unit; nothing where nothing is measured."""
    return "" if finding.value is None else measure(finding.value, finding.level.criterion.unit)


def required(finding: CriterionFinding) -> str:
    """Return what the level demands of a criterion: "Al menos 85%"."""
    criterion = finding.level.criterion
    return condition(criterion.operator, finding.level.threshold, criterion.unit)


def counts(findings: Sequence[CriterionFinding]) -> VerdictCounts:
    """Return the criteria, those met and those observed, in figures."""
    met = sum(finding.met for finding in findings)
    return VerdictCounts(criteria=str(len(findings)), met=str(met), observed=str(len(findings) - met))


def processes(findings: Sequence[CriterionFinding], looked_at: LookedAt) -> tuple[ProcessVerdicts, ...]:
    """Return the verdicts by process; findings come in the order of their processes."""
    return tuple(
        ProcessVerdicts(
            number=str(number),
            name=process_name(number),
            result=sentences.met_of(sum(each.met for each in group), len(group), scope="del proceso"),
            counts=counts(group),
            criteria=tuple(_criterion(each, looked_at) for each in group),
        )
        for number, group in by_process(findings)
    )


def by_process(findings: Sequence[CriterionFinding]) -> list[tuple[int, list[CriterionFinding]]]:
    """Return the findings grouped by the number of their process."""
    groups = groupby(findings, key=lambda finding: finding.level.criterion.process)
    return [(number, list(group)) for number, group in groups]


def met_by_process(findings: Sequence[CriterionFinding]) -> str:
    """Return how many criteria are met in each process; nothing where there is only one."""
    counted = [
        (process_name(number), sum(each.met for each in group), len(group)) for number, group in by_process(findings)
    ]
    return sentences.by_process(counted) if len(counted) > 1 else ""


def process_name(number: int) -> str:
    """Return the name of a process."""
    return str(Criterion.ProcessKind(number).label)


def files_of(evidence: Sequence[Evidence]) -> str:
    """Return the names of the files of some evidence, each once."""
    return "; ".join(dict.fromkeys(each.file.name for each in evidence))


def _criterion(finding: CriterionFinding, looked_at: LookedAt) -> CriterionVerdictRow:
    criterion = finding.level.criterion
    return CriterionVerdictRow(
        code=criterion.code,
        statement=heading(criterion.statement),
        responsible_unit=criterion.responsible_unit.name,
        condition=required(finding),
        value=value(finding),
        verdict=verdict(finding.met),
        reason=sentence(finding.reason),
        evidence=files_of(looked_at.get(("criterion", finding.pk), ())),
    )


def third_party_rows(
    third: Sequence[CriterionFinding], own: Mapping[int, CriterionFinding], verification: Verification
) -> tuple[ThirdPartyFindingRow, ...]:
    """Return what the third body found on each criterion beside what the grantor found, given by level."""
    return tuple(
        ThirdPartyFindingRow(
            code=code_in(finding.level, verification),
            value=value(finding),
            verdict=verdict(finding.met),
            reason=sentence(finding.reason),
            own_verdict=verdict(own[finding.level_id].met),
        )
        for finding in third
    )


def third_party_values(
    third: Mapping[int, IndicatorFinding], own: Sequence[IndicatorFinding]
) -> tuple[ThirdPartyFindingRow, ...]:
    """Return the value that the third body found of each indicator beside what the grantor found."""
    return tuple(
        ThirdPartyFindingRow(
            code=finding.target.indicator.code,
            value=measure(third[finding.target_id].value, finding.target.indicator.unit),
            verdict=_reach(third[finding.target_id]),
            reason=sentence(third[finding.target_id].note),
            own_verdict=_reach(finding),
        )
        for finding in own
        if finding.target_id in third
    )


def _reach(finding: IndicatorFinding) -> str:
    return "Alcanza su meta" if reaches_target(finding) else "No alcanza su meta"


def indicator_rows(
    values: Sequence[IndicatorFinding], third: Mapping[int, IndicatorFinding], looked_at: LookedAt
) -> tuple[IndicatorValueRow, ...]:
    """Return the value of each indicator, with that of the third body where it is another."""
    return tuple(_indicator(finding, third.get(finding.target_id), looked_at) for finding in values)


def _indicator(finding: IndicatorFinding, third: IndicatorFinding | None, looked_at: LookedAt) -> IndicatorValueRow:
    indicator = finding.target.indicator
    notes = [sentence(finding.note)]
    if third is not None and third.value != finding.value:
        notes.append(f"El organismo verificador registró {measure(third.value, indicator.unit)}.")
    return IndicatorValueRow(
        code=indicator.code,
        name=heading(indicator.name),
        baseline=f"{measure(indicator.baseline, indicator.unit)} ({indicator.baseline_year})",
        target=measure(finding.target.target, indicator.unit),
        value=measure(finding.value, indicator.unit),
        source=indicator.source,
        note=" ".join(filter(None, notes)),
        evidence=files_of(looked_at.get(("indicator", finding.pk), ())),
    )


def reaches_target(finding: IndicatorFinding) -> bool:
    """Whether an indicator has reached its target, whichever way is good."""
    if finding.target.indicator.direction == Indicator.Direction.UP:
        return finding.value >= finding.target.target
    return finding.value <= finding.target.target
