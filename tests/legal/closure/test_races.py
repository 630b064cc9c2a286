"""The end of an agreement meets another act at the same instant: whoever comes first, nothing is left half open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.closure.models import Closure
from legal.closure.services import closure as closures
from legal.notices import services as notices
from legal.transfers.models import Transfer
from legal.transfers.services import proposal
from legal.transfers.services import transfer as transfers
from legal.verification.services import reporting
from legal.verification.services.reporting import PresentedReport
from tests.factories import World, make_world, open_tasks
from tests.factories.agreements import PDF
from tests.factories.closure import (
    accept,
    expire,
    opine_on_termination,
    present_final_report,
    propose_termination,
    terminate,
)
from tests.factories.tasks import do
from tests.factories.transfers import (
    authorize,
    incorporate,
    instruct,
    open_transfer,
    review,
    send_copies,
    step_of,
)
from tests.factories.verification import open_step, to_first_report, verification_of
from tests.legal.racing import at_once, check_that_the_record_has_no_gap, completing, performing
from tests.legal.transfers import reached
from workflow.errors import AlreadyDone

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS = 3
SIGNED_ON = date(2026, 3, 2)
Travel = Callable[[date], None]


@pytest.fixture
def people(transactional_db: None, papers_without_word: None) -> World:
    """Return the world in a database that threads see."""
    return make_world()


def in_force(people: World, travel: Travel) -> Agreement:
    """Return an agreement of one year in force since 2 March 2026."""
    travel(SIGNED_ON)
    return reached.in_force(people, years=1)


def earned(people: World, travel: Travel) -> Transfer:
    """Return the one transfer of an agreement whose year was met."""
    agreement = in_force(people, travel)
    to_first_report(verification_of(agreement), unmet=())
    return open_transfer(agreement)


def reviewed(transfer: Transfer, travel: Travel) -> Closure:
    """Return the closure of an agreement whose term is over, its final report agreed with."""
    ends_on = transfer.case.agreement.ends_on
    assert ends_on is not None
    travel(ends_on + timedelta(days=1))
    return accept(present_final_report(expire(transfer.case.agreement)))


def closing(closure: Closure, people: World) -> Callable[[], object]:
    """Return an attempt to close."""
    return completing(step_of(closure.process, "close"), people.director_general, closures.close, closure=closure)


def test_a_termination_received_while_a_report_is_presented_ends_the_period(people: World, travel: Travel) -> None:
    for _round in range(ROUNDS):
        agreement = in_force(people, travel)
        verification = verification_of(agreement)
        termination = terminate(opine_on_termination(propose_termination(agreement, people)))
        notice = termination.notice
        assert notice is not None
        do(open_step(notice.process, "send"), notices.send, notice=notice, channel="in_person")
        report = PresentedReport(kind="fixed", number="Informe N° 045-2026-GRPPAT", upload=("informe.pdf", PDF))
        received, presented = at_once(
            completing(
                open_step(notice.process, "receive"),
                people.clerk,
                notices.receive,
                notice=notice,
                receiver="Mesa de partes",
                receipt=("cargo.pdf", PDF),
            ),
            completing(
                open_step(verification.process, "present"),
                people.coordinator,
                reporting.present_reports,
                verification=verification,
                reports=[report],
            ),
        )
        agreement.refresh_from_db()
        verification.refresh_from_db()
        assert received is None
        assert presented is None or isinstance(presented, AlreadyDone)
        assert verification.compliance_reports.count() == (1 if presented is None else 0)
        assert (agreement.status, verification.status, verification.outcome) == ("terminated", "closed", "terminated")
        assert [task.flow_task.name for task in open_tasks(agreement.case)] == ["settle"]
        check_that_the_record_has_no_gap(agreement.case)


def test_an_agreement_is_not_closed_while_a_transfer_of_it_is_proposed(people: World, travel: Travel) -> None:
    for _round in range(ROUNDS):
        transfer = earned(people, travel)
        take_back = partial(proposal.take_back, transfer=transfer, reason="El cálculo se revisa.")
        performing(transfer.case, people.transfers_officer, "transfers.take_back", take_back)()
        closure = reviewed(transfer, travel)
        propose = partial(proposal.propose, tranche=transfer.tranche)
        closed, proposed = at_once(
            closing(closure, people),
            performing(transfer.case, people.transfers_officer, "transfers.propose", propose),
        )
        agreement = Agreement.objects.get(pk=closure.agreement_id)
        assert closed is not None
        assert proposed is None
        assert agreement.status == "expired"
        assert sorted(task.flow_task.name for task in open_tasks(agreement.case)) == ["close", "review"]
        check_that_the_record_has_no_gap(agreement.case)


def test_an_agreement_is_closed_only_after_its_last_transfer_is_confirmed(people: World, travel: Travel) -> None:
    for _round in range(ROUNDS):
        transfer = send_copies(incorporate(instruct(authorize(review(earned(people, travel))))))
        closure = reviewed(transfer, travel)
        closed, confirmed = at_once(
            closing(closure, people),
            completing(
                step_of(transfer.process, "confirm"),
                people.transfers_officer,
                transfers.confirm,
                transfer=transfer,
                siaf_record="0000012345",
            ),
        )
        agreement = Agreement.objects.get(pk=closure.agreement_id)
        assert confirmed is None
        assert agreement.status == ("concluded" if closed is None else "expired")
        acts = [entry.act for entry in agreement.case.ledger.order_by("sequence") if entry.kind == "act"]
        assert acts[-1] == ("closure.close" if closed is None else "transfers.confirm")
        assert [task.flow_task.name for task in open_tasks(agreement.case)] == ([] if closed is None else ["close"])
        check_that_the_record_has_no_gap(agreement.case)
