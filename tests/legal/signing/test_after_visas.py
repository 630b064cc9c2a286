"""What follows from visas: nobody signs before them, a returned text goes back, a vacant post is done without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.agreements.services import approval
from legal.signing import services as signing
from legal.signing.errors import CannotRegister, CannotSign, CannotVisa
from legal.signing.models import Signature, Visa
from tests.factories import (
    World,
    approve,
    do,
    give_opinions,
    issue,
    make_draft,
    open_task,
    open_tasks,
    to_approved,
    to_in_force,
    today,
)
from tests.factories import addenda as factory
from tests.legal.agreements.steps import correct, names, write_money
from tests.legal.agreements.traces import acts_of, everything, last_act
from tests.legal.signing.rounds import document_of, round_of
from tests.legal.signing.visas import (
    REASON,
    asked,
    give,
    holder,
    make_visa_post,
    require,
    return_it,
    task_for,
    visa_of,
    waive,
)
from workflow import service
from workflow.errors import AlreadyDone, NotAllowed
from workflow.models import Mandate, Post, Task

# --- before the signatures ------------------------------------------------------------------------------------------


def test_nobody_signs_while_a_visa_is_missing(issued: Agreement, budget: Post, legal: Post, world: World) -> None:
    give(issued, legal)
    before = everything()
    with pytest.raises(CannotSign) as refusal:
        service.perform(
            case=issued.case,
            actor=world.head,
            act_name="signing.sign",
            act=partial(signing.sign, signature=round_of(issued).signatures.get(unit=world.region)),
            occurred=today(),
        )
    assert [(obstacle.text, obstacle.who) for obstacle in refusal.value.obstacles] == [
        ("Falta el visto bueno de Director de Presupuesto Temático, EF/50.01.", str(budget))
    ]
    assert everything() == before


def test_nothing_is_registered_while_a_visa_is_missing(issued: Agreement, budget: Post, world: World) -> None:
    before = everything()
    with pytest.raises(CannotRegister) as refusal:
        service.perform(
            case=issued.case,
            actor=world.clerk,
            act_name="signing.register",
            act=partial(signing.register, round_=round_of(issued)),
            occurred=today(),
        )
    assert "Falta el visto bueno de Director de Presupuesto Temático, EF/50.01." in [
        obstacle.text for obstacle in refusal.value.obstacles
    ]
    assert everything() == before


def test_nobody_initials_what_a_party_has_signed(world: World) -> None:
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    do(open_task(agreement.case, "sign"), signing.sign, signature=round_of(agreement).signatures.get(position=1))
    post = make_visa_post(world.region, "lidia", "Directora Regional de Asesoría Jurídica")
    round_ = round_of(agreement)
    late = Visa.objects.create(round=round_, signature=round_.signatures.get(position=1), post=post, motive="approval")
    with pytest.raises(CannotVisa, match="se da antes de la primera"):
        service.perform(
            case=agreement.case,
            actor=holder(post),
            act_name="signing.give_visa",
            act=partial(signing.give_visa, visa=late),
            occurred=today(),
        )


@pytest.mark.parametrize("act", ["give_visa", "return_unvisaed"])
def test_nobody_initials_or_returns_before_the_document_was_issued(
    world: World, budget: Post, travel: Callable[[date], None], act: str
) -> None:
    travel(date(2026, 3, 2))
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    travel(date(2026, 3, 5))
    before = everything()
    values = {"reason": REASON} if act == "return_unvisaed" else {}
    with pytest.raises(CannotVisa, match="El documento se emitió el 2 de marzo de 2026; no pudo visarse antes") as no:
        do(
            task_for(agreement.case, budget),
            getattr(signing, act),
            by=holder(budget),
            on=date(2026, 3, 1),
            visa=visa_of(agreement.case, budget),
            **values,
        )
    assert [obstacle.where for obstacle in no.value.obstacles] == ["occurred_on"]
    assert everything() == before


def test_no_signature_bears_a_date_before_the_last_visa(
    world: World, budget: Post, legal: Post, travel: Callable[[date], None]
) -> None:
    travel(date(2026, 3, 2))
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    travel(date(2026, 3, 5))
    give(agreement, budget)
    travel(date(2026, 3, 6))
    give(agreement, legal, on=date(2026, 3, 3))
    with pytest.raises(CannotSign, match="El último visto bueno es del 5 de marzo de 2026"):
        do(
            open_task(agreement.case, "sign"),
            signing.sign,
            on=date(2026, 3, 4),
            signature=round_of(agreement).signatures.get(position=1),
        )


# --- returning ------------------------------------------------------------------------------------------------------


def test_returning_ends_the_round_and_takes_the_text_back(issued: Agreement, budget: Post, legal: Post) -> None:
    give(issued, legal)
    return_it(issued, budget)
    issued.refresh_from_db()
    round_ = round_of(issued)
    assert (issued.status, names(issued)) == ("in_review", ["correct"])
    assert (round_.status, round_.closed_on) == ("declined", today().on)
    returned = visa_of(issued.case, budget)
    assert (returned.status, returned.reason, returned.actor) == ("returned", REASON, holder(budget))
    assert visa_of(issued.case, legal).status == "given"
    assert not Signature.objects.filter(round=round_).exclude(status="pending").exists()
    observations = issued.observations.order_by("number")
    assert list(observations.values_list("part", "origin", "text")) == [("", "visa", REASON)]
    refusal, back = acts_of(issued.case)[-2:]
    assert (refusal.act, refusal.actor, refusal.reason) == ("signing.return_unvisaed", holder(budget), REASON)
    assert (back.act, back.after["unit"], back.reason) == (
        "agreements.take_back",
        "Dirección General de Presupuesto Público",
        REASON,
    )


def test_the_others_are_no_longer_asked_once_one_returns(issued: Agreement, budget: Post, legal: Post) -> None:
    other = task_for(issued.case, legal)
    return_it(issued, budget)
    assert asked(issued.case) == []
    assert Task.objects.get(pk=other.pk).status == "CANCELED"
    with pytest.raises(AlreadyDone):
        do(other, signing.give_visa, by=holder(legal), visa=visa_of(issued.case, legal))


def test_nobody_returns_without_a_reason(issued: Agreement, budget: Post) -> None:
    before = everything()
    with pytest.raises(CannotVisa, match="Escriba el motivo") as refusal:
        return_it(issued, budget, reason=" ")
    assert [obstacle.where for obstacle in refusal.value.obstacles] == ["reason"]
    assert everything() == before


def test_a_new_version_is_initialed_anew_under_the_same_number(
    issued: Agreement, budget: Post, legal: Post, world: World
) -> None:
    given, first = give(issued, legal), document_of(issued)
    return_it(issued, budget)
    write_money(issued, world)
    correct(issued)
    give_opinions(issued)
    approve(issued)
    issue(issued)
    second = document_of(issued)
    assert (second.version, second.number_text) == (2, first.number_text)
    assert sorted(asked(issued.case)) == sorted([budget.title, legal.title])
    give(issued, budget)
    again = give(issued, legal)
    assert again.file_sha256 == second.file.sha256 != given.file_sha256
    assert names(issued) == ["sign"]


def test_a_withdrawn_agreement_asks_for_no_visa(issued: Agreement, budget: Post, world: World) -> None:
    task = task_for(issued.case, budget)
    service.perform(
        case=issued.case,
        actor=world.formulator,
        act_name="agreements.withdraw",
        act=partial(approval.withdraw, agreement=issued, reason="La entidad desiste."),
        occurred=today(),
    )
    assert open_tasks(issued.case) == []
    with pytest.raises(AlreadyDone):
        do(task, signing.give_visa, by=holder(budget), visa=visa_of(issued.case, budget))


# --- a post that nobody holds ---------------------------------------------------------------------------------------


def vacate(post: Post) -> None:
    mandate: Mandate = post.mandates.get()
    mandate.ends_on = date(2020, 1, 1)
    mandate.save()


def test_who_signs_for_the_party_may_go_on_without_the_visa_of_a_vacant_post(
    issued: Agreement, budget: Post, legal: Post, world: World
) -> None:
    give(issued, legal)
    vacate(budget)
    waive(issued, budget, world.director_general)
    visa = visa_of(issued.case, budget)
    assert (visa.status, visa.actor, visa.reason) == ("waived", world.director_general, "El cargo está vacante.")
    assert names(issued) == ["sign"]
    entry = last_act(issued.case)
    assert (entry.act, entry.after["of"], entry.reason) == ("signing.waive_visa", str(budget), "El cargo está vacante.")


def test_a_visa_is_not_done_without_while_somebody_holds_the_post(
    issued: Agreement, budget: Post, world: World
) -> None:
    before = everything()
    with pytest.raises(CannotVisa, match="Pablo ocupa el cargo"):
        waive(issued, budget, world.director_general)
    assert everything() == before


def test_each_party_answers_for_the_visas_of_its_own_house(
    issued: Agreement, budget: Post, legal: Post, world: World
) -> None:
    vacate(budget)
    vacate(legal)
    before = everything()
    for post, person in ((budget, world.head), (legal, world.director_general)):
        with pytest.raises(CannotVisa, match="Solo quien firma por"):
            waive(issued, post, person)
    with pytest.raises(NotAllowed):
        waive(issued, legal, world.coordinator)
    assert everything() == before
    waive(issued, legal, world.head)
    assert asked(issued.case) == [budget.title]


def test_a_visa_is_not_done_without_unless_the_reason_is_written(issued: Agreement, budget: Post, world: World) -> None:
    vacate(budget)
    with pytest.raises(CannotVisa, match="Escriba por qué se prescinde"):
        waive(issued, budget, world.director_general, reason="")


# --- addenda --------------------------------------------------------------------------------------------------------


def test_an_addendum_is_initialed_and_returned_as_an_agreement_is(world: World, papers_without_word: None) -> None:
    agreement = to_in_force(make_draft(world), world)
    post = make_visa_post(world.directorate, "pablo", "Director de Presupuesto Temático")
    require(post, subject="addendum")
    agreement.refresh_from_db()
    addendum = factory.approve(factory.to_approval(factory.drafted(agreement, world, factory.clause())))
    factory.issue(addendum)
    assert asked(addendum.case) == [post.title]
    return_it(agreement, post)
    addendum = factory.again(addendum)
    assert (addendum.status, addendum.signature_round) == ("drafting", None)
    entry = last_act(addendum.case)
    assert (entry.act, entry.reason) == ("addenda.take_back", REASON)
    factory.issue(factory.approve(factory.to_approval(addendum)))
    numbered = [each.act for each in acts_of(addendum.case) if each.act.endswith("number")]
    assert numbered[-2:] == ["addenda.number", "addenda.keep_number"]
