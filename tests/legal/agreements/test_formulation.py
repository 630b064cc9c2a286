"""From the submitted text to the corrected one: three opinions, who may give them, and what they unlock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from legal.agreements.errors import CannotCorrect, CannotEdit, CannotGiveOpinion
from legal.agreements.models import Agreement, Opinion
from legal.agreements.queries import read_terms
from legal.agreements.services import matrices, review
from legal.agreements.services.review import NewObservation
from legal.agreements.terms import fingerprint
from legal.entities import roles
from tests.factories import (
    World,
    a_criterion,
    do,
    give_opinions,
    make_draft,
    open_task,
    open_tasks,
    to_in_review,
    today,
    write,
)
from tests.legal.agreements.steps import OBSERVED_COMMITMENTS, OBSERVED_MONEY, correct, names, write_money
from tests.legal.agreements.traces import everything, last_act, refusals_of
from workflow.errors import AlreadyDone, NotAllowed
from workflow.models import Task

REVIEWERS = {
    "technical": (roles.TECHNICAL_REVIEWER, "technical_reviewer"),
    "budget": (roles.BUDGET_REVIEWER, "budget_reviewer"),
    "legal": (roles.LEGAL_REVIEWER, "legal_reviewer"),
}
KINDS = list(REVIEWERS)


def opine(task: Task, **changes: Any) -> None:
    """Give the opinion of a task: favorable, unless told otherwise."""
    values: dict[str, Any] = {
        "report": "Informe N° 020-2026-EF/50.01",
        "conclusions": "El texto se ajusta a la norma.",
        "observations": [],
        **changes,
    }
    do(task, review.give_opinion, opinion=task.process.opinion, **values)


@pytest.fixture
def in_review(world: World) -> Agreement:
    """Return an agreement that waits for its three opinions."""
    return to_in_review(make_draft(world), world)


# --- three opinions in parallel -------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [("technical", "budget", "legal"), ("legal", "technical", "budget")])
def test_the_three_opinions_are_asked_for_at_once_and_given_in_any_order(
    in_review: Agreement, order: tuple[str, ...]
) -> None:
    for given, kind in enumerate(order):
        assert names(in_review) == sorted(order[given:])
        give_opinions(in_review, kinds=[kind])
    assert names(in_review) == ["approve"]


def test_each_opinion_is_due_seven_working_days_later(world: World, travel: Callable[[date], None]) -> None:
    travel(date(2026, 3, 2))
    agreement = to_in_review(make_draft(world), world)
    assert {task.due_on for task in open_tasks(agreement.case)} == {date(2026, 3, 11)}


@pytest.mark.parametrize("kind", KINDS)
def test_an_opinion_keeps_its_report_its_author_and_the_text_it_is_about(
    in_review: Agreement, world: World, kind: str
) -> None:
    opine(open_task(in_review.case, kind), report=" Informe N° 7-2026-EF ", conclusions=" Favorable. ")
    opinion = in_review.opinions.get(kind=kind)
    text_hash = fingerprint(read_terms(in_review))
    assert (opinion.status, opinion.report, opinion.conclusions) == ("favorable", "Informe N° 7-2026-EF", "Favorable.")
    assert (opinion.given_on, opinion.given_by) == (today().on, getattr(world, REVIEWERS[kind][1]))
    assert opinion.text_hash == text_hash
    entry = last_act(in_review.case)
    assert (entry.act, entry.reason, entry.after["text_hash"]) == (
        f"agreements.{kind}_opinion",
        "Favorable.",
        text_hash,
    )
    assert opinion.history.first().history_user == opinion.given_by


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"report": " "}, "report"),
        ({"conclusions": ""}, "conclusions"),
        ({"observations": [NewObservation(part="money", text=" ")]}, "observations"),
    ],
)
def test_an_opinion_without_report_conclusions_or_words_is_refused(
    in_review: Agreement, changes: dict[str, Any], where: str
) -> None:
    before = everything()
    with pytest.raises(CannotGiveOpinion) as refusal:
        opine(open_task(in_review.case, "legal"), **changes)
    assert [obstacle.where for obstacle in refusal.value.obstacles] == [where]
    assert everything() == before
    assert refusals_of(in_review.case)[-1].act == "agreements.legal_opinion"


def test_an_opinion_is_given_once(in_review: Agreement) -> None:
    task = open_task(in_review.case, "legal")
    opine(task)
    with pytest.raises(AlreadyDone, match="ya fue concluida por Diego Pinto"):
        opine(task, observations=[OBSERVED_MONEY])
    assert in_review.opinions.get(kind="legal").status == "favorable"
    assert not in_review.observations.exists()


# --- observations and their correction ------------------------------------------------------------------------------


def test_observations_are_numbered_through_and_name_who_raised_them(in_review: Agreement) -> None:
    give_opinions(in_review, kinds=["technical"], observations=[OBSERVED_COMMITMENTS, OBSERVED_MONEY])
    give_opinions(in_review, kinds=["budget"], observations=[OBSERVED_MONEY])
    rows = in_review.observations.order_by("number").values_list("number", "part", "origin", "opinion__kind")
    assert list(rows) == [
        (1, "commitments", "opinion", "technical"),
        (2, "money", "opinion", "technical"),
        (3, "money", "opinion", "budget"),
    ]
    assert last_act(in_review.case).after["observations"] == [
        "Monto, distribución y duración: El monto del año 1 excede la brecha."
    ]


def test_correction_waits_for_all_three_opinions(in_review: Agreement) -> None:
    give_opinions(in_review, kinds=["technical"], observations=[OBSERVED_COMMITMENTS])
    assert names(in_review) == ["budget", "legal"]
    give_opinions(in_review)
    assert names(in_review) == ["correct"]


def test_every_observation_is_answered_or_the_correction_is_refused(in_review: Agreement) -> None:
    give_opinions(in_review, kinds=["technical"], observations=[OBSERVED_COMMITMENTS, OBSERVED_MONEY])
    give_opinions(in_review)
    before = everything()
    with pytest.raises(CannotCorrect, match="Falta responder la observación 2"):
        correct(in_review, n1="Se precisó.", n2=" ")
    assert everything() == before


def test_a_correction_that_leaves_the_text_incomplete_is_refused(in_review: Agreement, world: World) -> None:
    give_opinions(in_review, kinds=["technical"], observations=[OBSERVED_COMMITMENTS])
    give_opinions(in_review)
    write(in_review, world.formulator, matrices.remove_criterion, code="C-01")
    with pytest.raises(CannotCorrect, match="Faltan los compromisos de gestión"):
        correct(in_review)


def test_after_correction_only_the_observer_is_asked_again_and_the_other_opinions_stand(
    in_review: Agreement, world: World
) -> None:
    give_opinions(in_review, kinds=["technical"], observations=[OBSERVED_COMMITMENTS])
    give_opinions(in_review)
    reviewed = fingerprint(read_terms(in_review))
    write(
        in_review,
        world.formulator,
        matrices.write_criterion,
        terms=a_criterion(threshold=85),
        responsible_unit=world.executing_unit,
    )
    correct(in_review)
    assert names(in_review) == ["technical"]
    standing = Opinion.objects.standing().filter(agreement=in_review).order_by("kind")
    assert list(standing.values_list("kind", "round", "status")) == [
        ("budget", 1, "favorable"),
        ("legal", 1, "favorable"),
        ("technical", 2, "pending"),
    ]
    give_opinions(in_review)
    assert names(in_review) == ["approve"]
    corrected = fingerprint(read_terms(in_review))
    hashes = {(opinion.kind, opinion.round): opinion.text_hash for opinion in in_review.opinions.all()}
    assert hashes == {
        ("technical", 1): reviewed,
        ("technical", 2): corrected,
        ("budget", 1): reviewed,
        ("legal", 1): reviewed,
    }


def test_two_observers_are_both_asked_again(in_review: Agreement) -> None:
    give_opinions(in_review, kinds=["technical"], observations=[OBSERVED_COMMITMENTS])
    give_opinions(in_review, kinds=["budget"], observations=[OBSERVED_MONEY])
    give_opinions(in_review)
    correct(in_review)
    assert names(in_review) == ["budget", "technical"]


def test_an_observer_may_observe_again(in_review: Agreement) -> None:
    for turn in (1, 2):
        give_opinions(in_review, kinds=["technical"], observations=[OBSERVED_COMMITMENTS])
        give_opinions(in_review)
        assert names(in_review) == ["correct"]
        correct(in_review)
        assert in_review.observations.filter(answered_on=today().on).count() == turn
    give_opinions(in_review)
    assert names(in_review) == ["approve"]
    assert list(in_review.opinions.filter(kind="technical").order_by("round").values_list("status", flat=True)) == [
        "observed",
        "observed",
        "favorable",
    ]


def test_an_answered_observation_closes_its_part_again(in_review: Agreement, world: World) -> None:
    give_opinions(in_review, kinds=["budget"], observations=[OBSERVED_MONEY])
    give_opinions(in_review)
    write_money(in_review, world)
    correct(in_review, n1="Se redujo el monto del año 1.")
    observation = in_review.observations.get()
    assert (observation.answer, observation.answered_on) == ("Se redujo el monto del año 1.", today().on)
    assert last_act(in_review.case).after["answers"] == {"1": "Se redujo el monto del año 1."}
    with pytest.raises(CannotEdit):
        write_money(in_review, world)


def test_only_the_formulator_corrects(in_review: Agreement, world: World) -> None:
    give_opinions(in_review, kinds=["budget"], observations=[OBSERVED_MONEY])
    give_opinions(in_review)
    for person in (world.coordinator, world.budget_reviewer, world.director_general):
        with pytest.raises(NotAllowed):
            correct(in_review, by=person)
