"""From the open period to the admitted report: who presents, what is late, what is asked for once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.norms.models import LateReport
from legal.verification.errors import CannotAdmit, CannotDeclare, CannotReport
from legal.verification.models import ComplianceReport, Verification
from legal.verification.services import reporting, unreported
from legal.verification.services.reporting import PresentedReport
from tests.factories import World, do, make_draft, open_tasks, to_in_force, today
from tests.factories.agreements import PDF
from tests.factories.verification import (
    admit,
    ask_to_complete,
    complete_report,
    open_step,
    present,
    refuse_report,
    verification_of,
)
from tests.legal.agreements.traces import acts_of, last_act
from tests.legal.refusals import refused
from workflow import deadlines, service
from workflow.errors import NotAllowed
from workflow.models import Deadline

SIGNED_ON, DUE_ON = date(2026, 3, 2), date(2026, 4, 1)
Travel = Callable[[date], None]


@pytest.fixture
def in_force(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement signed on 2 March 2026: the report of year 1 is due on 1 April."""
    travel(SIGNED_ON)
    return to_in_force(make_draft(world), world)


@pytest.fixture
def verification(in_force: Agreement) -> Verification:
    """Return the verification of its first year."""
    return verification_of(in_force)


def declare(verification: Verification, by: object, reason: str = "Venció el plazo sin informe.") -> None:
    """Declare that the entity did not report."""
    service.perform(
        case=verification.case,
        actor=by,  # type: ignore[arg-type]
        act_name="verification.declare_unreported",
        act=partial(unreported.declare_unreported, verification=verification, reason=reason),
        occurred=today(),
    )


class TestOpening:
    def test_the_first_period_opens_with_the_agreement(self, in_force: Agreement, world: World) -> None:
        verification = verification_of(in_force)
        assert (verification.status, verification.opened_on) == ("reporting", SIGNED_ON)
        task = open_step(verification.process, "present")
        assert (task.role, task.unit, task.due_on) == ("coordinator", world.region, DUE_ON)

    def test_the_units_that_answer_for_criteria_take_part(self, in_force: Agreement, world: World) -> None:
        taking_part = in_force.case.participations.filter(capacity="executing")
        assert [each.unit for each in taking_part] == [world.executing_unit]

    def test_the_clock_opens_each_later_period_on_the_first_day_of_its_fiscal_year(
        self, in_force: Agreement, travel: Travel
    ) -> None:
        travel(date(2028, 1, 20))
        assert deadlines.run_clock(on=date(2028, 1, 20)).failed == ()
        opened = Verification.objects.filter(case=in_force.case).order_by("opened_on")
        assert [each.opened_on for each in opened] == [SIGNED_ON, date(2027, 1, 1), date(2028, 1, 1)]
        entries = [each for each in acts_of(in_force.case) if each.act == "verification.open"]
        assert [(each.occurred_on, each.after["level"]) for each in entries] == [
            (SIGNED_ON, 0),
            (date(2027, 1, 1), 1),
            (date(2028, 1, 1), 2),
        ]

    def test_the_clock_opens_no_period_twice(self, in_force: Agreement, travel: Travel) -> None:
        travel(date(2027, 1, 2))
        assert [deadlines.run_clock(on=date(2027, 1, 2)).scheduled for _turn in range(3)] == [1, 0, 0]


class TestPresenting:
    def test_in_time_meets_the_term(self, verification: Verification, world: World, travel: Travel) -> None:
        travel(DUE_ON)
        present(verification)
        assert (verification.status, verification.is_late) == ("submitted", False)
        deadline = Deadline.objects.get(pk=verification.period.report_deadline_id)
        assert (deadline.status, deadline.settled_on) == ("met", DUE_ON)
        entry = last_act(verification.case)
        assert (entry.act, entry.actor) == ("verification.present", world.coordinator)
        assert verification.history.latest().history_user == world.coordinator

    def test_after_the_term_is_late(self, verification: Verification, travel: Travel) -> None:
        travel(date(2026, 4, 2))
        present(verification)
        assert verification.is_late
        assert Deadline.objects.get(pk=verification.period.report_deadline_id).status == "expired"

    def test_dated_before_a_term_that_the_clock_has_ended_is_late_and_needs_its_note(
        self, verification: Verification, travel: Travel
    ) -> None:
        travel(date(2026, 4, 10))
        deadlines.run_clock(on=date(2026, 4, 10))
        present(verification, on=date(2026, 3, 20))
        assert verification.is_late

    def test_after_the_term_is_refused_where_the_norm_admits_no_late_report(
        self, verification: Verification, world: World, travel: Travel
    ) -> None:
        world.norm.late_report = LateReport.REFUSE
        world.norm.save()
        travel(date(2026, 4, 2))
        words = refused(verification.case, CannotReport, lambda: present(verification))
        assert "no admite informes fuera de plazo" in words[0]

    def test_without_the_reports_that_the_year_asks_for_is_refused(self, verification: Verification) -> None:
        task = open_step(verification.process, "present")
        words = refused(
            verification.case,
            CannotReport,
            lambda: do(task, reporting.present_reports, verification=verification, reports=[]),
        )
        assert words == ["Falta el Informe de cumplimiento (a), tramo fijo."]

    def test_asks_for_a_report_on_the_variable_tranche_from_the_second_year(
        self, in_force: Agreement, travel: Travel
    ) -> None:
        travel(date(2027, 1, 2))
        deadlines.run_clock(on=date(2027, 1, 2))
        second = verification_of(in_force, year=2)
        present(second)
        assert set(second.compliance_reports.values_list("kind", flat=True)) == {"fixed", "variable"}

    def test_a_report_without_a_number_or_of_another_kind_is_refused(self, verification: Verification) -> None:
        task = open_step(verification.process, "present")
        reports = [
            PresentedReport(kind="fixed", number=" ", upload=("a.pdf", PDF)),
            PresentedReport(kind="variable", number="N° 1", upload=("b.pdf", PDF)),
        ]
        words = refused(
            verification.case,
            CannotReport,
            lambda: do(task, reporting.present_reports, verification=verification, reports=reports),
        )
        assert [text[:22] for text in words] == [
            "Escriba el número del ",
            "A «N° 1» le falta: la ",
            "El año no pide el Info",
        ]

    def test_somebody_else_may_not_present(self, verification: Verification, world: World) -> None:
        refused(verification.case, NotAllowed, lambda: present(verification, by=world.stranger))


class TestAdmitting:
    def test_sends_the_report_to_verification(self, verification: Verification, world: World) -> None:
        present(verification)
        admit(verification)
        assert verification.status == "admitted"
        assert [task.flow_task.name for task in open_tasks(verification.case)] == ["verify"]

    def test_a_late_report_needs_a_note(self, verification: Verification, travel: Travel) -> None:
        travel(date(2026, 4, 10))
        present(verification)
        words = refused(verification.case, CannotAdmit, lambda: admit(verification))
        assert "escriba la constancia" in words[0]
        admit(verification, note="Se admite: la demora se debió a lluvias.")
        assert verification.late_note == "Se admite: la demora se debió a lluvias."

    def test_what_is_missing_is_asked_for_once(self, verification: Verification) -> None:
        present(verification)
        ask_to_complete(verification)
        complete_report(verification)
        assert verification.status == "submitted"
        words = refused(verification.case, CannotAdmit, lambda: ask_to_complete(verification))
        assert "una vez" in words[0]

    def test_the_term_to_complete_is_two_working_days(self, verification: Verification, travel: Travel) -> None:
        travel(date(2026, 3, 6))
        present(verification)
        ask_to_complete(verification)
        assert open_step(verification.process, "complete").due_on == date(2026, 3, 10)
        assert Deadline.objects.get(case=verification.case, name="completion_1").status == "running"

    def test_what_is_not_completed_in_its_term_is_judged_as_it_is(
        self, verification: Verification, travel: Travel
    ) -> None:
        travel(date(2026, 3, 6))
        present(verification)
        ask_to_complete(verification)
        travel(date(2026, 3, 11))
        assert deadlines.run_clock(on=date(2026, 3, 11)).failed == ()
        verification.refresh_from_db()
        assert verification.status == "submitted"
        admit(verification)
        assert not verification.compliance_reports.filter(kind=ComplianceReport.Kind.COMPLETION).exists()

    def test_a_report_in_time_is_not_held_as_not_presented_before_it_could_be_completed(
        self, verification: Verification
    ) -> None:
        present(verification)
        words = refused(verification.case, CannotAdmit, lambda: refuse_report(verification))
        assert "requiera primero que se complete" in words[0]

    def test_a_late_report_may_be_held_as_not_presented(self, verification: Verification, travel: Travel) -> None:
        travel(date(2026, 4, 10))
        present(verification)
        refuse_report(verification)
        assert (verification.status, verification.outcome) == ("closed", "not_reported")
        assert [task.flow_task.name for task in open_tasks(verification.case)] == ["warn"]


class TestWithoutAReport:
    def test_nobody_is_declared_silent_while_the_term_runs(self, verification: Verification, world: World) -> None:
        words = refused(verification.case, CannotDeclare, lambda: declare(verification, world.formulator))
        assert "corre hasta el" in words[0]

    def test_after_the_term_a_person_declares_it_and_the_rescue_of_the_balance_opens(
        self, verification: Verification, world: World, travel: Travel
    ) -> None:
        travel(date(2026, 4, 10))
        deadlines.run_clock(on=date(2026, 4, 10))
        verification.refresh_from_db()
        assert verification.status == "reporting"
        declare(verification, world.formulator)
        verification.refresh_from_db()
        assert (verification.status, verification.outcome) == ("closed", "not_reported")
        tranche = verification.period.tranches.get()
        assert (tranche.due, tranche.balance) == (0, tranche.amount)
        assert [task.flow_task.name for task in open_tasks(verification.case)] == ["warn"]

    def test_the_clock_ends_the_period_where_the_norm_admits_no_late_report(
        self, verification: Verification, world: World, travel: Travel
    ) -> None:
        world.norm.late_report = LateReport.REFUSE
        world.norm.save()
        travel(date(2026, 4, 10))
        assert deadlines.run_clock(on=date(2026, 4, 10)).failed == ()
        verification.refresh_from_db()
        assert (verification.outcome, verification.closed_on) == ("not_reported", date(2026, 4, 2))

    def test_what_was_presented_is_not_declared_absent(
        self, verification: Verification, world: World, travel: Travel
    ) -> None:
        travel(date(2026, 4, 10))
        present(verification)
        words = refused(verification.case, CannotDeclare, lambda: declare(verification, world.formulator))
        assert words == ["La entidad ya presentó su informe de cumplimiento."]
