"""Reads of verification: what is demanded, what was presented, what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from legal.addenda.models import Addendum
from legal.addenda.queries import addenda_in_force_on
from legal.agreements.models import Agreement, CriterionLevel, IndicatorTarget, Period
from legal.agreements.queries import grantor_of
from legal.documents.models import StoredFile
from legal.verification.models import (
    ComplianceReport,
    CriterionFinding,
    Evidence,
    FindingEvidence,
    IndicatorFinding,
    Observation,
    Report,
    ReportReview,
    Stage,
    Verification,
)
from legal.verification.rules import Demanded, FilesKept
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
    """Return the addenda under whose terms a period is verified, none where the signed text rules; two queries.

    Once it has its report I, or has ended without one, they are those of which was known then; until then, those in
    force on the day on which somebody asks (decision 0015).
    """
    if verification.closed_on is not None or verification.reports.filter(ordinal=1).exists():
        settled = Addendum.objects.filter(ruled_periods__verification=verification)
        return list(settled.order_by("in_force_from", "number"))
    return list(addenda_in_force_on(verification.period.agreement, asked_on))


def levels_of(verification: Verification) -> list[CriterionLevel]:
    """Return what the year demands of each criterion of its level, in the order of the processes and codes."""
    period = verification.period
    levels = CriterionLevel.objects.filter(
        criterion__agreement=period.agreement_id, criterion__in_text=True, year=period.year
    )
    rows = levels.select_related("criterion__responsible_unit")
    return sorted(rows, key=lambda level: (level.criterion.process, level.criterion.code))


def carried_into(verification: Verification) -> list[CriterionLevel]:
    """Return what earlier years demanded and was carried into the period, the oldest level first."""
    levels = CriterionLevel.objects.filter(carried__period=verification.period_id)
    rows = levels.select_related("criterion__responsible_unit")
    return sorted(rows, key=lambda level: (level.year, level.criterion.process, level.criterion.code))


def judged_levels(verification: Verification) -> list[CriterionLevel]:
    """Return everything that is judged in the period: the criteria of its level, then those carried into it."""
    return levels_of(verification) + carried_into(verification)


def origins_of(verification: Verification) -> list[Verification]:
    """Return the verifications whose criteria were carried into the period, the oldest first."""
    found = Verification.objects.filter(carried_out__period=verification.period_id).distinct()
    return list(found.select_related("period").order_by("period__year"))


def last_judged(verification: Verification) -> Verification:
    """Return where the criteria of a level were last to be judged: a later period, if they were carried into one."""
    later = Verification.objects.filter(period__carried_in__origin=verification).order_by("-period__year")
    return later.first() or verification


def next_period(verification: Verification) -> Period | None:
    """Return where the criteria of a level can be judged next: the first later period that nobody has reported on.

    A period that is not open yet opens only while the agreement is in force or suspended.
    """
    year = last_judged(verification).period.year
    later = Period.objects.filter(agreement=verification.period.agreement_id, year__gt=year)
    for period in later.select_related("agreement", "verification").order_by("year"):
        opened = getattr(period, "verification", None)
        if opened is not None and opened.status == Verification.Status.REPORTING:
            return period
        if opened is None and period.agreement.status in {Agreement.Status.IN_FORCE, Agreement.Status.SUSPENDED}:
            return period
    return None


def targets_of(verification: Verification) -> list[IndicatorTarget]:
    """Return the targets of the year, by code."""
    period = verification.period
    targets = IndicatorTarget.objects.filter(
        indicator__agreement=period.agreement_id, indicator__in_text=True, year=period.year
    )
    return sorted(targets.select_related("indicator"), key=lambda target: target.indicator.code)


def code_in(level: CriterionLevel, verification: Verification) -> str:
    """Return the code of a criterion in a period, with its level where it was carried into it: "C-04 (Nivel 1)"."""
    code: str = level.criterion.code
    return code if level.year == verification.period.year else f"{code} (Nivel {level.level})"


def demands(levels: list[CriterionLevel], verification: Verification) -> dict[int, Demanded]:
    """Return levels as plain values, by key, with the evidence that supports each one in the period."""
    evidence = evidence_keys(verification, "level_id")
    return {
        level.pk: Demanded(
            code=code_in(level, verification),
            operator=level.criterion.operator,
            threshold=level.threshold,
            evidence=frozenset(evidence[level.pk]),
        )
        for level in levels
    }


def evidence_keys(verification: Verification, about: str) -> defaultdict[int, set[int]]:
    """Return the keys of the evidence by that of what it supports, in one query: ``level_id`` or ``target_id``."""
    keys: defaultdict[int, set[int]] = defaultdict(set)
    for pk, supported in Evidence.objects.filter(verification=verification).values_list("pk", about):
        if supported is not None:
            keys[supported].add(pk)
    return keys


def looked_at_for(verification: Verification) -> dict[tuple[str, int], list[Evidence]]:
    """Return the evidence looked at for each finding of a period, by ("criterion" or "indicator", key); one query."""
    links = FindingEvidence.objects.filter(evidence__verification=verification).order_by("evidence_id")
    found: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for link in links.select_related("evidence__file"):
        if link.criterion_finding_id is not None:
            found["criterion", link.criterion_finding_id].append(link.evidence)
        elif link.indicator_finding_id is not None:
            found["indicator", link.indicator_finding_id].append(link.evidence)
    return found


def reviews_of(verification: Verification) -> QuerySet[ReportReview]:
    """Return what the second pair of eyes said of the reports of a period, in order."""
    return verification.reviews.select_related("reviewed_by").order_by("ordinal", "round")


def drafted_ordinal(verification: Verification) -> int:
    """Return which report is being drafted: I until it is issued, then II."""
    return 1 if verification.status == Verification.Status.ADMITTED else 2


def last_review(verification: Verification, ordinal: int) -> ReportReview | None:
    """Return what the second pair of eyes said last of a report, or nothing when nobody has read it."""
    return reviews_of(verification).filter(ordinal=ordinal).last()


def findings_at(verification: Verification, stage: str) -> Mapping[int, CriterionFinding]:
    """Return the findings of a stage by the level that each one judges: those of the last round."""
    found = CriterionFinding.objects.filter(verification=verification, stage=stage).order_by("round")
    rows = found.select_related("level__criterion__responsible_unit", "verified_by")
    return {finding.level_id: finding for finding in rows}


def values_at(verification: Verification, stage: str) -> Mapping[int, IndicatorFinding]:
    """Return the values of a stage by the target that each one measures: those of the last round."""
    found = IndicatorFinding.objects.filter(verification=verification, stage=stage).order_by("round")
    rows = found.select_related("target__indicator", "verified_by", "verification__period", "verification__case")
    return {finding.target_id: finding for finding in rows}


def standing_findings(verification: Verification) -> dict[int, CriterionFinding]:
    """Return what holds of each criterion judged in a period: the second verdict where there is one, else the first."""
    return {**findings_at(verification, Stage.FIRST), **findings_at(verification, Stage.SECOND)}


def level_findings(verification: Verification, *, by: Report | None = None) -> dict[int, CriterionFinding]:
    """Return what holds of each criterion of a level, wherever it was judged last; ``by`` a report, as it had it.

    A criterion is judged again only while it is not met, so a later verdict never takes one back.
    """
    levels = [level.pk for level in levels_of(verification)]
    rows = CriterionFinding.objects.filter(level__in=levels).exclude(stage=Stage.THIRD)
    found = rows.select_related(
        "level__criterion__responsible_unit", "verified_by", "verification__period", "verification__case"
    )
    in_order = sorted(found, key=lambda each: (*_judged_at(each), each.round))
    until = (by.verification.period.year, by.ordinal) if by else None
    return {each.level_id: each for each in in_order if until is None or _judged_at(each) <= until}


def _judged_at(finding: CriterionFinding) -> tuple[int, int]:
    """Return the year of a verdict and the number of the report that says it."""
    return finding.verification.period.year, 1 if finding.stage == Stage.FIRST else 2


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


def evidence_kept(verification: Verification) -> FilesKept:
    """Return how many files support a period, each once, and how much they weigh."""
    kept = Evidence.objects.filter(verification=verification).values("file")
    found = StoredFile.objects.filter(pk__in=kept).aggregate(count=Count("pk"), size=Sum("size"))
    return FilesKept(count=found["count"], size=found["size"] or 0)


def presented_files(verification: Verification) -> QuerySet[StoredFile]:
    """Return the files that the entity presented in a period, as evidence or as its reports, the latest first."""
    supporting = Evidence.objects.filter(verification=verification).values("file")
    reports = ComplianceReport.objects.filter(verification=verification).values("file")
    return StoredFile.objects.filter(Q(pk__in=supporting) | Q(pk__in=reports)).order_by("-pk")
