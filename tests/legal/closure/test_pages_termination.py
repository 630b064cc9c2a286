"""The pages of an early end: proposal, legal opinion, decision, settlement."""

from __future__ import annotations

import pytest

from legal.agreements.models import Agreement
from legal.closure.models import Termination
from legal.entities.roles import DIRECTOR_GENERAL, LEGAL_REVIEWER
from tests.factories import World
from tests.factories import closure as closing
from tests.factories.transfers import step_of
from tests.legal.browsing import get, has_form, post, see, send, typed, words
from tests.legal.transfers.reached import also_hold, in_force, queries_of
from workflow import clock

FACTS = "La entidad no presentó el informe de cumplimiento."


@pytest.fixture
def agreement(world: World) -> Agreement:
    """Return an agreement in force."""
    return in_force(world)


def proposal(**changes: str) -> dict[str, str]:
    """Return a proposal as it is typed."""
    today = clock.today().isoformat()
    return {"cause": "breach", "facts": FACTS, "occurred_on": today, "grounds": "", **changes}


class TestProposing:
    def test_is_of_either_party(self, world: World, agreement: Agreement) -> None:
        address = ("closure:propose_termination", agreement.case.number)
        assert has_form(get(world.coordinator, *address), "Proponer la resolución")
        assert post(world.coordinator, *address, **proposal(cause="separation")).status_code == 302
        termination = Termination.objects.get(agreement=agreement)
        assert (termination.cause, termination.facts) == ("separation", FACTS)
        page = get(world.formulator, *address)
        assert not has_form(page, "Proponer la resolución")
        assert "Ya hay una resolución del convenio en trámite" in words(page)
        refused = post(world.formulator, *address, **proposal())
        assert refused.status_code == 409
        assert typed(refused, "facts") == FACTS

    def test_needs_its_cause_and_its_facts(self, world: World, agreement: Agreement) -> None:
        address = ("closure:propose_termination", agreement.case.number)
        page = post(world.formulator, *address, **proposal(cause="", grounds="Oficio N° 1-2026-EF"))
        assert page.status_code == 422
        assert "Marque la causa" in words(page)
        assert typed(page, "facts") == FACTS
        assert post(world.formulator, *address, **proposal(facts=" ")).status_code == 422

    def test_is_not_for_others(self, world: World, agreement: Agreement) -> None:
        address = ("closure:propose_termination", agreement.case.number)
        page = post(world.budget_reviewer, *address, **proposal())
        assert page.status_code == 403
        assert "Sectorista" in words(page)
        assert post(world.stranger, *address, **proposal()).status_code == 404


class TestTheOpinion:
    def test_is_given_on_the_cause_and_its_facts(self, world: World, agreement: Agreement) -> None:
        termination = closing.propose_termination(agreement, world, facts=FACTS)
        task = step_of(termination.process, "opinion")
        page = words(see(world.legal_reviewer, task))
        assert "Incumplimiento" in page
        assert FACTS in page
        empty = send(world.legal_reviewer, task, report="Informe N° 9-2026-EF", opinion="")
        assert empty.status_code == 422
        assert typed(empty, "report") == "Informe N° 9-2026-EF"
        assert send(world.legal_reviewer, task, report="Informe N° 9-2026-EF", opinion="Procede.").status_code == 302
        termination.refresh_from_db()
        assert termination.status == "opined"

    def test_is_not_for_who_proposed(self, world: World, agreement: Agreement) -> None:
        task = step_of(closing.propose_termination(agreement, world).process, "opinion")
        also_hold(world.formulator, world.directorate, LEGAL_REVIEWER)
        assert "Quien propone la resolución del convenio no opina sobre ella" in words(see(world.formulator, task))
        assert send(world.formulator, task, report="Informe N° 9-2026-EF", opinion="Procede.").status_code == 403
        assert send(world.coordinator, task, report="Informe N° 9-2026-EF", opinion="Procede.").status_code == 403
        assert see(world.stranger, task).status_code == 404


class TestDeciding:
    @pytest.fixture
    def opined(self, world: World, agreement: Agreement) -> Termination:
        """Return a termination that waits for the director."""
        return closing.opine_on_termination(closing.propose_termination(agreement, world))

    def test_shows_the_opinion_and_the_letter(self, world: World, opined: Termination) -> None:
        task = step_of(opined.process, "decide")
        page = words(see(world.director_general, task))
        assert "La causal está acreditada." in page
        assert page.index("Opinión legal") < page.index("Su decisión")
        draft = send(world.director_general, task, preview="1")
        assert draft.content.startswith(b"PK")
        opined.refresh_from_db()
        assert opined.status == "opined"

    def test_terminates(self, world: World, opined: Termination) -> None:
        task = step_of(opined.process, "decide")
        assert send(world.director_general, task, decision="go_on").status_code == 302
        opined.refresh_from_db()
        assert opined.status == "decided"

    def test_lets_it_go_on_with_a_reason(self, world: World, opined: Termination) -> None:
        task = step_of(opined.process, "decide")
        page = send(world.director_general, task, decision="turn_back", reason="")
        assert page.status_code == 422
        send(world.director_general, task, decision="turn_back", reason="La entidad presentó su informe.")
        opined.refresh_from_db()
        assert (opined.status, opined.reason) == ("rejected", "La entidad presentó su informe.")

    def test_can_only_reject_once_the_agreement_is_no_longer_in_force(self, world: World, opined: Termination) -> None:
        opined.agreement.status = Agreement.Status.EXPIRED
        opined.agreement.save()
        task = step_of(opined.process, "decide")
        page = see(world.director_general, task)
        assert "ya no puede resolverse" in words(page)
        assert not has_form(page, "Registrar la decisión")
        assert has_form(page, "Registrar que no se resuelve")
        refused = send(world.director_general, task, decision="go_on", grounds="Memorando N° 3-2026-EF")
        assert refused.status_code == 409
        assert typed(refused, "grounds") == "Memorando N° 3-2026-EF"
        assert send(world.director_general, task, decision="turn_back", reason="Venció.").status_code == 302

    def test_is_not_for_who_gave_the_opinion(self, world: World, opined: Termination) -> None:
        also_hold(world.legal_reviewer, world.directorate, DIRECTOR_GENERAL)
        task = step_of(opined.process, "decide")
        assert "u opina sobre ella no la decide" in words(see(world.legal_reviewer, task))
        assert send(world.legal_reviewer, task, decision="go_on").status_code == 403
        assert send(world.legal_reviewer, task, preview="1").status_code == 403
        assert see(world.stranger, task).status_code == 404


class TestSettling:
    @pytest.fixture
    def served(self, world: World, agreement: Agreement) -> Termination:
        """Return a termination that the entity has received."""
        opined = closing.opine_on_termination(closing.propose_termination(agreement, world))
        return closing.serve_termination(closing.terminate(opined))

    def test_shows_what_is_cancelled_and_cancels_it(self, world: World, served: Termination) -> None:
        task = step_of(served.process, "settle")
        page = words(see(world.director_general, task))
        assert "Lo que se cancela con esta liquidación" in page
        assert "3,000,000.00" in page
        assert send(world.director_general, task, reason=" ").status_code == 422
        assert send(world.director_general, task, reason="Nada se verificó.").status_code == 302
        served.refresh_from_db()
        assert served.status == "settled"
        assert not served.case.tranches.filter(balance__gt=0).exists()

    def test_waits_for_what_is_due(self, world: World, served: Termination) -> None:
        tranche = served.case.tranches.order_by("pk")[0]
        tranche.due, tranche.balance = tranche.balance, 0
        tranche.save()
        task = step_of(served.process, "settle")
        page = see(world.director_general, task)
        assert not has_form(page, "Liquidar el convenio")
        assert "Falta transferir S/ 1,000,000.00 que ya corresponden" in words(page)
        refused = send(world.director_general, task, reason="Se liquida.")
        assert refused.status_code == 409
        assert typed(refused, "reason") == "Se liquida."

    def test_is_the_directors(self, world: World, served: Termination) -> None:
        task = step_of(served.process, "settle")
        assert send(world.formulator, task, reason="x").status_code == 403
        assert see(world.stranger, task).status_code == 404


def test_the_settlement_takes_as_many_queries_for_one_year_as_for_many(world: World) -> None:
    counts = []
    for years in (1, 4):
        termination = closing.propose_termination(in_force(world, years=years), world)
        opined = closing.opine_on_termination(termination)
        served = closing.serve_termination(closing.terminate(opined))
        counts.append(queries_of(world.director_general, step_of(served.process, "settle")))
    assert counts[0] == counts[1]
