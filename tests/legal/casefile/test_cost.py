"""What the page of a case costs: a number of queries that no number of rows changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legal.agreements.models import Agreement
from legal.agreements.services import matrices
from tests.factories import (
    World,
    a_criterion,
    complete_terms,
    make_draft,
    submit,
    to_first_report,
    verification_of,
    write,
)
from tests.factories.closure import add_lesson
from tests.factories.transfers import open_rescue, open_transfer, pay, serve_warning, warn
from tests.legal.casefile.reading import TODAY, not_corrected
from workflow import deadlines
from workflow.models import User

# What the page may cost, whatever the number of rows: by reader and status, 29 to 36 queries, in force 48 to 56.
MOST_BEFORE_FORCE = 36
MOST_IN_FORCE = 56
READERS = ("formulator", "coordinator", "legal_reviewer", "auditor", "head")
READERS_IN_FORCE = (*READERS, "executing_officer", "transfers_officer", "director_general", "grantor_verifier")


@pytest.fixture(autouse=True)
def _on_a_working_day(travel: Callable[[date], None]) -> None:
    travel(TODAY)


def cost(client: Client, user: User, agreement: Agreement) -> int:
    """Return how many queries the page takes once the process has warmed up."""
    client.force_login(user)
    address = reverse("casefile:detail", args=[agreement.case.number])
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("reader", READERS)
def test_it_is_bounded_before_force(
    client: Client, world: World, draft: Agreement, reader: str, travel: Callable[[date], None]
) -> None:
    complete_terms(draft, world)
    submit(draft, consulted=[world.health_ministry])
    travel(date(2026, 12, 31))
    assert cost(client, getattr(world, reader), draft) <= MOST_BEFORE_FORCE


def test_it_does_not_grow_with_the_terms(client: Client, world: World) -> None:
    small, large = make_draft(world), make_draft(world, title="Convenio con muchas filas")
    complete_terms(large, world)
    for number in range(2, 15):
        criterion, unit = a_criterion(code=f"C-{number:02d}"), world.executing_unit
        write(large, world.formulator, matrices.write_criterion, terms=criterion, responsible_unit=unit)
    complete_terms(small, world)
    assert cost(client, world.auditor, small) == cost(client, world.auditor, large)


def test_in_force_it_grows_neither_with_periods_nor_transfers_nor_notices(
    client: Client, world: World, in_force: Agreement, travel: Callable[[date], None]
) -> None:
    not_corrected(in_force)
    serve_warning(warn(open_rescue(in_force)))
    add_lesson(in_force, world.coordinator, text="Designar temprano a los responsables.")
    costs = {reader: cost(client, getattr(world, reader), in_force) for reader in READERS_IN_FORCE}
    assert max(costs.values()) <= MOST_IN_FORCE, costs
    pay(open_transfer(in_force))
    before = cost(client, world.auditor, in_force)
    for year in (2, 3):
        travel(date(2025 + year, 1, 4))
        deadlines.run_clock(on=date(2025 + year, 1, 4))
        to_first_report(verification_of(in_force, year), unmet=["C-02"])
        for kind in ("fixed", "variable"):
            pay(open_transfer(in_force, kind))
        add_lesson(in_force, world.coordinator, text=f"Lección del año {year}.")
    assert cost(client, world.auditor, in_force) == before
