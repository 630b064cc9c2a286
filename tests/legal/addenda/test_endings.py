"""What all signed within the term rules, however late it is registered; nothing is signed once the term is over."""

from __future__ import annotations

from datetime import date

import pytest

from legal.addenda.models import Addendum
from legal.agreements.models import Agreement
from legal.signing.errors import CannotSign
from tests.factories import World
from tests.factories.addenda import (
    again,
    approve,
    clause,
    drafted,
    issue,
    later_end,
    register,
    sign,
    sign_all,
    signed,
    to_approval,
)
from tests.legal.addenda.days import LATER, NOW, Travel
from tests.legal.refusals import refused
from workflow import deadlines

LAST_DAY, DAY_AFTER, CLERK_COMES = date(2029, 3, 1), date(2029, 3, 2), date(2029, 3, 12)


@pytest.fixture
def issued(agreement: Agreement, world: World) -> Addendum:
    """Return an addendum that lengthens the term, issued for signature."""
    return issue(approve(to_approval(drafted(agreement, world, later_end(LATER)))))


def clock(on: date) -> None:
    """Let the clock of a day run without a failure."""
    report = deadlines.run_clock(on=on)
    assert not report.failed, report.failed


def test_a_longer_term_that_all_signed_on_the_last_day_holds_though_it_is_registered_later(
    agreement: Agreement, issued: Addendum, travel: Travel
) -> None:
    travel(LAST_DAY)
    sign_all(issued)
    travel(DAY_AFTER)
    clock(DAY_AFTER)
    agreement.refresh_from_db()
    assert (agreement.status, again(issued).status) == ("in_force", "in_signature")
    travel(CLERK_COMES)
    addendum = register(issued)
    assert (addendum.status, addendum.in_force_from) == ("in_force", LAST_DAY)
    clock(CLERK_COMES)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ends_on) == ("in_force", LATER)


def test_another_change_that_all_signed_is_registered_after_the_agreement_expired(
    agreement: Agreement, world: World, travel: Travel
) -> None:
    addendum = sign_all(issue(approve(to_approval(drafted(agreement, world, clause())))))
    travel(DAY_AFTER)
    clock(DAY_AFTER)
    agreement.refresh_from_db()
    assert (agreement.status, again(addendum).status) == ("expired", "in_signature")
    addendum = register(addendum)
    agreement.refresh_from_db()
    assert (addendum.status, addendum.in_force_from) == ("in_force", NOW)
    assert (agreement.status, agreement.ends_on) == ("expired", LAST_DAY)


def test_one_that_lacks_a_signature_lapses_when_the_agreement_expires(
    agreement: Agreement, issued: Addendum, travel: Travel
) -> None:
    sign(issued)
    travel(DAY_AFTER)
    clock(DAY_AFTER)
    agreement.refresh_from_db()
    assert (agreement.status, again(issued).status) == ("expired", "lapsed")
    annulment = again(issued).document.annulment  # type: ignore[union-attr]
    assert (annulment.by, annulment.annulled_on, annulment.reason) == (None, DAY_AFTER, again(issued).reason)


def test_one_is_not_signed_once_the_term_is_over(agreement: Agreement, issued: Addendum, travel: Travel) -> None:
    travel(DAY_AFTER)
    told = refused(agreement.case, CannotSign, lambda: sign(issued))
    assert "venció el 1 de marzo de 2029" in told[0]
    sign_all(issued, on=LAST_DAY)
    assert register(issued).in_force_from == LAST_DAY


def test_a_clock_that_comes_late_does_not_expire_what_an_addendum_lengthened(
    agreement: Agreement, world: World, travel: Travel
) -> None:
    signed(agreement, world, later_end(LATER), effective_on=LAST_DAY)
    travel(CLERK_COMES)
    clock(CLERK_COMES)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ends_on) == ("in_force", LATER)
