"""The agreement of MIDIS, which both parties end before its term: what was earned is paid, and no more."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from legal.agreements.models import Agreement
from legal.closure.models import Termination
from legal.demonstration.lives import read_life
from legal.demonstration.organization import load_organization
from legal.demonstration.play import Player
from legal.transfers.queries import sums_of
from tests.legal.demonstration.playing import open_tasks, words
from tests.legal.demonstration.reading import MIDIS

pytestmark = pytest.mark.django_db


@pytest.fixture
def midis(settings: Any, tmp_path: Path) -> Agreement:
    """Play the agreement of MIDIS alone."""
    settings.MEDIA_ROOT = tmp_path
    call_command("load_catalogues", stdout=StringIO())
    load_organization("una contraseña de prueba")
    with translation.override("es-pe"):
        return Player(read_life("midis", today=date(2026, 1, 5))).play()


def test_midis_says_what_is_real_of_it_and_that_its_end_is_invented() -> None:
    assert "3 de agosto de 2012" in MIDIS.agreement["note"]
    assert "no dicen nada de la entidad real" in MIDIS.agreement["note"]


def test_midis_ends_by_mutual_agreement_with_year_1_paid_in_full(midis: Agreement) -> None:
    year_1 = MIDIS.tranche(1, "fixed")
    termination = Termination.objects.select_related("document").get(agreement=midis)
    sums = sums_of(midis.case)
    assert midis.status == Agreement.Status.TERMINATED
    assert (termination.cause, termination.status) == (Termination.Cause.MUTUAL, Termination.Status.SETTLED)
    assert (termination.decided_on, termination.settled_on) == (date(2014, 11, 25), date(2014, 12, 15))
    assert (sums.paid, sums.due, sums.balance) == (year_1, 0, 0)
    assert not open_tasks(midis.case)
    assert termination.document is not None
    letter = words(termination.document)
    assert "mutuo acuerdo" in letter
    assert midis.number in letter
