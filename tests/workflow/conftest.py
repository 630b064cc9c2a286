"""What the tests of the engine share."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workflow.hospital import Hospital, make_hospital


@pytest.fixture(autouse=True)
def _own_case_page(settings: Any) -> None:
    """Show cases on a page of the tests: the engine's tests need no room of the domain."""
    settings.CASE_PAGE = "tests:case"


@pytest.fixture
def hospital(db: None) -> Hospital:
    """Return a hospital with its people."""
    return make_hospital()
