"""Periods that were just opened, for the tests of the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from legal.agreements.models import Agreement
from legal.agreements.services import matrices
from legal.entities.models import Entity
from legal.verification.models import Verification
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
from tests.factories.agreements import PDF
from tests.factories.verification import verification_of
from workflow import deadlines

SIGNED = date(2026, 3, 2)
SECOND_YEAR = date(2027, 1, 4)


def in_force(world: World, *, verifier: Entity | None = None, criteria: int = 1) -> Agreement:
    """Return an agreement in force with as many criteria as told: its first period is open."""
    agreement = make_draft(world)
    complete_terms(agreement, world, verifier=verifier)
    for number in range(2, criteria + 1):
        write(
            agreement,
            world.formulator,
            matrices.write_criterion,
            terms=a_criterion(code=f"C-{number:02d}"),
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


def first_year(world: World, *, verifier: Entity | None = None, criteria: int = 1) -> Verification:
    """Return the period of the first year: it has no variable tranche, hence no indicators."""
    return verification_of(in_force(world, verifier=verifier, criteria=criteria))


def second_year(
    world: World, travel: Callable[[date], None], *, verifier: Entity | None = None, criteria: int = 1
) -> Verification:
    """Return the period of the second year, opened by the clock: it asks for both reports and has an indicator."""
    travel(SIGNED)
    agreement = in_force(world, verifier=verifier, criteria=criteria)
    travel(SECOND_YEAR)
    deadlines.run_clock(on=SECOND_YEAR)
    return verification_of(agreement, 2)


def a_file(name: str = "informe.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file to send."""
    return SimpleUploadedFile(name, content)
