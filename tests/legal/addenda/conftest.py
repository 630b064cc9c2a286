"""The agreement that the tests of addenda change."""

from __future__ import annotations

import pytest

from legal.agreements.models import Agreement
from tests.factories import World, make_draft, to_in_force
from tests.legal.addenda.days import NOW, SIGNED_ON, Travel


@pytest.fixture
def agreement(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement of three years, in force since 2 March 2026; it is 1 September."""
    travel(SIGNED_ON)
    agreement = to_in_force(make_draft(world), world)
    travel(NOW)
    agreement.refresh_from_db()
    return agreement
