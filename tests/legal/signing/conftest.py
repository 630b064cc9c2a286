"""Two offices that initial agreements, and an agreement that waits for them."""

from __future__ import annotations

import pytest

from legal.agreements.models import Agreement
from tests.factories import World, issue, make_draft, to_approved
from tests.legal.signing.visas import make_visa_post, require
from workflow.models import Post


@pytest.fixture
def budget(world: World) -> Post:
    """Return the budget office of the directorate, which initials agreements."""
    post = make_visa_post(world.directorate, "pablo", "Director de Presupuesto Temático")
    require(post)
    return post


@pytest.fixture
def legal(world: World) -> Post:
    """Return the legal office of the region, which initials agreements."""
    post = make_visa_post(world.region, "lidia", "Directora Regional de Asesoría Jurídica")
    require(post)
    return post


@pytest.fixture
def issued(world: World, budget: Post, legal: Post) -> Agreement:
    """Return an agreement of the region that is issued and waits for both visas."""
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    return agreement
