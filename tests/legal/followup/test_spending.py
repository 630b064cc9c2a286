"""Spending: recorded, imported, reversed; what is refused, and what is left in the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from legal.agreements.models import Agreement
from legal.entities import roles
from legal.followup.errors import CannotReverse, CannotSpend
from legal.followup.models import Spending
from legal.followup.queries import idle_of, incorporations_of, spending_units_of
from tests.factories import World, make_draft
from tests.factories.closure import expire
from tests.factories.followup import reverse, spend
from tests.factories.people import make_post, make_unit
from tests.legal.agreements.traces import last_act
from tests.legal.followup.conftest import SIGNED_ON
from tests.legal.followup.files import told_by
from workflow.errors import NotAllowed


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
        idle = idle_of(paid, on=SIGNED_ON + timedelta(days=10))
        assert idle.amount == idle.arrived - Decimal("100.50")
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

    def test_is_of_the_entity_or_of_a_unit_that_executes(self, paid: Agreement, world: World) -> None:
        control = make_unit("440-OCI", "Órgano de Control Institucional", world.region)
        make_post(control, roles.AUDITOR)
        assert "no ejecuta gasto" in told_by(paid.case, CannotSpend, lambda: spend(paid, world, unit=control))
        assert list(spending_units_of(paid)) == [world.executing_unit, world.region]
        network = make_unit("440-401", "Red de Salud Bagua", world.region)
        make_post(network, roles.EXECUTING_UNIT)
        spend(paid, world, unit=network)

    def test_may_spend_all_and_no_cent_more(self, paid: Agreement, world: World) -> None:
        total = sum((each.amount for each in incorporations_of(paid.case)), Decimal(0))
        spend(paid, world, amount=total)
        assert idle_of(paid, on=SIGNED_ON).since is None
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


class TestReversing:
    def test_adds_an_entry_that_names_the_other(self, paid: Agreement, world: World) -> None:
        spend(paid, world)
        spending = Spending.objects.get()
        reverse(spending, world)
        reversal = Spending.objects.get(reverses=spending)
        assert reversal.amount == -spending.amount
        assert idle_of(paid, on=SIGNED_ON).spent == 0
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

    def test_is_not_before_the_spending_nor_after_the_closure(self, paid: Agreement, world: World) -> None:
        spend(paid, world)
        spending = Spending.objects.get()
        paid.status = Agreement.Status.CONCLUDED
        paid.save()
        assert "ya no está en vigor" in told_by(paid.case, CannotReverse, lambda: reverse(spending, world))

    def test_is_of_each_executing_unit_for_itself(self, paid: Agreement, world: World) -> None:
        spend(paid, world, unit=world.region)
        spending = Spending.objects.get()
        told = told_by(paid.case, CannotReverse, lambda: reverse(spending, world, by=world.executing_officer))
        assert "sus propios gastos" in told

    def test_is_not_for_others_and_is_told_with_its_reason(self, paid: Agreement, world: World) -> None:
        spend(paid, world)
        spending = Spending.objects.get()
        for person in (world.formulator, world.stranger):
            with pytest.raises(NotAllowed):
                reverse(spending, world, by=person)
        reverse(spending, world, by=world.executing_officer)
        entry = last_act(paid.case)
        assert (entry.act, entry.actor, entry.reason) == (
            "followup.reverse_spending",
            world.executing_officer,
            "Duplicado.",
        )
        assert entry.after["reversed"] == "0000000001"
