"""The director approves the text for signature, or sends it back with what must be corrected."""

from __future__ import annotations

from typing import Any

import pytest

from legal.agreements.errors import CannotApprove
from legal.agreements.models import Agreement, Opinion
from legal.agreements.queries import read_terms
from legal.agreements.services import approval, terms
from legal.agreements.services.review import NewObservation
from legal.agreements.terms import fingerprint
from legal.signing.models import SignatureRound
from tests.factories import (
    World,
    approve,
    complete_terms,
    do,
    give_opinions,
    make_draft,
    open_task,
    submit,
    to_in_review,
    today,
    write,
)
from tests.legal.agreements.steps import OBSERVED_MONEY, correct, names, send_back, write_money
from tests.legal.agreements.traces import acts_of, everything, last_act
from workflow import service
from workflow.errors import NotAllowed


@pytest.fixture
def reviewed(world: World) -> Agreement:
    """Return an agreement that waits for the director, with three favorable opinions."""
    agreement = to_in_review(make_draft(world), world)
    give_opinions(agreement)
    return agreement


def test_approving_opens_the_signature_and_records_the_text_that_was_approved(
    reviewed: Agreement, world: World
) -> None:
    approve(reviewed)
    reviewed.refresh_from_db()
    assert reviewed.status == "approved"
    entry = last_act(reviewed.case)
    assert (entry.act, entry.actor) == ("agreements.approve", world.director_general)
    assert (entry.before, entry.after) == (
        {"status": "in_review"},
        {"status": "approved", "text_hash": fingerprint(read_terms(reviewed))},
    )
    assert names(reviewed) == ["issue"]


@pytest.mark.parametrize("order", ["sequence", "parallel"])
def test_the_round_asks_the_parties_in_their_order(world: World, order: str) -> None:
    agreement = complete_terms(make_draft(world), world)
    write(
        agreement,
        world.formulator,
        terms.write_parties,
        terms=terms.PartiesTerms(verifier=world.insurer_entity, conducting_unit=None, signing_order=order),
    )
    submit(agreement)
    give_opinions(agreement)
    approve(agreement)
    round_ = SignatureRound.objects.get(case=agreement.case)
    assert (round_.status, round_.order, round_.unit, round_.document) == ("prepared", order, world.directorate, None)
    assert [(each.unit, each.role) for each in round_.signatures.order_by("position")] == [
        (world.region, "head"),
        (world.insurer, "head"),
        (world.directorate, "director_general"),
    ]


def test_only_the_director_decides(reviewed: Agreement, world: World) -> None:
    before = everything()
    for person in (world.formulator, world.legal_reviewer, world.head, world.superuser):
        for act, values in ((approval.approve, {}), (approval.send_back, {"observations": [OBSERVED_MONEY]})):
            with pytest.raises(NotAllowed, match="Director General"):
                do(open_task(reviewed.case, "approve"), act, by=person, agreement=reviewed, **values)
    assert everything() == before


def test_a_text_is_not_approved_before_its_opinions_are_given(world: World) -> None:
    agreement = to_in_review(make_draft(world), world)
    with pytest.raises(CannotApprove) as refusal:
        service.perform(
            case=agreement.case,
            actor=world.director_general,
            act_name="agreements.approve",
            act=lambda **who: approval.approve(agreement=agreement, **who),
            occurred=today(),
        )
    assert [obstacle.text for obstacle in refusal.value.obstacles] == [
        "Falta la opinión técnica favorable sobre el texto.",
        "Falta la opinión presupuestal favorable sobre el texto.",
        "Falta la opinión legal favorable sobre el texto.",
    ]


# --- sent back ------------------------------------------------------------------------------------------------------


def test_a_text_sent_back_opens_where_the_director_observed_it(reviewed: Agreement, world: World) -> None:
    send_back(reviewed)
    assert names(reviewed) == ["correct"]
    observation = reviewed.observations.get()
    assert (observation.origin, observation.part, observation.opinion) == ("director", "money", None)
    entry = last_act(reviewed.case)
    assert (entry.act, entry.actor, entry.after["count"]) == ("agreements.send_back", world.director_general, 1)
    write_money(reviewed, world)


def test_a_text_changed_for_the_director_needs_all_three_opinions_again(reviewed: Agreement, world: World) -> None:
    send_back(reviewed)
    write_money(reviewed, world)
    correct(reviewed)
    assert names(reviewed) == ["budget", "legal", "technical"]
    assert last_act(reviewed.case).after["opinions_again"] == ["technical", "budget", "legal"]
    give_opinions(reviewed)
    assert names(reviewed) == ["approve"]
    reviewed.refresh_from_db()
    standing = Opinion.objects.standing().filter(agreement=reviewed)
    assert set(standing.values_list("round", "text_hash")) == {(2, fingerprint(read_terms(reviewed)))}


def test_a_text_that_did_not_change_returns_to_the_director_and_the_opinions_stand(reviewed: Agreement) -> None:
    send_back(reviewed)
    correct(reviewed)
    assert names(reviewed) == ["approve"]
    assert Opinion.objects.filter(agreement=reviewed, replaced=False, status="favorable").count() == 3
    assert reviewed.opinions.count() == 3
    approve(reviewed)
    reviewed.refresh_from_db()
    assert reviewed.status == "approved"


def test_a_text_may_be_sent_back_more_than_once(reviewed: Agreement) -> None:
    for _turn in range(2):
        send_back(reviewed)
        correct(reviewed)
    assert names(reviewed) == ["approve"]
    assert list(reviewed.observations.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert [entry.act for entry in acts_of(reviewed.case)].count("agreements.send_back") == 2


@pytest.mark.parametrize("observations", [[], [NewObservation(part="money", text=" ")]])
def test_a_text_is_not_sent_back_without_saying_why(reviewed: Agreement, observations: list[Any]) -> None:
    before = everything()
    with pytest.raises(CannotApprove, match="escriba qué debe corregirse"):
        do(
            open_task(reviewed.case, "approve"),
            approval.send_back,
            agreement=reviewed,
            observations=observations,
        )
    assert everything() == before
