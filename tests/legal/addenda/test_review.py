"""The opinions, instruments and approval of an addendum."""

from __future__ import annotations

import pytest

from legal.addenda.errors import (
    CannotApprove,
    CannotGiveOpinion,
    CannotRegisterInstrument,
)
from legal.addenda.services import review
from legal.agreements.models import Agreement
from legal.entities.models import DocumentSubject, InstrumentKind, InstrumentRequirement, Level
from tests.factories import World, do, open_task, open_tasks
from tests.factories.addenda import (
    again,
    approve,
    drafted,
    later_end,
    opine,
    submit,
    to_approval,
)
from tests.factories.agreements import PDF
from tests.legal.addenda.days import LATER, NOW
from tests.legal.refusals import refused
from workflow.errors import NotAllowed


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


def test_the_director_sends_it_back_with_a_reason(agreement: Agreement, world: World) -> None:
    addendum = to_approval(drafted(agreement, world, later_end(LATER)))
    task = open_task(agreement.case, "approve")
    refused(agreement.case, CannotApprove, lambda: do(task, review.send_back, addendum=addendum, reason=""))
    do(task, review.send_back, addendum=addendum, reason="Precise el plazo.")
    assert again(addendum).status == "drafting"
    assert open_task(agreement.case, "draft")


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
