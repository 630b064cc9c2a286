"""Consulting a draft: who is asked, who may answer, and what silence means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.agreements.errors import CannotAnswer, CannotSubmit
from legal.agreements.models import Agreement, Consultation
from legal.agreements.services import review
from tests.factories import (
    World,
    answer_consultations,
    complete_terms,
    do,
    give_opinions,
    make_draft,
    open_task,
    open_tasks,
    submit,
    to_in_review,
    today,
)
from tests.legal.agreements.steps import names
from tests.legal.agreements.traces import acts_of, everything, last_act, refusals_of
from workflow import service
from workflow.errors import AlreadyDone, NotAllowed
from workflow.models import Task, User
from workflow.permissions import cases_visible_to

MONDAY = date(2026, 3, 2)
LAST_DAY = date(2026, 3, 16)
DAY_AFTER = date(2026, 3, 17)
OPINION_STEPS = ["technical", "budget", "legal"]


def close(consultation: Consultation, by: User) -> None:
    """Close a consultation without an answer."""
    service.perform(
        case=consultation.agreement.case,
        actor=by,
        act_name="agreements.close_consultation",
        act=partial(review.close_consultation, consultation=consultation),
        occurred=today(),
    )


@pytest.fixture
def consulted(world: World, travel: Callable[[date], None]) -> Agreement:
    """Return an agreement on which the health ministry was consulted on a Monday."""
    travel(MONDAY)
    return to_in_review(make_draft(world), world, consulted=[world.health_ministry])


# --- submitting -----------------------------------------------------------------------------------------------------


def test_an_incomplete_draft_is_not_submitted_and_is_told_everything_it_lacks(world: World) -> None:
    agreement = make_draft(world)
    before = everything()
    with pytest.raises(CannotSubmit) as refusal:
        do(open_task(agreement.case, "draft"), review.submit_draft, agreement=agreement, consulted=[])
    assert {obstacle.where for obstacle in refusal.value.obstacles} == {
        "object",
        "parties",
        "ambit",
        "money",
        "commitments",
        "checks",
    }
    assert everything() == before
    (attempt,) = refusals_of(agreement.case)
    assert (attempt.act, attempt.actor, len(attempt.after["obstacles"])) == ("agreements.submit", world.formulator, 8)


def test_submitting_closes_the_text_and_records_its_fingerprint_and_what_deserves_a_second_look(world: World) -> None:
    agreement = to_in_review(make_draft(world), world)
    entry = last_act(agreement.case)
    assert (entry.act, entry.before, entry.after["status"]) == ("agreements.submit", {"status": "draft"}, "in_review")
    assert len(entry.after["text_hash"]) == 64
    assert entry.after["warnings"] == []


def test_only_the_formulator_submits(world: World) -> None:
    agreement = complete_terms(make_draft(world), world)
    for person in (world.coordinator, world.director_general, world.superuser):
        with pytest.raises(NotAllowed):
            do(open_task(agreement.case, "draft"), review.submit_draft, by=person, agreement=agreement, consulted=[])


def test_without_anybody_to_consult_the_opinions_are_asked_for_at_once(world: World) -> None:
    assert names(to_in_review(make_draft(world), world)) == sorted(OPINION_STEPS)


# --- answering ------------------------------------------------------------------------------------------------------


def test_every_consulted_unit_is_asked_at_the_same_time_and_sees_the_case_from_then_on(world: World) -> None:
    agreement = complete_terms(make_draft(world), world)
    assert agreement.case not in cases_visible_to(world.consulted)
    submit(agreement, consulted=[world.health_ministry, world.insurer, world.health_ministry])
    assert [task.unit for task in open_tasks(agreement.case)] == [world.health_ministry, world.insurer]
    assert agreement.consultations.count() == 2
    assert agreement.case in cases_visible_to(world.consulted)


def test_a_consultation_is_due_ten_working_days_later(consulted: Agreement) -> None:
    assert open_task(consulted.case, "comment").due_on == LAST_DAY


def test_the_opinions_wait_for_every_answer(world: World) -> None:
    agreement = to_in_review(make_draft(world), world, consulted=[world.health_ministry, world.insurer])
    consultations = agreement.consultations.order_by("pk")
    task, _other = open_tasks(agreement.case, "comment")
    do(
        task,
        review.answer_consultation,
        by=world.consulted,
        consultation=consultations[0],
        comment=" Precisar el padrón. ",
    )
    assert names(agreement) == ["comment"]
    answered = consultations[0]
    assert (answered.status, answered.comment, answered.answered_on) == ("answered", "Precisar el padrón.", today().on)
    entry = last_act(agreement.case)
    assert (entry.actor, entry.after["comment"]) == (world.consulted, "Precisar el padrón.")


def test_after_the_last_answer_the_opinions_are_asked_for(consulted: Agreement) -> None:
    answer_consultations(consulted)
    assert names(consulted) == sorted(OPINION_STEPS)


def test_an_empty_answer_is_refused_and_leaves_no_trace(consulted: Agreement) -> None:
    before = everything()
    with pytest.raises(CannotAnswer, match="Escriba su comentario, o que no tiene ninguno que hacer"):
        answer_consultations(consulted, comment="  ")
    assert everything() == before


def test_nobody_answers_for_the_unit_that_was_asked(consulted: Agreement, world: World) -> None:
    for person in (world.formulator, world.coordinator, world.verifier, world.superuser):
        with pytest.raises(NotAllowed):
            do(
                open_task(consulted.case, "comment"),
                review.answer_consultation,
                by=person,
                consultation=consulted.consultations.get(),
                comment="Sin comentarios.",
            )
    assert consulted.consultations.get().status == "pending"


def test_a_consultation_is_answered_once(consulted: Agreement) -> None:
    task = open_task(consulted.case, "comment")
    answer_consultations(consulted)
    with pytest.raises(AlreadyDone, match="ya fue concluida por Luis Guerra"):
        do(task, review.answer_consultation, consultation=consulted.consultations.get(), comment="Otra cosa.")
    assert consulted.consultations.get().comment == "Sin comentarios."


# --- silence --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [MONDAY, LAST_DAY])
def test_silence_means_nothing_while_the_term_runs(
    consulted: Agreement, world: World, travel: Callable[[date], None], on: date
) -> None:
    travel(on)
    before = everything()
    with pytest.raises(CannotAnswer, match="El plazo de Ministerio de Salud para responder todavía corre") as refusal:
        close(consulted.consultations.get(), world.formulator)
    assert refusal.value.obstacles[0].who == "Ministerio de Salud"
    assert everything() == before


def test_silence_does_not_stop_the_draft_once_the_term_is_over(
    consulted: Agreement, world: World, travel: Callable[[date], None]
) -> None:
    task = open_task(consulted.case, "comment")
    travel(DAY_AFTER)
    close(consulted.consultations.get(), world.formulator)
    consultation = consulted.consultations.get()
    assert (consultation.status, consultation.comment, consultation.answered_on) == ("unanswered", "", DAY_AFTER)
    assert names(consulted) == sorted(OPINION_STEPS)
    entry = last_act(consulted.case)
    assert (entry.act, entry.after["unit"]) == ("agreements.close_consultation", "Ministerio de Salud")
    with pytest.raises(AlreadyDone, match="el expediente siguió otro curso"):
        do(task, review.answer_consultation, by=world.consulted, consultation=consultation, comment="Tarde.")


def test_one_silent_unit_does_not_close_the_question_for_another(world: World, travel: Callable[[date], None]) -> None:
    travel(MONDAY)
    agreement = to_in_review(make_draft(world), world, consulted=[world.health_ministry, world.insurer])
    travel(DAY_AFTER)
    close(agreement.consultations.get(unit=world.insurer), world.formulator)
    assert names(agreement) == ["comment"]
    answer_consultations(agreement)
    assert names(agreement) == sorted(OPINION_STEPS)


@pytest.mark.parametrize("how", ["answered", "closed"])
def test_a_consultation_that_is_over_cannot_be_closed(
    consulted: Agreement, world: World, travel: Callable[[date], None], how: str
) -> None:
    travel(DAY_AFTER)
    if how == "answered":
        answer_consultations(consulted)
    else:
        close(consulted.consultations.get(), world.formulator)
    before = everything()
    with pytest.raises(CannotAnswer, match="La consulta ya está cerrada"):
        close(consulted.consultations.get(), world.formulator)
    assert everything() == before


def test_only_the_formulator_closes_a_consultation(
    consulted: Agreement, world: World, travel: Callable[[date], None]
) -> None:
    travel(DAY_AFTER)
    for person in (world.coordinator, world.consulted, world.director_general):
        with pytest.raises(NotAllowed):
            close(consulted.consultations.get(), person)


def test_a_late_answer_counts_as_long_as_nobody_has_closed_the_consultation(
    consulted: Agreement, travel: Callable[[date], None]
) -> None:
    travel(DAY_AFTER)
    answer_consultations(consulted)
    assert consulted.consultations.get().status == "answered"


def test_consulting_leaves_nothing_open_behind(consulted: Agreement) -> None:
    answer_consultations(consulted)
    give_opinions(consulted)
    assert names(consulted) == ["approve"]
    assert not Task.objects.filter(process__consultation__isnull=False, finished__isnull=True).exists()
    assert [entry.act for entry in acts_of(consulted.case)][-4:] == [
        "agreements.answer_consultation",
        "agreements.technical_opinion",
        "agreements.budget_opinion",
        "agreements.legal_opinion",
    ]
