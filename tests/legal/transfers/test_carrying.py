"""What is not met is carried to the next level where the norm allows: paid from its own tranche, or cancelled there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from legal.agreements.models import Agreement
from legal.closure.services.closure import obstacles_to_closing
from legal.norms.models import UnmetCriteria
from legal.transfers.errors import CannotCarry
from legal.transfers.models import Calculation, Rescue, Tranche
from legal.transfers.services import carrying
from legal.transfers.services.rescue import cancel_balance
from legal.verification.models import CarriedLevel, Report, Verification
from tests.factories import World, open_tasks
from tests.factories import transfers as money
from tests.factories.tasks import do
from tests.factories.verification import (
    admit,
    communicate,
    correct,
    issue_first_report,
    issue_second_report,
    present,
    serve,
    to_first_report,
    to_served,
    verification_of,
    verify,
    verify_correction,
)
from tests.legal.agreements.traces import last_act
from tests.legal.refusals import refused
from tests.legal.transfers import reached
from tests.legal.transfers.worked import declare_unreported
from workflow import deadlines
from workflow.errors import AlreadyDone, NotAllowed

pytestmark = pytest.mark.usefixtures("papers_without_word")

SIGNED, CARRIED, YEAR_2, YEAR_3 = date(2026, 3, 2), date(2026, 9, 1), date(2027, 1, 4), date(2028, 1, 3)
YEAR = Decimal("1000000.00")
CODES = ("C-01", "C-02", "C-03", "C-04")
FROM_0 = {code: f"{code} (Nivel 0)" for code in CODES}
Travel = Callable[[date], None]


@pytest.fixture
def rescue(world: World, travel: Travel) -> Rescue:
    """Return the rescue of what three of four criteria of level 0 have left: the norm lets them be carried."""
    world.norm.unmet_criteria = UnmetCriteria.CARRY
    world.norm.save()
    travel(SIGNED)
    agreement = reached.in_force(world, criteria=4, years=3)
    leave_unmet(verification_of(agreement), CODES[1:])
    travel(CARRIED)
    return money.open_rescue(agreement)


def leave_unmet(verification: Verification, codes: tuple[str, ...]) -> None:
    """Take an open period to its end with these criteria observed and not corrected."""
    to_served(verification, unmet=codes)
    correct(verification)
    verify_correction(verification, unmet=codes)
    issue_second_report(verification)


def open_year(agreement: Agreement, travel: Travel, on: date) -> Verification:
    """Let the clock open the period that begins a fiscal year."""
    travel(on)
    assert not deadlines.run_clock(on=on).failed
    return verification_of(agreement, on.year - 2025)


def tranche_of(agreement: Agreement, year: int) -> Tranche:
    """Return the fixed tranche of a year as it is now."""
    return Tranche.objects.get(case=agreement.case, period__year=year, kind="fixed")


def parts(agreement: Agreement, year: int) -> tuple[Decimal, ...]:
    """Return paid, due, balance, cancelled and forgone of the fixed tranche of a year; they add up to its amount."""
    tranche = tranche_of(agreement, year)
    found = (tranche.paid, tranche.due, tranche.balance, tranche.cancelled, tranche.forgone)
    assert sum(found) == tranche.amount
    return found


def agreement_of(rescue: Rescue) -> Agreement:
    """Return the agreement of a rescue."""
    agreement: Agreement = rescue.case.agreement
    return agreement


class TestCarrying:
    def test_needs_no_warning_and_moves_no_money(self, rescue: Rescue, world: World) -> None:
        before = parts(agreement_of(rescue), 1)
        rescue = money.carry(rescue)
        assert (rescue.status, rescue.amount, rescue.decided_by) == (
            "carried",
            Decimal("750000.00"),
            world.director_general,
        )
        assert parts(agreement_of(rescue), 1) == before
        assert rescue.carried_into is not None
        assert rescue.carried_into.year == 2
        carried = CarriedLevel.objects.order_by("level__criterion__code")
        assert [each.level.criterion.code for each in carried] == list(CODES[1:])
        assert {(each.origin.period.year, each.period.year) for each in carried} == {(1, 2)}
        assert [task.flow_task.name for task in open_tasks(rescue.case)] == ["review", "send"]
        money.serve_letter(rescue)
        assert [task.flow_task.name for task in open_tasks(rescue.case)] == ["review"]

    def test_is_told_by_the_record_with_its_reason(self, rescue: Rescue, world: World) -> None:
        money.carry(rescue)
        entry = last_act(rescue.case)
        assert (entry.act, entry.actor, entry.reason) == (
            "transfers.carry",
            world.director_general,
            "Se subsanan en el siguiente nivel.",
        )
        assert (entry.after["criteria"], entry.after["level"]) == ("C-02, C-03, C-04", 1)

    def test_may_follow_the_warning_and_stops_the_term_to_answer_it(self, rescue: Rescue) -> None:
        rescue = money.serve_warning(money.warn(rescue))
        rescue = money.carry(rescue, step="decide")
        assert rescue.status == "carried"
        assert rescue.answer_deadline is not None
        assert rescue.answer_deadline.status == "stopped"

    def test_says_why(self, rescue: Rescue) -> None:
        assert refused(rescue.case, CannotCarry, lambda: money.carry(rescue, reason=" ")) == [
            "Escriba el sustento del arrastre."
        ]

    def test_is_not_older_than_the_end_of_the_period(self, rescue: Rescue) -> None:
        words = refused(rescue.case, CannotCarry, lambda: money.carry(rescue, on=date(2026, 2, 1)))
        assert "la fecha no puede ser anterior" in words[0]

    def test_is_refused_where_the_norm_says_cancel(self, rescue: Rescue, world: World) -> None:
        world.norm.unmet_criteria = UnmetCriteria.CANCEL
        world.norm.save()
        words = refused(rescue.case, CannotCarry, lambda: money.carry(rescue))
        assert words == [
            f"{world.norm} no permite arrastrar lo no subsanado: solo procede la cancelación del saldo.",
        ]

    def test_is_refused_once_the_next_level_was_reported_on_and_none_follows(
        self, rescue: Rescue, travel: Travel
    ) -> None:
        agreement = agreement_of(rescue)
        present(open_year(agreement, travel, YEAR_2))
        present(open_year(agreement, travel, YEAR_3))
        words = refused(rescue.case, CannotCarry, lambda: money.carry(rescue))
        assert words == ["No queda un nivel posterior por verificar: solo procede la cancelación del saldo."]

    def test_goes_to_the_level_after_one_that_was_reported_on(self, rescue: Rescue, travel: Travel) -> None:
        present(open_year(agreement_of(rescue), travel, YEAR_2))
        rescue = money.carry(rescue)
        assert rescue.carried_into is not None
        assert rescue.carried_into.year == 3

    def test_and_cancelling_exclude_each_other(self, rescue: Rescue, world: World) -> None:
        rescue = money.answer_warning(money.serve_warning(money.warn(rescue)), world)
        task = money.step_of(rescue.process, "decide")
        money.carry(rescue, step="decide")
        with pytest.raises(AlreadyDone):
            do(task, cancel_balance, rescue=rescue, reason="No subsanó.")
        assert parts(agreement_of(rescue), 1)[3] == 0

    def test_is_not_for_who_verified(self, rescue: Rescue, world: World) -> None:
        reached.also_hold(world.grantor_verifier, world.directorate, "director_general")
        task = money.step_of(rescue.process, "warn")
        with pytest.raises(NotAllowed):
            do(task, carrying.carry, by=world.grantor_verifier, rescue=rescue, reason="Se arrastra.")


class TestTheNextLevel:
    def test_judges_its_own_criteria_and_the_carried_ones(self, rescue: Rescue, travel: Travel) -> None:
        money.serve_letter(money.carry(rescue))
        verification = open_year(agreement_of(rescue), travel, YEAR_2)
        to_first_report(verification, unmet=("C-01", FROM_0["C-04"]))
        report = Report.objects.get(verification=verification)
        assert (report.met, report.criteria, report.carried_met, report.carried) == (3, 4, 2, 3)

    def test_pays_what_it_finds_met_from_the_tranche_of_origin(self, rescue: Rescue, travel: Travel) -> None:
        money.pay(money.open_transfer(agreement_of(rescue)))
        money.serve_letter(money.carry(rescue))
        agreement = agreement_of(rescue)
        to_first_report(open_year(agreement, travel, YEAR_2), unmet=("C-01", FROM_0["C-04"]))
        # 250,000.00 were paid for one criterion of four; two more are met now, and the own level counts its own four.
        assert parts(agreement, 1) == (Decimal(250_000), Decimal(500_000), Decimal(250_000), 0, 0)
        assert tranche_of(agreement, 2).due == tranche_of(agreement, 2).amount * 3 / 4
        told = Calculation.objects.filter(tranche=tranche_of(agreement, 1)).latest("pk").explanation
        verdicts = told["children"][0]["children"][1]["children"]
        assert [verdict["value"] for verdict in verdicts] == ["cumple", "cumple", "cumple", "no cumple"]
        assert "Arrastrado al Nivel 1: primera verificación" in verdicts[1]["basis"]
        assert "Arrastrado" not in verdicts[0]["basis"]

    def test_communicates_both_groups_in_one_letter_and_pays_what_is_corrected(
        self, rescue: Rescue, travel: Travel
    ) -> None:
        money.serve_letter(money.carry(rescue))
        agreement = agreement_of(rescue)
        verification = open_year(agreement, travel, YEAR_2)
        to_served(verification, unmet=("C-01", FROM_0["C-03"], FROM_0["C-04"]))
        assert verification.observations.count() == 3
        correct(verification)
        verify_correction(verification, unmet=(FROM_0["C-04"],))
        issue_second_report(verification)
        assert verification_of(agreement, 2).outcome == "partly_corrected"
        assert parts(agreement, 1)[2] == Decimal(250_000)
        assert parts(agreement, 2)[2] == 0
        again = money.open_rescue(agreement)
        assert (again.tranche.period.year, again.opened_on) == (1, YEAR_2)

    def test_opens_the_rescue_again_when_nobody_reports(self, rescue: Rescue, world: World, travel: Travel) -> None:
        money.serve_letter(money.carry(rescue))
        agreement = agreement_of(rescue)
        open_year(agreement, travel, YEAR_2)
        travel(date(2027, 3, 1))
        deadlines.run_clock(on=date(2027, 3, 1))
        declare_unreported(agreement, world)
        waiting = Rescue.objects.filter(case=agreement.case, status="open").order_by("pk")
        assert [(each.tranche.period.year, each.tranche.kind) for each in waiting] == [
            (1, "fixed"),
            (2, "fixed"),
            (2, "variable"),
        ]

    def test_does_not_let_a_variable_tranche_be_carried(self, rescue: Rescue, world: World, travel: Travel) -> None:
        money.serve_letter(money.carry(rescue))
        agreement = agreement_of(rescue)
        open_year(agreement, travel, YEAR_2)
        travel(date(2027, 3, 1))
        deadlines.run_clock(on=date(2027, 3, 1))
        declare_unreported(agreement, world)
        unreported = Rescue.objects.get(case=agreement.case, status="open", tranche__kind="variable")
        words = refused(agreement.case, CannotCarry, lambda: money.carry(unreported))
        assert words[0].startswith("Se arrastran criterios, y el tramo variable no los tiene")
        unverified = Rescue.objects.get(
            case=agreement.case, status="open", tranche__period__year=2, tranche__kind="fixed"
        )
        words = refused(agreement.case, CannotCarry, lambda: money.carry(unverified))
        assert words[0].startswith("No se verificó ningún criterio del período")


class TestCarriedOnceMore:
    def test_what_two_levels_left_is_cancelled_by_a_person_after_a_warning(
        self, rescue: Rescue, world: World, travel: Travel
    ) -> None:
        money.serve_letter(money.carry(rescue))
        agreement = agreement_of(rescue)
        leave_unmet(open_year(agreement, travel, YEAR_2), ("C-02", FROM_0["C-03"], FROM_0["C-04"]))
        travel(date(2027, 9, 1))
        for each in Rescue.objects.filter(case=agreement.case, status="open").order_by("pk"):
            money.serve_letter(money.carry(each))
        verification = open_year(agreement, travel, YEAR_3)
        assert [str(each.level.year) for each in CarriedLevel.objects.filter(period__year=3).order_by("pk")] == [
            "1",
            "1",
            "2",
        ]
        present(verification)
        admit(verification)
        verify(verification, unmet=(FROM_0["C-04"],))
        issue_first_report(verification)
        communicate(verification)
        serve(verification_of(agreement, 3).notice)
        verification.refresh_from_db()
        correct(verification)
        verify_correction(verification, unmet=(FROM_0["C-04"],))
        issue_second_report(verification)
        assert parts(agreement, 1)[1:] == (Decimal(750_000), Decimal(250_000), 0, 0)
        assert parts(agreement, 2)[2] == 0
        words = [str(obstacle) for obstacle in obstacles_to_closing(agreement)]
        assert (
            "Del tramo fijo del año 1 quedan criterios arrastrados que no se cumplieron: decida sobre su saldo."
            in words
        )
        last = money.open_rescue(agreement)
        words = refused(agreement.case, CannotCarry, lambda: money.carry(last))
        assert words == ["No queda un nivel posterior por verificar: solo procede la cancelación del saldo."]
        money.cancel_balance(money.answer_warning(money.serve_warning(money.warn(last)), world))
        assert parts(agreement, 1)[1:] == (Decimal(750_000), 0, Decimal(250_000), 0)
