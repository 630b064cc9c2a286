"""What the rules of money answer, on plain values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from legal.transfers import rules
from workflow.models import Deadline

SOLES = Decimal("100.00")
SUSPENDED = Deadline(due_on=date(2016, 9, 15), status=Deadline.Status.SUSPENDED)
READY: dict[str, Any] = {
    "balance": SOLES,
    "warned_on": date(2016, 9, 1),
    "answer_term": Deadline(due_on=date(2016, 9, 15)),
    "answered_on": None,
    "on": date(2016, 9, 16),
}


def words(**changes: Any) -> list[str]:
    """Return why a balance may not be cancelled, with these changes to a case that is ready."""
    return [str(each) for each in rules.obstacles_to_cancelling(**{**READY, **changes})]


def test_no_more_is_authorized_than_is_due() -> None:
    assert rules.obstacles_to_authorizing(amount=SOLES, due=SOLES) == []
    refused = rules.obstacles_to_authorizing(amount=SOLES, due=Decimal("99.99"))
    assert "solo corresponde transferir S/ 99.99" in str(refused[0])


def test_a_transfer_is_proposed_where_something_is_due_and_none_is_under_way() -> None:
    assert rules.obstacles_to_proposing(due=SOLES, has_open=False) == []
    assert len(rules.obstacles_to_proposing(due=Decimal(0), has_open=True)) == 2


def test_an_act_does_not_come_before_the_one_it_follows() -> None:
    assert rules.obstacles_to_order(None, date(2016, 1, 1), what="la propuesta") == []
    assert rules.obstacles_to_order(date(2016, 1, 1), date(2016, 1, 1), what="la propuesta") == []
    late = rules.obstacles_to_order(date(2016, 1, 2), date(2016, 1, 1), what="la propuesta")
    assert "Antes está la propuesta" in str(late[0])
    assert late[0].where == "occurred_on"


def test_every_body_gets_its_copy() -> None:
    obstacles = rules.obstacles_to_copies(
        ("Congreso", "Contraloría"), {"Congreso": "Oficio N° 1-2026-EF", "Contraloría": " "}
    )
    assert [(each.where, "Contraloría" in str(each)) for each in obstacles] == [("copy_2", True)]


class TestABalanceIsCancelled:
    def test_when_it_was_warned_of_and_the_term_to_answer_is_over(self) -> None:
        assert words() == []

    def test_at_once_when_the_entity_has_answered(self) -> None:
        assert words(on=date(2016, 9, 10), answered_on=date(2016, 9, 10)) == []

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"balance": Decimal(0)}, "no tiene saldo"),
            ({"warned_on": None, "answer_term": None}, "plazo no iniciado"),
            ({"on": date(2016, 9, 15)}, "puede responder el apercibimiento hasta"),
            ({"answer_term": SUSPENDED}, "está suspendido"),
            ({"on": date(2016, 9, 9), "answered_on": date(2016, 9, 10)}, "no puede ser anterior"),
        ],
    )
    def test_and_never_otherwise(self, changes: dict[str, Any], expected: str) -> None:
        assert any(expected in text for text in words(**changes))
