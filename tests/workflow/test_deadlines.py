"""Terms of a case: opened and settled by acts, reminded and expired by the clock, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from tests.workflow import acts
from tests.workflow.acts import NURSE
from tests.workflow.hospital import Hospital, acts_of, admit, entries, is_gap_free, make_hospital, perform
from tests.workflow.threads import together
from workflow import clock, deadlines
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.errors import Refusal
from workflow.models import Case, Deadline, LedgerEntry, Message

Travel = Callable[[date], None]
# A Monday; ten calendar days later is a Thursday.
OPENED, DUE = date(2026, 3, 2), date(2026, 3, 12)
TEN_DAYS = Term(amount=10, unit=TermUnit.CALENDAR_DAYS)


@pytest.fixture(autouse=True)
def _own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "_on_expiry", {})


@pytest.fixture(autouse=True)
def _on_the_day(travel: Travel) -> Iterator[None]:
    travel(OPENED)
    return


def case_with_term(hospital: Hospital, *names: str, term: Term = TEN_DAYS) -> Case:
    """Admit somebody and open terms, "control" unless named otherwise."""
    case = admit(hospital)

    def open_terms(**values: Any) -> None:
        for name in names or ("control",):
            deadlines.open_deadline(
                name=name,
                title="Control del paciente",
                term=term,
                starts_on=OPENED,
                basis="Norma técnica, art. 5",
                role=NURSE,
                unit=hospital.emergency,
            )
        acts.note(**values)

    perform(case, hospital.doctor, open_terms)
    return case


def term_of(case: Case, name: str = "control") -> Deadline:
    return Deadline.objects.get(case=case, name=name)


def fail(error: Exception, deadline: Deadline) -> None:
    raise error


class TestTerms:
    def test_are_counted_from_the_day_after(self, hospital: Hospital) -> None:
        term = term_of(case_with_term(hospital))
        assert (term.starts_on, term.due_on, term.status) == (OPENED, DUE, Deadline.Status.RUNNING)
        assert (term.amount, term.term_unit, term.basis) == (10, "calendar_days", "Norma técnica, art. 5")

    def test_are_named_once_in_a_case(self, hospital: Hospital) -> None:
        with pytest.raises(IntegrityError):
            case_with_term(hospital, "control", "control")

    def test_that_are_settled_are_not_settled_again(self, hospital: Hospital) -> None:
        term = term_of(case_with_term(hospital))
        deadlines.settle(term, status=Deadline.Status.MET, on=OPENED)
        with pytest.raises(Refusal, match="ya no está en curso"):
            deadlines.settle(term, status=Deadline.Status.STOPPED, on=OPENED)

    def test_all_stop_when_the_case_ends_otherwise(self, hospital: Hospital) -> None:
        case, other = case_with_term(hospital, "control", "alta"), case_with_term(hospital)

        def stop(**values: Any) -> None:
            deadlines.stop_all(on=OPENED)
            acts.note(**values)

        perform(case, hospital.doctor, stop)
        assert set(case.deadlines.values_list("status", flat=True)) == {Deadline.Status.STOPPED}
        assert term_of(other).status == Deadline.Status.RUNNING
        assert deadlines.run_clock(on=DUE + timedelta(days=30)).expired == 1


class TestExpiry:
    def test_happens_the_day_after_the_last_day(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        assert deadlines.run_clock(on=DUE).expired == 0
        assert deadlines.run_clock(on=DUE + timedelta(days=1)).expired == 1
        term = term_of(case)
        assert (term.status, term.settled_on) == (Deadline.Status.EXPIRED, date(2026, 3, 13))

    def test_is_recorded_without_a_person(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        deadlines.run_clock(on=date(2026, 3, 13))
        entry = entries(case)[-1]
        assert (entry.act, entry.actor, entry.occurred_on) == ("deadlines.expire", None, date(2026, 3, 13))
        assert entry.after["due_on"] == "2026-03-12"
        assert is_gap_free(case)

    def test_has_the_same_legal_date_when_the_clock_runs_late(self, hospital: Hospital, travel: Travel) -> None:
        case = case_with_term(hospital)
        travel(date(2026, 5, 4))
        deadlines.run_clock(on=date(2026, 5, 4))
        entry = entries(case)[-1]
        assert entry.occurred_on == term_of(case).settled_on == date(2026, 3, 13)
        assert entry.recorded_at.date() == date(2026, 5, 4)

    def test_happens_once_however_often_the_clock_runs(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        reports = [deadlines.run_clock(on=date(2026, 3, 13)) for _turn in range(3)]
        assert [report.expired for report in reports] == [1, 0, 0]
        assert acts_of(case).count("deadlines.expire") == 1

    def test_lets_a_room_act_in_the_same_transaction(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        told: list[Deadline] = []
        deadlines.on_expiry("control", told.append)
        deadlines.run_clock(on=date(2026, 3, 13))
        assert told == [term_of(case)]
        assert told[0].status == Deadline.Status.EXPIRED

    def test_passes_over_a_term_that_another_expiry_has_just_stopped(self, hospital: Hospital) -> None:
        case = case_with_term(hospital, "alta", "control")
        deadlines.on_expiry("alta", lambda deadline: deadlines.stop_all(on=deadline.due_on))
        report = deadlines.run_clock(on=date(2026, 3, 13))
        assert (report.expired, report.failed) == (1, ())
        assert (term_of(case).status, term_of(case).clock_error) == (Deadline.Status.STOPPED, "")

    @pytest.mark.django_db(transaction=True)
    def test_happens_once_when_two_clocks_run_at_the_same_time(self) -> None:
        cases = [case_with_term(hospital) for hospital in [make_hospital()] for _case in range(5)]
        reports = together([partial(deadlines.run_clock, on=date(2026, 3, 13))] * 2)
        assert sum(report.expired for report in reports) == 5  # type: ignore[attr-defined]
        assert [report.failed for report in reports] == [(), ()]  # type: ignore[attr-defined]
        assert all(acts_of(case).count("deadlines.expire") == 1 for case in cases)


class TestACaseThatFails:
    @pytest.mark.parametrize("error", [Refusal("Falta el alta."), KeyError("alta"), IntegrityError("una\nfila")])
    def test_is_reported_and_the_others_go_on(self, hospital: Hospital, error: Exception) -> None:
        failing, sound = case_with_term(hospital, "alta"), case_with_term(hospital)
        deadlines.on_expiry("alta", partial(fail, error))
        report = deadlines.run_clock(on=date(2026, 3, 13))
        (line,) = report.failed
        assert line.startswith(f"{failing.number} alta: ")
        assert "\n" not in line
        assert report.expired == 1
        assert term_of(sound).status == Deadline.Status.EXPIRED

    def test_keeps_its_term_running_with_the_failure_on_it(self, hospital: Hospital) -> None:
        case = case_with_term(hospital, "alta")
        deadlines.on_expiry("alta", partial(fail, Refusal("Falta el alta.")))
        deadlines.run_clock(on=date(2026, 3, 13))
        term = term_of(case, "alta")
        assert (term.status, term.clock_error) == (Deadline.Status.RUNNING, "Falta el alta.")
        assert "deadlines.expire" not in acts_of(case)

    def test_is_dealt_with_by_the_next_turn_once_it_is_cured(self, hospital: Hospital) -> None:
        case = case_with_term(hospital, "alta")
        deadlines.on_expiry("alta", partial(fail, Refusal("Falta el alta.")))
        deadlines.run_clock(on=date(2026, 3, 13))
        deadlines.on_expiry("alta", lambda deadline: None)
        assert deadlines.run_clock(on=date(2026, 3, 14)).expired == 1
        term = term_of(case, "alta")
        assert (term.settled_on, term.clock_error) == (date(2026, 3, 13), "")


class TestReminders:
    def run_daily(self, start: date, days: int) -> list[date]:
        """Run the clock every day and return the days on which it reminded."""
        turns = [start + timedelta(days=number) for number in range(days)]
        return [day for day in turns if deadlines.run_clock(on=day).reminded]

    def test_come_thirty_fifteen_five_and_one_day_before(self, hospital: Hospital) -> None:
        case = case_with_term(hospital, term=Term(amount=45, unit=TermUnit.CALENDAR_DAYS))
        due = term_of(case).due_on
        before = [(due - day).days for day in self.run_daily(OPENED, 50)]
        assert before == [30, 15, 5, 1]

    def test_go_to_the_post_that_must_meet_the_term(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        Message.objects.all().delete()
        deadlines.run_clock(on=DUE - timedelta(days=5))
        message = Message.objects.get()
        assert (message.case, message.role, message.unit) == (case, NURSE, hospital.emergency)
        assert message.subject == "Vence el 12 de marzo de 2026: Control del paciente"
        assert "Norma técnica, art. 5" in message.body

    def test_come_once_however_often_the_clock_runs(self, hospital: Hospital) -> None:
        case_with_term(hospital)
        assert [deadlines.run_clock(on=DUE).reminded for _turn in range(3)] == [1, 0, 0]

    def test_that_were_missed_are_not_caught_up(self, hospital: Hospital) -> None:
        case_with_term(hospital, term=Term(amount=45, unit=TermUnit.CALENDAR_DAYS))
        assert deadlines.run_clock(on=date(2026, 4, 15)).reminded == 1

    def test_do_not_come_for_terms_that_no_longer_run(self, hospital: Hospital) -> None:
        deadlines.settle(term_of(case_with_term(hospital)), status=Deadline.Status.MET, on=OPENED)
        assert deadlines.run_clock(on=DUE).reminded == 0


class TestTheCommand:
    def run(self, *arguments: str) -> int:
        """Run the command and return its exit code."""
        try:
            call_command("run_clock", *arguments)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    def test_says_what_it_did(self, hospital: Hospital, travel: Travel, capsys: pytest.CaptureFixture[str]) -> None:
        case_with_term(hospital)
        travel(date(2026, 3, 20))
        assert self.run() == 0
        assert capsys.readouterr() == (
            "2026-03-20: recounted 0, scheduled 0, reminded 0, expired 1, escalated 0, failed 0\n",
            "",
        )

    def test_runs_for_a_day_that_was_missed(self, hospital: Hospital, travel: Travel) -> None:
        case = case_with_term(hospital)
        travel(date(2026, 3, 20))
        assert self.run("--on", "2026-03-12") == 0
        assert term_of(case).status == Deadline.Status.RUNNING

    def test_ends_with_one_when_a_case_failed(
        self, hospital: Hospital, travel: Travel, capsys: pytest.CaptureFixture[str]
    ) -> None:
        case = case_with_term(hospital)
        deadlines.on_expiry("control", partial(fail, Refusal("Falta el alta.")))
        travel(date(2026, 3, 20))
        assert self.run() == 1
        assert capsys.readouterr().err == f"{case.number} control: Falta el alta.\n"

    @pytest.mark.parametrize("day", ["mañana", "2026-02-30", "2026-03-03", "2999-01-01"])
    def test_ends_with_two_for_a_day_it_cannot_run_for(
        self, db: None, day: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert clock.today() == OPENED
        assert self.run("--on", day) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
        assert not LedgerEntry.objects.exists()
