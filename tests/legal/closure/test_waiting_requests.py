"""An agreement neither closes nor is settled while somebody waits for technical assistance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.agreements.models import Agreement
from legal.closure.errors import CannotClose, CannotSettle
from tests.factories import World, make_draft, to_in_force
from tests.factories.closure import (
    accept,
    close,
    expire,
    opine_on_termination,
    present_final_report,
    propose_termination,
    serve_termination,
    settle_termination,
    terminate,
)
from tests.factories.followup import ask, decline, the_request
from tests.legal.refusals import refused

WAITING = "La solicitud de asistencia técnica «Programación de insumos» sigue sin respuesta."


@pytest.fixture
def asked(world: World, travel: Callable[[date], None], papers_without_word: None) -> Agreement:
    """Return an agreement in force since 2 March 2026 whose entity has asked for assistance."""
    travel(date(2026, 3, 2))
    agreement = to_in_force(make_draft(world, years=2), world)
    ask(agreement, world)
    return agreement


def test_a_closure_waits_for_the_answer(asked: Agreement, travel: Callable[[date], None]) -> None:
    travel(date(2028, 3, 2))
    closure = accept(present_final_report(expire(asked)))
    assert WAITING in refused(asked.case, CannotClose, lambda: close(closure))
    decline(the_request())
    assert WAITING not in refused(asked.case, CannotClose, lambda: close(closure))


def test_a_settlement_waits_for_the_answer(asked: Agreement, world: World) -> None:
    served = serve_termination(terminate(opine_on_termination(propose_termination(asked, world))))
    assert WAITING in refused(asked.case, CannotSettle, lambda: settle_termination(served))
    decline(the_request())
    assert settle_termination(served).status == "settled"
