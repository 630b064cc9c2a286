"""A term, or the agreement with all its terms, is suspended by a document with its ground and goes on by another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.agreements.models import Agreement
from legal.documents.models import IssuedDocument
from legal.followup.errors import CannotSuspend
from legal.followup.models import Suspension
from legal.followup.services.suspended_terms import obstacles_to_resuming_terms
from legal.notices.models import Notice
from tests.factories import World, make_draft, open_task, to_in_force
from tests.factories.closure import opine_on_termination, propose_termination, serve_termination, terminate
from tests.factories.terms import direct, term_of
from tests.factories.verification import correct, present, serve, to_served, verification_of
from tests.legal.agreements.traces import last_act
from tests.legal.refusals import refused
from workflow import deadlines
from workflow.errors import NotAllowed
from workflow.models import Deadline

Travel = Callable[[date], None]
Status = Deadline.Status
SIGNED_ON, SUSPENDED_ON, RESUMED_ON, DUE = date(2026, 3, 2), date(2026, 3, 16), date(2026, 5, 4), date(2026, 4, 1)


@pytest.fixture
def agreement(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement signed on 2 March 2026, whose first report is due on 1 April. It is 16 March."""
    travel(SIGNED_ON)
    signed = to_in_force(make_draft(world, years=2), world)
    travel(SUSPENDED_ON)
    return signed


def read(agreement: Agreement) -> Agreement:
    """Return the agreement as it is now."""
    return Agreement.objects.get(pk=agreement.pk)


class TestATerm:
    def test_stops_and_goes_on_where_it_stood(self, agreement: Agreement, world: World, travel: Travel) -> None:
        direct(agreement, world, "suspend_deadline", name="report_1")
        assert (term_of(agreement).status, term_of(agreement).due_on) == (Status.SUSPENDED, DUE)
        assert open_task(agreement.case, "present").due_on is None
        travel(RESUMED_ON)
        assert deadlines.run_clock(on=RESUMED_ON).expired == 0
        direct(agreement, world, "resume_deadline", name="report_1")
        # Thirteen of its thirty days had run; the other seventeen count from 4 May on.
        assert (term_of(agreement).status, term_of(agreement).due_on) == (Status.RUNNING, date(2026, 5, 20))
        assert open_task(agreement.case, "present").due_on == date(2026, 5, 20)
        kinds = [(each.kind, each.due_before, each.due_after) for each in term_of(agreement).changes.all()]
        assert kinds == [("suspended", DUE, None), ("resumed", DUE, date(2026, 5, 20))]

    @pytest.mark.parametrize("what", ["deadline", "agreement"])
    def test_that_stops_on_a_last_day_that_had_moved_ends_when_it_goes_on(
        self, world: World, travel: Travel, papers_without_word: None, what: str
    ) -> None:
        travel(date(2026, 3, 5))
        signed = to_in_force(make_draft(world, years=2), world)
        # Thirty days end on Saturday 4 April: it is due on Monday.
        assert term_of(signed).due_on == date(2026, 4, 6)
        about = {"name": "report_1"} if what == "deadline" else {}
        travel(date(2026, 4, 6))
        direct(signed, world, f"suspend_{what}", **about)  # type: ignore[arg-type]
        travel(RESUMED_ON)
        direct(signed, world, f"resume_{what}", **about)  # type: ignore[arg-type]
        assert (term_of(signed).status, term_of(signed).due_on) == (Status.RUNNING, RESUMED_ON)
        assert open_task(signed.case, "present").due_on == RESUMED_ON
        assert deadlines.run_clock(on=RESUMED_ON).expired == 0

    def test_that_has_not_begun_is_not_suspended_on_its_own(self, agreement: Agreement, world: World) -> None:
        told = refused(
            agreement.case, CannotSuspend, lambda: direct(agreement, world, "suspend_deadline", name="report_2")
        )
        assert "corre recién desde el 31 de diciembre de 2026" in told[0]

    def test_leaves_the_other_terms_running(self, agreement: Agreement, world: World) -> None:
        direct(agreement, world, "suspend_deadline", name="report_1")
        assert term_of(agreement, "report_2").status == Status.RUNNING
        assert read(agreement).status == Agreement.Status.IN_FORCE

    def test_is_met_in_time_while_it_is_suspended(self, agreement: Agreement, world: World, travel: Travel) -> None:
        direct(agreement, world, "suspend_deadline", name="report_1")
        travel(RESUMED_ON)
        present(verification_of(agreement))
        assert not verification_of(agreement).is_late
        assert term_of(agreement).status == Status.MET

    def test_to_correct_takes_the_correction_while_it_is_suspended(
        self, agreement: Agreement, world: World, travel: Travel
    ) -> None:
        to_served(verification_of(agreement))
        direct(agreement, world, "suspend_deadline", name="correction_1")
        travel(date(2026, 12, 1))
        deadlines.run_clock(on=date(2026, 12, 1))
        correct(verification_of(agreement))
        assert term_of(agreement, "correction_1").status == Status.MET

    def test_is_suspended_with_a_ground(self, agreement: Agreement, world: World) -> None:
        told = refused(
            agreement.case,
            CannotSuspend,
            lambda: direct(agreement, world, "suspend_deadline", name="report_1", ground=" "),
        )
        assert "Escriba el sustento" in told[0]
        assert not IssuedDocument.objects.filter(kind="suspension_letter").exists()

    def test_is_suspended_by_a_letter_that_is_served(self, agreement: Agreement, world: World) -> None:
        direct(agreement, world, "suspend_deadline", name="report_1")
        letter = IssuedDocument.objects.get(kind="suspension_letter")
        assert letter.title == f"Suspensión del plazo: {term_of(agreement).title}"
        assert Suspension.objects.get().file == letter.file
        serve(agreement.case)
        notice = Notice.objects.get(document=letter)
        assert (notice.unit, notice.status) == (agreement.entity.unit, "received")

    def test_is_not_suspended_twice_nor_once_it_is_over(
        self, agreement: Agreement, world: World, travel: Travel
    ) -> None:
        direct(agreement, world, "suspend_deadline", name="report_1")
        told = refused(
            agreement.case, CannotSuspend, lambda: direct(agreement, world, "suspend_deadline", name="report_1")
        )
        assert "ya está suspendido" in told[0]
        direct(agreement, world, "resume_deadline", name="report_1")
        travel(RESUMED_ON)
        deadlines.run_clock(on=RESUMED_ON)
        told = refused(
            agreement.case, CannotSuspend, lambda: direct(agreement, world, "suspend_deadline", name="report_1")
        )
        assert "ya no está en curso" in told[0]

    def test_does_not_go_on_unless_it_is_suspended(self, agreement: Agreement, world: World) -> None:
        told = refused(
            agreement.case, CannotSuspend, lambda: direct(agreement, world, "resume_deadline", name="report_1")
        )
        assert told == ["No hay ningún plazo suspendido."]

    def test_does_not_go_on_before_it_was_suspended(self, agreement: Agreement, world: World) -> None:
        direct(agreement, world, "suspend_deadline", name="report_1")
        told = refused(
            agreement.case,
            CannotSuspend,
            lambda: direct(agreement, world, "resume_deadline", name="report_1", on=date(2026, 3, 10)),
        )
        assert any("anterior a la suspensión" in text for text in told)

    def test_does_not_go_on_while_its_agreement_stood_still(
        self, agreement: Agreement, world: World, travel: Travel
    ) -> None:
        direct(agreement, world, "suspend_deadline", name="report_1")
        travel(date(2026, 3, 20))
        direct(agreement, world, "suspend_agreement")
        travel(RESUMED_ON)
        direct(agreement, world, "resume_agreement")
        travel(date(2026, 5, 5))
        for on in (date(2026, 3, 18), date(2026, 4, 6)):
            told = refused(
                agreement.case,
                CannotSuspend,
                lambda on=on: direct(agreement, world, "resume_deadline", name="report_1", on=on),
            )
            assert told == [
                "La suspensión del convenio se levantó el 4 de mayo de 2026: el plazo no se reanuda antes de esa fecha."
            ]
        direct(agreement, world, "resume_deadline", name="report_1", on=RESUMED_ON)
        assert term_of(agreement).due_on == date(2026, 5, 20)

    @pytest.mark.parametrize("what", ["deadline", "agreement"])
    def test_does_not_go_on_as_of_a_day_that_would_end_it_in_the_past(
        self, agreement: Agreement, world: World, travel: Travel, what: str
    ) -> None:
        about = {"name": "report_1"} if what == "deadline" else {}
        direct(agreement, world, f"suspend_{what}", **about)  # type: ignore[arg-type]
        travel(date(2026, 6, 1))
        told = refused(
            agreement.case,
            CannotSuspend,
            lambda: direct(agreement, world, f"resume_{what}", on=date(2026, 3, 20), **about),  # type: ignore[arg-type]
        )
        assert "ya habría vencido el 6 de abril de 2026" in told[0]
        assert term_of(agreement).status == Status.SUSPENDED

    def test_that_was_met_while_it_was_suspended_is_not_offered_to_go_on(
        self, agreement: Agreement, world: World, travel: Travel
    ) -> None:
        direct(agreement, world, "suspend_deadline", name="report_1")
        travel(RESUMED_ON)
        present(verification_of(agreement))
        (obstacle,) = obstacles_to_resuming_terms(read(agreement))
        assert obstacle.text == "No hay ningún plazo suspendido."

    def test_is_the_directors_to_suspend(self, agreement: Agreement, world: World) -> None:
        for person in (world.formulator, world.coordinator, world.stranger):
            refused(
                agreement.case,
                NotAllowed,
                lambda by=person: direct(agreement, world, "suspend_deadline", name="report_1", by=by),
            )


class TestAnAgreement:
    def test_stops_with_its_terms_and_goes_on(self, agreement: Agreement, world: World, travel: Travel) -> None:
        direct(agreement, world, "suspend_agreement")
        assert read(agreement).status == Agreement.Status.SUSPENDED
        assert {each.status for each in Deadline.objects.filter(case=agreement.case)} == {Status.SUSPENDED}
        entry = last_act(agreement.case)
        assert (entry.act, entry.actor, entry.before, entry.reason) == (
            "followup.suspend_agreement",
            world.director_general,
            {"status": "in_force"},
            "Huelga del personal de salud.",
        )
        travel(RESUMED_ON)
        report = deadlines.run_clock(on=RESUMED_ON)
        assert (report.expired, report.failed) == (0, ())
        direct(agreement, world, "resume_agreement")
        assert read(agreement).status == Agreement.Status.IN_FORCE
        assert (term_of(agreement).status, term_of(agreement).due_on) == (Status.RUNNING, date(2026, 5, 20))
        # The report of the next year had not begun to run: it loses nothing.
        assert term_of(agreement, "report_2").due_on == date(2027, 2, 15)
        assert "hasta el 20 de mayo de 2026" in last_act(agreement.case).after["terms"]

    def test_leaves_a_term_suspended_that_was_suspended_on_its_own(self, agreement: Agreement, world: World) -> None:
        direct(agreement, world, "suspend_deadline", name="report_1")
        direct(agreement, world, "suspend_agreement")
        told = refused(
            agreement.case, CannotSuspend, lambda: direct(agreement, world, "resume_deadline", name="report_1")
        )
        assert "El convenio está suspendido" in told[0]
        direct(agreement, world, "resume_agreement")
        assert term_of(agreement).status == Status.SUSPENDED
        assert term_of(agreement, "report_2").status == Status.RUNNING
        direct(agreement, world, "resume_deadline", name="report_1")
        assert term_of(agreement).status == Status.RUNNING

    def test_is_suspended_in_force_only(self, agreement: Agreement, world: World) -> None:
        direct(agreement, world, "suspend_agreement")
        told = refused(agreement.case, CannotSuspend, lambda: direct(agreement, world, "suspend_agreement"))
        assert "solo se suspende el que está en vigor" in told[0]

    def test_goes_on_only_when_it_is_suspended(self, agreement: Agreement, world: World) -> None:
        told = refused(agreement.case, CannotSuspend, lambda: direct(agreement, world, "resume_agreement"))
        assert told[0] == "El convenio no está suspendido."

    def test_is_the_directors_to_suspend(self, agreement: Agreement, world: World) -> None:
        refused(agreement.case, NotAllowed, lambda: direct(agreement, world, "suspend_agreement", by=world.coordinator))

    def test_that_is_terminated_while_it_is_suspended_lets_what_was_earned_be_verified(
        self, agreement: Agreement, world: World
    ) -> None:
        to_served(verification_of(agreement))
        direct(agreement, world, "suspend_agreement")
        serve_termination(terminate(opine_on_termination(propose_termination(agreement, world))))
        assert read(agreement).status == Agreement.Status.TERMINATED
        assert Suspension.objects.get().lifted_on == SUSPENDED_ON
        statuses = {name: term_of(agreement, name).status for name in ("correction_1", "report_2")}
        assert statuses == {"correction_1": Status.RUNNING, "report_2": Status.STOPPED}

    def test_has_one_suspension_in_the_tables(self, agreement: Agreement, world: World) -> None:
        direct(agreement, world, "suspend_agreement")
        suspension = Suspension.objects.get()
        assert (suspension.deadline, suspension.document) == (None, "Oficio N° 001-2026-EF/50.01")
        direct(agreement, world, "resume_agreement")
        suspension.refresh_from_db()
        assert (suspension.lifted_on, suspension.lifting_document) == (SUSPENDED_ON, "Oficio N° 002-2026-EF/50.01")
