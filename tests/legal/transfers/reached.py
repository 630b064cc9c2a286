"""Agreements at the points where the pages of money are opened, and people who hold two posts."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from legal.agreements.models import Agreement
from legal.agreements.services import matrices
from legal.transfers.models import Rescue, Transfer
from tests.factories import (
    World,
    a_criterion,
    approve,
    complete_terms,
    give_opinions,
    issue,
    make_draft,
    make_mandate,
    register,
    sign_all,
    submit,
    write,
)
from tests.factories import transfers as money
from tests.factories import verification as verifying
from tests.factories.agreements import PDF
from workflow.inbox import task_url
from workflow.models import Post, Task, Unit, User

INSTRUCTION = "Oficio N° 120-2026-EF/52.06"
RESOLUTION = "Resolución Ejecutiva Regional N° 402-2026-GRA/GR"


def a_paper() -> SimpleUploadedFile:
    """Return a file to bring."""
    return SimpleUploadedFile("documento.pdf", PDF)


def in_force(world: World, *, criteria: int = 1, years: int = 3) -> Agreement:
    """Return an agreement in force with C-01, C-02 and so on, S/ 1,000,000.00 a year, all of year 1 fixed."""
    agreement = complete_terms(make_draft(world, years=years), world)
    if years == 1:
        # Year 1 has no variable tranche: no indicator has a target in it.
        write(agreement, world.formulator, matrices.remove_indicator, code="I-01")
    for number in range(2, criteria + 1):
        write(
            agreement,
            world.formulator,
            matrices.write_criterion,
            terms=a_criterion(f"C-{number:02d}", years=years),
            responsible_unit=world.executing_unit,
        )
    submit(agreement)
    give_opinions(agreement)
    approve(agreement)
    issue(agreement)
    sign_all(agreement)
    register(agreement)
    agreement.refresh_from_db()
    return agreement


def proposed(world: World, *, criteria: int = 2, unmet: tuple[str, ...] = ("C-02",)) -> Transfer:
    """Return the transfer that report I has proposed: S/ 500,000.00 of the fixed tranche of year 1."""
    agreement = in_force(world, criteria=criteria)
    verifying.to_first_report(verifying.verification_of(agreement), unmet=unmet)
    return money.open_transfer(agreement)


def at(transfer: Transfer, step: str) -> Task:
    """Take a proposed transfer to one of its steps and return the step."""
    acts = {
        "review": (),
        "authorize": (money.review,),
        "instruct": (money.review, money.authorize),
        "incorporate": (money.review, money.authorize, money.instruct),
        "copies": (money.review, money.authorize, money.instruct, money.incorporate),
        "confirm": (money.review, money.authorize, money.instruct, money.incorporate, money.send_copies),
    }
    for act in acts[step]:
        act(transfer)
    transfer.refresh_from_db()
    return money.step_of(transfer.process, step)


def with_balance(world: World, *, criteria: int = 1) -> Rescue:
    """Return the rescue of the balance of year 1: no criterion was met, nor was any corrected."""
    agreement = in_force(world, criteria=criteria)
    codes = tuple(f"C-{number:02d}" for number in range(1, criteria + 1))
    verification = verifying.to_served(verifying.verification_of(agreement), unmet=codes)
    verifying.correct(verification)
    verifying.verify_correction(verification, unmet=codes)
    verifying.issue_second_report(verification)
    return money.open_rescue(agreement)


def also_hold(user: User, unit: Unit, role: str) -> None:
    """Give a person a second post: that of a role in a unit."""
    make_mandate(user, Post.objects.get(unit=unit, role=role), kind="encargatura")


def queries_of(user: User, task: Task) -> int:
    """Return how many queries the page of a task takes."""
    return queries_at(user, task_url(task))


def queries_at(user: User, url: str) -> int:
    """Return how many queries a page takes."""
    client = Client()
    client.force_login(user)
    # The first request of a process also reads what is then kept in memory.
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
