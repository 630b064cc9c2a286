"""An agreement whose first transfer is in the entity's budget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.agreements.models import Agreement
from tests.factories import World, make_draft, to_first_report, to_in_force, verification_of
from tests.factories.transfers import open_transfer, pay

SIGNED_ON = date(2026, 3, 2)


@pytest.fixture
def in_force(world: World, travel: Callable[[date], None], papers_without_word: None) -> Agreement:
    """Return an agreement in force since 2 March 2026; nothing was transferred yet."""
    travel(SIGNED_ON)
    return to_in_force(make_draft(world, years=2), world)


@pytest.fixture
def draft(world: World, travel: Callable[[date], None]) -> Agreement:
    """Return an empty draft."""
    travel(SIGNED_ON)
    return make_draft(world)


@pytest.fixture
def paid(in_force: Agreement) -> Agreement:
    """Return it with its first transfer taken into the budget."""
    return _pay(in_force)


def to_paid(world: World) -> Agreement:
    """Bring an agreement to where its first transfer is in the budget, today."""
    return _pay(to_in_force(make_draft(world, years=2), world))


def _pay(agreement: Agreement) -> Agreement:
    to_first_report(verification_of(agreement), unmet=())
    pay(open_transfer(agreement))
    return agreement
