"""The life of an addendum through its acts: from the request to the day from which it rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.addenda.errors import (
    CannotAdmit,
    CannotApprove,
    CannotDraft,
    CannotGiveOpinion,
    CannotRegisterInstrument,
    CannotRequest,
    CannotWithdraw,
)
from legal.addenda.models import Addendum
from legal.addenda.queries import terms_of_agreement_on
from legal.addenda.services import drafting, request, review
from legal.agreements.models import Agreement
from legal.entities.models import DocumentSubject, InstrumentKind, InstrumentRequirement, Level
from legal.signing import services as signing
from tests.factories import World, do, make_draft, open_task, open_tasks, to_in_force, today
from tests.factories import closure as closing
from tests.factories.addenda import (
    admit,
    again,
    ambit,
    approve,
    clause,
    drafted,
    issue,
    later_end,
    opine,
    request_addendum,
    sign_and_register,
    signed,
    submit,
    to_approval,
    write_change,
)
from tests.factories.agreements import PDF
from tests.legal.refusals import refused
from workflow import deadlines, service
from workflow.errors import NotAllowed
from workflow.models import LedgerEntry

SIGNED_ON, NOW = date(2026, 3, 2), date(2026, 9, 1)
LATER = date(2029, 9, 1)
Travel = Callable[[date], None]


@pytest.fixture
def agreement(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement of three years, in force since 2 March 2026; it is 1 September."""
    travel(SIGNED_ON)
    agreement = to_in_force(make_draft(world), world)
    travel(NOW)
    agreement.refresh_from_db()
    return agreement


def test_an_addendum_rules_from_its_last_signature_and_moves_the_end_of_the_term(
    agreement: Agreement, world: World
) -> None:
    addendum = signed(agreement, world, later_end(LATER), ambit(removed=world.districts[:1]))
    assert (addendum.status, addendum.number, addendum.in_force_from) == ("in_force", 1, NOW)
    assert addendum.document is not None
    assert addendum.document.number_text == f"N° 1 al Convenio {agreement.number}"
    agreement.refresh_from_db()
    assert agreement.ends_on == LATER
    removed = world.districts[0].code
    assert removed in {each.code for each in terms_of_agreement_on(agreement, date(2026, 8, 31)).terms.ambit}
    assert removed not in {each.code for each in terms_of_agreement_on(agreement, NOW).terms.ambit}
    # The signed terms stay as they were signed.
    assert agreement.ambit.filter(in_text=True, district=world.districts[0]).exists()


def test_one_that_names_a_later_day_waits_for_the_clock(agreement: Agreement, world: World, travel: Travel) -> None:
    day = date(2026, 12, 1)
    addendum = signed(agreement, world, later_end(LATER), effective_on=day)
    assert (addendum.status, addendum.in_force_from) == ("signed", day)
    deadlines.run_clock(on=date(2026, 11, 30))
    assert again(addendum).status == "signed"
    travel(day)
    assert not deadlines.run_clock(on=day).failed
    assert again(addendum).status == "in_force"
    agreement.refresh_from_db()
    assert agreement.ends_on == LATER
    assert not deadlines.run_clock(on=day).failed


def test_addenda_are_numbered_by_their_agreement(agreement: Agreement, world: World) -> None:
    assert signed(agreement, world, later_end(LATER)).number == 1
    second = signed(agreement, world, clause())
    assert second.number == 2
    ruling = terms_of_agreement_on(agreement, NOW)
    assert (ruling.source_of("term"), ruling.source_of("vigencia")) == ((1,), (2,))


def test_it_is_asked_for_by_either_party_and_nobody_else(agreement: Agreement, world: World) -> None:
    assert request_addendum(agreement, world.coordinator).requested_by == world.region
    assert request_addendum(agreement, world.formulator).requested_by == world.directorate
    for person in (world.stranger, world.auditor, world.legal_reviewer):
        with pytest.raises(NotAllowed):
            request_addendum(agreement, person)


def test_it_is_asked_for_with_its_grounds(agreement: Agreement, world: World) -> None:
    bare = partial(request.request_addendum, agreement=agreement, grounds=" ", report="", upload=("i.pdf", PDF))
    step = partial(
        service.perform,
        case=agreement.case,
        actor=world.coordinator,
        act_name="addenda.request",
        act=bare,
        occurred=today(),
    )
    assert len(refused(agreement.case, CannotRequest, step)) == 2


def test_nothing_is_asked_for_once_the_term_is_over(agreement: Agreement, world: World, travel: Travel) -> None:
    travel(date(2029, 3, 2))
    closing.expire(agreement)
    told = refused(agreement.case, CannotRequest, lambda: request_addendum(agreement, world.coordinator))
    assert "solo se modifica por adenda el que está en vigor" in told[0]


def test_a_denied_request_ends_with_its_reason(agreement: Agreement, world: World) -> None:
    addendum = request_addendum(agreement, world.coordinator)
    task = open_task(agreement.case, "admit")
    refused(agreement.case, CannotAdmit, lambda: do(task, request.deny, addendum=addendum, reason=" "))
    do(task, request.deny, addendum=addendum, reason="No hay sustento técnico.")
    addendum = again(addendum)
    assert (addendum.status, addendum.reason) == ("denied", "No hay sustento técnico.")
    assert not open_tasks(agreement.case, "draft")


def test_who_asked_for_it_does_not_give_opinions_on_it(agreement: Agreement, world: World) -> None:
    addendum = submit(drafted(agreement, world, later_end(LATER)))
    task = open_task(agreement.case, "legal")
    opinion = addendum.opinions.get(kind="legal")
    arguments = {"opinion": opinion, "report": "I", "conclusions": "C", "favorable": True}
    with pytest.raises(NotAllowed):
        do(task, review.give_opinion, by=world.formulator, **arguments)
    told = refused(
        agreement.case,
        CannotGiveOpinion,
        lambda: do(task, review.give_opinion, **{**arguments, "report": "", "conclusions": ""}),
    )
    assert len(told) == 2


def test_an_empty_draft_is_not_sent(agreement: Agreement, world: World) -> None:
    addendum = drafted(agreement, world)
    assert "no modifica nada" in refused(agreement.case, CannotDraft, lambda: submit(addendum))[0]


def test_a_change_says_something_new_and_why(agreement: Agreement, world: World) -> None:
    addendum = drafted(agreement, world)
    for change, where in (
        (later_end(SIGNED_ON), "posterior al vencimiento"),
        (ambit(added=world.districts[:1]), "Ya están en el ámbito"),
        (clause("control"), "La ley exige"),
    ):
        told = refused(agreement.case, CannotDraft, partial(write_change, addendum, change, world.formulator))
        assert where in told[0]


def test_a_later_change_of_the_same_provision_takes_the_place_of_the_first(agreement: Agreement, world: World) -> None:
    addendum = drafted(agreement, world, later_end(date(2029, 6, 1)), later_end(LATER))
    assert [row.ends_on for row in addendum.changes.filter(in_text=True)] == [LATER]
    assert addendum.changes.count() == 2
    service.perform(
        case=agreement.case,
        actor=world.coordinator,
        act_name="addenda.drop_change",
        act=partial(drafting.drop_change, addendum=addendum, position=2),
        occurred=today(),
    )
    assert not addendum.changes.filter(in_text=True).exists()


def test_what_an_opinion_observes_is_drafted_again_and_both_opinions_are_asked_again(
    agreement: Agreement, world: World
) -> None:
    addendum = submit(drafted(agreement, world, later_end(LATER)))
    opine(addendum, "technical", favorable=False)
    addendum = opine(addendum, "legal")
    assert addendum.status == "drafting"
    assert [task.flow_task.name for task in open_tasks(agreement.case)][-1] == "draft"
    addendum = to_approval(addendum)
    assert sorted(addendum.opinions.values_list("kind", "round", "replaced")) == [
        ("legal", 1, True),
        ("legal", 2, False),
        ("technical", 1, True),
        ("technical", 2, False),
    ]
    assert approve(addendum).status == "approved"


def test_the_changes_are_closed_while_others_look_at_them(agreement: Agreement, world: World) -> None:
    addendum = submit(drafted(agreement, world, later_end(LATER)))
    told = refused(agreement.case, CannotDraft, lambda: write_change(addendum, clause(), world.formulator))
    assert "mientras se redacta" in told[0]


def test_the_director_sends_it_back_with_a_reason(agreement: Agreement, world: World) -> None:
    addendum = to_approval(drafted(agreement, world, later_end(LATER)))
    task = open_task(agreement.case, "approve")
    refused(agreement.case, CannotApprove, lambda: do(task, review.send_back, addendum=addendum, reason=""))
    do(task, review.send_back, addendum=addendum, reason="Precise el plazo.")
    assert again(addendum).status == "drafting"
    assert open_task(agreement.case, "draft")


def test_an_addendum_that_touches_what_another_on_its_way_touches_is_not_sent(
    agreement: Agreement, world: World
) -> None:
    submit(drafted(agreement, world, later_end(LATER)))
    second = drafted(agreement, world, later_end(date(2029, 12, 1)))
    told = refused(agreement.case, CannotDraft, lambda: submit(second))
    assert "modifica la misma disposición" in told[0]


def test_a_signatory_that_declines_sends_it_back_and_the_number_stays(agreement: Agreement, world: World) -> None:
    addendum = issue(approve(to_approval(drafted(agreement, world, later_end(LATER)))))
    task = open_task(agreement.case, "sign")
    assert addendum.signature_round is not None
    signature = addendum.signature_round.signatures.get(unit=task.unit)
    do(task, signing.decline, signature=signature, reason="El plazo no es el acordado.")
    addendum = again(addendum)
    assert (addendum.status, addendum.number) == ("drafting", 1)
    addendum = sign_and_register(issue(approve(to_approval(addendum))))
    assert (addendum.status, addendum.number) == ("in_force", 1)
    assert addendum.document is not None
    assert addendum.document.version == 2


def test_only_who_asked_for_it_withdraws_it_and_its_steps_and_signatures_stop(
    agreement: Agreement, world: World
) -> None:
    addendum = issue(approve(to_approval(drafted(agreement, world, later_end(LATER)))))

    def withdraw(person: object) -> None:
        service.perform(
            case=agreement.case,
            actor=person,  # type: ignore[arg-type]
            act_name="addenda.withdraw",
            act=partial(request.withdraw, addendum=addendum, reason="Ya no hace falta."),
            occurred=today(),
        )

    told = refused(agreement.case, CannotWithdraw, lambda: withdraw(world.formulator))
    assert "quien la solicitó" in told[0]
    withdraw(world.coordinator)
    assert again(addendum).status == "withdrawn"
    assert not open_tasks(agreement.case, "sign")
    assert again(addendum).signature_round.status == "stopped"  # type: ignore[union-attr]
    agreement.refresh_from_db()
    assert agreement.status == "in_force"
    assert "no" not in refused(agreement.case, CannotWithdraw, lambda: withdraw(world.coordinator))[0][:2]


def test_what_is_on_its_way_lapses_when_the_agreement_expires(
    agreement: Agreement, world: World, travel: Travel
) -> None:
    addendum = submit(drafted(agreement, world, later_end(LATER)))
    travel(date(2029, 3, 2))
    closing.expire(agreement)
    addendum = again(addendum)
    assert (addendum.status, addendum.reason) == ("lapsed", "Venció la vigencia del convenio.")
    assert not open_tasks(agreement.case, "legal")
    assert LedgerEntry.objects.filter(case=agreement.case, act="addenda.lapse").exists()


def test_the_level_may_require_an_instrument_that_approves_the_very_text(agreement: Agreement, world: World) -> None:
    InstrumentRequirement.objects.create(
        level=Level.REGIONAL,
        subject=DocumentSubject.ADDENDUM,
        instrument=InstrumentKind.REGIONAL_COUNCIL_AGREEMENT,
        basis="Ley N° 27867, art. 15",
    )
    addendum = to_approval(drafted(agreement, world, later_end(LATER)))
    task = open_task(agreement.case, "instruments")
    brought = {
        "addendum": addendum,
        "kind": InstrumentKind.REGIONAL_COUNCIL_AGREEMENT,
        "number": "N° 010-2026-GRA/CR",
        "issued_on": NOW,
        "upload": ("acuerdo.pdf", PDF),
    }
    told = refused(
        agreement.case,
        CannotRegisterInstrument,
        lambda: do(
            task,
            review.register_instrument,
            **{**brought, "kind": InstrumentKind.PCM_COORDINATION, "number": "", "issued_on": LATER},
        ),
    )
    assert len(told) == 3
    do(task, review.register_instrument, **brought)
    assert approve(addendum).status == "approved"


def test_the_history_says_who_did_it_and_why(agreement: Agreement, world: World) -> None:
    addendum = signed(agreement, world, later_end(LATER))
    people = {row.history_user for row in addendum.history.all()}
    assert {world.coordinator, world.director_general, world.formulator} <= people
    acts = list(
        LedgerEntry.objects.filter(case=agreement.case, act__startswith="addenda.")
        .order_by("sequence")
        .values_list("act", flat=True)
    )
    assert acts == [
        "addenda.request",
        "addenda.admit",
        "addenda.write_change",
        "addenda.submit",
        "addenda.technical_opinion",
        "addenda.legal_opinion",
        "addenda.approve",
        "addenda.number",
        "addenda.sign",
        "addenda.take_effect",
    ]
    assert Addendum.objects.count() == 1


def test_admission_asks_again_whether_the_agreement_is_in_force(agreement: Agreement, world: World) -> None:
    addendum = request_addendum(agreement, world.coordinator)
    assert admit(addendum).status == "drafting"
