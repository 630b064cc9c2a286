"""Keep the evidence of criteria and indicators."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.documents import scanning
from legal.documents import services as documents
from legal.documents.models import StoredFile
from legal.entities.names import post_on
from legal.entities.roles import EXECUTING_UNIT
from legal.verification import rules
from legal.verification.errors import CannotAddEvidence
from legal.verification.models import Evidence, Verification
from legal.verification.queries import (
    code_in,
    evidence_kept,
    fresh,
    judged_levels,
    observations_of,
    presented_files,
    targets_of,
)
from legal.verification.rules import FilesKept
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Mandate, User

Status = Verification.Status
OPEN_TO_EVIDENCE = frozenset({Status.REPORTING, Status.COMPLETING, Status.OBSERVED})


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What supports: a file that is brought now (its name and content), or the key of one of the period."""

    upload: tuple[str, bytes] | None = None
    kept: int | None = None


def add_evidence(
    *,
    verification: Verification,
    levels: Collection[int],
    targets: Collection[int],
    title: str,
    brought: Brought,
    actor: User,
    occurred: Occurrence,
) -> None:
    """Keep one file as evidence of the criteria and indicators that it supports, without a copy.

    ``levels`` and ``targets`` are keys of what the year demands. While a correction runs, only what
    was observed may be supported; an executing unit supports only the criteria it answers for. A file
    that the period has already, whether named or brought again, is shared and not kept twice.

    :raises CannotAddEvidence: when the period does not receive evidence now or was not open on the date,
        nothing is named, something that may not be supported is, the file is not one of the period, or
        it supports the same already.
    """
    verification = fresh(verification)
    authority = acting.current().authority
    obstacles = _obstacles(verification, levels, targets, title, authority)
    if occurred.on < verification.opened_on:
        obstacles.append(Obstacle(text=_("El período no estaba abierto en esa fecha."), where="occurred_on"))
    shared = _shared(verification, brought)
    if shared is None and (brought.upload is None or brought.kept is not None):
        obstacles.append(Obstacle(text=_("Ese archivo no se presentó en este período."), where="kept"))
    if shared is not None:
        obstacles += scanning.obstacles_to_keeping(shared.sha256)
        obstacles += _obstacles_to_repeating(verification, shared, levels, targets)
    elif brought.upload is not None:
        obstacles += rules.obstacles_to_more_files(
            evidence_kept(verification),
            adding=len(brought.upload[1]),
            most=FilesKept(count=settings.EVIDENCE_MAX_FILES, size=settings.EVIDENCE_MAX_BYTES),
        )
    if obstacles:
        raise CannotAddEvidence(*obstacles)
    if shared is None:
        assert brought.upload is not None
        name, content = brought.upload
        shared = documents.store_file(content=content, name=name, uploaded_by=actor)
    rows = [{"level_id": pk} for pk in sorted(levels)] + [{"target_id": pk} for pk in sorted(targets)]
    kept = [
        Evidence.objects.create(
            verification=verification,
            file=shared,
            title=title.strip(),
            for_correction=verification.status == Status.OBSERVED,
            supplied_on=occurred.on,
            supplied_by=actor,
            post_title=post_on(authority, occurred.on),
            **row,
        )
        for row in rows
    ]
    ledger.record(
        act="verification.add_evidence",
        subject=verification,
        after={
            "title": title.strip(),
            "file": shared.name,
            "file_sha256": shared.sha256,
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


def levels_answered_by(authority: Mandate | None, verification: Verification) -> set[int]:
    """Return the levels that a person may support now: an executing unit's are those of criteria it answers for.

    It answers also for the criteria of the units below it. The coordinator, and whoever holds a grant
    on the case, may support them all.
    """
    levels = open_levels(verification)
    if authority is None or authority.post.role != EXECUTING_UNIT:
        return levels
    unit = authority.post.unit
    return {
        level.pk
        for level in judged_levels(verification)
        if level.pk in levels and level.criterion.responsible_unit.lies_within(unit)
    }


def open_targets(verification: Verification) -> set[int]:
    """Return the targets that may be supported now: none while a correction runs."""
    return set() if verification.status == Status.OBSERVED else {target.pk for target in targets_of(verification)}


def _obstacles(
    verification: Verification,
    levels: Collection[int],
    targets: Collection[int],
    title: str,
    authority: Mandate | None,
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
    elif not obstacles and set(levels) - levels_answered_by(authority, verification):
        obstacles.append(
            Obstacle(text=_("Su unidad sustenta solo los criterios de los que responde."), where="supports")
        )
    if not title.strip():
        obstacles.append(Obstacle(text=_("Escriba qué acredita el archivo."), where="title"))
    return obstacles


def _shared(verification: Verification, brought: Brought) -> StoredFile | None:
    """Return the file of the period that supports: the one that is named, or the one with the same bytes."""
    files = presented_files(verification)
    if brought.kept is not None:
        return files.filter(pk=brought.kept).first()
    if brought.upload is None:
        return None
    return files.filter(sha256=hashlib.sha256(brought.upload[1]).hexdigest()).last()


def _obstacles_to_repeating(
    verification: Verification, file: StoredFile, levels: Collection[int], targets: Collection[int]
) -> list[Obstacle]:
    """Return where the same bytes support the same already, and since when."""
    same = Evidence.objects.filter(verification=verification, file__sha256=file.sha256)
    found = same.filter(Q(level__in=levels) | Q(target__in=targets)).select_related(
        "level__criterion", "target__indicator", "verification__period", "supplied_by", "file"
    )
    return [
        Obstacle(
            text=_("«%(file)s» ya se presentó como evidencia de %(code)s el %(on)s (%(who)s).")
            % {
                "file": each.file.name,
                "code": _code(each),
                "on": date_format(each.supplied_on, "DATE_FORMAT"),
                "who": each.post_title or str(each.supplied_by),
            },
            where="supports",
        )
        for each in found.order_by("pk")
    ]


def _code(evidence: Evidence) -> str:
    if evidence.level is not None:
        return code_in(evidence.level, evidence.verification)
    assert evidence.target is not None
    return evidence.target.indicator.code
