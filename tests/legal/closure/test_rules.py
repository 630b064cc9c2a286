"""What keeps an agreement from its end, on plain values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from legal.closure.rules import Pending, obstacles_to_closing, obstacles_to_settling

NOTHING = Pending(periods=(), transfers=(), due=Decimal(0), balance=Decimal(0))
EVERYTHING = Pending(
    periods=("Año 2 (Nivel 1)",), transfers=("tramo fijo del año 1, 1",), due=Decimal("10.00"), balance=Decimal("5.50")
)


def test_nothing_pending_is_no_obstacle() -> None:
    assert obstacles_to_closing(NOTHING) == []


def test_each_pending_thing_is_named() -> None:
    obstacles = obstacles_to_closing(EVERYTHING)
    assert [each.who for each in obstacles] == ["", "", "Director General"]
    assert "Año 2 (Nivel 1)" in str(obstacles[0])
    assert "S/ 5.50" in str(obstacles[2])


def test_a_signed_addendum_is_registered_before_the_end() -> None:
    (obstacle,) = obstacles_to_closing(replace(NOTHING, addenda=("Adenda N° 1",)))
    assert (obstacle.text, obstacle.who) == ("Falta registrar la Adenda N° 1, que ya se firmó.", "Mesa de partes")


def test_a_due_amount_without_a_transfer_is_told_by_its_amount() -> None:
    due = Pending(periods=(), transfers=(), due=Decimal("10.00"), balance=Decimal(0))
    assert [("S/ 10.00" in str(each), each.who) for each in obstacles_to_closing(due)] == [
        (True, "Responsable de transferencias")
    ]


def test_a_balance_does_not_keep_a_termination_from_being_settled() -> None:
    left = Pending(periods=(), transfers=(), due=Decimal(0), balance=Decimal("5.50"))
    assert obstacles_to_settling(left) == []
