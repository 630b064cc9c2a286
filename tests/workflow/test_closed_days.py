"""Days that norms close: by place, by their norm, and what they do to terms that run already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.factories import make_unit
from tests.factories.tasks import open_task
from tests.workflow import acts
from tests.workflow.acts import NURSE
from tests.workflow.hospital import Hospital, acts_of, admit, entries, is_gap_free, perform
from workflow import deadlines, recounting
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.closed_days import calendar_at, load_public_sector_days
from workflow.models import Case, Deadline, DeadlineChange, NonWorkingDay, Unit
from workflow.units import save_unit

Travel = Callable[[date], None]
Kind = NonWorkingDay.Kind
# A Monday; ten working days later is a Monday too.
OPENED, DUE, NEXT = date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 16)
CLOSED = date(2027, 3, 10)
TEN_DAYS = Term(amount=10, unit=TermUnit.WORKING_DAYS)

pytestmark = pytest.mark.django_db


def close(
    day: date = CLOSED, *, place: str = "", kind: Kind | None = None, norm: str = "DS 001-2027-PCM"
) -> NonWorkingDay:
    return NonWorkingDay.objects.create(
        day=day, place=place, kind=kind or (Kind.LOCAL if place else Kind.PUBLIC_SECTOR), norm=norm
    )


def case_with_term(hospital: Hospital, *, unit: Unit | None = None) -> Case:
    case = admit(hospital)

    def open_term(**values: Any) -> None:
        deadlines.open_deadline(
            name="control",
            title="Control del paciente",
            term=TEN_DAYS,
            starts_on=OPENED,
            basis="Norma técnica, art. 5",
            role=NURSE,
            unit=unit or hospital.emergency,
        )
        acts.note(**values)

    perform(case, hospital.doctor, open_term)
    return case


def term_of(case: Case) -> Deadline:
    return Deadline.objects.get(case=case)


@pytest.fixture
def on_the_day(travel: Travel) -> None:
    travel(OPENED)


class TestTheCalendarOfAPlace:
    def test_knows_the_public_sector_days_that_ship(self) -> None:
        NonWorkingDay.objects.all().delete()
        assert load_public_sector_days() == NonWorkingDay.objects.count() == 26
        assert calendar_at().closed(date(2026, 1, 2)) == "día no laborable del sector público (DS 042-2025-PCM)"
        assert load_public_sector_days() == NonWorkingDay.objects.count()

    def test_leaves_to_a_place_the_holidays_of_others(self) -> None:
        close(place="05")
        close(date(2027, 3, 11), place="0501")
        for place, working in (("", 2), ("15", 2), ("05", 1), ("0502", 1), ("050101", 0)):
            assert sum(map(calendar_at(place).is_working, (CLOSED, date(2027, 3, 11)))) == working, place

    def test_forgets_a_day_that_a_norm_has_opened_again(self) -> None:
        day = close()
        assert not calendar_at().is_working(CLOSED)
        day.revoked_by = "DS 002-2027-PCM"
        day.save()
        assert calendar_at().is_working(CLOSED)

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"place": "05"}, "van sin él"),
            ({"kind": Kind.LOCAL}, "van sin él"),
            ({"day": date(2026, 1, 2)}, "ya está registrado"),
        ],
    )
    def test_refuses_a_day_that_says_too_little_or_twice(self, values: dict[str, Any], told: str) -> None:
        load_public_sector_days()
        day = NonWorkingDay(**{"day": CLOSED, "kind": Kind.HOLIDAY, "norm": "Ley 1", **values})
        with pytest.raises(ValidationError, match=told):
            day.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            day.save()


class TestThePlaceOfAUnit:
    def test_is_that_of_the_unit_above_where_it_has_none(self) -> None:
        region = make_unit("R", "Región")
        office = make_unit("R-1", "Oficina", region)
        own = make_unit("R-2", "Oficina de Lima", region)
        own.place = "15"
        save_unit(own)
        region.place = "05"
        save_unit(region)
        places = dict(Unit.objects.filter(path__startswith=region.path).values_list("code", "place"))
        assert places == {"R": "05", "R-1": "05", "R-2": "15"}
        assert make_unit("R-1-1", "Área", Unit.objects.get(pk=office.pk)).place == "05"

    def test_says_which_holidays_count_in_its_terms(self, hospital: Hospital, on_the_day: None) -> None:
        close(place="05")
        hospital.emergency.place = "05"
        save_unit(hospital.emergency)
        assert term_of(case_with_term(hospital)).due_on == NEXT
        assert term_of(case_with_term(hospital, unit=hospital.maternity)).due_on == DUE


@pytest.mark.usefixtures("on_the_day")
class TestADayClosedWhileATermRuns:
    def test_moves_its_end_and_keeps_both_dates_and_the_reason(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        close()
        assert recounting.apply_closed_days(on=OPENED) == recounting.Recount(moved=1, failed=())
        change = DeadlineChange.objects.get(deadline=term_of(case))
        assert term_of(case).due_on == NEXT
        assert (change.kind, change.due_before, change.due_after, change.on) == ("recounted", DUE, NEXT, OPENED)
        assert "10 de marzo de 2027, día no laborable del sector público (DS 001-2027-PCM)" in change.reason
        entry = entries(case)[-1]
        assert (entry.act, entry.actor, entry.reason) == ("deadlines.recount", None, change.reason)
        assert "Control del paciente: del 15 de marzo de 2027 al 16 de marzo de 2027" in entry.after["moved"]
        assert is_gap_free(case)

    def test_moves_it_once_however_often_it_is_applied(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        close()
        moved = [deadlines.run_clock(on=OPENED).recounted for _turn in range(3)]
        assert moved == [1, 0, 0]
        assert acts_of(case).count("deadlines.recount") == 1

    def test_moves_the_step_that_a_norm_gives_days_for(self, hospital: Hospital) -> None:
        case = admit(hospital)
        step = open_task(case)
        assert step.due_on == date(2027, 3, 4)
        close(date(2027, 3, 3))
        assert recounting.apply_closed_days(on=OPENED).moved == 1
        step.refresh_from_db()
        assert step.due_on == date(2027, 3, 5)

    def test_leaves_alone_a_term_of_another_place(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        close(place="05")
        assert recounting.apply_closed_days(on=OPENED).moved == 0
        assert "deadlines.recount" not in acts_of(case)

    def test_leaves_alone_a_term_that_is_over(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        deadlines.settle(term_of(case), status=Deadline.Status.MET, on=OPENED)
        close()
        recounting.apply_closed_days(on=OPENED)
        assert term_of(case).due_on == DUE

    def test_is_applied_before_anything_expires(self, hospital: Hospital, travel: Travel) -> None:
        case = case_with_term(hospital)
        close()
        travel(NEXT)
        report = deadlines.run_clock(on=NEXT)
        assert (report.recounted, report.expired) == (1, 0)
        assert term_of(case).status == Deadline.Status.RUNNING

    def test_is_tried_again_where_a_case_failed(self, hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> None:
        case, other = case_with_term(hospital), case_with_term(hospital)
        close()
        count = recounting.due_date

        def fail_once(deadline: Deadline, *arguments: Any, **named: Any) -> date:
            if deadline.case_id == case.pk:
                raise RuntimeError("sin memoria")
            return count(deadline, *arguments, **named)

        with monkeypatch.context() as patch:
            patch.setattr(recounting, "due_date", fail_once)
            report = recounting.apply_closed_days(on=OPENED)
        assert report == recounting.Recount(moved=1, failed=(f"{case.number} deadlines.recount: sin memoria",))
        assert (term_of(case).due_on, term_of(other).due_on) == (DUE, NEXT)
        assert recounting.apply_closed_days(on=OPENED).moved == 1
        assert term_of(case).due_on == NEXT

    def test_leaves_a_change_that_nobody_changes(self, hospital: Hospital) -> None:
        case_with_term(hospital)
        close()
        recounting.apply_closed_days(on=OPENED)
        with pytest.raises(DatabaseError), transaction.atomic():
            DeadlineChange.objects.update(reason="otro")


@pytest.mark.usefixtures("on_the_day")
class TestADayOpenedAgain:
    def test_shortens_the_term_that_it_had_moved(self, hospital: Hospital) -> None:
        case = case_with_term(hospital)
        day = close()
        recounting.apply_closed_days(on=OPENED)
        day.refresh_from_db()
        day.revoked_by = "DS 002-2027-PCM"
        day.save()
        assert recounting.apply_closed_days(on=date(2027, 3, 8)).moved == 1
        assert term_of(case).due_on == DUE
        assert "sin efecto por DS 002-2027-PCM" in DeadlineChange.objects.last().reason  # type: ignore[union-attr]

    def test_never_ends_a_term_before_the_day_of_the_recount(self, hospital: Hospital, travel: Travel) -> None:
        case = case_with_term(hospital)
        days = [close(date(2027, 3, day)) for day in (8, 9, 10)]
        recounting.apply_closed_days(on=OPENED)
        assert term_of(case).due_on == date(2027, 3, 18)
        for day in days:
            day.refresh_from_db()
            day.revoked_by = "DS 002-2027-PCM"
            day.save()
        travel(date(2027, 3, 17))
        recounting.apply_closed_days(on=date(2027, 3, 17))
        assert term_of(case).due_on == date(2027, 3, 17)
