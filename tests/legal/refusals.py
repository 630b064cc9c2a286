"""A refusal as it must be: in words, recorded, and without any other trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.legal.agreements.traces import everything, refusals_of
from workflow.errors import Refusal
from workflow.models import Case


def refused(case: Case, kind: type[Refusal], step: Callable[[], object]) -> list[str]:
    """Return the words of a refusal, after making sure that it left no trace but its record."""
    before = everything()
    with pytest.raises(kind) as caught:
        step()
    assert everything() == before
    assert refusals_of(case)[-1].reason == str(caught.value)
    return [str(obstacle) for obstacle in caught.value.obstacles]
