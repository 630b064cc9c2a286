"""One write path: the right person acts, everybody else is refused, and both are recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from viewflow.workflow import STATUS

from tests.factories import make_mandate, make_post, make_user, open_task, open_tasks
from tests.workflow import acts
from tests.workflow.flows import DischargeFlow, RoundFlow
from tests.workflow.hospital import (
    Hospital,
    acts_of,
    admit,
    complete,
    days_ago,
    entries,
    is_gap_free,
    mandate_of,
    perform,
    refusals_of,
)
from workflow import clock, holding, service
from workflow.acting import Occurrence
from workflow.errors import AlreadyDone, NotAllowed, Refusal, UnrecordedAct
from workflow.models import Case, LedgerEntry, Mandate, Message, Process, Task


def yesterday(grounds: str = "Acta N° 4") -> Occurrence:
    return Occurrence(on=days_ago(1), grounds=grounds)


class TestTheRightPersonActs:
    def test_the_step_is_done_and_the_next_one_opens(self, hospital: Hospital) -> None:
        case = admit(hospital)
        done = complete(open_task(case, "examine"), hospital.doctor)
        done.refresh_from_db()
        assert (done.status, done.owner) == (STATUS.DONE, hospital.doctor)
        assert [task.flow_task.name for task in open_tasks(case)] == ["review"]

    def test_the_act_is_recorded_with_post_mandate_and_legal_date(self, hospital: Hospital) -> None:
        case = admit(hospital)
        task = complete(open_task(case), hospital.doctor, finding="fractura")
        entry = entries(case)[-1]
        mandate = mandate_of(hospital.doctor)
        assert (entry.act, entry.after, entry.task) == ("tests.examine", {"finding": "fractura"}, task)
        assert (entry.actor, entry.actor_name) == (hospital.doctor, "Ana Torres")
        assert (entry.post, entry.post_title) == (mandate.post, "Médico jefe, HR")
        assert entry.authority["mandate"] == mandate.pk
        assert entry.authority["instrument"] == mandate.instrument
        assert entry.occurred_on == clock.today()

    def test_a_post_of_the_unit_above_reaches_the_unit_below(self, hospital: Hospital) -> None:
        head_nurse = make_user("gloria")
        make_mandate(head_nurse, make_post(hospital.unit, acts.NURSE))
        case = admit(hospital, RoundFlow)
        complete(open_task(case), hospital.doctor, acts.prepare, wards=[hospital.emergency])
        complete(open_task(case, "visit"), head_nurse, acts.visit)
        assert entries(case)[-1].actor == head_nurse

    def test_an_act_that_belongs_to_no_step_takes_the_same_path(self, hospital: Hospital) -> None:
        case = admit(hospital)
        perform(case, hospital.doctor, text="sin fiebre")
        assert acts_of(case) == ["tests.admit", "tests.note"]
        with pytest.raises(NotAllowed):
            perform(case, hospital.outsider)
        assert [entry.act for entry in refusals_of(case)] == ["tests.note"]


class TestAStrangerIsRefused:
    def test_the_refusal_says_whose_act_it_is(self, hospital: Hospital) -> None:
        task = open_task(admit(hospital))
        with pytest.raises(NotAllowed, match="corresponde al cargo de Médico") as refused:
            complete(task, hospital.outsider)
        assert refused.value.status_code == 403
        assert refused.value.obstacles[0].who == "Médico jefe, HR"

    def test_the_attempt_is_recorded_and_nothing_else_is_written(self, hospital: Hospital) -> None:
        case = admit(hospital)
        task, messages, tasks = open_task(case), Message.objects.count(), Task.objects.count()
        with pytest.raises(NotAllowed):
            complete(task, hospital.outsider, acts.rename_unit, unit=hospital.unit, name="Otro")
        (refusal,) = refusals_of(case)
        assert (refusal.act, refusal.actor, refusal.post) == ("tests.examine", hospital.outsider, None)
        assert refusal.after["obstacles"][0]["who"] == "Médico jefe, HR"
        task.refresh_from_db()
        hospital.unit.refresh_from_db()
        assert (task.status, task.owner) == (STATUS.NEW, None)
        assert hospital.unit.name == "Hospital Regional"
        assert (Message.objects.count(), Task.objects.count()) == (messages, tasks)
        assert acts_of(case) == ["tests.admit"]

    @pytest.mark.parametrize("who", ["nurse", "inspector"])
    def test_another_role_is_not_enough_even_with_the_widest_scope(self, hospital: Hospital, who: str) -> None:
        with pytest.raises(NotAllowed):
            complete(open_task(admit(hospital)), getattr(hospital, who))

    def test_a_task_that_does_not_exist_is_an_error(self, hospital: Hospital) -> None:
        task = open_task(admit(hospital))
        task.pk += 1000
        with pytest.raises(service.UnknownCase):
            complete(task, hospital.doctor)


class TestMandates:
    def change(self, hospital: Hospital, **dates: date | None) -> None:
        mandate = mandate_of(hospital.colleague)
        for name, day in dates.items():
            setattr(mandate, name, day)
        mandate.save()

    def test_a_lapsed_mandate_gives_nothing(self, hospital: Hospital) -> None:
        self.change(hospital, ends_on=days_ago(10))
        with pytest.raises(NotAllowed, match="concluyó el"):
            complete(open_task(admit(hospital)), hospital.colleague)

    def test_its_last_day_still_counts(self, hospital: Hospital) -> None:
        self.change(hospital, ends_on=clock.today())
        complete(open_task(admit(hospital)), hospital.colleague)

    def test_one_that_began_after_the_legal_date_is_not_enough(self, hospital: Hospital) -> None:
        self.change(hospital, starts_on=clock.today())
        with pytest.raises(NotAllowed, match=r"no comprende el .+, fecha del acto"):
            complete(open_task(admit(hospital)), hospital.colleague, on=yesterday())

    def test_one_that_ended_after_the_legal_date_is_not_enough(self, hospital: Hospital) -> None:
        self.change(hospital, ends_on=days_ago(1))
        with pytest.raises(NotAllowed, match="concluyó el"):
            complete(open_task(admit(hospital)), hospital.colleague, on=yesterday())

    def test_one_that_has_not_begun_gives_nothing(self, hospital: Hospital) -> None:
        self.change(hospital, starts_on=date(2999, 1, 1))
        with pytest.raises(NotAllowed):
            complete(open_task(admit(hospital)), hospital.colleague)

    def test_an_encargatura_is_proved_as_such(self, hospital: Hospital) -> None:
        self.change(hospital, ends_on=days_ago(1))
        post = mandate_of(hospital.colleague).post
        make_mandate(hospital.colleague, post, kind=Mandate.Kind.ENCARGATURA, instrument="Memorando N° 7")
        case = admit(hospital)
        complete(open_task(case), hospital.colleague)
        assert entries(case)[-1].authority["kind"] == "encargatura"
        assert entries(case)[-1].authority["instrument"] == "Memorando N° 7"

    @pytest.mark.parametrize("what", ["user", "post"])
    def test_who_or_what_is_deactivated_does_not_act(self, hospital: Hospital, what: str) -> None:
        case = admit(hospital)
        inactive = getattr(mandate_of(hospital.doctor), what)
        inactive.is_active = False
        inactive.save()
        hospital.doctor.refresh_from_db()
        with pytest.raises(NotAllowed):
            complete(open_task(case), hospital.doctor)
        assert len(refusals_of(case)) == 1


class TestLegalDates:
    def test_the_future_is_refused_and_the_refusal_is_of_today(self, hospital: Hospital) -> None:
        case = admit(hospital)
        with pytest.raises(Refusal, match="está en el futuro") as refused:
            complete(open_task(case), hospital.doctor, on=Occurrence(on=days_ago(-1), grounds="Acta N° 4"))
        assert refused.value.obstacles[0].where == "occurred_on"
        assert refusals_of(case)[0].occurred_on == clock.today()

    @pytest.mark.parametrize("grounds", ["", "   "])
    def test_the_past_needs_its_document(self, hospital: Hospital, grounds: str) -> None:
        case = admit(hospital)
        with pytest.raises(Refusal, match="Indique el documento") as refused:
            complete(open_task(case), hospital.doctor, on=yesterday(grounds))
        assert refused.value.obstacles[0].where == "grounds"
        assert open_task(case, "examine").owner is None

    def test_the_past_with_its_document_is_recorded_with_both_times(self, hospital: Hospital) -> None:
        case = admit(hospital, on=yesterday())
        before = datetime.now(UTC)
        complete(open_task(case), hospital.doctor, on=yesterday())
        entry = entries(case)[-1]
        assert (entry.occurred_on, entry.grounds) == (days_ago(1), "Acta N° 4")
        assert before <= entry.recorded_at <= datetime.now(UTC)

    def test_the_engines_own_times_are_the_clocks_not_the_acts(self, hospital: Hospital) -> None:
        before = datetime.now(UTC)
        done = complete(open_task(admit(hospital, on=yesterday())), hospital.doctor, on=yesterday())
        done.refresh_from_db()
        assert before <= done.assigned <= done.finished <= datetime.now(UTC)

    def test_the_next_step_is_due_from_the_legal_date(self, hospital: Hospital, travel: object) -> None:
        travel(date(2026, 3, 10))  # type: ignore[operator]
        case = admit(hospital)
        assert open_task(case).due_on == date(2026, 3, 13)


class TestARefusedActLeavesNothingBehind:
    def test_all_its_obstacles_are_recorded_and_its_writes_undone(self, hospital: Hospital) -> None:
        case = admit(hospital)
        with pytest.raises(Refusal) as refused:
            complete(open_task(case), hospital.doctor, acts.write_and_refuse, unit=hospital.unit)
        assert [str(each) for each in refused.value.obstacles] == [
            "Falta la historia clínica.",
            "Falta el consentimiento.",
        ]
        assert refusals_of(case)[0].reason == "Falta la historia clínica. Falta el consentimiento."
        hospital.unit.refresh_from_db()
        assert hospital.unit.name == "Hospital Regional"
        assert hospital.unit.history.filter(name="Nombre que no debe quedar").count() == 0
        assert open_task(case, "examine").owner is None

    def test_the_record_has_no_gap(self, hospital: Hospital) -> None:
        case = admit(hospital)
        for _attempt in range(2):
            with pytest.raises(Refusal):
                perform(case, hospital.doctor, acts.write_and_refuse, unit=hospital.unit)
        complete(open_task(case), hospital.doctor)
        assert [entry.kind for entry in entries(case)] == ["act", "refusal", "refusal", "act"]
        assert is_gap_free(case)

    def test_a_refusal_within_an_automatic_step_undoes_the_act_too(self, hospital: Hospital) -> None:
        case = admit(hospital, DischargeFlow)
        with pytest.raises(Refusal, match="La cama no está libre"):
            complete(open_task(case), hospital.doctor)
        assert acts_of(case) == ["tests.admit"]
        assert refusals_of(case)[0].reason == "La cama no está libre."
        assert open_task(case, "examine").status == STATUS.NEW
        assert not Task.objects.filter(status=STATUS.ERROR).exists()

    def test_an_act_that_records_nothing_is_a_mistake_and_is_undone(self, hospital: Hospital) -> None:
        case = admit(hospital)
        with pytest.raises(UnrecordedAct, match=r"tests\.examine"):
            complete(open_task(case), hospital.doctor, acts.forget, unit=hospital.unit)
        hospital.unit.refresh_from_db()
        assert hospital.unit.name == "Hospital Regional"
        assert [entry.act for entry in entries(case)] == ["tests.admit"]

    def test_an_unexpected_error_undoes_the_act_and_is_not_hidden(self, hospital: Hospital) -> None:
        case = admit(hospital)
        with pytest.raises(TypeError):
            complete(open_task(case), hospital.doctor, acts.examine, unknown_word=1)
        assert len(entries(case)) == 1


class TestWhoComesTooLate:
    def test_is_told_who_did_the_step_and_when(self, hospital: Hospital) -> None:
        case = admit(hospital)
        task = open_task(case)
        complete(task, hospital.doctor)
        with pytest.raises(AlreadyDone, match=r"ya fue concluida por Ana Torres el \d") as refused:
            complete(task, hospital.colleague)
        assert (refused.value.status_code, refused.value.obstacles[0].who) == (409, "Ana Torres")
        assert acts_of(case) == ["tests.admit", "tests.examine"]
        assert len(refusals_of(case)) == 1

    def test_is_told_who_has_taken_the_step(self, hospital: Hospital) -> None:
        case = admit(hospital)
        task = open_task(case)
        holding.claim(task_pk=task.pk, actor=hospital.doctor)
        with pytest.raises(AlreadyDone, match="La tarea la tomó Ana Torres"):
            complete(task, hospital.colleague)
        complete(task, hospital.doctor)

    def test_is_told_when_the_case_took_another_course(self, hospital: Hospital) -> None:
        case = admit(hospital)
        task = open_task(case)
        perform(case, hospital.doctor, cancel_everything)
        with pytest.raises(AlreadyDone, match="siguió otro curso"):
            complete(task, hospital.doctor)


def cancel_everything(**values: object) -> None:
    service.cancel_flows()
    acts.note(**values, text="todo cancelado")  # type: ignore[arg-type]


class TestOpeningACase:
    def test_its_first_act_is_entry_number_one(self, hospital: Hospital) -> None:
        case = admit(hospital)
        assert [(entry.sequence, entry.act) for entry in entries(case)] == [(1, "tests.admit")]
        assert (case.opened_by, case.opened_on, case.unit) == (hospital.doctor, clock.today(), hospital.unit)

    def test_who_may_not_open_it_leaves_no_case(self, hospital: Hospital) -> None:
        with pytest.raises(NotAllowed):
            admit(hospital, by=hospital.outsider)
        assert not Case.objects.exists()
        assert not LedgerEntry.objects.exists()

    def test_starting_the_same_flow_again_returns_the_one_that_runs(self, hospital: Hospital) -> None:
        case = admit(hospital, RoundFlow)

        def again(**values: object) -> None:
            assert service.start(RoundFlow, key="first") == Process.objects.get()
            acts.note(**values)  # type: ignore[arg-type]

        perform(case, hospital.doctor, again)
        assert Process.objects.count() == 1
