"""A document is served: sent, received with its proof, or sent again when nobody could be found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from legal.notices import services
from legal.notices.errors import CannotServe
from legal.notices.models import Notice
from tests.factories import World, do, make_draft, open_task, to_in_force
from tests.factories.agreements import PDF
from tests.factories.verification import communicate, to_first_report, verification_of
from tests.legal.agreements.traces import last_act
from tests.legal.refusals import refused
from workflow.errors import NotAllowed

ISSUED_ON = date(2026, 3, 16)


@pytest.fixture
def notice(world: World, travel: Callable[[date], None], papers_without_word: None) -> Notice:
    """Return the notice of a letter of 16 March 2026, not sent yet."""
    travel(ISSUED_ON)
    verification = verification_of(to_in_force(make_draft(world), world))
    to_first_report(verification)
    communicate(verification)
    return Notice.objects.get()


def send(notice: Notice, **values: Any) -> None:
    """Send the letter by hand."""
    do(open_task(notice.case, "send"), services.send, notice=notice, channel=Notice.Channel.IN_PERSON, **values)
    notice.refresh_from_db()


def receive(notice: Notice, receiver: str = "Mesa de partes del GRA", **values: Any) -> None:
    """Record the receipt."""
    receipt = ("cargo.pdf", PDF)
    task = open_task(notice.case, "receive")
    do(task, services.receive, notice=notice, receiver=receiver, receipt=receipt, **values)
    notice.refresh_from_db()


def test_a_notice_is_sent_and_received_with_its_proof(
    notice: Notice, world: World, travel: Callable[[date], None]
) -> None:
    send(notice)
    travel(date(2026, 3, 20))
    receive(notice)
    assert (notice.status, notice.sent_on, notice.received_on) == ("received", ISSUED_ON, date(2026, 3, 20))
    assert notice.receipt is not None
    assert notice.history.latest().history_user == world.clerk


def test_nothing_runs_before_the_receipt(notice: Notice) -> None:
    send(notice)
    assert not notice.case.deadlines.filter(name__startswith="correction").exists()
    assert last_act(notice.case).act == "notices.send"


def test_a_letter_that_could_not_be_delivered_is_sent_again(notice: Notice) -> None:
    send(notice)
    do(open_task(notice.case, "receive"), services.fail, notice=notice, reason="El local estaba cerrado.")
    notice.refresh_from_db()
    assert (notice.status, notice.attempts) == ("pending", 1)
    send(notice)
    assert notice.attempts == 2
    receive(notice)
    assert notice.status == "received"


def test_a_failure_says_why(notice: Notice) -> None:
    send(notice)
    task = open_task(notice.case, "receive")
    words = refused(notice.case, CannotServe, lambda: do(task, services.fail, notice=notice, reason=" "))
    assert words == ["Escriba por qué no se pudo entregar."]


def test_nothing_is_sent_before_its_own_date(notice: Notice) -> None:
    words = refused(notice.case, CannotServe, lambda: send(notice, on=date(2026, 3, 15)))
    assert "no pudo enviarse antes" in words[0]


def test_nothing_is_received_before_it_was_sent(notice: Notice, travel: Callable[[date], None]) -> None:
    travel(date(2026, 3, 20))
    send(notice)
    words = refused(notice.case, CannotServe, lambda: receive(notice, on=date(2026, 3, 19)))
    assert "no pudo recibirse antes" in words[0]


def test_a_receipt_names_who_signed_it(notice: Notice) -> None:
    send(notice)
    words = refused(notice.case, CannotServe, lambda: receive(notice, receiver=" "))
    assert words == ["Escriba quién firmó o selló el cargo."]


def test_only_the_clerk_serves(notice: Notice, world: World) -> None:
    refused(notice.case, NotAllowed, lambda: send(notice, by=world.coordinator))
