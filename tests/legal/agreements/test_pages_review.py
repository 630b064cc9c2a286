"""Task pages of the review: submit, consult, give opinions, correct."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from legal.agreements.models import Agreement, Opinion
from legal.agreements.services.review import NewObservation
from tests.factories import (
    World,
    complete_terms,
    give_opinions,
    make_draft,
    open_task,
    to_in_review,
)
from tests.legal.browsing import get, has_form, post, refused_accesses, see, send, typed, words
from workflow.models import LedgerEntry, User

NO_FIGURES = NewObservation(part="money", text="El año 2 no cuadra.")


@pytest.fixture
def draft(world: World) -> Agreement:
    """Return an empty draft with the region."""
    return make_draft(world)


@pytest.fixture
def in_review(world: World, draft: Agreement) -> Agreement:
    """Return an agreement that waits for its three opinions."""
    return to_in_review(draft, world)


def opinion(**changes: Any) -> dict[str, Any]:
    """Return a favorable opinion as it is typed."""
    return {
        "report": "Informe N° 045-2026-EF/50.05",
        "conclusions": "El texto se ajusta a la norma.",
        "result": "favorable",
        **changes,
    }


class TestSubmitting:
    def test_offers_the_units_that_may_be_consulted(self, world: World, draft: Agreement) -> None:
        complete_terms(draft, world)
        task = open_task(draft.case, "draft")
        assert "Ministerio de Salud" in words(see(world.formulator, task))
        send(world.formulator, task, consulted=[world.health_ministry.pk])
        draft.refresh_from_db()
        assert draft.status == "in_review"
        assert draft.consultations.get().unit == world.health_ministry

    def test_shows_what_is_missing_instead_of_a_button(self, world: World, draft: Agreement) -> None:
        page = see(world.formulator, open_task(draft.case, "draft"))
        assert not has_form(page, "Enviar a consulta y opinión")
        assert "Faltan 8 cosas para enviar el proyecto" in words(page)
        assert f'href="/convenios/{draft.case.number}/texto/monto/"' in page.content.decode()

    def test_is_refused_while_something_is_missing(self, world: World, draft: Agreement) -> None:
        page = send(world.formulator, open_task(draft.case, "draft"))
        assert page.status_code == 409
        assert "Falta el objetivo general del convenio" in words(page)
        assert LedgerEntry.objects.filter(case=draft.case, kind="refusal", act="agreements.submit").exists()

    def test_is_not_for_the_coordinator(self, world: World, draft: Agreement) -> None:
        task = open_task(draft.case, "draft")
        assert "El acto corresponde al cargo de Sectorista" in words(see(world.coordinator, task))
        assert send(world.coordinator, task).status_code == 403

    def test_does_not_exist_for_a_stranger(self, world: World, draft: Agreement) -> None:
        task = open_task(draft.case, "draft")
        assert see(world.stranger, task).status_code == 404
        assert send(world.stranger, task).status_code == 404
        assert refused_accesses(world.stranger) == 2

    def test_is_shown_only_on_its_own_page(self, world: World, draft: Agreement) -> None:
        task = open_task(draft.case, "draft")
        assert get(world.formulator, "agreements:approve", task.pk).status_code == 404


class TestConsultation:
    @pytest.fixture
    def consulted(self, world: World, draft: Agreement) -> Agreement:
        """Return an agreement on which the health ministry is consulted."""
        return to_in_review(draft, world, consulted=[world.health_ministry])

    def test_is_answered_by_the_unit(self, world: World, consulted: Agreement) -> None:
        task = open_task(consulted.case, "comment")
        assert has_form(see(world.consulted, task), "Enviar el comentario")
        send(world.consulted, task, comment="Sin observaciones del sector.")
        page = words(get(world.formulator, "agreements:text", consulted.case.number))
        assert "Sin observaciones del sector." in page

    def test_has_words(self, world: World, consulted: Agreement) -> None:
        page = send(world.consulted, open_task(consulted.case, "comment"), comment=" ")
        assert page.status_code == 422
        assert "o que no tiene ninguno que hacer" in words(page)

    def test_is_closed_once_its_term_is_over(self, world: World, travel: Callable[[date], None]) -> None:
        travel(date(2026, 3, 2))
        agreement = to_in_review(make_draft(world), world, consulted=[world.health_ministry])
        consultation = agreement.consultations.get()
        page = post(world.formulator, "agreements:close_consultation", consultation.pk)
        assert page.status_code == 409
        assert "todavía corre" in words(page)
        travel(date(2026, 3, 17))
        assert has_form(get(world.formulator, "agreements:text", agreement.case.number), "Cerrar sin respuesta")
        assert not has_form(get(world.coordinator, "agreements:text", agreement.case.number), "Cerrar sin respuesta")
        assert post(world.coordinator, "agreements:close_consultation", consultation.pk).status_code == 403
        assert post(world.stranger, "agreements:close_consultation", consultation.pk).status_code == 404
        post(world.formulator, "agreements:close_consultation", consultation.pk)
        consultation.refresh_from_db()
        assert consultation.status == "unanswered"


class TestOpinions:
    @pytest.mark.parametrize("kind", list(Opinion.Kind))
    def test_are_given_by_their_reviewer(self, world: World, in_review: Agreement, kind: str) -> None:
        reviewer: User = getattr(world, f"{kind}_reviewer")
        task = open_task(in_review.case, kind)
        assert has_form(see(reviewer, task), "Emitir la opinión")
        send(reviewer, task, **opinion())
        assert Opinion.objects.get(agreement=in_review, kind=kind).status == "favorable"

    def test_are_not_for_who_formulated(self, world: World, in_review: Agreement) -> None:
        page = send(world.formulator, open_task(in_review.case, "budget"), **opinion())
        assert page.status_code == 403
        assert "Revisor de presupuesto" in words(page)

    def test_observe_part_by_part(self, world: World, in_review: Agreement) -> None:
        values = opinion(result="observed", observation_money="No cuadra.", observation_ambit="Falta un distrito.")
        send(world.technical_reviewer, open_task(in_review.case, "technical"), **values)
        found = in_review.observations.order_by("number").values_list("number", "part", "text")
        assert list(found) == [(1, "ambit", "Falta un distrito."), (2, "money", "No cuadra.")]

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"result": "observed"}, "Una opinión con observaciones dice qué debe corregirse"),
            ({"observation_money": "No cuadra."}, "Escribió observaciones y marcó «favorable»"),
            ({"conclusions": " "}, "un informe sin ellas no opina"),
            ({"report": ""}, "Este campo es obligatorio"),
        ],
    )
    def test_say_what_is_wrong_and_lose_nothing(
        self, world: World, in_review: Agreement, changes: dict[str, str], problem: str
    ) -> None:
        values = opinion(observation_money="") | changes
        page = send(world.legal_reviewer, open_task(in_review.case, "legal"), **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "observation_money") == values["observation_money"]
        assert typed(page, "report") == values["report"]
        assert not in_review.observations.exists()

    def test_given_twice_say_who_was_first(self, world: World, in_review: Agreement) -> None:
        task = open_task(in_review.case, "legal")
        send(world.legal_reviewer, task, **opinion())
        again = send(world.legal_reviewer, task, **opinion())
        assert again.status_code == 409
        assert "La tarea ya fue concluida por Diego Pinto" in words(again)

    def test_show_in_a_second_round_how_the_first_was_answered(self, world: World, in_review: Agreement) -> None:
        give_opinions(in_review, kinds=["technical"], observations=[NO_FIGURES])
        give_opinions(in_review, kinds=["budget", "legal"])
        send(world.formulator, open_task(in_review.case, "correct"), answer_1="Se corrigió el año 2.")
        page = words(see(world.technical_reviewer, open_task(in_review.case, "technical")))
        assert "Lo que esta opinión observó antes" in page
        assert "Se corrigió el año 2." in page


class TestCorrecting:
    @pytest.fixture
    def observed(self, in_review: Agreement) -> Agreement:
        """Return an agreement with two observations of the technical opinion."""
        more = NewObservation(part="commitments", text="Falta la fuente.")
        give_opinions(in_review, kinds=["technical"], observations=[NO_FIGURES, more])
        give_opinions(in_review, kinds=["budget", "legal"])
        return in_review

    def test_leads_to_the_parts_that_are_open(self, world: World, observed: Agreement) -> None:
        page = see(world.formulator, open_task(observed.case, "correct"))
        assert f'href="/convenios/{observed.case.number}/texto/monto/"' in page.content.decode()
        assert f'href="/convenios/{observed.case.number}/texto/criterios/"' in page.content.decode()
        part = get(world.formulator, "agreements:part", observed.case.number, "money")
        assert has_form(part, "Guardar")
        assert "El año 2 no cuadra." in words(part)

    def test_answers_every_observation(self, world: World, observed: Agreement) -> None:
        task = open_task(observed.case, "correct")
        page = send(world.formulator, task, answer_1="Se corrigió.", answer_2="")
        assert page.status_code == 422
        assert "Falta responder la observación 2" in words(page)
        assert typed(page, "answer_1") == "Se corrigió."
        send(world.formulator, task, answer_1="Se corrigió.", answer_2="Se precisó.")
        assert not observed.observations.filter(answered_on__isnull=True).exists()

    def test_does_not_exist_for_a_stranger(self, world: World, observed: Agreement) -> None:
        assert see(world.stranger, open_task(observed.case, "correct")).status_code == 404
