"""The papers speak of carrying only where the norm lets it and a later level follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.norms.models import UnmetCriteria
from legal.transfers.models import Rescue
from legal.transfers.texts import cancellation_letter
from legal.verification.models import Verification
from tests.factories import World
from tests.factories import transfers as money
from tests.factories.verification import (
    communicate,
    correct,
    issue_second_report,
    serve,
    to_first_report,
    verification_of,
    verify_correction,
)
from tests.legal.transfers import reached
from tests.legal.verification.steps import first_of, second_of

pytestmark = pytest.mark.usefixtures("papers_without_word")

SIGNED = date(2026, 3, 2)
Travel = Callable[[date], None]
CARRYING = ("arrastr", "siguiente")


def reported(world: World, travel: Travel, *, years: int, unmet_criteria: UnmetCriteria) -> Verification:
    """Return level 0 of an agreement of so many years, with report I issued and its one criterion not met."""
    world.norm.unmet_criteria = unmet_criteria
    world.norm.minimum_years = years
    world.norm.save()
    travel(SIGNED)
    return to_first_report(verification_of(reached.in_force(world, years=years)), unmet=("C-01",))


def left_unmet(verification: Verification) -> Verification:
    """Take it to its correction, which corrects nothing."""
    communicate(verification)
    serve(verification.case)
    correct(verification)
    verify_correction(verification, unmet=("C-01",))
    return verification


def speaks_of_carrying(*sentences: str) -> bool:
    """Whether any of the sentences speaks of another level."""
    return any(word in sentence for sentence in sentences for word in CARRYING)


@pytest.mark.parametrize(
    ("unmet_criteria", "years", "spoken"),
    [
        (UnmetCriteria.CARRY, 3, True),
        (UnmetCriteria.CARRY, 1, False),
        (UnmetCriteria.CANCEL, 3, False),
        (UnmetCriteria.CANCEL, 1, False),
    ],
)
class TestReports:
    def test_first_tells_what_may_become_of_what_is_observed(
        self, world: World, travel: Travel, years: int, unmet_criteria: UnmetCriteria, spoken: bool
    ) -> None:
        report = first_of(reported(world, travel, years=years, unmet_criteria=unmet_criteria), world, on=SIGNED)
        assert speaks_of_carrying(*report.conclusions) is spoken
        assert "se cancela la transferencia del saldo del Tramo Fijo" in report.conclusions[-1]

    def test_second_tells_and_recommends_what_can_still_be_decided(
        self, world: World, travel: Travel, years: int, unmet_criteria: UnmetCriteria, spoken: bool
    ) -> None:
        verification = left_unmet(reported(world, travel, years=years, unmet_criteria=unmet_criteria))
        report = second_of(verification, world, on=SIGNED)
        assert speaks_of_carrying(*report.conclusions) is spoken
        assert speaks_of_carrying(*report.recommendations) is spoken
        assert "se cancela la transferencia del saldo" in report.conclusions[-2]

    def test_cancellation_gives_as_ground_only_what_could_have_been_decided(
        self, world: World, travel: Travel, years: int, unmet_criteria: UnmetCriteria, spoken: bool
    ) -> None:
        verification = left_unmet(reported(world, travel, years=years, unmet_criteria=unmet_criteria))
        issue_second_report(verification)
        rescue = money.open_rescue(verification.period.agreement)
        rescue = money.answer_warning(money.serve_warning(money.warn(rescue)), world)
        rescue = money.cancel_balance(rescue, reason="No acreditó lo observado.")
        letter = cancellation_letter(
            Rescue.objects.get(pk=rescue.pk), on=SIGNED, signatory=world.director_general, authority=None
        )
        assert speaks_of_carrying(*letter.grounds) is spoken
