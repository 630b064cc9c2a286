"""The page of a period with many criteria and hundreds of files, against a small one and its bare statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from statistics import median
from typing import Any, Final

from django.db import connection
from django.test import Client
from django.urls import reverse

from legal.verification.models import Stage, Verification
from tests.benchmarks.timing import Side, measure, ratio, statements
from tests.factories.heavy import fill_period
from workflow.models import User

Figures = dict[str, Any]

# Criteria and files of each side.
SMALL: Final = (6, 50)
LARGE: Final = (60, 500)


def measured_periods(*, rounds: int, reader: User) -> Figures:
    """Return what the page of a period costs to somebody who sees every agreement of the world that is there.

    Two periods that were verified are given criteria and files in bulk; nothing else of them changes.
    """
    small, large = _verified(2)
    for period, (criteria, files) in ((small, SMALL), (large, LARGE)):
        unit, by = period.period.agreement.entity.unit, reader
        fill_period(period, criteria=criteria, files=files, unit=unit, by=by, stages=(Stage.FIRST,))
    client = Client()
    client.force_login(reader)
    ours, few = (
        Side(name=f"page of {criteria} criteria, {files} files", run=partial(_open, client, period))
        for period, (criteria, files) in ((large, LARGE), (small, SMALL))
    )
    reads = [sql for sql in statements(ours) if sql.startswith("SELECT")]
    bare = Side(name="its statements alone", run=partial(_read, reads))
    times = measure([ours, few, bare], rounds=rounds)
    return {
        "criteria": [SMALL[0], LARGE[0]],
        "files": [SMALL[1], LARGE[1]],
        "to_small": asdict(ratio(times[ours.name], times[few.name])),
        "to_bare": asdict(ratio(times[ours.name], times[bare.name])),
        "milliseconds": [median(times[side.name]) for side in (ours, few, bare)],
        "statements": [len(statements(side)) for side in (few, ours)],
    }


def _verified(count: int) -> list[Verification]:
    """Return periods that have been verified and not corrected yet."""
    found = Verification.objects.filter(criterion_findings__stage=Stage.FIRST).exclude(
        criterion_findings__stage=Stage.SECOND
    )
    related = found.select_related("case", "period__agreement__entity__unit", "period__report_deadline")
    return list(related.distinct().order_by("pk")[:count])


def _open(client: Client, period: Verification, _nothing: object) -> None:
    address = reverse("verification:period", args=[period.case.number, period.period.year])
    answer = client.get(address)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"


def _read(reads: Sequence[str], _nothing: object) -> None:
    with connection.cursor() as cursor:
        for sql in reads:
            cursor.execute(sql)
            cursor.fetchall()
