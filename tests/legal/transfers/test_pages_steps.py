"""The pages from the authorization to the money in the account: instruct, take in, send copies, confirm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from legal.entities.roles import TRANSFERS_OFFICER
from legal.norms.routes import ROUTES, Route
from legal.transfers.models import Transfer
from tests.factories import World
from tests.factories import transfers as money
from tests.legal.browsing import get, has_form, see, send, typed, words
from tests.legal.transfers.reached import INSTRUCTION, RESOLUTION, a_paper, also_hold, at, proposed
from workflow.models import LedgerEntry


@pytest.fixture
def transfer(world: World) -> Transfer:
    """Return a proposed transfer; its money is a donation."""
    return proposed(world)


def by_ordinary_resources(transfer: Transfer) -> Transfer:
    """Let a transfer take the other route."""
    transfer.route = Route.ORDINARY
    transfer.save()
    return transfer


class TestInstructing:
    def test_asks_in_the_words_of_the_route(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "instruct")
        assert "Asignación financiera del Tesoro Público" in words(see(world.transfers_officer, task))
        by_ordinary_resources(transfer)
        page = words(see(world.transfers_officer, task))
        assert "Decreto supremo que aprueba la transferencia de partidas" in page
        assert "Entrada en vigor del decreto supremo" in page

    def test_records_the_document_with_its_date_and_file(self, world: World, travel: Callable[[date], None]) -> None:
        travel(date(2026, 6, 1))
        task = at(transfer := proposed(world), "instruct")
        travel(date(2026, 6, 10))
        values = {"document": INSTRUCTION, "file": a_paper(), "occurred_on": "2026-06-08"}
        assert send(world.transfers_officer, task, **values).status_code == 302
        transfer.refresh_from_db()
        assert (transfer.instruction, transfer.instructed_on) == (INSTRUCTION, date(2026, 6, 8))
        # The document is what grounds the date.
        assert LedgerEntry.objects.get(act="transfers.instruct").grounds == INSTRUCTION

    @pytest.mark.parametrize(
        ("values", "status", "problem"),
        [
            ({"document": "", "file": True}, 422, "Escriba la clase y el número del documento"),
            ({"document": INSTRUCTION}, 422, "Archivo"),
            ({"document": INSTRUCTION, "file": True, "occurred_on": "2099-01-01"}, 422, "está en el futuro"),
        ],
    )
    def test_says_what_is_wrong_and_loses_no_words(
        self, world: World, transfer: Transfer, values: dict[str, Any], status: int, problem: str
    ) -> None:
        if "file" in values:
            values = {**values, "file": a_paper()}
        page = send(world.transfers_officer, at(transfer, "instruct"), **values)
        assert page.status_code == status
        assert problem in words(page)
        assert typed(page, "document") == values["document"]

    def test_is_not_for_who_authorized(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "instruct")
        also_hold(world.director_general, world.directorate, TRANSFERS_OFFICER)
        page = see(world.director_general, task)
        assert not has_form(page, "Registrar la instrucción")
        assert "Quien autoriza una transferencia no la instruye" in words(page)
        assert send(world.director_general, task, document="x", file=a_paper()).status_code == 403

    def test_does_not_exist_for_a_stranger(self, world: World, transfer: Transfer) -> None:
        assert see(world.stranger, at(transfer, "instruct")).status_code == 404


class TestTakingIn:
    def test_asks_for_the_act_of_this_head(self, world: World, travel: Callable[[date], None]) -> None:
        travel(date(2026, 6, 1))
        task = at(proposed(world), "incorporate")
        assert "como «Resolución Ejecutiva Regional N° 045-2026-GRA»" in words(see(world.head, task))
        world.region_entity.head_act = "Resolución de Presidencia Ejecutiva"
        world.region_entity.save()
        assert "como «Resolución de Presidencia Ejecutiva N° 045-2026-GRA»" in words(see(world.head, task))

    def test_offers_a_model_of_the_resolution(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "incorporate")
        address = f"/convenios/{transfer.case.number}/transferencias/{transfer.pk}/modelo/"
        assert f'href="{address}"' in see(world.head, task).content.decode()
        model = get(world.head, "transfers:model", transfer.case.number, transfer.pk)
        assert model.status_code == 200
        assert model.content.startswith(b"PK")
        assert "Proyecto" in model["Content-Disposition"]

    def test_takes_the_date_of_the_resolution(self, world: World, travel: Callable[[date], None]) -> None:
        travel(date(2026, 6, 1))
        task = at(transfer := proposed(world), "incorporate")
        travel(date(2026, 6, 20))
        assert "Fecha de la resolución" in words(see(world.head, task))
        values = {"resolution": RESOLUTION, "file": a_paper(), "occurred_on": "2026-06-15"}
        assert send(world.head, task, **values).status_code == 302
        transfer.refresh_from_db()
        assert (transfer.resolution, transfer.resolved_on) == (RESOLUTION, date(2026, 6, 15))
        assert transfer.copies_deadline is not None
        assert transfer.copies_deadline.starts_on == date(2026, 6, 15)

    def test_is_refused_before_the_instruction_and_keeps_the_number(self, world: World, transfer: Transfer) -> None:
        values = {"resolution": RESOLUTION, "file": a_paper(), "occurred_on": "2020-01-02"}
        page = send(world.head, at(transfer, "incorporate"), **values)
        assert page.status_code == 409
        assert "Antes está la instrucción" in words(page)
        assert typed(page, "resolution") == RESOLUTION

    def test_belongs_to_the_head_of_the_entity(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "incorporate")
        values = {"resolution": RESOLUTION, "file": a_paper()}
        page = send(world.coordinator, task, **values)
        assert page.status_code == 403
        assert "Gobernadora Regional" in words(page)
        assert send(world.stranger, task, **values).status_code == 404


class TestSendingCopies:
    def test_asks_for_the_document_of_each_body(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "copies")
        bodies = [str(body) for body in ROUTES[transfer.route].copies_to]
        page = see(world.coordinator, task)
        assert all(body in words(page) for body in bodies)
        values = {f"copy_{place}": f"Oficio N° {place}-2026-EF" for place in range(1, len(bodies) + 1)}
        assert send(world.coordinator, task, **values).status_code == 302
        assert [copy.document for copy in transfer.copies.order_by("pk")] == list(values.values())

    def test_says_that_the_term_was_not_verified_for_donations(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "copies")
        assert "no se ha comprobado que rija la incorporación de donaciones" in words(see(world.coordinator, task))
        by_ordinary_resources(transfer)
        assert "no se ha comprobado" not in words(see(world.coordinator, task))

    def test_misses_no_body_and_loses_no_words(self, world: World, transfer: Transfer) -> None:
        page = send(
            world.coordinator,
            at(transfer, "copies"),
            copy_1="Oficio N° 1-2026-EF",
            copy_2=" ",
            copy_3="Oficio N° 3-2026-EF",
        )
        assert page.status_code == 422
        assert "Escriba el documento que remite la copia" in words(page)
        assert (typed(page, "copy_1"), typed(page, "copy_3")) == ("Oficio N° 1-2026-EF", "Oficio N° 3-2026-EF")
        assert not transfer.copies.exists()

    def test_is_the_coordinators_and_does_not_exist_for_a_stranger(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "copies")
        assert send(world.head, task, copy_1="a", copy_2="b", copy_3="c").status_code == 403
        assert see(world.stranger, task).status_code == 404


class TestConfirming:
    def test_records_that_the_money_arrived(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "confirm")
        response = send(world.transfers_officer, task, decision="go_on", siaf_record="0000012345")
        assert response.status_code == 302
        transfer.refresh_from_db()
        assert (transfer.status, transfer.siaf_record) == ("confirmed", "0000012345")

    def test_records_that_the_money_came_back(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "confirm")
        send(world.transfers_officer, task, decision="turn_back", reason="La cuenta estaba cerrada.")
        transfer.refresh_from_db()
        assert (transfer.status, transfer.return_reason) == ("returned", "La cuenta estaba cerrada.")

    @pytest.mark.parametrize(
        ("values", "problem"),
        [
            ({"decision": "go_on"}, "Escriba el número del registro SIAF"),
            ({"decision": "turn_back"}, "Escriba el motivo"),
            ({"decision": "turn_back", "reason": "x", "siaf_record": "12"}, "Escribió un registro SIAF"),
            ({"decision": "go_on", "reason": "x", "siaf_record": "12"}, "Escribió un motivo"),
        ],
    )
    def test_is_never_ambiguous(self, world: World, transfer: Transfer, values: dict[str, str], problem: str) -> None:
        page = send(world.transfers_officer, at(transfer, "confirm"), **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "siaf_record") == values.get("siaf_record", "")
        assert typed(page, "reason") == values.get("reason", "")

    def test_is_not_for_the_entity_and_does_not_exist_for_a_stranger(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "confirm")
        assert send(world.coordinator, task, decision="go_on", siaf_record="1").status_code == 403
        assert see(world.stranger, task).status_code == 404
        money.confirm(transfer)
        assert send(world.transfers_officer, task, decision="go_on", siaf_record="1").status_code == 409
