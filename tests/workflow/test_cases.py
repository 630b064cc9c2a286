"""Cases are numbered by year, without gaps and without duplicates, whoever opens them and when."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from tests.workflow.hospital import Hospital, acts_of, admit, make_hospital
from tests.workflow.threads import together
from workflow import ledger, service
from workflow.acting import Occurrence
from workflow.errors import Refusal
from workflow.models import AccessRefusal, Case, CaseYear, Process


def open_with(hospital: Hospital, *, on: Occurrence, key: str | None = None, refuse: bool = False) -> Case:
    """Open a case whose first act is to be admitted, or to be refused."""

    def first_act(case: Case, **_values: object) -> None:
        ledger.record(act="tests.admit", subject=case)
        if refuse:
            raise Refusal("No hay camas.")

    return service.open_case(
        unit=hospital.unit,
        title="Paciente de prueba",
        actor=hospital.doctor,
        act_name="tests.admit",
        act=lambda case: partial(first_act, case),
        occurred=on,
        key=key,
    )


class TestNumbers:
    def test_count_up_within_a_year(self, hospital: Hospital, travel: object) -> None:
        travel(date(2026, 3, 2))  # type: ignore[operator]
        assert [admit(hospital).number for _case in range(3)] == ["2026-0001", "2026-0002", "2026-0003"]

    def test_belong_to_the_year_of_the_legal_date(self, hospital: Hospital, travel: object) -> None:
        travel(date(2026, 1, 5))  # type: ignore[operator]
        last_year = Occurrence(on=date(2025, 12, 30), grounds="Oficio N° 9")
        assert open_with(hospital, on=last_year).number == "2025-0001"
        assert admit(hospital).number == "2026-0001"
        assert open_with(hospital, on=last_year).number == "2025-0002"

    def test_leave_no_gap_where_an_opening_was_refused(self, hospital: Hospital, travel: object) -> None:
        travel(date(2026, 3, 2))  # type: ignore[operator]
        today = Occurrence(on=date(2026, 3, 2))
        admit(hospital)
        with pytest.raises(Refusal, match="No hay camas"):
            open_with(hospital, on=today, refuse=True)
        assert admit(hospital).number == "2026-0002"
        assert Case.objects.count() == 2

    def test_grow_beyond_four_digits(self, hospital: Hospital, travel: object) -> None:
        travel(date(2026, 3, 2))  # type: ignore[operator]
        CaseYear.objects.create(year=2026, last=9999)
        assert admit(hospital).number == "2026-10000"


class TestOpening:
    def test_a_refused_opening_is_recorded_outside_every_case(self, hospital: Hospital, travel: object) -> None:
        travel(date(2026, 3, 2))  # type: ignore[operator]
        with pytest.raises(Refusal):
            open_with(hospital, on=Occurrence(on=date(2026, 3, 2)), refuse=True)
        assert not Case.objects.exists()
        (refusal,) = AccessRefusal.objects.all()
        assert (refusal.user, refusal.reason) == (hospital.doctor, "No hay camas.")

    def test_the_future_is_refused(self, hospital: Hospital) -> None:
        with pytest.raises(Refusal, match="está en el futuro"):
            open_with(hospital, on=Occurrence(on=date(2999, 1, 1)))
        assert not Case.objects.exists()

    def test_the_same_request_sent_twice_opens_one_case(self, hospital: Hospital, travel: object) -> None:
        travel(date(2026, 3, 2))  # type: ignore[operator]
        open_once = partial(open_with, hospital, on=Occurrence(on=date(2026, 3, 2)), key="a-key")
        first, second = open_once(), open_once()
        assert first == second
        assert acts_of(first) == ["tests.admit"]
        assert admit(hospital).number == "2026-0002"


@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_get_numbers_without_gap_or_duplicate(self) -> None:
        hospital = make_hospital()

        def open_five() -> list[str]:
            return [admit(hospital).number for _case in range(5)]

        answers = together([open_five] * 4)
        numbers = sorted(number for answer in answers for number in answer)  # type: ignore[attr-defined]
        year = numbers[0][:4]
        assert numbers == [f"{year}-{number:04d}" for number in range(1, 21)]
        assert Process.objects.count() == 20

    def test_with_one_key_open_one_case(self) -> None:
        hospital = make_hospital()
        answers = together([partial(open_with, hospital, on=_today(), key="a-key")] * 4)
        assert len(set(answers)) == 1
        assert Case.objects.count() == 1


def _today() -> Occurrence:
    from tests.factories import today

    return today()
