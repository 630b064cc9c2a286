"""No act of a period is dated before the one it follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.verification.errors import CannotAddEvidence, CannotDeclare
from legal.verification.models import Verification
from legal.verification.services import unreported
from tests.factories import World, make_draft, to_in_force, today
from tests.factories.verification import (
    add_evidence,
    admit,
    communicate,
    correct,
    issue_first_report,
    issue_second_report,
    present,
    serve,
    verification_of,
    verify,
    verify_correction,
)
from tests.legal.refusals import refused
from workflow import deadlines, service
from workflow.errors import Refusal

SIGNED_ON, LATER, BEFORE = date(2026, 3, 2), date(2026, 3, 10), date(2026, 3, 9)
Travel = Callable[[date], None]


@pytest.fixture
def verification(world: World, travel: Travel, papers_without_word: None) -> Verification:
    """Return the period that opened on 2 March 2026; today is the 20th."""
    travel(SIGNED_ON)
    agreement: Agreement = to_in_force(make_draft(world), world)
    travel(date(2026, 3, 20))
    return verification_of(agreement)


def served(verification: Verification) -> None:
    """Take a period to the receipt of its observations, on 10 March."""
    present(verification, on=LATER)
    admit(verification, on=LATER)
    verify(verification, on=LATER)
    issue_first_report(verification, on=LATER)
    communicate(verification, on=LATER)
    serve(verification.case, on=LATER)
    verification.refresh_from_db()


def test_evidence_is_not_older_than_its_period(verification: Verification) -> None:
    words = refused(
        verification.case, CannotAddEvidence, lambda: add_evidence(verification, "C-01", on=date(2026, 3, 1))
    )
    assert words == ["El período no estaba abierto en esa fecha."]


def test_nothing_is_admitted_before_it_is_presented(verification: Verification) -> None:
    present(verification, on=LATER)
    words = refused(verification.case, Refusal, lambda: admit(verification, on=BEFORE))
    assert words == ["Este paso se abrió el 10 de marzo de 2026: la fecha del acto no puede ser anterior."]


def test_nothing_is_corrected_before_the_observations_are_received(verification: Verification) -> None:
    served(verification)
    words = refused(verification.case, Refusal, lambda: correct(verification, on=BEFORE))
    assert "no puede ser anterior" in words[0]


def test_no_correction_is_verified_before_it_is_presented(verification: Verification) -> None:
    served(verification)
    correct(verification, on=date(2026, 3, 12))
    words = refused(verification.case, Refusal, lambda: verify_correction(verification, on=date(2026, 3, 11)))
    assert "no puede ser anterior" in words[0]


def test_the_second_report_is_not_issued_within_the_term_that_lapsed(
    verification: Verification, travel: Travel
) -> None:
    served(verification)
    travel(date(2026, 8, 20))
    deadlines.run_clock(on=date(2026, 8, 20))
    assert verification.correction_deadline is not None
    last_day = verification.correction_deadline.due_on
    words = refused(verification.case, Refusal, lambda: issue_second_report(verification, on=last_day))
    assert "no puede ser anterior" in words[0]
    issue_second_report(verification, on=date.fromordinal(last_day.toordinal() + 1))


def test_nobody_is_declared_silent_on_a_day_of_the_term(
    verification: Verification, world: World, travel: Travel
) -> None:
    travel(date(2026, 4, 6))
    deadlines.run_clock(on=date(2026, 4, 6))
    act = partial(unreported.declare_unreported, verification=verification, reason="No se presentó.")

    def declare(on: date) -> None:
        service.perform(
            case=verification.case,
            actor=world.formulator,
            act_name="verification.declare_unreported",
            act=act,
            occurred=today(on),
        )

    words = refused(verification.case, CannotDeclare, lambda: declare(date(2026, 4, 1)))
    assert words == ["En esa fecha el plazo no había vencido."]
    declare(date(2026, 4, 2))
