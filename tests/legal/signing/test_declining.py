"""A signatory who declines says why; the round ends, the text goes back, and is issued again as a new version."""

from __future__ import annotations

import pytest

from legal.agreements.models import Agreement
from legal.agreements.models.review import Part
from legal.agreements.queries import unlocked_parts
from legal.signing import services as signing
from legal.signing.errors import CannotSign
from legal.signing.models import Signature, SignatureRound
from tests.factories import World, approve, do, give_opinions, issue, open_task, open_tasks, register, sign_all, today
from tests.legal.agreements.steps import correct, names, write_money
from tests.legal.agreements.traces import acts_of, everything
from tests.legal.signing.rounds import asked, decline, document_of, round_of, sign, signature_of, task_of, to_sign
from workflow import permissions
from workflow.errors import AlreadyDone, NotAllowed
from workflow.models import Task

REASON = "El monto del año 2 no es el acordado."


@pytest.fixture
def declined(world: World) -> Agreement:
    """Return an agreement that the region signed and the insurer declined."""
    agreement = to_sign(world)
    sign(agreement, world.region)
    decline(agreement, world.insurer)
    agreement.refresh_from_db()
    return agreement


def test_declining_ends_the_round_and_returns_the_text_to_review(declined: Agreement, world: World) -> None:
    assert declined.status == "in_review"
    assert names(declined) == ["correct"]
    round_ = round_of(declined)
    assert (round_.status, round_.closed_on) == ("declined", today().on)
    refused = signature_of(declined, world.insurer)
    assert (refused.status, refused.reason, refused.signer) == ("declined", REASON, world.insurer_head)
    assert refused.mandate is not None
    assert signature_of(declined, world.region).status == "signed"
    assert signature_of(declined, world.directorate).status == "pending"


def test_the_reason_opens_every_part_of_the_text(declined: Agreement, world: World) -> None:
    observations = declined.observations.order_by("number")
    assert list(observations.values_list("part", "origin", "text")) == [("", "signatory", REASON)], "answered once"
    assert unlocked_parts(declined) == set(Part.values)
    write_money(declined, world)


def test_the_record_tells_who_declined_and_that_the_text_went_back(declined: Agreement, world: World) -> None:
    refusal, return_ = acts_of(declined.case)[-2:]
    assert (refusal.act, refusal.actor, refusal.reason) == ("signing.decline", world.insurer_head, REASON)
    assert (return_.act, return_.reason) == ("agreements.take_back", REASON)
    assert (return_.before, return_.after) == (
        {"status": "in_signature"},
        {"status": "in_review", "unit": "Seguro Integral de Salud"},
    )


def test_in_parallel_the_others_are_no_longer_asked(world: World) -> None:
    agreement = to_sign(world, "parallel")
    others = [task_of(agreement, unit) for unit in (world.region, world.directorate)]
    decline(agreement, world.insurer)
    assert asked(agreement) == []
    assert not Task.objects.filter(process__signature__isnull=False, finished__isnull=True).exists()
    assert {Task.objects.get(pk=task.pk).status for task in others} == {"CANCELED"}
    with pytest.raises(AlreadyDone, match="el expediente siguió otro curso"):
        do(others[0], signing.decline, signature=others[0].process.signature, reason=REASON)


def test_nobody_declines_without_a_reason(world: World) -> None:
    agreement = to_sign(world)
    before = everything()
    with pytest.raises(CannotSign, match="Escriba el motivo por el que no firma") as refusal:
        decline(agreement, world.region, reason=" ")
    assert [obstacle.where for obstacle in refusal.value.obstacles] == ["reason"]
    assert everything() == before


def test_nobody_declines_for_the_post_of_another(world: World) -> None:
    agreement = to_sign(world)
    for person in (world.coordinator, world.director_general, world.formulator):
        with pytest.raises(NotAllowed):
            decline(agreement, world.region, by=person)
    agreement.refresh_from_db()
    assert agreement.status == "in_signature"


def test_a_corrected_text_is_issued_again_with_its_number_and_the_next_version(
    declined: Agreement, world: World
) -> None:
    first = document_of(declined)
    write_money(declined, world)
    correct(declined)
    assert names(declined) == ["budget", "legal", "technical"]
    give_opinions(declined)
    approve(declined)
    issue(declined)
    declined.refresh_from_db()
    second = document_of(declined)
    assert declined.status == "in_signature"
    assert (first.version, second.version) == (1, 2)
    assert second.number_text == first.number_text == declined.number
    assert second.replaces == first
    assert second.text_sha256 != first.text_sha256
    numbered = [entry for entry in acts_of(declined.case) if entry.act.endswith("number")]
    assert [entry.act for entry in numbered] == ["agreements.number", "agreements.keep_number"]
    assert [entry.after["version"] for entry in numbered] == [1, 2]
    told = f"El convenio conservó el número {declined.number} en su versión 2."
    assert permissions.all_acts()["agreements.keep_number"].sentence % numbered[1].after == told


def test_all_sign_the_new_version_from_the_beginning(declined: Agreement, world: World) -> None:
    correct(declined)
    approve(declined)
    issue(declined)
    assert asked(declined) == [world.region]
    sign_all(declined)
    register(declined)
    declined.refresh_from_db()
    assert declined.status == "in_force"
    rounds = SignatureRound.objects.filter(case=declined.case).order_by("pk")
    assert list(rounds.values_list("status", "document__version")) == [("declined", 1), ("signed", 2)]
    assert Signature.objects.filter(round=rounds[1], status="signed").count() == 3


def test_a_text_may_be_declined_more_than_once(declined: Agreement, world: World) -> None:
    correct(declined)
    approve(declined)
    issue(declined)
    decline(declined, world.region)
    correct(declined)
    approve(declined)
    issue(declined)
    assert document_of(declined).version == 3
    assert open_task(declined.case).unit == world.region
    assert len(open_tasks(declined.case)) == 1
