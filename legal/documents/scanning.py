"""What the antivirus says of the bytes that are kept: asked at the door and later, never inside an act.

A scan is about bytes, so its row names their hash: the same bytes under two names were scanned once, and what was
turned away at the door is told though no file was kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from legal.documents.clamd import Scanner, ScannerFailed
from legal.documents.models import FileScan, StoredFile
from workflow.errors import Obstacle

Outcome = FileScan.Outcome
_CONCLUSIVE: Final = (Outcome.CLEAN, Outcome.INFECTED)


@dataclass(frozen=True, kw_only=True)
class ScanState:
    """What is known of some bytes, in words. ``kind`` is "ok", "risk", "warn" or "idle"."""

    kind: str
    text: str
    at: datetime | None = None

    @property
    def is_infected(self) -> bool:
        """Whether the file is not handed over."""
        return self.kind == "risk"


def scanner() -> Scanner | None:
    """Return the scanner of the site, if one is configured."""
    if not settings.CLAMD_ADDRESS:
        return None
    return Scanner(address=settings.CLAMD_ADDRESS, seconds=settings.CLAMD_TIMEOUT_SECONDS)


def scan(content: bytes) -> FileScan | None:
    """Ask the scanner about some bytes and record what it says, or that it said nothing; None without a scanner.

    It waits for another program, so it never runs while a case is locked.
    """
    asked = scanner()
    if asked is None:
        return None
    digest = hashlib.sha256(content).hexdigest()
    try:
        verdict = asked.scan(content)
    except ScannerFailed as failure:
        return FileScan.objects.create(sha256=digest, outcome=Outcome.FAILED, words=str(failure)[:200] or "no answer")
    outcome = Outcome.INFECTED if verdict.infection else Outcome.CLEAN
    return FileScan.objects.create(
        sha256=digest, outcome=outcome, words=verdict.infection[:200], signatures=verdict.version[:200]
    )


def obstacles_to_keeping(sha256: str) -> list[Obstacle]:
    """Return why bytes are not kept: the last verdict on them is that they are infected."""
    found = _verdicts([sha256]).get(sha256)
    if found is None or found.outcome != Outcome.INFECTED:
        return []
    text = _("El antivirus encontró «%(name)s» en el archivo y no se admite. Avise a quien cuida sus equipos.")
    return [Obstacle(text=text % {"name": found.words}, where="file")]


def infection_of(stored: StoredFile) -> FileScan | None:
    """Return the last verdict on a kept file when it is that the file is infected."""
    found = _verdicts([stored.sha256]).get(stored.sha256)
    return found if found is not None and found.outcome == Outcome.INFECTED else None


def states(hashes: Iterable[str]) -> dict[str, ScanState]:
    """Return what is known of the bytes with these hashes, in one query."""
    wanted = set(hashes)
    found = _verdicts(wanted)
    return {sha256: _state(found.get(sha256)) for sha256 in wanted}


def infected_hashes() -> set[str]:
    """Return the hashes whose last verdict is that they are infected, in one query where there are none."""
    ever = set(FileScan.objects.filter(outcome=Outcome.INFECTED).values_list("sha256", flat=True))
    if not ever:
        return set()
    return {sha256 for sha256, last in _verdicts(ever).items() if last.outcome == Outcome.INFECTED}


def _verdicts(hashes: Collection[str]) -> dict[str, FileScan]:
    """Return the last verdict on each hash. A scan that failed is none, and takes back none."""
    rows = FileScan.objects.filter(sha256__in=hashes, outcome__in=_CONCLUSIVE).order_by("pk")
    return {row.sha256: row for row in rows}


def _state(found: FileScan | None) -> ScanState:
    if found is not None and found.outcome == Outcome.INFECTED:
        text = _("Infectado («%(name)s»): no se entrega") % {"name": found.words}
        return ScanState(kind="risk", text=text, at=found.recorded_at)
    if found is not None:
        return ScanState(kind="ok", text=_("Analizado por antivirus, sin hallazgos"), at=found.recorded_at)
    if settings.CLAMD_ADDRESS:
        return ScanState(kind="warn", text=_("Pendiente de análisis por antivirus"))
    return ScanState(kind="idle", text=_("No analizado por antivirus"))


def files_to_scan(version: str = "") -> list[int]:
    """Return the key of one file for all bytes without a verdict or, given a version, without one by it."""
    verdicts = FileScan.objects.filter(outcome__in=_CONCLUSIVE, sha256=OuterRef("sha256"))
    if version:
        verdicts = verdicts.filter(signatures=version)
    earlier = StoredFile.objects.filter(sha256=OuterRef("sha256"), pk__lt=OuterRef("pk"))
    return list(
        StoredFile.objects.filter(~Exists(verdicts), ~Exists(earlier)).order_by("pk").values_list("pk", flat=True)
    )
