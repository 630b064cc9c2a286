"""On whatever day of the year the demonstration is loaded, each living agreement stands where its data say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from legal.agreements.models import Agreement
from legal.demonstration.lives import read_life
from legal.demonstration.organization import load_organization
from legal.demonstration.play import play_lives
from tests.legal.demonstration.playing import open_tasks
from tests.legal.demonstration.reading import LIVING
from workflow.models import Deadline

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DAYS = [
    date(2026, 12, 30),
    date(2027, 1, 15),
    date(2027, 2, 10),
    date(2027, 2, 20),
    date(2027, 6, 30),
    date(2028, 2, 29),
]


@pytest.fixture(params=DAYS, ids=str)
def today(
    request: pytest.FixtureRequest,
    travel: Callable[[date], None],
    papers_without_word: None,
    settings: Any,
    tmp_path: Path,
) -> date:
    """Load the living agreements on a day, and return the day."""
    settings.MEDIA_ROOT = tmp_path
    day: date = request.param
    travel(day)
    call_command("load_catalogues", stdout=StringIO())
    load_organization("una contraseña de prueba")
    with translation.override("es-pe"):
        play_lives([life.name for life in LIVING], until=day)
    return day


def test_each_living_agreement_stands_where_its_data_say(today: date) -> None:
    living = {
        life.name: Agreement.objects.select_related("case").get(title=life.agreement["agreement"]["title"])
        for life in LIVING
    }
    waiting = {name: sorted(open_tasks(agreement.case), key=lambda task: task.pk) for name, agreement in living.items()}
    steps = {name: sorted(task.flow_task.name for task in tasks) for name, tasks in waiting.items()}
    assert {name: agreement.status for name, agreement in living.items()} == {
        "ayacucho": "in_force",
        "cajamarca": "in_review",
        "devida": "in_force",
        "montero": "in_signature",
        "sis": "in_force",
    }
    assert (steps["cajamarca"], steps["montero"]) == (["budget", "legal"], ["sign"])
    for name, waits in {"ayacucho": ["answer", "correct"], "sis": ["correct"], "devida": ["incorporate"]}.items():
        assert steps[name] == sorted([*waits, *year_2(living[name], today)])
    assert not Deadline.objects.filter(status=Deadline.Status.EXPIRED)
    assert all(task.due_on is None or task.due_on >= today for tasks in waiting.values() for task in tasks)
    # A document has the number of the year in which it was issued, which may be the one before.
    issued = next(act for act in read_life("montero", today=today).acts if act["act"] == "issue_document")
    assert living["montero"].number.endswith(f"-{issued['occurred_on'].year}-EF/50.01")


def year_2(agreement: Agreement, today: date) -> list[str]:
    """Return which step of year 2 is open: none before its fiscal year, then report, admission and verification."""
    assert agreement.signed_on is not None
    start = date(agreement.signed_on.year + 1, 1, 1)
    if today < start:
        return []
    passed = (today - start).days + 1
    return ["present"] if passed < 40 else ["admit"] if passed < 45 else ["verify"]
