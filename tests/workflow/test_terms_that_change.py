"""Terms that are extended once, suspended and go on: rules as tables, and the counts that come of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow import acts
from tests.workflow.acts import NURSE
from tests.workflow.hospital import Hospital, admit, perform
from workflow import deadlines, extending, suspending
from workflow.calendars import Term, national_calendar
from workflow.calendars import Unit as TermUnit
from workflow.counting import due_date
from workflow.models import Deadline, DeadlineChange, Message, NonWorkingDay

Travel = Callable[[date], None]
Kind, Status = DeadlineChange.Kind, Deadline.Status
# A Monday; ten calendar days later is a Thursday.
OPENED, DUE = date(2026, 3, 2), date(2026, 3, 12)
TEN, FIVE, MONTH = (
    Term(amount=10, unit="calendar_days"),
    Term(amount=5, unit="calendar_days"),
    Term(amount=1, unit="months"),
)  # type: ignore[arg-type]
CALENDAR = national_calendar()


@pytest.fixture(autouse=True)
def _on_the_day(travel: Travel) -> Iterator[None]:
    travel(OPENED)
    return


def term(**changes: Any) -> Deadline:
    """Return a term of ten calendar days that may be extended, with changes."""
    values = {
        "title": "Control",
        "starts_on": OPENED,
        "amount": 10,
        "term_unit": "calendar_days",
        "due_on": DUE,
        "extension_basis": "Norma técnica, art. 6",
    }
    return Deadline(**{**values, **changes})


EXTENDED = DeadlineChange(kind=Kind.EXTENDED, on=OPENED, amount=5, term_unit="calendar_days")
SUSPENDED = DeadlineChange(kind=Kind.SUSPENDED, on=date(2026, 3, 5))


class TestExtending:
    @pytest.mark.parametrize(
        ("changes", "earlier", "on", "words"),
        [
            ({"status": Status.SUSPENDED}, [], OPENED, "está suspendido"),
            ({"status": Status.MET}, [], OPENED, "ya no está en curso"),
            ({"status": Status.EXPIRED}, [], OPENED, "ya no está en curso"),
            ({"extension_basis": ""}, [], OPENED, "es improrrogable"),
            ({}, [], date(2026, 3, 13), "venció el 12 de marzo de 2026"),
            ({}, [EXTENDED], OPENED, "por única vez"),
        ],
    )
    def test_is_not_for_every_term(
        self, changes: dict[str, Any], earlier: list[DeadlineChange], on: date, words: str
    ) -> None:
        (obstacle,) = extending.obstacles_to_extending(term(**changes), earlier, on)
        assert words in obstacle.text

    def test_may_come_on_the_last_day(self) -> None:
        assert extending.obstacles_to_extending(term(), [], DUE) == []

    @pytest.mark.parametrize(
        ("more", "limit", "end"),
        [
            (TEN, None, date(2026, 3, 23)),
            (FIVE, None, date(2026, 3, 17)),
            (FIVE, MONTH, date(2026, 3, 17)),
            # The limit of a month is 2 April 2026, Maundy Thursday: the first working day after it counts.
            (Term(amount=25, unit=TermUnit.CALENDAR_DAYS), MONTH, date(2026, 4, 6)),
        ],
    )
    def test_goes_on_from_the_end_within_the_limit(self, more: Term, limit: Term | None, end: date) -> None:
        deadline = term(**_limit(limit))
        assert extending.obstacles_to_length(deadline, more, CALENDAR, []) == []
        assert extending.extended_end(deadline, more, CALENDAR, []) == end

    @pytest.mark.parametrize(
        ("more", "limit", "words"),
        [
            (Term(amount=14, unit=TermUnit.CALENDAR_DAYS), None, "no puede durar más que el plazo"),
            (MONTH, MONTH, "solo se acuerda por adenda"),
        ],
    )
    def test_does_not_go_beyond_the_limit(self, more: Term, limit: Term | None, words: str) -> None:
        (obstacle,) = extending.obstacles_to_length(term(**_limit(limit)), more, CALENDAR, [])
        assert words in obstacle.text
        assert obstacle.where == "amount"

    def test_of_a_term_that_already_lasts_the_limit_is_left_to_an_addendum(self) -> None:
        five = Term(amount=5, unit=TermUnit.MONTHS)
        deadline = term(amount=5, term_unit="months", due_on=date(2026, 8, 3), **_limit(five))
        (obstacle,) = extending.obstacles_to_length(deadline, FIVE, CALENDAR, [])
        assert "a lo más 5 meses desde el inicio, hasta el 3 de agosto de 2026" in obstacle.text

    def test_does_not_use_up_the_days_of_a_suspension(self) -> None:
        resumed = DeadlineChange(kind=Kind.RESUMED, on=date(2026, 4, 6))
        deadline = term(due_on=date(2026, 4, 13), **_limit(Term(amount=12, unit=TermUnit.CALENDAR_DAYS)))
        assert extending.latest_end(deadline, CALENDAR, [SUSPENDED, resumed]) == date(2026, 4, 15)

    def test_of_a_term_that_was_fixed_otherwise_goes_on_from_its_own_end(self) -> None:
        deadline = term(due_on=date(2026, 6, 10))
        assert extending.extended_end(deadline, FIVE, CALENDAR, []) == date(2026, 6, 15)


def _limit(limit: Term | None) -> dict[str, Any]:
    return {"limit_amount": limit.amount, "limit_unit": limit.unit.value} if limit else {}


class TestSuspending:
    @pytest.mark.parametrize(
        ("changes", "earlier", "on", "words"),
        [
            ({"status": Status.SUSPENDED}, [], OPENED, "ya está suspendido"),
            ({"status": Status.STOPPED}, [], OPENED, "ya no está en curso"),
            ({}, [], date(2026, 3, 13), "venció el 12 de marzo"),
            ({}, [SUSPENDED], date(2026, 3, 4), "cambió el 5 de marzo"),
        ],
    )
    def test_is_not_for_every_term(
        self, changes: dict[str, Any], earlier: list[DeadlineChange], on: date, words: str
    ) -> None:
        (obstacle,) = suspending.obstacles_to_suspending(term(**changes), earlier, on)
        assert words in obstacle.text

    def test_ends_by_what_was_suspended_only(self) -> None:
        suspended = term(status=Status.SUSPENDED)
        assert suspending.obstacles_to_resuming(suspended, [SUSPENDED], date(2026, 3, 5)) == []
        assert "cambió el" in suspending.obstacles_to_resuming(suspended, [SUSPENDED], date(2026, 3, 4))[0].text
        assert "no está suspendido" in suspending.obstacles_to_resuming(term(), [], OPENED)[0].text

    @pytest.mark.parametrize(
        ("on", "end"),
        [
            # On the very day no day is lost; the day on which it goes on counts.
            (date(2026, 3, 5), DUE),
            (date(2026, 3, 6), date(2026, 3, 13)),
            (date(2026, 3, 16), date(2026, 3, 23)),
        ],
    )
    def test_adds_the_days_that_were_lost(self, on: date, end: date) -> None:
        deadline = term(status=Status.SUSPENDED)
        assert suspending.resumed_end(deadline, CALENDAR, [SUSPENDED], on) == end

    def test_moves_a_term_that_was_fixed_otherwise_by_the_days_it_lost(self) -> None:
        deadline = term(status=Status.SUSPENDED, due_on=date(2026, 6, 10))
        assert suspending.resumed_end(deadline, CALENDAR, [SUSPENDED], date(2026, 3, 10)) == date(2026, 6, 15)

    def test_before_the_term_begins_loses_nothing(self) -> None:
        early = DeadlineChange(kind=Kind.SUSPENDED, on=date(2026, 2, 2))
        assert suspending.resumed_end(term(status=Status.SUSPENDED), CALENDAR, [early], date(2026, 2, 20)) == DUE

    def test_has_no_end_and_is_never_over(self) -> None:
        suspended = term(status=Status.SUSPENDED)
        assert suspended.ends_on is None
        assert not suspended.is_over_on(date(2030, 1, 1))


# What may happen to a term: after so many days it is suspended for so many, or extended by so many.
happenings = st.lists(
    st.tuples(st.sampled_from(["suspended", "suspended", "extended"]), st.integers(-3, 12), st.integers(0, 45)),
    min_size=1,
    max_size=4,
)


def _count(start: date, amount: int, unit: TermUnit, stopped: set[date]) -> date:
    """Count a term day by day as a clerk would: no stopped day is one of the term, nor its last."""
    day = start
    while amount:
        day += timedelta(days=1)
        amount -= day not in stopped and (unit == TermUnit.CALENDAR_DAYS or CALENDAR.is_working(day))
    while day in stopped or not CALENDAR.is_working(day):
        day += timedelta(days=1)
    return day


@settings(deadline=None)
@given(
    start=st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    amount=st.integers(1, 40),
    unit=st.sampled_from([TermUnit.CALENDAR_DAYS, TermUnit.WORKING_DAYS]),
    happened=happenings,
)
def test_whatever_happens_to_a_term_it_ends_as_a_clerk_counts_it_and_never_while_it_is_suspended(
    start: date, amount: int, unit: TermUnit, happened: list[tuple[str, int, int]]
) -> None:
    deadline = term(starts_on=start, amount=amount, term_unit=unit.value, due_on=_count(start, amount, unit, set()))
    changes: list[DeadlineChange] = []
    stopped: set[date] = set()
    extension, on = 0, start
    for kind, after, length in happened:
        on += timedelta(days=max(after, 0) if changes else after)
        if on > deadline.due_on:
            break
        if kind == "extended":
            if extension or not length:
                continue
            extension, more = length, Term(amount=length, unit=unit)
            deadline.due_on = extending.extended_end(deadline, more, CALENDAR, changes)
            changes.append(DeadlineChange(kind=Kind.EXTENDED, on=on, amount=length, term_unit=unit.value))
        else:
            back = on + timedelta(days=length)
            changes.append(DeadlineChange(kind=Kind.SUSPENDED, on=on))
            deadline.due_on = suspending.resumed_end(deadline, CALENDAR, changes, back)
            changes.append(DeadlineChange(kind=Kind.RESUMED, on=back))
            stopped |= {on + timedelta(days=step) for step in range(length)}
            on = back
            assert deadline.due_on >= on
        end = _count(start, amount, unit, stopped)
        assert deadline.due_on == (_count(end, extension, unit, stopped) if extension else end)


def open_term(hospital: Hospital, *, length: Term = TEN, **changes: Any) -> Deadline:
    """Open a term, of ten days unless told otherwise, in a new case."""
    case = admit(hospital)

    def act(**values: Any) -> None:
        deadlines.open_deadline(
            name="control",
            title="Control",
            term=length,
            starts_on=OPENED,
            basis="Norma técnica, art. 5",
            role=NURSE,
            unit=hospital.emergency,
            extension_basis="Norma técnica, art. 6",
            **changes,
        )
        acts.note(**values)

    perform(case, hospital.doctor, act)
    return Deadline.objects.get(case=case)


def change(deadline: Deadline, hospital: Hospital, how: Callable[..., object], *args: Any, **values: Any) -> Deadline:
    """Change a term within an act of its case, and return it as it is then."""

    def act(**given: Any) -> None:
        how(Deadline.objects.get(pk=deadline.pk), *args, **values)
        acts.note(**given)

    perform(deadline.case, hospital.doctor, act)
    return Deadline.objects.get(pk=deadline.pk)


class TestTheClock:
    def test_lets_an_extended_term_run_to_its_new_end(self, hospital: Hospital, travel: Travel) -> None:
        deadline = change(open_term(hospital), hospital, extending.extend, FIVE, on=OPENED, reason="Huelga")
        assert deadline.due_on == due_date(deadline, CALENDAR, list(deadline.changes.all())) == date(2026, 3, 17)
        assert [deadlines.run_clock(on=day).expired for day in (date(2026, 3, 17), date(2026, 3, 18))] == [0, 1]

    def test_neither_expires_nor_reminds_of_a_suspended_term(self, hospital: Hospital, travel: Travel) -> None:
        deadline = change(open_term(hospital), hospital, suspending.suspend, on=OPENED, reason="Emergencia")
        Message.objects.all().delete()
        travel(date(2026, 4, 6))
        report = deadlines.run_clock(on=date(2026, 4, 6))
        assert (report.expired, report.reminded, report.failed) == (0, 0, ())
        # The day on which it goes on is the first that counts.
        deadline = change(deadline, hospital, suspending.resume, on=date(2026, 4, 6), reason="Terminó la emergencia")
        assert (deadline.status, deadline.due_on) == (Status.RUNNING, date(2026, 4, 15))
        assert deadlines.run_clock(on=date(2026, 4, 16)).expired == 1

    def test_reminds_anew_of_an_end_that_moved_and_once_of_each(self, hospital: Hospital, travel: Travel) -> None:
        deadline = open_term(hospital, warning_days=(5, 1))
        assert [deadlines.run_clock(on=date(2026, 3, 7)).reminded for _turn in range(2)] == [1, 0]
        change(deadline, hospital, extending.extend, FIVE, on=OPENED, reason="Huelga")
        turns = {day: deadlines.run_clock(on=date(2026, 3, day)).reminded for day in (8, 12, 13, 16, 17)}
        assert turns == {8: 0, 12: 1, 13: 0, 16: 1, 17: 0}

    def test_reminds_on_the_days_of_the_norm_also_when_it_runs_late(self, hospital: Hospital) -> None:
        deadline = open_term(hospital, warning_days=(8, 3))
        assert deadlines.run_clock(on=date(2026, 3, 3)).reminded == 0
        assert deadlines.run_clock(on=date(2026, 3, 11)).reminded == 1
        assert [each.days_before for each in deadline.reminders.all()] == [3]


class TestADayClosedWhileATermIsSuspended:
    """Ten working days from Monday 2 March 2026 end on the 16th; it stands still from the 5th to Monday 6 April."""

    @pytest.fixture
    def suspended(self, hospital: Hospital, travel: Travel) -> Deadline:
        ten = Term(amount=10, unit=TermUnit.WORKING_DAYS)
        deadline = open_term(hospital, length=ten)
        travel(date(2026, 3, 5))
        deadline = change(deadline, hospital, suspending.suspend, on=date(2026, 3, 5), reason="Emergencia")
        NonWorkingDay.objects.create(day=date(2026, 3, 10), kind=NonWorkingDay.Kind.PUBLIC_SECTOR, norm="DS 1")
        return deadline

    @pytest.mark.parametrize("clock_runs", [True, False])
    def test_is_counted_when_it_goes_on_whether_the_clock_ran_or_not(
        self, suspended: Deadline, hospital: Hospital, travel: Travel, clock_runs: bool
    ) -> None:
        if clock_runs:
            assert deadlines.run_clock(on=date(2026, 3, 10)).recounted == 1
        travel(date(2026, 4, 6))
        resumed = change(suspended, hospital, suspending.resume, on=date(2026, 4, 6), reason="Terminó la emergencia")
        # Two days had run: the other eight are 6 to 10 and 13 to 15 April.
        assert resumed.due_on == date(2026, 4, 15)
        assert deadlines.run_clock(on=date(2026, 4, 6)).recounted == 0
        told = [(each.kind, each.due_before, each.due_after) for each in resumed.changes.all()]
        assert told == [
            ("suspended", date(2026, 3, 16), None),
            ("recounted", date(2026, 3, 16), date(2026, 3, 17)),
            ("resumed", date(2026, 3, 17), date(2026, 4, 15)),
        ]
        assert "10 de marzo de 2026" in resumed.changes.all()[1].reason

    def test_leaves_it_suspended_by_its_document(self, suspended: Deadline) -> None:
        deadlines.run_clock(on=date(2026, 3, 10))
        found = Deadline.objects.get(pk=suspended.pk)
        assert (found.status, found.due_on) == (Status.SUSPENDED, date(2026, 3, 17))
        assert found.suspension is not None
        assert (found.suspension.kind, found.suspension.on) == (Kind.SUSPENDED, date(2026, 3, 5))

    def test_does_not_keep_it_from_going_on_as_of_an_earlier_day(self) -> None:
        recounted = DeadlineChange(kind=Kind.RECOUNTED, on=date(2026, 3, 10))
        on = date(2026, 3, 9)
        assert suspending.obstacles_to_resuming(term(status=Status.SUSPENDED), [SUSPENDED, recounted], on) == []

    def test_opened_again_never_ends_it_before_the_day_it_stopped(
        self, suspended: Deadline, hospital: Hospital, travel: Travel
    ) -> None:
        deadlines.run_clock(on=date(2026, 3, 10))
        travel(date(2026, 3, 17))
        deadline = change(suspended, hospital, suspending.resume, on=date(2026, 3, 5), reason="Sin efecto")
        deadline = change(deadline, hospital, suspending.suspend, on=date(2026, 3, 17), reason="Emergencia")
        day = NonWorkingDay.objects.get(day=date(2026, 3, 10))
        day.revoked_by = "DS 2"
        day.save()
        deadlines.run_clock(on=date(2026, 3, 17))
        travel(date(2026, 4, 6))
        assert change(deadline, hospital, suspending.resume, on=date(2026, 4, 6), reason="Sigue").due_on == date(
            2026, 4, 6
        )
