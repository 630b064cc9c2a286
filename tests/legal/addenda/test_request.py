"""An addendum is asked for and admitted or denied; it may be withdrawn, and lapses when the agreement ends first."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from legal.addenda.errors import (
    CannotAdmit,
    CannotRequest,
    CannotWithdraw,
)
from legal.addenda.models import Addendum
from legal.addenda.services import request
from legal.agreements.models import Agreement
from tests.factories import World, do, open_task, open_tasks, today
from tests.factories import closure as closing
from tests.factories.addenda import (
    admit,
    again,
    approve,
    decline,
    drafted,
    issue,
    later_end,
    register,
    request_addendum,
    sign,
    sign_all,
    submit,
    to_approval,
)
from tests.factories.agreements import PDF
from tests.legal.addenda.days import LATER, Travel
from tests.legal.refusals import refused
from workflow import service
from workflow.errors import NotAllowed
from workflow.models import LedgerEntry, User


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


def test_it_is_asked_for_once_by_each_party_while_it_is_on_its_way(agreement: Agreement, world: World) -> None:
    report = request_addendum(agreement, world.coordinator).report
    step = partial(request_addendum, agreement, world.coordinator, report=f" {report} ")
    assert "ya está en trámite" in str(refused(agreement.case, CannotRequest, step))
    assert agreement.addenda.count() == 1
    request_addendum(agreement, world.formulator, report=report)
    assert agreement.addenda.count() == 2


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


def test_only_who_asked_for_it_withdraws_it_and_its_steps_and_signatures_stop(
    agreement: Agreement, world: World
) -> None:
    addendum = issue(approve(to_approval(drafted(agreement, world, later_end(LATER)))))
    told = refused(agreement.case, CannotWithdraw, lambda: withdraw(addendum, world.formulator))
    assert "quien la solicitó" in told[0]
    withdraw(addendum, world.coordinator)
    assert again(addendum).status == "withdrawn"
    assert not open_tasks(agreement.case, "sign")
    assert again(addendum).signature_round.status == "stopped"  # type: ignore[union-attr]
    annulment = again(addendum).document.annulment  # type: ignore[union-attr]
    assert (annulment.reason, annulment.by) == ("Ya no hace falta.", world.coordinator)
    agreement.refresh_from_db()
    assert agreement.status == "in_force"
    assert "no" not in refused(agreement.case, CannotWithdraw, lambda: withdraw(addendum, world.coordinator))[0][:2]


def withdraw(addendum: Addendum, by: User) -> None:
    """Withdraw an addendum."""
    service.perform(
        case=addendum.case,
        actor=by,
        act_name="addenda.withdraw",
        act=partial(request.withdraw, addendum=addendum, reason="Ya no hace falta."),
        occurred=today(),
    )


def test_from_the_first_signature_on_who_asked_for_it_does_not_withdraw_it(agreement: Agreement, world: World) -> None:
    addendum = sign(issue(approve(to_approval(drafted(agreement, world, later_end(LATER))))))
    told = refused(agreement.case, CannotWithdraw, lambda: withdraw(addendum, world.coordinator))
    assert "Ya firmó Gobierno Regional" in told[0]
    assert "puede devolver el texto con su motivo" in told[0]
    decline(addendum, "El plazo no es el acordado.")
    withdraw(addendum, world.coordinator)
    assert again(addendum).status == "withdrawn"


def test_once_all_signed_it_nobody_withdraws_it_before_it_is_registered(agreement: Agreement, world: World) -> None:
    addendum = sign_all(issue(approve(to_approval(drafted(agreement, world, later_end(LATER))))))
    told = refused(agreement.case, CannotWithdraw, lambda: withdraw(addendum, world.coordinator))
    assert "Ya lo firmaron todas las partes" in told[0]
    assert register(addendum).status == "in_force"


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


def test_admission_asks_again_whether_the_agreement_is_in_force(agreement: Agreement, world: World) -> None:
    addendum = request_addendum(agreement, world.coordinator)
    assert admit(addendum).status == "drafting"
