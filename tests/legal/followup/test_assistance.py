"""Technical assistance: asked for, given, declined; and visits that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from legal.agreements.models import Agreement
from legal.agreements.services import matrices
from legal.documents.errors import CannotStore
from legal.followup.errors import CannotAnswer, CannotRequest, CannotVisit
from legal.followup.models import AssistanceRequest, Visit
from legal.followup.services import assistance
from legal.followup.topics import Topic
from tests.factories import World, a_criterion, do, make_draft, open_task, open_tasks, write
from tests.factories.agreements import PDF, in_force_with_criteria
from tests.factories.followup import PEOPLE, ask, decline, give, the_request, visit
from tests.legal.agreements.traces import last_act
from tests.legal.followup.conftest import SIGNED_ON
from tests.legal.followup.files import told_by
from workflow.errors import AlreadyDone, NotAllowed

HOSTILE = (
    (b"", "vacío"),
    (b"MZ\x90\0", "no se admite"),
    (b"<html><script>alert(1)</script>", "no se admite"),
    (b"%PDF-1.7 without an end", "incompleto"),
    (b"%PDF-1.7 /Encrypt %%EOF", "contraseña"),
)


class TestRequesting:
    def test_waits_in_the_inbox_of_who_was_asked(self, in_force: Agreement, world: World) -> None:
        ask(in_force, world)
        task = open_task(in_force.case, "answer")
        assert (task.role, task.unit) == ("formulator", world.directorate)
        request = the_request()
        assert (request.status, request.requested_on, request.requested_by) == ("open", SIGNED_ON, world.coordinator)
        entry = last_act(in_force.case)
        assert (entry.act, entry.actor) == ("followup.request_assistance", world.coordinator)
        assert entry.after["addressee"] == str(world.directorate)

    def test_may_be_made_of_the_verifying_body(self, world: World, travel: Any, papers_without_word: None) -> None:
        travel(SIGNED_ON)
        agreement = in_force_with_criteria(world, 1, verifier=world.insurer_entity)
        ask(agreement, world, addressee=world.insurer)
        task = open_task(agreement.case, "answer")
        assert (task.role, task.unit) == ("verifier", world.insurer)
        give(the_request(), by=world.verifier)
        assert Visit.objects.get().unit == world.insurer

    def test_may_be_about_a_criterion_of_the_agreement(self, in_force: Agreement, world: World) -> None:
        criterion = in_force.criteria.first()
        ask(in_force, world, topic=Topic(criterion=criterion))
        assert the_request().criterion == criterion

    def test_is_not_about_a_criterion_of_another_agreement_nor_about_two_terms(
        self, in_force: Agreement, world: World
    ) -> None:
        other = make_draft(world, title="Otro")
        write(other, world.formulator, matrices.write_criterion, terms=a_criterion(), responsible_unit=world.region)
        for topic in (
            Topic(criterion=other.criteria.get()),
            Topic(criterion=in_force.criteria.first(), indicator=in_force.indicators.first()),
        ):
            told = told_by(in_force.case, CannotRequest, lambda topic=topic: ask(in_force, world, topic=topic))  # type: ignore[misc]
            assert "de este convenio" in told

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [({"subject": " "}, "Escriba el asunto"), ({"detail": ""}, "Escriba qué se necesita")],
    )
    def test_says_what_is_missing(
        self, in_force: Agreement, world: World, changes: dict[str, Any], sentence: str
    ) -> None:
        assert sentence in told_by(in_force.case, CannotRequest, lambda: ask(in_force, world, **changes))

    def test_is_made_for_a_unit_of_the_entity_and_of_who_takes_part(self, in_force: Agreement, world: World) -> None:
        told = told_by(
            in_force.case,
            CannotRequest,
            lambda: ask(in_force, world, unit=world.other_region, addressee=world.health_ministry),
        )
        assert "no es de la entidad" in told
        assert "a la DGPP o a la entidad verificadora" in told

    def test_is_not_made_again_while_it_waits(self, in_force: Agreement, world: World) -> None:
        ask(in_force, world)
        told = told_by(in_force.case, CannotRequest, lambda: ask(in_force, world, subject=" Programación de insumos "))
        assert "espera respuesta" in told
        assert "ya está registrada y espera" in told
        decline(the_request())
        ask(in_force, world)
        ask(in_force, world, detail="Tampoco acepta el del año pasado.")
        assert AssistanceRequest.objects.count() == 3

    def test_is_made_by_an_executing_unit_for_itself(self, in_force: Agreement, world: World) -> None:
        officer = world.executing_officer
        told = told_by(in_force.case, CannotRequest, lambda: ask(in_force, world, by=officer, unit=world.region))
        assert "para sí" in told
        ask(in_force, world, by=officer)

    def test_waits_for_the_agreement_to_be_in_force(self, draft: Agreement, world: World) -> None:
        assert "mientras está en vigor" in told_by(draft.case, CannotRequest, lambda: ask(draft, world))

    def test_is_not_for_others(self, in_force: Agreement, world: World) -> None:
        for person in (world.formulator, world.auditor, world.stranger):
            with pytest.raises(NotAllowed):
                ask(in_force, world, by=person)


class TestAnswering:
    def test_keeps_what_was_given_and_to_whom(self, in_force: Agreement, world: World) -> None:
        ask(in_force, world)
        give(the_request(), upload=("informe.pdf", PDF))
        request, given = the_request(), Visit.objects.get()
        assert (request.status, request.answered_on, given.request) == ("given", SIGNED_ON, request)
        assert (given.unit, given.subject, given.recorded_by) == (world.directorate, request.subject, world.formulator)
        assert given.file is not None
        assert [each.name for each in given.attendees.order_by("pk")] == [each.name for each in PEOPLE]
        assert open_tasks(in_force.case, "answer") == []
        entry = last_act(in_force.case)
        assert (entry.act, entry.actor) == ("followup.give_assistance", world.formulator)
        assert entry.after["file_sha256"] == given.file.sha256

    def test_may_be_a_refusal_with_its_reason(self, in_force: Agreement, world: World) -> None:
        ask(in_force, world)
        assert "Escriba por qué" in told_by(in_force.case, CannotAnswer, lambda: decline(the_request(), reason=" "))
        decline(the_request())
        request = the_request()
        assert (request.status, request.reason) == ("declined", "No corresponde a la DGPP.")
        assert not Visit.objects.exists()
        entry = last_act(in_force.case)
        assert (entry.act, entry.reason) == ("followup.decline_assistance", "No corresponde a la DGPP.")

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"kind": ""}, "Marque si fue"),
            ({"held_on": None}, "Escriba la fecha"),
            ({"held_on": date(2026, 3, 3)}, "posterior a la del acto"),
            ({"held_on": date(2026, 3, 1)}, "rige recién"),
            ({"place": " "}, "Escriba el lugar"),
            ({"done": ""}, "Escriba qué se hizo"),
            ({"people": ()}, "quiénes participaron"),
        ],
    )
    def test_says_what_is_missing(
        self, in_force: Agreement, world: World, changes: dict[str, Any], sentence: str
    ) -> None:
        ask(in_force, world)
        assert sentence in told_by(in_force.case, CannotAnswer, lambda: give(the_request(), **changes))

    def test_is_not_older_than_the_request(
        self, in_force: Agreement, world: World, travel: Callable[[date], None]
    ) -> None:
        travel(date(2026, 3, 9))
        ask(in_force, world)
        told = told_by(in_force.case, CannotAnswer, lambda: give(the_request(), held_on=date(2026, 3, 6)))
        assert "anterior a la solicitud" in told

    @pytest.mark.parametrize(("content", "sentence"), HOSTILE)
    def test_takes_no_hostile_file(self, in_force: Agreement, world: World, content: bytes, sentence: str) -> None:
        ask(in_force, world)
        told = told_by(in_force.case, CannotStore, lambda: give(the_request(), upload=("informe.pdf", content)))
        assert sentence in told
        assert the_request().status == "open"

    def test_happens_once(self, in_force: Agreement, world: World) -> None:
        ask(in_force, world)
        task = open_task(in_force.case, "answer")
        give(the_request())
        with pytest.raises(AlreadyDone):
            do(task, assistance.decline_assistance, by=world.formulator, request=the_request(), reason="Tarde.")

    def test_is_for_who_was_asked(self, in_force: Agreement, world: World) -> None:
        ask(in_force, world)
        for person in (world.coordinator, world.verifier, world.stranger):
            with pytest.raises(NotAllowed):
                give(the_request(), by=person)


class TestVisits:
    def test_are_recorded_without_a_request(self, in_force: Agreement, world: World) -> None:
        indicator = in_force.indicators.first()
        visit(in_force, world, topic=Topic(indicator=indicator))
        visit(in_force, world, by=world.grantor_verifier, kind=Visit.Kind.ASSISTANCE)
        first, second = Visit.objects.order_by("pk")
        assert (first.unit, first.indicator, first.request) == (world.directorate, indicator, None)
        assert second.recorded_by == world.grantor_verifier
        assert last_act(in_force.case).act == "followup.record_visit"

    def test_are_recorded_once(self, in_force: Agreement, world: World) -> None:
        visit(in_force, world)
        assert "ya está registrada" in told_by(in_force.case, CannotVisit, lambda: visit(in_force, world))
        visit(in_force, world, done="Se contó el almacén de insumos.")
        assert Visit.objects.count() == 2

    def test_say_what_is_missing(self, in_force: Agreement, world: World) -> None:
        told = told_by(in_force.case, CannotVisit, lambda: visit(in_force, world, subject=" ", place="", people=()))
        for words in ("Escriba el asunto", "Escriba el lugar", "quiénes participaron"):
            assert words in told

    def test_wait_for_the_agreement_to_be_in_force(self, draft: Agreement, world: World) -> None:
        assert "mientras está en vigor" in told_by(draft.case, CannotVisit, lambda: visit(draft, world))

    def test_are_not_for_others(self, in_force: Agreement, world: World) -> None:
        for person in (world.coordinator, world.executing_officer, world.auditor, world.verifier):
            with pytest.raises(NotAllowed):
                visit(in_force, world, by=person)
