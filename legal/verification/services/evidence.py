"""Keep the evidence of criteria and indicators."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from legal.documents import services as documents
from legal.verification.errors import CannotAddEvidence
from legal.verification.models import Evidence, Verification
from legal.verification.queries import code_in, fresh, judged_levels, observations_of, targets_of
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User

Status = Verification.Status
OPEN_TO_EVIDENCE = frozenset({Status.REPORTING, Status.COMPLETING, Status.OBSERVED})


def add_evidence(
    *,
    verification: Verification,
    levels: Collection[int],
    targets: Collection[int],
    title: str,
    upload: tuple[str, bytes],
    actor: User,
    occurred: Occurrence,
) -> None:
    """Keep one file as evidence of the criteria and indicators that it supports, without a copy.

    ``levels`` and ``targets`` are keys of what the year demands. While a correction runs, only what
    was observed may be supported.

    :raises CannotAddEvidence: when the period does not receive evidence now or was not open on the date,
        nothing is named, or something that is not of the year, or not observed, is.
    """
    verification = fresh(verification)
    obstacles = _obstacles(verification, levels, targets, title)
    if occurred.on < verification.opened_on:
        obstacles.append(Obstacle(text=_("El período no estaba abierto en esa fecha."), where="occurred_on"))
    if obstacles:
        raise CannotAddEvidence(*obstacles)
    name, content = upload
    file = documents.store_file(content=content, name=name, uploaded_by=actor)
    authority = acting.current().authority
    rows = [{"level_id": pk} for pk in sorted(levels)] + [{"target_id": pk} for pk in sorted(targets)]
    kept = [
        Evidence.objects.create(
            verification=verification,
            file=file,
            title=title.strip(),
            for_correction=verification.status == Status.OBSERVED,
            supplied_on=occurred.on,
            supplied_by=actor,
            post_title=authority.post_name if authority else "",
            **row,
        )
        for row in rows
    ]
    ledger.record(
        act="verification.add_evidence",
        subject=verification,
        after={
            "title": title.strip(),
            "file": file.name,
            "file_sha256": file.sha256,
            "supports": ", ".join(_code(evidence) for evidence in kept),
            "year": verification.period.year,
        },
    )


def obstacles_to_evidence(verification: Verification) -> list[Obstacle]:
    """Return why the period does not receive evidence now; the page shows what the act refuses by."""
    if verification.status in OPEN_TO_EVIDENCE:
        return []
    return [
        Obstacle(
            text=_("El período está «%(status)s»: la evidencia se recibe antes del informe o durante la subsanación.")
            % {"status": verification.get_status_display()}
        )
    ]


def open_levels(verification: Verification) -> set[int]:
    """Return the levels that may be supported now: all before the report, later only those observed."""
    if verification.status == Status.OBSERVED:
        return {observation.finding.level_id for observation in observations_of(verification)}
    return {level.pk for level in judged_levels(verification)}


def open_targets(verification: Verification) -> set[int]:
    """Return the targets that may be supported now: none while a correction runs."""
    return set() if verification.status == Status.OBSERVED else {target.pk for target in targets_of(verification)}


def _obstacles(
    verification: Verification, levels: Collection[int], targets: Collection[int], title: str
) -> list[Obstacle]:
    obstacles = obstacles_to_evidence(verification)
    if not levels and not targets:
        obstacles.append(Obstacle(text=_("Elija qué criterio o indicador sustenta el archivo."), where="supports"))
    if not obstacles and (set(levels) - open_levels(verification) or set(targets) - open_targets(verification)):
        obstacles.append(
            Obstacle(
                text=_("Solo se sustenta lo que el año exige y, durante la subsanación, lo que fue observado."),
                where="supports",
            )
        )
    if not title.strip():
        obstacles.append(Obstacle(text=_("Escriba qué acredita el archivo."), where="title"))
    return obstacles


def _code(evidence: Evidence) -> str:
    if evidence.level is not None:
        return code_in(evidence.level, evidence.verification)
    assert evidence.target is not None
    return evidence.target.indicator.code
