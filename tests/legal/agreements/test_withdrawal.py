"""Giving an agreement up: possible at every moment before anybody signs it, and then everything open stops."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from legal.agreements.errors import CannotAnswer, CannotEdit, CannotWithdraw
from legal.agreements.models import Agreement
from legal.agreements.services import approval, review
from legal.documents.models import IssuedDocument
from legal.signing import services as signing
from legal.signing.models import SignatureRound
from tests.factories import (
    World,
    approve,
    do,
    give_opinions,
    make_draft,
    open_task,
    open_tasks,
    sign_all,
    to_approved,
    to_in_force,
    to_in_review,
    to_in_signature,
    today,
)
from tests.legal.agreements.steps import OBSERVED_COMMITMENTS, names, write_money
from tests.legal.agreements.traces import everything, last_act, refusals_of
from tests.legal.browsing import get, words
from tests.legal.refusals import refused
from workflow import deadlines, ledger, service
from workflow.acting import Occurrence
from workflow.calendars import Term, Unit
from workflow.errors import AlreadyDone, NotAllowed
from workflow.models import Deadline, Process, Task, User


def withdraw(agreement: Agreement, by: User, reason: str = "La entidad desiste.") -> None:
    """Withdraw an agreement."""
    service.perform(
        case=agreement.case,
        actor=by,
        act_name="agreements.withdraw",
        act=partial(approval.withdraw, agreement=agreement, reason=reason),
        occurred=today(),
    )


def draft(world: World) -> Agreement:
    return make_draft(world)


def in_consultation(world: World) -> Agreement:
    return to_in_review(make_draft(world), world, consulted=[world.health_ministry, world.insurer])


def in_opinion(world: World) -> Agreement:
    agreement = to_in_review(make_draft(world), world)
    give_opinions(agreement, kinds=["budget"])
    return agreement


def in_correction(world: World) -> Agreement:
    agreement = to_in_review(make_draft(world), world)
    give_opinions(agreement, kinds=["technical"], observations=[OBSERVED_COMMITMENTS])
    give_opinions(agreement)
    return agreement


def before_the_council(world: World) -> Agreement:
    agreement = to_in_review(make_draft(world, entity=world.municipality_entity), world)
    give_opinions(agreement)
    return agreement


def before_the_director(world: World) -> Agreement:
    agreement = to_in_review(make_draft(world), world)
    give_opinions(agreement)
    return agreement


def approved(world: World) -> Agreement:
    return to_approved(make_draft(world), world)


def in_signature(world: World) -> Agreement:
    return to_in_signature(make_draft(world), world)


def signed_by_all(world: World) -> Agreement:
    agreement = to_in_signature(make_draft(world), world)
    sign_all(agreement)
    return agreement


MOMENTS: dict[Callable[[World], Agreement], list[str]] = {
    draft: ["draft"],
    in_consultation: ["comment", "comment"],
    in_opinion: ["legal", "technical"],
    in_correction: ["correct"],
    before_the_council: ["instruments"],
    before_the_director: ["approve"],
    approved: ["issue"],
    in_signature: ["sign"],
}


def start_a_term(agreement: Agreement, world: World) -> None:
    """Let a term of the case run, as an act of any room would."""

    def act(*, actor: User, occurred: Occurrence) -> None:
        deadlines.open_deadline(
            name="answer",
            title="Responder",
            term=Term(amount=10, unit=Unit.WORKING_DAYS),
            starts_on=occurred.on,
            basis="Norma N° 1",
            role="coordinator",
            unit=world.region,
        )
        ledger.record(act="agreements.edit", subject=agreement)

    service.perform(
        case=agreement.case, actor=world.formulator, act_name="agreements.withdraw", act=act, occurred=today()
    )


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_withdrawing_stops_every_step_round_and_term(world: World, moment: Callable[[World], Agreement]) -> None:
    agreement = moment(world)
    assert names(agreement) == MOMENTS[moment]
    agreement.refresh_from_db()
    status = agreement.status
    start_a_term(agreement, world)
    tasks = open_tasks(agreement.case)
    withdraw(agreement, world.formulator)
    agreement.refresh_from_db()
    assert agreement.status == "withdrawn"
    assert open_tasks(agreement.case) == []
    assert not Process.objects.filter(case=agreement.case, finished__isnull=True).exists()
    assert not Task.objects.filter(process__case=agreement.case, finished__isnull=True).exists()
    assert not SignatureRound.objects.filter(case=agreement.case, status__in=["prepared", "running"]).exists()
    (deadline,) = Deadline.objects.filter(case=agreement.case)
    assert (deadline.status, deadline.settled_on) == ("stopped", today().on)
    entry = last_act(agreement.case)
    assert (entry.act, entry.actor, entry.reason) == ("agreements.withdraw", world.formulator, "La entidad desiste.")
    assert (entry.before, entry.after["status"]) == ({"status": status}, "withdrawn")
    for task in tasks:
        with pytest.raises(AlreadyDone, match="el expediente siguió otro curso"):
            do(task, approval.approve, by=world.formulator, agreement=agreement)


def test_from_the_first_signature_on_it_is_not_withdrawn_but_may_be_declined(world: World) -> None:
    agreement = in_signature(world)
    task = open_task(agreement.case, "sign")
    do(task, signing.sign, signature=task.process.signature)
    told = refused(agreement.case, CannotWithdraw, lambda: withdraw(agreement, world.director_general))
    assert "puede devolver el texto con su motivo" in told[0]
    task = open_task(agreement.case, "sign")
    do(task, signing.decline, signature=task.process.signature, reason="El monto no es el acordado.")
    withdraw(agreement, world.director_general)
    agreement.refresh_from_db()
    assert agreement.status == "withdrawn"


def test_what_all_signed_is_not_withdrawn_before_it_is_registered(world: World) -> None:
    agreement = signed_by_all(world)
    told = refused(agreement.case, CannotWithdraw, lambda: withdraw(agreement, world.formulator))
    assert "Ya lo firmaron todas las partes" in told[0]
    assert names(agreement) == ["register"]


def test_an_agreement_in_force_is_not_withdrawn(world: World) -> None:
    agreement = to_in_force(make_draft(world), world)
    before = everything()
    with pytest.raises(CannotWithdraw, match="El convenio está «En vigor»; solo se desiste antes"):
        withdraw(agreement, world.formulator)
    assert everything() == before
    assert refusals_of(agreement.case)[-1].act == "agreements.withdraw"
    assert Deadline.objects.running().filter(case=agreement.case).count() == 3


def test_an_agreement_is_withdrawn_once(world: World) -> None:
    agreement = draft(world)
    withdraw(agreement, world.formulator)
    with pytest.raises(CannotWithdraw, match="El convenio está «Desistido»"):
        withdraw(agreement, world.formulator)


def test_an_agreement_is_not_withdrawn_without_a_reason(world: World) -> None:
    agreement = in_signature(world)
    before = everything()
    with pytest.raises(CannotWithdraw, match="Escriba el motivo del desistimiento") as refusal:
        withdraw(agreement, world.formulator, reason="  ")
    assert [obstacle.where for obstacle in refusal.value.obstacles] == ["reason"]
    assert everything() == before


def test_only_formulator_and_director_withdraw(world: World) -> None:
    agreement = draft(world)
    for person in (world.coordinator, world.head, world.clerk, world.legal_reviewer, world.superuser):
        with pytest.raises(NotAllowed):
            withdraw(agreement, person)
    withdraw(agreement, world.director_general)


def test_nothing_can_be_done_on_what_was_withdrawn(world: World) -> None:
    agreement = in_consultation(world)
    withdraw(agreement, world.formulator)
    before = everything()
    with pytest.raises(CannotEdit, match="El texto está cerrado"):
        write_money(agreement, world)
    with pytest.raises(CannotAnswer, match="La consulta ya está cerrada"):
        service.perform(
            case=agreement.case,
            actor=world.formulator,
            act_name="agreements.close_consultation",
            act=partial(review.close_consultation, consultation=agreement.consultations.order_by("pk")[0]),
            occurred=today(),
        )
    assert everything() == before


def test_a_withdrawn_agreement_leaves_its_round_closed_to_signatures(world: World) -> None:
    agreement = in_signature(world)
    task = open_task(agreement.case, "sign")
    withdraw(agreement, world.director_general)
    with pytest.raises(AlreadyDone):
        do(task, signing.sign, signature=task.process.signature)
    assert not task.process.signature.signed_on


def test_the_text_that_was_issued_is_annulled_and_keeps_its_number(world: World) -> None:
    agreement = in_signature(world)
    issued = IssuedDocument.objects.get(case=agreement.case)
    withdraw(agreement, world.director_general)
    assert (issued.annulment.reason, issued.annulment.by) == ("La entidad desiste.", world.director_general)
    assert issued.annulment.annulled_on == today().on
    assert last_act(agreement.case).after["annulled"] == str(issued)
    assert "Anulado" in words(get(world.formulator, "casefile:detail", agreement.case.number))
    another = in_signature(world)
    assert IssuedDocument.objects.get(case=another.case).number == issued.number + 1


def test_the_entity_may_begin_again_with_a_new_case(world: World) -> None:
    given_up = approved(world)
    withdraw(given_up, world.formulator)
    again = to_in_review(make_draft(world), world)
    give_opinions(again)
    approve(again)
    assert again.case.number != given_up.case.number
