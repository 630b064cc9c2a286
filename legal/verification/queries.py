"""Reads of verification: what is demanded, what was presented, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from legal.addenda.models import Addendum
from legal.addenda.queries import addenda_in_force_on
from legal.agreements.models import CriterionLevel, IndicatorTarget
from legal.agreements.queries import grantor_of
from legal.verification.models import (
    ComplianceReport,
    CriterionFinding,
    IndicatorFinding,
    Observation,
    Stage,
    Verification,
)
from legal.verification.rules import Demanded, day_of_terms
from workflow.models import Unit


def fresh(verification: Verification) -> Verification:
    """Read a verification again, under the case's lock, with what its acts need."""
    return Verification.objects.select_related(
        "case",
        "period__agreement__case",
        "period__agreement__entity__unit",
        "period__agreement__norm",
        "period__report_deadline",
        "correction_deadline",
        "notice",
        "third_unit",
    ).get(pk=verification.pk)


def ruling_addenda(verification: Verification, *, asked_on: date) -> list[Addendum]:
    """Return the addenda under whose terms a period is verified, none where the signed text rules; two queries."""
    reported_on = verification.reports.filter(ordinal=1).values_list("issued_on", flat=True).first()
    day = day_of_terms(reported_on=reported_on, closed_on=verification.closed_on, asked_on=asked_on)
    return list(addenda_in_force_on(verification.period.agreement, day))


def levels_of(verification: Verification) -> list[CriterionLevel]:
    """Return what the year demands of each criterion, in the order of the processes and codes."""
    period = verification.period
    levels = CriterionLevel.objects.filter(
        criterion__agreement=period.agreement_id, criterion__in_text=True, year=period.year
    )
    rows = levels.select_related("criterion__responsible_unit")
    return sorted(rows, key=lambda level: (level.criterion.process, level.criterion.code))


def targets_of(verification: Verification) -> list[IndicatorTarget]:
    """Return the targets of the year, by code."""
    period = verification.period
    targets = IndicatorTarget.objects.filter(
        indicator__agreement=period.agreement_id, indicator__in_text=True, year=period.year
    )
    return sorted(targets.select_related("indicator"), key=lambda target: target.indicator.code)


def demands(levels: list[CriterionLevel]) -> dict[int, Demanded]:
    """Return levels as plain values, by key."""
    return {
        level.pk: Demanded(code=level.criterion.code, operator=level.criterion.operator, threshold=level.threshold)
        for level in levels
    }


def findings_at(verification: Verification, stage: str) -> Mapping[int, CriterionFinding]:
    """Return the findings of a stage by the level that each one judges."""
    found = CriterionFinding.objects.filter(verification=verification, stage=stage)
    rows = found.select_related("level__criterion__responsible_unit", "verified_by")
    return {finding.level_id: finding for finding in rows}


def values_at(verification: Verification, stage: str) -> Mapping[int, IndicatorFinding]:
    """Return the values of a stage by the target that each one measures."""
    found = IndicatorFinding.objects.filter(verification=verification, stage=stage)
    return {finding.target_id: finding for finding in found.select_related("target__indicator", "verified_by")}


def standing_findings(verification: Verification) -> dict[int, CriterionFinding]:
    """Return what holds of each criterion: the second verdict where there is one, else the first."""
    return {**findings_at(verification, Stage.FIRST), **findings_at(verification, Stage.SECOND)}


def observations_of(verification: Verification) -> QuerySet[Observation]:
    """Return the observations in the order of their numbers, with the criterion that each one is about."""
    return verification.observations.select_related("finding__level__criterion__responsible_unit").order_by("number")


def missing_reports(verification: Verification) -> list[str]:
    """Return the kinds of compliance report that the year asks for and nobody has presented."""
    year = verification.period.agreement.year_amounts.get(year=verification.period.year)
    wanted = []
    if year.fixed_percentage > 0:
        wanted.append(ComplianceReport.Kind.FIXED.value)
    if year.fixed_percentage < 100:
        wanted.append(ComplianceReport.Kind.VARIABLE.value)
    there = set(verification.compliance_reports.values_list("kind", flat=True))
    return [kind for kind in wanted if kind not in there]


def grantor_unit(verification: Verification) -> Unit:
    """Return the unit that grants, whose posts verify and decide."""
    unit: Unit = grantor_of(verification.period.agreement).unit
    return unit
