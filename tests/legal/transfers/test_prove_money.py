"""The proof that money adds up: true of every life, and each way in which it may be false is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from legal.agreements.models import Agreement
from legal.transfers.books import CaseBooks, TrancheBooks
from legal.transfers.models import Tranche
from tests.factories import World, make_draft
from tests.factories import transfers as money
from tests.factories.closure import (
    opine_on_termination,
    propose_termination,
    serve_termination,
    settle_termination,
    terminate,
)
from tests.factories.verification import issue_second_report, to_served, verification_of
from tests.legal.transfers.reached import in_force, proposed
from workflow import deadlines

BOOKS = TrancheBooks(
    name="Tramo fijo del año 1",
    agreed=Decimal("1000.00"),
    amount=Decimal("1000.00"),
    paid=Decimal("300.00"),
    due=Decimal("200.00"),
    balance=Decimal("100.00"),
    cancelled=Decimal("350.00"),
    forgone=Decimal("50.00"),
    calculated=Decimal("500.00"),
    unreached=Decimal("50.00"),
    confirmed=Decimal("300.00"),
    under_way=Decimal("200.00"),
    rescued=Decimal("350.00"),
)
CENT = Decimal("0.01")


def prove(*options: str) -> tuple[int, str]:
    """Run the command; return its exit code and what it printed."""
    out = StringIO()
    try:
        call_command("prove_money", *options, stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def test_books_that_agree_have_no_fault() -> None:
    assert BOOKS.faults == []
    assert CaseBooks(number="2026-0001", tranches=(BOOKS,)).faults == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"agreed": Decimal("999.99")},
            "monto del tramo, S/ 1,000.00, no es igual a monto del año suscrito, S/ 999.99",
        ),
        ({"balance": Decimal("100.01")}, "suma de sus partes, S/ 1,000.01, no es igual a monto del tramo, S/ 1,000.00"),
        ({"calculated": Decimal("499.99")}, "lo que hicieron exigible los cálculos, S/ 499.99"),
        ({"confirmed": Decimal("0.00")}, "transferido, S/ 300.00, no es igual a transferencias confirmadas, S/ 0.00"),
        ({"under_way": Decimal("200.01")}, "transferencia en trámite, S/ 200.01, supera por transferir, S/ 200.00"),
        (
            {"unreached": Decimal("0.00")},
            "no alcanzado, S/ 50.00, no es igual a lo que los cálculos dejaron sin reconocer",
        ),
        ({"is_of_its_case": False}, "está en un expediente que no es el de su convenio"),
        ({"rescued": Decimal("350.01")}, "saldos cancelados por acto, S/ 350.01, supera cancelado, S/ 350.00"),
        ({"balance": Decimal("-1.00"), "due": Decimal("301.00")}, "hay un monto negativo (balance)"),
    ],
)
def test_each_disagreement_is_told_in_soles(changed: dict[str, Any], told: str) -> None:
    assert any(told in fault for fault in replace(BOOKS, **changed).faults)


@given(part=st.sampled_from(["paid", "due", "balance", "cancelled", "forgone", "amount", "agreed", "calculated"]))
def test_no_part_moves_by_a_cent_unseen(part: str) -> None:
    for step in (CENT, -CENT):
        assert replace(BOOKS, **{part: getattr(BOOKS, part) + step}).faults  # type: ignore[arg-type]


def test_what_no_act_cancelled_is_told_of_the_case() -> None:
    books = CaseBooks(number="2026-0001", tranches=(replace(BOOKS, rescued=Decimal(0)),))
    ((tranche, fault),) = books.faults
    assert (tranche, fault) == ("", "cancelado, S/ 350.00, no es igual a saldos cancelados por acto, S/ 0.00")
    assert replace(books, cancelled_elsewhere=Decimal("350.00")).faults == []


@pytest.mark.usefixtures("papers_without_word")
class TestLives:
    def test_without_agreements_all_is_true(self, db: None) -> None:
        assert prove() == (0, "cases 0, tranches 0, faults 0; without tranches yet: 0\n")

    def test_an_agreement_that_is_not_in_force_has_nothing_to_prove_and_is_counted_apart(self, world: World) -> None:
        make_draft(world)
        assert prove() == (0, "cases 0, tranches 0, faults 0; without tranches yet: 1\n")

    def test_an_agreement_in_force_adds_up(self, world: World) -> None:
        in_force(world)
        assert prove()[0] == 0

    def test_a_transfer_adds_up_at_each_of_its_steps(self, world: World) -> None:
        transfer = proposed(world)
        for step in (
            money.review,
            money.authorize,
            money.instruct,
            money.incorporate,
            money.send_copies,
            money.confirm,
        ):
            assert prove()[0] == 0
            transfer = step(transfer)
        code, printed = prove("--json")
        answer = json.loads(printed)
        assert (code, answer["ok"], answer["cases"], answer["faults"]) == (0, True, 1, [])
        assert answer["tranches"] == Tranche.objects.count()

    def test_a_change_behind_the_systems_back_is_told(self, world: World) -> None:
        transfer = money.pay(proposed(world))
        tranche = transfer.tranche
        # The parts still add up: only the acts behind them tell.
        Tranche.objects.filter(pk=tranche.pk).update(paid=0, balance=tranche.amount)
        code, printed = prove("--json")
        faults = json.loads(printed)["faults"]
        assert code == 1
        assert {fault["case"] for fault in faults} == {transfer.case.number}
        assert {fault["tranche"] for fault in faults} == {"tramo fijo del año 1"}
        assert any("transferencias confirmadas, S/ 500,000.00" in fault["fault"] for fault in faults)
        assert f"{transfer.case.number}, tramo fijo del año 1: transferido, S/ 0.00" in prove()[1]

    def test_a_balance_called_unreached_is_told(self, world: World) -> None:
        in_force(world)
        for kind in Tranche.Kind:
            tranche = Tranche.objects.filter(kind=kind).order_by("pk")[0]
            Tranche.objects.filter(pk=tranche.pk).update(balance=0, forgone=tranche.amount)
            code, printed = prove()
            assert code == 1
            assert f"{tranche}: no alcanzado" in printed
            Tranche.objects.filter(pk=tranche.pk).update(balance=tranche.amount, forgone=0)
        assert prove()[0] == 0

    def test_a_tranche_that_is_gone_or_of_another_case_is_told(self, world: World) -> None:
        agreement, other = in_force(world), make_draft(world)
        tranche = Tranche.objects.order_by("pk")[0]
        Tranche.objects.filter(pk=tranche.pk).update(case=other.case)
        assert "no es el de su convenio" in prove()[1]
        Tranche.objects.all().delete()
        code, printed = prove()
        assert code == 1
        assert f"{agreement.case.number}, {tranche}: falta, y el año suscrito le da un monto" in printed

    def test_what_a_rescue_cancels_stands_in_its_act(self, world: World, travel: Any) -> None:
        travel(date(2026, 3, 2))
        verification = to_served(verification_of(in_force(world)))
        travel(date(2026, 8, 4))
        deadlines.run_clock(on=date(2026, 8, 4))
        verification.refresh_from_db()
        issue_second_report(verification)
        rescue = money.open_rescue(verification.period.agreement)
        rescue = money.serve_warning(money.warn(rescue))
        rescue = money.answer_warning(rescue, world)
        rescue = money.cancel_balance(rescue)
        assert rescue.status == "cancelled"
        assert prove()[0] == 0
        Tranche.objects.filter(pk=rescue.tranche_id).update(cancelled=0, forgone=rescue.amount)
        assert prove()[0] == 1

    def test_what_a_termination_cancels_stands_in_its_settlement(self, world: World, travel: Any) -> None:
        travel(date(2026, 3, 2))
        agreement: Agreement = in_force(world)
        travel(date(2026, 9, 1))
        termination = serve_termination(terminate(opine_on_termination(propose_termination(agreement, world))))
        termination = settle_termination(termination)
        termination.refresh_from_db()
        assert termination.cancelled == sum(tranche.amount for tranche in Tranche.objects.all())
        assert prove()[0] == 0
