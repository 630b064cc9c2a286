"""A period with as many criteria and files as one likes, written in bulk and without history: for what pages cost."""

from __future__ import annotations

from decimal import Decimal

from legal.agreements.models import Criterion, CriterionLevel
from legal.documents.models import StoredFile
from legal.verification.models import CriterionFinding, Evidence, FindingEvidence, Verification
from workflow.models import Unit, User

UNMET_EACH = 3


def fill_period(
    period: Verification, *, criteria: int, files: int, unit: Unit, by: User, stages: tuple[str, ...] = ()
) -> None:
    """Let a period have so many criteria of its own and so many files of evidence in all, spread over the criteria.

    At each stage every third criterion is found not met, and each with all of its files looked at.
    """
    levels = _levels(period, criteria, unit)
    evidence = _evidence(period, levels, files - period.evidence.count(), by)
    for stage in stages:
        _findings(period, levels, evidence, stage, by)


def _levels(period: Verification, criteria: int, unit: Unit) -> list[CriterionLevel]:
    agreement, year = period.period.agreement, period.period.year
    there = agreement.criteria.count()
    written = Criterion.objects.bulk_create(
        Criterion(
            agreement=agreement,
            process=1 + number % 4,
            subprocess="Programación de los insumos",
            code=f"X-{number:03d}",
            statement=f"Los establecimientos tienen los insumos críticos del grupo {number}",
            definition="Establecimientos con existencias de seguridad sobre el total.",
            formula="A / B × 100",
            unit="%",
            source="SIGA",
            means="Base de datos",
            responsible_unit=unit,
        )
        for number in range(there, criteria)
    )
    CriterionLevel.objects.bulk_create(
        CriterionLevel(criterion=criterion, year=year, threshold=Decimal(85)) for criterion in written
    )
    return list(
        CriterionLevel.objects.filter(criterion__agreement=agreement, year=year)
        .select_related("criterion")
        .order_by("pk")
    )


def _evidence(period: Verification, levels: list[CriterionLevel], files: int, by: User) -> list[Evidence]:
    first = StoredFile.objects.count()
    kept = StoredFile.objects.bulk_create(
        StoredFile(
            sha256=f"{first + number:064x}",
            size=1_000 + number,
            media_type="application/pdf",
            name=f"sustento-{number}.pdf",
            file=f"ff/{first + number:064x}",
            uploaded_by=by,
        )
        for number in range(files)
    )
    Evidence.objects.bulk_create(
        Evidence(
            verification=period,
            level=levels[number % len(levels)],
            file=file,
            title=f"Sustento {number}",
            supplied_on=period.period.report_deadline.starts_on,
            supplied_by=by,
            post_title="Coordinador",
        )
        for number, file in enumerate(kept)
    )
    return list(period.evidence.filter(level__isnull=False))


def _findings(
    period: Verification, levels: list[CriterionLevel], evidence: list[Evidence], stage: str, by: User
) -> None:
    judged = set(period.criterion_findings.filter(stage=stage).values_list("level_id", flat=True))
    CriterionFinding.objects.bulk_create(
        CriterionFinding(
            verification=period,
            level=level,
            stage=stage,
            value=Decimal(80),
            met=bool(number % UNMET_EACH),
            reason="La base remitida no permite reproducir el cálculo.",
            found_on=period.period.report_deadline.starts_on,
            verified_by=by,
            post_title="Verificadora",
        )
        for number, level in enumerate(levels)
        if level.pk not in judged
    )
    found = dict(period.criterion_findings.filter(stage=stage).values_list("level_id", "pk"))
    seen = set(
        FindingEvidence.objects.filter(criterion_finding__in=found.values()).values_list("evidence_id", flat=True)
    )
    FindingEvidence.objects.bulk_create(
        FindingEvidence(criterion_finding_id=found[each.level_id], evidence=each)
        for each in evidence
        if each.pk not in seen
    )
