"""What the tests of the case file stand on: a day, an agreement in force on it, and its file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.agreements.models import Agreement
from legal.agreements.services import matrices
from legal.casefile.queries import CaseFile
from tests.factories import (
    World,
    a_criterion,
    approve,
    complete_terms,
    give_opinions,
    issue,
    make_draft,
    register,
    sign_all,
    submit,
    write,
)
from tests.legal.casefile.reading import TODAY, Reads, read
from workflow import clock


@pytest.fixture
def draft(world: World, travel: Callable[[date], None]) -> Agreement:
    """Return an empty draft with the regional government."""
    travel(TODAY)
    return make_draft(world)


@pytest.fixture
def in_force(draft: Agreement, world: World) -> Agreement:
    """Return an agreement in force since today, with two criteria in every year: C-01 and C-02."""
    complete_terms(draft, world)
    second, unit = a_criterion(code="C-02"), world.executing_unit
    write(draft, world.formulator, matrices.write_criterion, terms=second, responsible_unit=unit)
    submit(draft)
    give_opinions(draft)
    approve(draft)
    issue(draft)
    sign_all(draft)
    register(draft)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def file_of(world: World) -> Reads:
    """Return a function that reads the file of an agreement as the auditor sees it today."""

    def read_today(agreement: Agreement) -> CaseFile:
        return read(agreement, world.auditor, on=clock.today())[0]

    return read_today
