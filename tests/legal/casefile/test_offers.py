"""The acts that the page offers outside a task: to whom, and when they make sense."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.urls import reverse

from legal.agreements.models import Agreement
from legal.casefile.offers import offers
from legal.signing import services as signing
from legal.signing.models import Signature
from legal.transfers.services import proposal
from tests.factories import (
    World,
    communicate,
    make_draft,
    present,
    serve,
    to_first_report,
    to_in_signature,
    today,
    verification_of,
)
from tests.factories.closure import expire, propose_termination
from tests.factories.tasks import do, open_tasks
from tests.factories.transfers import authorize, open_rescue, open_transfer, review, serve_warning, warn
from tests.legal.casefile.reading import not_corrected, read
from workflow import clock, deadlines, service

Offered = Callable[[str], list[str]]


@pytest.fixture
def offered(in_force: Agreement, world: World) -> Offered:
    """Return a function that gives what the page of the agreement offers to a person of the world."""

    def labels(name: str) -> list[str]:
        return [offer.label for offer in offers(*read(in_force, getattr(world, name), on=clock.today()))]

    return labels


ADDENDUM = "Solicitar una adenda"
LESSON = "Registrar una lección o buena práctica"
TERMINATION = "Proponer la resolución del convenio"
ASSISTANCE = "Pedir asistencia técnica"
VISIT = "Registrar una visita o asistencia técnica"
MEETING = "Registrar un acta de reunión"
SUSPENSIONS = ["Suspender un plazo", "Suspender el convenio"]


def test_giving_an_agreement_up_is_offered_until_a_party_signs_it(world: World) -> None:
    agreement = to_in_signature(make_draft(world), world)

    def offered() -> list[str]:
        return [offer.label for offer in offers(*read(agreement, world.formulator, on=clock.today()))]

    assert offered() == ["Desistir del convenio"]
    (task,) = open_tasks(agreement.case, "sign")
    do(task, signing.sign, signature=Signature.objects.get(process=task.process))
    assert offered() == []


class TestInForce:
    def test_each_is_offered_what_is_theirs(self, offered: Offered) -> None:
        assert offered("coordinator") == ["Agregar evidencia del año 1", ADDENDUM, ASSISTANCE, LESSON, TERMINATION]
        assert offered("executing_officer") == ["Agregar evidencia del año 1", ASSISTANCE]
        assert offered("formulator") == [ADDENDUM, VISIT, MEETING, LESSON, TERMINATION]
        assert offered("grantor_verifier") == [VISIT]
        assert offered("director_general") == SUSPENSIONS
        for nobody in ("auditor", "transfers_officer", "head", "clerk"):
            assert offered(nobody) == []

    def test_each_leads_to_its_page(self, in_force: Agreement, world: World) -> None:
        number = in_force.case.number
        found = {offer.label: offer.url for offer in offers(*read(in_force, world.coordinator))}
        assert found == {
            "Agregar evidencia del año 1": reverse("verification:add_evidence", args=[number, 1]),
            ADDENDUM: reverse("addenda:request", args=[number]),
            ASSISTANCE: reverse("followup:request_assistance", args=[number]),
            LESSON: reverse("closure:record_lesson", args=[number]),
            TERMINATION: reverse("closure:propose_termination", args=[number]),
        }


class TestEvidence:
    def test_is_not_taken_once_the_report_is_presented(self, in_force: Agreement, offered: Offered) -> None:
        present(verification_of(in_force))
        assert "Agregar evidencia del año 1" not in offered("executing_officer")

    def test_is_taken_again_while_a_correction_runs(self, in_force: Agreement, offered: Offered) -> None:
        communicate(to_first_report(verification_of(in_force), unmet=["C-02"]))
        serve(in_force.case)
        assert offered("executing_officer") == ["Agregar evidencia del año 1", ASSISTANCE]


class TestDeclaring:
    def test_waits_for_the_end_of_the_term(
        self, offered: Offered, travel: Callable[[date], None], world: World, in_force: Agreement
    ) -> None:
        assert offered("director_general") == SUSPENSIONS
        travel(date(2026, 12, 24))
        deadlines.run_clock(on=date(2026, 12, 24))
        assert offered("director_general") == ["Declarar el año 1 sin informe", "Suspender el convenio"]
        assert "Declarar el año 1 sin informe" in offered("formulator")
        assert "Declarar el año 1 sin informe" not in offered("coordinator")
        offer, *_rest = offers(*read(in_force, world.director_general, on=clock.today()))
        assert offer.url == reverse("verification:declare_unreported", args=[in_force.case.number, 1])


class TestTransfers:
    def test_may_be_taken_back_before_they_are_authorized_and_proposed_again(
        self, in_force: Agreement, world: World, offered: Offered
    ) -> None:
        to_first_report(verification_of(in_force), unmet=[])
        transfer = open_transfer(in_force)
        assert offered("transfers_officer") == ["Retirar la propuesta del tramo fijo del año 1"]
        assert offered("budget_reviewer") == []
        service.perform(
            case=in_force.case,
            actor=world.transfers_officer,
            act_name="transfers.take_back",
            act=partial(proposal.take_back, transfer=transfer, reason="Falta la cuenta."),
            occurred=today(),
        )
        (offer,) = offers(*read(in_force, world.transfers_officer))
        assert offer.label == "Proponer la transferencia del tramo fijo del año 1"
        assert offer.url == reverse("transfers:propose", args=[in_force.case.number, transfer.tranche_id])

    def test_that_are_authorized_are_not_taken_back(self, in_force: Agreement, offered: Offered) -> None:
        to_first_report(verification_of(in_force), unmet=[])
        authorize(review(open_transfer(in_force)))
        assert offered("transfers_officer") == []


class TestWarnings:
    def test_are_answered_once_received(self, in_force: Agreement, world: World, offered: Offered) -> None:
        answer = "Responder el apercibimiento por el tramo fijo del año 1"
        not_corrected(in_force)
        rescue = warn(open_rescue(in_force))
        assert answer not in offered("head")
        serve_warning(rescue)
        (offer,) = offers(*read(in_force, world.head))
        assert (offer.label, offer.url) == (
            answer,
            reverse("transfers:answer_warning", args=[in_force.case.number, rescue.pk]),
        )
        assert answer in offered("coordinator")
        assert answer not in offered("director_general")


class TestTheEnd:
    def test_a_termination_is_proposed_once(self, in_force: Agreement, world: World, offered: Offered) -> None:
        propose_termination(in_force, world)
        assert TERMINATION not in offered("coordinator")

    def test_lessons_are_recorded_in_settlement_too_but_nothing_is_terminated(
        self, in_force: Agreement, offered: Offered, travel: Callable[[date], None]
    ) -> None:
        travel(date(2029, 11, 23))
        expire(in_force)
        assert LESSON in offered("formulator")
        assert TERMINATION not in offered("formulator")
