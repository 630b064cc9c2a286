"""The page of a transfer, its files, and the acts on it outside its steps."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from legal.transfers.models import Transfer
from tests.factories import World
from tests.factories import transfers as money
from tests.factories import verification as verifying
from tests.factories.agreements import PDF
from tests.factories.tasks import do
from tests.legal.browsing import get, has_form, post, refused_accesses, typed, words
from tests.legal.transfers.reached import INSTRUCTION, RESOLUTION, at, proposed, queries_at
from workflow import clock


@pytest.fixture
def transfer(world: World) -> Transfer:
    """Return a proposed transfer of half of the fixed tranche of year 1."""
    return proposed(world)


def sent_back(transfer: Transfer, world: World) -> Transfer:
    """Let the budget reviewer send a proposal back."""
    from legal.transfers.services import transfer as services

    do(money.step_of(transfer.process, "review"), services.send_back, transfer=transfer, reason="Falta un anexo.")
    transfer.refresh_from_db()
    return transfer


def page_of(user: Any, transfer: Transfer) -> Any:
    """Open the page of a transfer."""
    return get(user, "transfers:transfer", transfer.case.number, transfer.pk)


def dated(**values: str) -> dict[str, str]:
    """Return what is typed in an act of today."""
    return {"occurred_on": clock.today().isoformat(), "grounds": "", **values}


class TestThePage:
    def test_tells_where_it_stands_and_whose_turn_it_is(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "instruct")
        page = page_of(world.coordinator, transfer)
        told = words(page)
        assert "Transferencia 1, tramo fijo del año 1" in told
        assert "Concluido: Autorización" in told
        assert "Directora General" in told
        assert "Pendiente: Incorporación" in told
        assert reverse("transfers:instruct", args=[task.pk]) in page.content.decode()

    def test_holds_every_document_and_copy_once_it_is_confirmed(self, world: World, transfer: Transfer) -> None:
        for act in (money.review, money.authorize):
            act(transfer)
        money.instruct(transfer, document=INSTRUCTION)
        money.incorporate(transfer, resolution=RESOLUTION)
        money.send_copies(transfer)
        money.confirm(transfer, siaf_record="0000012345")
        transfer.refresh_from_db()
        told = words(page_of(world.auditor, transfer))
        for expected in (
            INSTRUCTION,
            RESOLUTION,
            "Registro SIAF 0000012345",
            "Contraloría General",
            "Oficio N° 002-2026",
        ):
            assert expected in told
        assert f'href="/documentos/{transfer.sheet_id}/"' in page_of(world.auditor, transfer).content.decode()
        assert "Le toca a" not in told

    def test_says_why_it_was_returned(self, world: World, transfer: Transfer) -> None:
        told = words(page_of(world.coordinator, sent_back(transfer, world)))
        assert "Devuelta el" in told
        assert "Falta un anexo." in told

    def test_adds_up_the_calculations_of_a_transfer_that_was_returned_before(
        self, world: World, transfer: Transfer
    ) -> None:
        sent_back(transfer, world)
        verification = verifying.verification_of(transfer.case.agreement)
        verifying.communicate(verification)
        verifying.serve(transfer.case)
        verifying.correct(verification)
        verifying.verify_correction(verification)
        verifying.issue_second_report(verification)
        told = words(page_of(world.budget_reviewer, money.open_transfer(transfer.case.agreement))).replace(
            "\u00a0", " "
        )
        assert "Corresponde por todos los cálculos S/ 1,000,000.00" in told
        assert "Transferido antes S/ 0.00 Esta transferencia S/ 1,000,000.00" in told
        assert told.index("por el I Informe") < told.index("por el II Informe")

    def test_exists_only_in_its_own_case_and_for_who_may_see_it(self, world: World, transfer: Transfer) -> None:
        assert page_of(world.stranger, transfer).status_code == 404
        assert refused_accesses(world.stranger) == 1
        other = proposed(world)
        assert get(world.auditor, "transfers:transfer", other.case.number, transfer.pk).status_code == 404

    def test_takes_as_many_queries_whatever_it_holds(self, world: World, transfer: Transfer) -> None:
        address = reverse("transfers:transfer", args=[transfer.case.number, transfer.pk])
        few = queries_at(world.coordinator, address)
        money.pay(transfer)
        # A transfer that is over has no open step left to look for.
        assert queries_at(world.coordinator, address) <= few


class TestFiles:
    def test_are_handed_over_to_who_may_see_the_case(self, world: World, transfer: Transfer) -> None:
        number = transfer.case.number
        assert get(world.auditor, "transfers:instruction_file", number, transfer.pk).status_code == 404
        at(transfer, "copies")
        for name in ("instruction_file", "resolution_file"):
            assert get(world.coordinator, f"transfers:{name}", number, transfer.pk).getvalue() == PDF
            assert get(world.stranger, f"transfers:{name}", number, transfer.pk).status_code == 404
        assert get(world.stranger, "transfers:model", number, transfer.pk).status_code == 404

    def test_are_those_of_the_case_in_the_address(self, world: World, transfer: Transfer) -> None:
        at(transfer, "copies")
        other = proposed(world)
        assert get(world.auditor, "transfers:resolution_file", other.case.number, transfer.pk).status_code == 404


class TestTakingBack:
    def test_needs_a_reason_and_stops_the_steps(self, world: World, transfer: Transfer) -> None:
        address = ("transfers:take_back", transfer.case.number, transfer.pk)
        assert "S/ 500,000.00" in words(get(world.transfers_officer, *address))
        page = post(world.transfers_officer, *address, **dated(reason=" ", grounds="Oficio N° 1"))
        assert page.status_code == 422
        assert typed(page, "grounds") == "Oficio N° 1"
        done = post(world.transfers_officer, *address, **dated(reason="El cálculo se rehará."))
        assert done["Location"] == reverse("transfers:transfer", args=[transfer.case.number, transfer.pk])
        transfer.refresh_from_db()
        assert (transfer.status, transfer.return_reason) == ("returned", "El cálculo se rehará.")

    def test_is_too_late_once_authorized(self, world: World, transfer: Transfer) -> None:
        at(transfer, "instruct")
        address = ("transfers:take_back", transfer.case.number, transfer.pk)
        page = get(world.transfers_officer, *address)
        assert not has_form(page, "Retirar la propuesta")
        assert "una propuesta solo se retira antes de autorizarse" in words(page)
        refused = post(world.transfers_officer, *address, **dated(reason="Tarde."))
        assert refused.status_code == 409
        assert typed(refused, "reason") == "Tarde."

    def test_is_the_transfers_officers(self, world: World, transfer: Transfer) -> None:
        address = ("transfers:take_back", transfer.case.number, transfer.pk)
        page = get(world.coordinator, *address)
        assert "¿Por qué no puedo retirar la propuesta de transferencia?" in words(page)
        assert post(world.coordinator, *address, **dated(reason="No.")).status_code == 403
        assert get(world.stranger, *address).status_code == 404


class TestProposing:
    def test_proposes_again_what_was_returned(self, world: World, transfer: Transfer) -> None:
        sent_back(transfer, world)
        address = ("transfers:propose", transfer.case.number, transfer.tranche_id)
        assert reverse(address[0], args=address[1:]) in page_of(world.transfers_officer, transfer).content.decode()
        assert reverse(address[0], args=address[1:]) not in page_of(world.coordinator, transfer).content.decode()
        assert has_form(get(world.transfers_officer, *address), "Proponer la transferencia")
        assert post(world.transfers_officer, *address, **dated()).status_code == 302
        again = money.open_transfer(transfer.case.agreement)
        assert (again.sequence, again.amount) == (2, transfer.amount)

    def test_says_that_one_is_under_way(self, world: World, transfer: Transfer) -> None:
        address = ("transfers:propose", transfer.case.number, transfer.tranche_id)
        page = get(world.transfers_officer, *address)
        assert not has_form(page, "Proponer la transferencia")
        assert "Ya hay una transferencia en trámite de este tramo" in words(page)
        assert post(world.transfers_officer, *address, **dated()).status_code == 409

    def test_is_the_transfers_officers(self, world: World, transfer: Transfer) -> None:
        sent_back(transfer, world)
        address = ("transfers:propose", transfer.case.number, transfer.tranche_id)
        page = post(world.budget_reviewer, *address, **dated())
        assert page.status_code == 403
        assert "Especialista en transferencias" in words(page)
        assert post(world.stranger, *address, **dated()).status_code == 404
