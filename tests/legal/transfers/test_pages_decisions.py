"""The pages on which a calculation is reviewed and a transfer is authorized."""

from __future__ import annotations

import pytest

from legal.entities.roles import BUDGET_REVIEWER, DIRECTOR_GENERAL
from legal.transfers.models import Transfer
from tests.factories import World, make_world
from tests.factories import transfers as money
from tests.legal.browsing import has_form, refused_accesses, see, send, typed, words
from tests.legal.transfers.reached import also_hold, at, proposed, queries_of
from workflow.models import LedgerEntry

BUTTON = "Registrar la decisión"


@pytest.fixture
def transfer(world: World) -> Transfer:
    """Return a proposed transfer of half of the fixed tranche: one criterion of two was met."""
    return proposed(world)


class TestReviewing:
    def test_shows_the_amount_down_to_who_judged_each_criterion_and_when(
        self, world: World, transfer: Transfer
    ) -> None:
        page = words(see(world.budget_reviewer, at(transfer, "review")))
        assert "S/ 500,000.00" in page
        assert "Regla proporcional, Directiva N° 002-2014-EF/50.01" in page
        assert "1 ÷ 2 = 0.500000" in page
        assert "Gestantes registradas en el padrón nominal cumple primera verificación, Especialista en" in page
        assert page.index("Corresponde transferir ahora") < page.index("no cumple") < page.index("Su decisión")

    def test_leads_to_the_report_and_the_period(self, world: World, transfer: Transfer) -> None:
        page = see(world.budget_reviewer, at(transfer, "review")).content.decode()
        report = transfer.calculation.report
        assert f'href="/documentos/{report.document_id}/"' in page
        assert f'href="/convenios/{transfer.case.number}/periodos/1/"' in page
        assert f'href="/convenios/{transfer.case.number}/transferencias/{transfer.pk}/"' in page

    def test_agrees_and_offers_the_sheet_from_then_on(self, world: World, transfer: Transfer) -> None:
        response = send(world.budget_reviewer, at(transfer, "review"), decision="go_on", reason="")
        assert response.status_code == 302
        transfer.refresh_from_db()
        assert transfer.status == "reviewed"
        page = see(world.director_general, money.step_of(transfer.process, "authorize"))
        assert f'href="/documentos/{transfer.sheet_id}/"' in page.content.decode()

    def test_sends_back_with_the_reason(self, world: World, transfer: Transfer) -> None:
        send(world.budget_reviewer, at(transfer, "review"), decision="turn_back", reason="El padrón es de otro año.")
        transfer.refresh_from_db()
        assert (transfer.status, transfer.return_reason) == ("returned", "El padrón es de otro año.")
        assert LedgerEntry.objects.get(act="transfers.send_back").reason == "El padrón es de otro año."

    @pytest.mark.parametrize(
        ("values", "problem"),
        [
            ({"reason": "Falta."}, "Marque su decisión"),
            ({"decision": "turn_back"}, "Escriba el motivo"),
            ({"decision": "go_on", "reason": "Falta."}, "marque «Devolver la propuesta» o borre el motivo"),
        ],
    )
    def test_is_never_ambiguous(self, world: World, transfer: Transfer, values: dict[str, str], problem: str) -> None:
        page = send(world.budget_reviewer, at(transfer, "review"), **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "reason") == values.get("reason", "")
        transfer.refresh_from_db()
        assert transfer.status == "proposed"

    def test_keeps_what_was_typed_when_the_date_is_refused(self, world: World, transfer: Transfer) -> None:
        values = {"decision": "turn_back", "reason": "Falta.", "occurred_on": "2020-01-02", "grounds": ""}
        page = send(world.budget_reviewer, at(transfer, "review"), **values)
        assert page.status_code == 422
        assert "La fecha del acto es anterior a hoy" in words(page)
        assert typed(page, "reason") == "Falta."

    def test_is_not_for_the_entity_and_says_whose_it_is(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "review")
        page = see(world.coordinator, task)
        assert not has_form(page, BUTTON)
        assert "Especialista en presupuesto" in words(page)
        refused = send(world.coordinator, task, decision="go_on")
        assert refused.status_code == 403
        assert "Especialista en presupuesto" in words(refused)

    def test_is_not_for_who_verified(self, world: World, transfer: Transfer) -> None:
        also_hold(world.grantor_verifier, world.directorate, BUDGET_REVIEWER)
        task = at(transfer, "review")
        page = see(world.grantor_verifier, task)
        assert not has_form(page, BUTTON)
        assert "Quien verifica no aprueba el monto. Usted ya intervino: verificar" in words(page)
        assert send(world.grantor_verifier, task, decision="go_on").status_code == 403

    def test_does_not_exist_for_a_stranger(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "review")
        assert see(world.stranger, task).status_code == 404
        assert send(world.stranger, task, decision="go_on").status_code == 404
        assert refused_accesses(world.stranger) == 2


class TestAuthorizing:
    def test_authorizes(self, world: World, transfer: Transfer) -> None:
        response = send(world.director_general, at(transfer, "authorize"), decision="go_on")
        assert response.status_code == 302
        transfer.refresh_from_db()
        assert transfer.status == "authorized"

    def test_sends_back_with_the_reason(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "authorize")
        send(world.director_general, task, decision="turn_back", reason="No hay marco presupuestal.")
        transfer.refresh_from_db()
        assert (transfer.status, transfer.return_reason) == ("returned", "No hay marco presupuestal.")

    def test_is_not_for_who_reviewed(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "authorize")
        also_hold(world.budget_reviewer, world.directorate, DIRECTOR_GENERAL)
        page = see(world.budget_reviewer, task)
        assert not has_form(page, BUTTON)
        assert "Quien verifica, propone o revisa una transferencia no la autoriza" in words(page)
        assert "dar conformidad al cálculo" in words(page)
        refused = send(world.budget_reviewer, task, decision="go_on")
        assert refused.status_code == 403
        transfer.refresh_from_db()
        assert transfer.status == "reviewed"

    def test_lets_send_back_what_may_not_go_on(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "authorize")
        tranche = transfer.tranche
        tranche.due, tranche.balance = tranche.due - 1, tranche.balance + 1
        tranche.save()
        page = see(world.director_general, task)
        assert "solo corresponde transferir S/ 499,999.00" in words(page)
        assert not has_form(page, BUTTON)
        assert has_form(page, "Devolver la propuesta")
        refused = send(world.director_general, task, decision="go_on")
        assert refused.status_code == 409
        assert "solo corresponde transferir S/ 499,999.00" in words(refused)
        assert send(world.director_general, task, decision="turn_back", reason="Cambió.").status_code == 302

    def test_does_not_exist_for_a_stranger(self, world: World, transfer: Transfer) -> None:
        assert see(world.stranger, at(transfer, "authorize")).status_code == 404

    def test_says_who_was_first(self, world: World, transfer: Transfer) -> None:
        task = at(transfer, "authorize")
        money.authorize(transfer)
        page = send(world.director_general, task, decision="go_on")
        assert page.status_code == 409
        assert "ya fue concluida por Elena Ortiz" in words(page)


@pytest.mark.django_db
def test_the_page_takes_as_many_queries_for_one_criterion_as_for_many() -> None:
    world = make_world()
    counts = []
    for criteria in (1, 4):
        transfer = proposed(world, criteria=criteria, unmet=())
        counts.append(queries_of(world.budget_reviewer, at(transfer, "review")))
    assert counts[0] == counts[1]
