"""From the tables to the rows that the pages of a period show: as many queries for one criterion as for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.models import Criterion, CriterionLevel, IndicatorTarget
from legal.documents import scanning
from legal.verification.models import (
    CarriedLevel,
    CriterionFinding,
    Evidence,
    FindingEvidence,
    IndicatorFinding,
    Observation,
    Stage,
    Verification,
)
from legal.verification.queries import code_in, levels_of, presented_files, targets_of
from legal.verification.rows import (
    CriterionRow,
    EvidenceRow,
    FindingRow,
    IndicatorRow,
    ObservationRow,
    PeriodRows,
    ProcessRows,
)
from legal.verification.rules import Demanded
from legal.verification.standings import Standing, standing
from workflow.templatetags.words import NO_BREAK_SPACE, number

STAGES = {
    Stage.THIRD: gettext_lazy("Tercero"),
    Stage.FIRST: gettext_lazy("Primera verificación"),
    Stage.SECOND: gettext_lazy("Subsanación"),
}


def file_url(verification: Verification, pk: int) -> str:
    """Return the address of a file of a period."""
    return reverse("verification:file", args=[verification.case.number, verification.period.year, pk])


def period_rows(verification: Verification) -> PeriodRows:
    """Read what a period demands and what was carried into it, with evidence and findings, in ten queries."""
    levels, targets = levels_of(verification), targets_of(verification)
    carried = list(
        CarriedLevel.objects.filter(period=verification.period_id).select_related("level__criterion__responsible_unit")
    )
    codes: dict[tuple[str, int | None], str] = {("target", each.pk): each.indicator.code for each in targets}
    codes |= {("level", each.pk): code_in(each, verification) for each in levels}
    codes |= {("level", each.level_id): code_in(each.level, verification) for each in carried}
    supports = _evidence(verification, codes)
    looked_at = _looked_at(verification, supports)
    of_period = CriterionFinding.objects.filter(verification=verification).select_related("verified_by")
    values = IndicatorFinding.objects.filter(verification=verification).select_related("verified_by")
    judged = _by_stage(of_period.order_by("round"), "level_id", looked_at)
    measured = _by_stage(values.order_by("round"), "target_id", looked_at)
    observations = list(verification.observations.select_related("finding").order_by("number"))
    stands = _standings(verification, judged, {each.finding.level_id for each in observations})

    def row(level: CriterionLevel) -> CriterionRow:
        code, found = code_in(level, verification), judged.get(level.pk, {})
        return _criterion(level, code, supports["level", level.pk], found, stands.get(level.pk, Standing.PENDING))

    criteria = [row(level) for level in levels]
    groups = _carried(carried, row)
    by_key = {each.pk: each for each in (*criteria, *(one for group in groups for one in group.criteria))}
    return PeriodRows(
        processes=tuple(
            ProcessRows(name=name, criteria=tuple(group))
            for name, group in groupby(criteria, key=lambda row: row.process)
        ),
        indicators=tuple(
            _indicator(target, supports["target", target.pk], measured.get(target.pk, {})) for target in targets
        ),
        carried=groups,
        observations=tuple(_observation(each, by_key[each.finding.level_id]) for each in observations),
    )


def _carried(carried: Iterable[CarriedLevel], row: Callable[[CriterionLevel], CriterionRow]) -> tuple[ProcessRows, ...]:
    """Return what was carried into the period, level by level; each level came by one act, on one day."""
    found = sorted(
        carried,
        key=lambda each: (each.level.year, each.level.criterion.process, each.level.criterion.code),
    )
    groups = []
    for (level, on), group in groupby(found, key=lambda each: (each.level.level, each.carried_on)):
        rows = tuple(row(each.level) for each in group)
        note = _("Del año %(year)d, arrastrados el %(date)s: cuentan en el tramo fijo de ese año y no en este nivel.")
        words = {"year": level + 1, "date": date_format(on, "DATE_FORMAT")}
        groups.append(
            ProcessRows(name=_("Arrastrados del Nivel %(level)d") % {"level": level}, criteria=rows, note=note % words)
        )
    return tuple(groups)


def _observation(observation: Observation, criterion: CriterionRow) -> ObservationRow:
    return ObservationRow(
        number=observation.number,
        text=observation.text,
        answer=observation.answer,
        answered_on=observation.answered_on,
        criterion=criterion,
    )


def _evidence(
    verification: Verification, codes: Mapping[tuple[str, int | None], str]
) -> dict[tuple[str, int | None], list[EvidenceRow]]:
    """Return the files by what they support, in two queries; ``codes`` names whatever the period judges."""
    rows = Evidence.objects.filter(verification=verification).order_by("pk")
    evidence = list(rows.select_related("file", "supplied_by"))
    scans = scanning.states(each.file.sha256 for each in evidence)
    supported: dict[str, set[str]] = defaultdict(set)
    for each in evidence:
        supported[each.file.sha256].add(codes[_supports(each)])
    found: dict[tuple[str, int | None], list[EvidenceRow]] = defaultdict(list)
    for each in evidence:
        own = codes[_supports(each)]
        row = EvidenceRow(
            pk=each.pk,
            title=each.title,
            url=file_url(verification, each.file_id),
            name=each.file.name,
            size=each.file.size,
            supplied_on=each.supplied_on,
            by=str(each.supplied_by),
            post=each.post_title,
            is_correction=each.for_correction,
            also=", ".join(sorted(supported[each.file.sha256] - {own})),
            scan=scans[each.file.sha256],
        )
        found[_supports(each)].append(row)
    return found


def _supports(evidence: Evidence) -> tuple[str, int | None]:
    return ("target", evidence.target_id) if evidence.level_id is None else ("level", evidence.level_id)


def files_to_reuse(verification: Verification) -> list[tuple[int, str]]:
    """Return the files that the period has, by key, each once, in the words that tell one from another."""
    titles: dict[int, str] = {}
    for pk, title in Evidence.objects.filter(verification=verification).order_by("pk").values_list("file", "title"):
        titles.setdefault(pk, title)
    once: dict[str, tuple[int, str]] = {}
    for file in presented_files(verification):
        about = titles.get(file.pk, _("informe de la entidad"))
        once.setdefault(file.sha256, (file.pk, f"{file.name}: {about}"))
    return list(once.values())


def _looked_at(
    verification: Verification, supports: Mapping[tuple[str, int | None], Sequence[EvidenceRow]]
) -> dict[tuple[bool, int], list[EvidenceRow]]:
    """Return the evidence looked at, by whether the finding is on a criterion and by its key; one query."""
    rows = {each.pk: each for group in supports.values() for each in group}
    found: dict[tuple[bool, int], list[EvidenceRow]] = defaultdict(list)
    links = FindingEvidence.objects.filter(evidence__verification=verification).order_by("evidence_id")
    for criterion, indicator, evidence in links.values_list(
        "criterion_finding_id", "indicator_finding_id", "evidence_id"
    ):
        found[criterion is not None, criterion or indicator].append(rows[evidence])
    return found


def _standings(
    verification: Verification, judged: Mapping[int, Mapping[str, FindingRow]], observed: Collection[int]
) -> dict[int, Standing]:
    """Return where each judged criterion stands, in one query; ``observed`` are those with an observation."""
    later = CarriedLevel.objects.filter(level__in=judged, period__year__gt=verification.period.year)
    carried = set(later.values_list("level_id", flat=True))
    over = verification.status in {Verification.Status.LAPSED, Verification.Status.CLOSED}
    return {
        level: standing(
            first=found[Stage.FIRST].is_met if Stage.FIRST in found else None,
            second=found[Stage.SECOND].is_met if Stage.SECOND in found else None,
            observed=level in observed,
            over=over,
            carried=level in carried,
        )
        for level, found in judged.items()
    }


def _by_stage(
    findings: Iterable[CriterionFinding | IndicatorFinding],
    about: str,
    looked_at: Mapping[tuple[bool, int], Sequence[EvidenceRow]],
) -> dict[int, dict[str, FindingRow]]:
    """Return the last finding of each stage, with the one of the round before; they come in the order of rounds."""
    found: dict[int, dict[str, FindingRow]] = defaultdict(dict)
    for finding in findings:
        seen = looked_at.get((isinstance(finding, CriterionFinding), finding.pk), ())
        stages = found[getattr(finding, about)]
        stages[finding.stage] = replace(_finding(finding, seen), before=stages.get(finding.stage))
    return dict(found)


def _finding(finding: CriterionFinding | IndicatorFinding, looked_at: Sequence[EvidenceRow]) -> FindingRow:
    is_criterion = isinstance(finding, CriterionFinding)
    is_met = isinstance(finding, CriterionFinding) and finding.met
    return FindingRow(
        stage=str(STAGES[Stage(finding.stage)]),
        value=finding.value,
        is_met=is_met,
        verdict=(_("Cumple") if is_met else _("No cumple")) if is_criterion else "",
        reason=finding.reason if isinstance(finding, CriterionFinding) else finding.note,
        found_on=finding.found_on,
        post=finding.post_title,
        verifier=str(finding.verified_by),
        looked_at=tuple(looked_at),
        round=finding.round,
    )


def _criterion(
    level: CriterionLevel,
    code: str,
    evidence: Sequence[EvidenceRow],
    findings: Mapping[str, FindingRow],
    stands: Standing,
) -> CriterionRow:
    criterion = level.criterion
    return CriterionRow(
        pk=level.pk,
        code=code,
        statement=criterion.statement,
        process=str(criterion.get_process_display()),
        definition=criterion.definition,
        formula=criterion.formula,
        responsible=criterion.responsible_unit.name,
        condition=condition(criterion, level.threshold),
        demanded=Demanded(
            code=code,
            operator=criterion.operator,
            threshold=level.threshold,
            evidence=frozenset(each.pk for each in evidence),
        ),
        unit=criterion.unit,
        source=criterion.source,
        means=criterion.means,
        evidence=tuple(evidence),
        third=findings.get(Stage.THIRD),
        first=findings.get(Stage.FIRST),
        second=findings.get(Stage.SECOND),
        stands=stands,
    )


def _indicator(
    target: IndicatorTarget, evidence: Sequence[EvidenceRow], findings: dict[str, FindingRow]
) -> IndicatorRow:
    indicator = target.indicator
    return IndicatorRow(
        pk=target.pk,
        code=indicator.code,
        name=indicator.name,
        formula=indicator.formula,
        unit=indicator.unit,
        direction=str(indicator.get_direction_display()),
        source=indicator.source,
        baseline=indicator.baseline,
        baseline_year=indicator.baseline_year,
        target=target.target,
        evidence=tuple(evidence),
        third=findings.get(Stage.THIRD),
        first=findings.get(Stage.FIRST),
    )


def condition(criterion: Criterion, threshold: Decimal) -> str:
    """Return what a criterion demands, in a few signs: "≥ 80 %"."""
    words = f"{criterion.get_operator_display()} {number(threshold)} {criterion.unit}"
    return words.strip().replace(" ", NO_BREAK_SPACE, 2)
