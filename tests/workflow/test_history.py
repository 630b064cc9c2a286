"""What is remembered: the field history knows the act and its person, the timeline tells the acts in sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_grant, make_unit, open_task
from tests.workflow import acts
from tests.workflow.hospital import Hospital, admit, complete, days_ago, mandate_of, perform
from workflow import service
from workflow.acting import Occurrence
from workflow.errors import Refusal
from workflow.history import TimelineEntry, timeline
from workflow.models import Case

Travel = Callable[[date], None]
LIMA = ZoneInfo("America/Lima")


class TestFieldHistory:
    def test_names_the_person_and_the_act(self, hospital: Hospital) -> None:
        perform(admit(hospital), hospital.doctor, acts.rename_unit, unit=hospital.maternity, name="Neonatología")
        record = hospital.maternity.history.latest()
        assert (record.name, record.history_user) == ("Neonatología", hospital.doctor)
        assert record.history_change_reason == "tests.note"

    def test_carries_the_reason_of_the_act(self, hospital: Hospital) -> None:
        act = partial(acts.rename_unit, unit=hospital.maternity, name="Neonatología")
        service.perform(
            case=admit(hospital),
            actor=hospital.doctor,
            act_name="tests.note",
            act=act,
            occurred=Occurrence(on=days_ago(0)),
            reason="Acuerdo del directorio",
        )
        assert hospital.maternity.history.latest().history_change_reason == "tests.note: Acuerdo del directorio"

    def test_of_an_act_without_a_person_names_nobody(self, hospital: Hospital) -> None:
        act: Any = partial(acts.rename_unit, unit=hospital.maternity, name="Neonatología")
        service.perform_unattended(
            case=admit(hospital), act_name="tests.note", act=act, occurred=Occurrence(on=days_ago(0))
        )
        assert hospital.maternity.history.latest().history_user is None

    def test_outside_of_acts_names_nobody(self, db: None) -> None:
        record = make_unit("X1").history.latest()
        assert (record.history_user, record.history_change_reason) == (None, None)

    def test_does_not_keep_passwords(self, hospital: Hospital) -> None:
        assert not hasattr(hospital.doctor.history.latest(), "password")


class TestTheTimeline:
    def told(self, case: Case) -> list[str]:
        return [entry.sentence for entry in timeline(case)]

    def test_tells_acts_in_sentences_newest_first(self, hospital: Hospital) -> None:
        case = admit(hospital)
        complete(open_task(case), hospital.doctor, finding="fractura")
        assert self.told(case) == ["Médico jefe (HR) examinó: fractura.", "Médico jefe (HR) admitió al paciente."]

    def test_tells_refused_attempts_with_their_reason(self, hospital: Hospital) -> None:
        case = admit(hospital)
        with pytest.raises(Refusal):
            perform(case, hospital.doctor, acts.write_and_refuse, unit=hospital.unit)
        entry = timeline(case)[0]
        assert entry.is_refusal
        assert entry.sentence.startswith("Se rechazó un intento de ")
        assert "de anotar: Falta la historia clínica. Falta el consentimiento." in entry.sentence
        assert entry.reason == ""

    def test_says_by_which_mandate(self, hospital: Hospital) -> None:
        entry = timeline(admit(hospital))[0]
        assert entry.authority == "titular, por Resolución Ministerial N° 001-2015-EF/43, desde el 1 de enero de 2015"
        assert entry.person == "Ana Torres"

    def test_says_by_which_grant(self, hospital: Hospital) -> None:
        case = admit(hospital)
        make_grant(hospital.outsider, "tests.note", case)
        perform(case, hospital.outsider, text="visto")
        entry = timeline(case)[0]
        assert entry.sentence == "Fabio Vega anotó: visto."
        assert entry.authority.startswith("autorización excepcional, por Oficio N° 010-2026-CG")

    def test_goes_by_the_legal_date_and_says_what_was_recorded_later(self, hospital: Hospital) -> None:
        mandate = mandate_of(hospital.doctor)
        assert mandate.starts_on < days_ago(3)
        case = admit(hospital, on=Occurrence(on=days_ago(3), grounds="Acta N° 3"))
        perform(case, hospital.doctor)
        complete(open_task(case), hospital.doctor, on=Occurrence(on=days_ago(3), grounds="Acta N° 4"))
        noted, examined, admitted = timeline(case)
        assert (admitted.sequence, admitted.recorded_later) == (1, True)
        assert (noted.sequence, noted.recorded_later) == (2, False)
        assert (examined.sequence, examined.recorded_later, examined.grounds) == (3, True, "Acta N° 4")

    def test_knows_that_the_day_ends_at_midnight_in_lima(self, hospital: Hospital) -> None:
        # In Greenwich it is already the next day.
        with time_machine.travel(datetime(2026, 3, 10, 21, 30, tzinfo=LIMA)):
            entry = timeline(admit(hospital))[0]
        assert (entry.occurred_on, entry.recorded_later) == (date(2026, 3, 10), False)

    def test_writes_dates_in_full_and_what_is_lacking_as_a_dash(self, hospital: Hospital) -> None:
        case = admit(hospital)
        complete(open_task(case), hospital.doctor, finding="2026-03-10")
        assert self.told(case)[0] == "Médico jefe (HR) examinó: 10 de marzo de 2026."
        perform(case, hospital.doctor, acts.review)
        with_words = timeline(case)[0]
        assert "revisó" in with_words.sentence

    def test_is_read_in_one_statement_whole_or_in_parts(self, hospital: Hospital) -> None:
        case = admit(hospital)
        for number in range(5):
            perform(case, hospital.doctor, text=str(number))
        with CaptureQueriesContext(connection) as captured:
            whole: list[TimelineEntry] = timeline(case)
        assert (len(whole), len(captured)) == (6, 1)
        assert timeline(case, limit=2) == whole[:2]
        assert timeline(case, limit=2, offset=2) == whole[2:4]

    def test_holds_nothing_of_other_cases(self, hospital: Hospital) -> None:
        admit(hospital)
        assert len(timeline(admit(hospital))) == 1
