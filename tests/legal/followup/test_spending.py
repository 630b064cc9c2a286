"""Spending: recorded, imported, reversed; what is refused, and what is left in the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from legal.agreements.models import Agreement
from legal.followup.errors import CannotReverse, CannotSpend
from legal.followup.models import Spending
from legal.followup.queries import idle_of, incorporations_of
from tests.factories import World, make_draft
from tests.factories.closure import expire
from tests.factories.followup import bring, reverse, spend
from tests.legal.followup.conftest import SIGNED_ON
from tests.legal.refusals import refused
from workflow.errors import NotAllowed, Refusal
from workflow.models import Case

HEADING = "unidad_ejecutora,producto,fecha,monto,referencia\n"


def a_list(agreement: Agreement, *rows: tuple[str, str], unit: str = "440-400") -> bytes:
    """Return a file with a row for each amount and reference."""
    product = agreement.products.first()
    assert product is not None
    lines = [f'{unit},"{product.name}",02/03/2026,"{amount}",{reference}\n' for amount, reference in rows]
    return (HEADING + "".join(lines)).encode()


def told_by(case: Case, kind: type[Refusal], step: Callable[[], object]) -> str:
    """Return the words of a refusal as one text."""
    return "\n".join(refused(case, kind, step))


class TestRecording:
    def test_keeps_who_spent_what(self, paid: Agreement, world: World) -> None:
        spend(paid, world)
        spending = Spending.objects.get()
        assert (spending.amount, spending.unit, spending.recorded_by) == (
            Decimal("100.50"),
            world.executing_unit,
            world.coordinator,
        )
        assert spending.history.get().history_user == world.coordinator
        idle = idle_of(paid.case, on=SIGNED_ON + timedelta(days=10))
        assert idle.amount == idle.incorporated - Decimal("100.50")
        assert (idle.since, idle.days) == (SIGNED_ON, 10)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"amount": Decimal(0)}, "mayor que cero"),
            ({"reference": " "}, "Escriba la referencia SIAF"),
            ({"spent_on": date(2026, 3, 3)}, "posterior"),
            ({"spent_on": date(2026, 3, 1)}, "se incorporó recién"),
            ({"amount": Decimal("99999999")}, "excede lo incorporado"),
        ],
    )
    def test_says_what_is_wrong(self, paid: Agreement, world: World, changes: dict[str, Any], sentence: str) -> None:
        assert sentence in told_by(paid.case, CannotSpend, lambda: spend(paid, world, **changes))
        assert not Spending.objects.exists()

    def test_is_of_the_entity_and_of_the_agreement(self, paid: Agreement, world: World) -> None:
        other = make_draft(world, title="Otro").products.create(name="Otro producto")
        told = told_by(paid.case, CannotSpend, lambda: spend(paid, world, unit=world.other_region, product=other))
        assert "no es de la entidad" in told
        assert "no es del convenio" in told

    def test_may_spend_all_and_no_cent_more(self, paid: Agreement, world: World) -> None:
        total = sum((each.amount for each in incorporations_of(paid.case)), Decimal(0))
        spend(paid, world, amount=total)
        assert idle_of(paid.case, on=SIGNED_ON).since is None
        told = told_by(
            paid.case, CannotSpend, lambda: spend(paid, world, amount=Decimal("0.01"), reference="0000000002")
        )
        assert "solo quedan S/ 0.00" in told

    def test_takes_a_reference_once_in_a_unit(self, paid: Agreement, world: World) -> None:
        spend(paid, world)
        assert "ya está registrada" in told_by(paid.case, CannotSpend, lambda: spend(paid, world))
        spend(paid, world, unit=world.region)
        assert Spending.objects.count() == 2

    def test_waits_for_money(self, in_force: Agreement, world: World) -> None:
        assert "todavía no ha incorporado" in told_by(in_force.case, CannotSpend, lambda: spend(in_force, world))

    def test_goes_on_in_settlement(self, paid: Agreement, world: World, travel: Callable[[date], None]) -> None:
        travel(date(2028, 3, 10))
        expire(paid)
        spend(paid, world)
        assert Spending.objects.count() == 1

    def test_is_of_each_executing_unit_for_itself(self, paid: Agreement, world: World) -> None:
        officer = world.executing_officer
        told = told_by(paid.case, CannotSpend, lambda: spend(paid, world, by=officer, unit=world.region))
        assert "sus propios gastos" in told
        spend(paid, world, by=officer)

    def test_is_not_for_others(self, paid: Agreement, world: World) -> None:
        for person in (world.formulator, world.stranger):
            with pytest.raises(NotAllowed):
                spend(paid, world, by=person)


class TestImporting:
    def test_takes_what_is_new_and_nothing_twice(self, paid: Agreement, world: World) -> None:
        content = a_list(paid, ("10.00", "A-1"), ("1,020.50", "A-2"))
        bring(paid, world, content)
        bring(paid, world, content + a_list(paid, ("5.00", "A-3")).split(b"\n", 1)[1])
        assert [row.amount for row in Spending.objects.order_by("pk")] == [
            Decimal("10.00"),
            Decimal("1020.50"),
            Decimal("5.00"),
        ]
        assert "no trae gastos" in told_by(paid.case, CannotSpend, lambda: bring(paid, world, content))
        assert Spending.objects.count() == 3

    def test_names_every_bad_row_and_takes_none(self, paid: Agreement, world: World) -> None:
        content = (
            a_list(paid, ("10.00", "A-1"), ("-3", "A-2"), ("7", "A-1"))
            + b"999,Nada,ayer,5,A-9\n999,Nada,2026-03-02,5,A-8\n"
        )
        told = told_by(paid.case, CannotSpend, lambda: bring(paid, world, content))
        for words in ("Fila 3: «-3»", "Fila 4: la referencia", "Fila 5: «ayer»", "Fila 6: «999»", "Fila 6: «Nada»"):
            assert words in told
        assert not Spending.objects.exists()

    def test_counts_the_whole_file_against_the_budget(self, paid: Agreement, world: World) -> None:
        total = sum((each.amount for each in incorporations_of(paid.case)), Decimal(0))
        content = a_list(paid, (str(total), "A-1"), ("0.01", "A-2"))
        assert "excede" in told_by(paid.case, CannotSpend, lambda: bring(paid, world, content))

    @pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\xff"])
    def test_asks_for_its_columns(self, paid: Agreement, world: World, content: bytes) -> None:
        assert "columnas" in told_by(paid.case, CannotSpend, lambda: bring(paid, world, content))


class TestReversing:
    def test_adds_an_entry_that_names_the_other(self, paid: Agreement, world: World) -> None:
        spend(paid, world)
        spending = Spending.objects.get()
        reverse(spending, world)
        reversal = Spending.objects.get(reverses=spending)
        assert reversal.amount == -spending.amount
        assert idle_of(paid.case, on=SIGNED_ON).spent == 0
        assert "ya fue extornado" in told_by(
            paid.case, CannotReverse, lambda: reverse(spending, world, reference="R-2")
        )
        assert "no se extorna" in told_by(paid.case, CannotReverse, lambda: reverse(reversal, world, reference="R-2"))

    def test_needs_a_reason_and_a_reference_of_its_own(self, paid: Agreement, world: World) -> None:
        spend(paid, world)
        spending = Spending.objects.get()
        told = told_by(
            paid.case, CannotReverse, lambda: reverse(spending, world, reference=spending.reference, reason=" ")
        )
        assert "motivo" in told
        assert "referencia" in told
