"""Steps that wait for other flows, and steps that are cancelled or revived."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from viewflow.workflow import PROCESS, STATUS

from tests.factories import open_task, open_tasks
from tests.workflow import acts
from tests.workflow.acts import DOCTOR, NURSE
from tests.workflow.flows import RoundFlow, TreatmentFlow, VisitFlow
from tests.workflow.hospital import Hospital, acts_of, admit, complete, mandate_of, perform, refusals_of
from workflow import acting, clock, service
from workflow.acting import Acting, Occurrence
from workflow.errors import AlreadyDone
from workflow.inbox import inbox
from workflow.models import Case, Message, Process, Task


def begin_round(hospital: Hospital, *, wards: int = 2) -> Case:
    """Open a case and start its visits: one for each ward."""
    case = admit(hospital, RoundFlow)
    taking_part = [hospital.emergency, hospital.maternity][:wards]
    complete(open_task(case, "prepare"), hospital.doctor, acts.prepare, wards=taking_part)
    return case


def names(case: Case) -> list[str]:
    return [task.flow_task.name for task in open_tasks(case)]


def cancel_first_visit(**values: object) -> None:
    """Cancel the visit that was opened first."""
    service.cancel_process(Process.objects.filter(flow_class=VisitFlow, finished__isnull=True).order_by("pk")[0])
    acts.note(**values, text="visita cancelada")  # type: ignore[arg-type]


def cancel_rounds(**values: object) -> None:
    """Cancel every open round of the case."""
    service.cancel_flows(flow_class=RoundFlow)
    acts.note(**values, text="ronda cancelada")  # type: ignore[arg-type]


class TestAStepThatCallsOtherFlows:
    def test_opens_one_for_each_subject_each_for_its_own_unit(self, hospital: Hospital) -> None:
        visits = open_tasks(begin_round(hospital), "visit")
        assert [(task.role, task.unit) for task in visits] == [
            (NURSE, hospital.emergency),
            (NURSE, hospital.maternity),
        ]

    def test_waits_until_all_have_finished(self, hospital: Hospital) -> None:
        case = begin_round(hospital)
        first, second = open_tasks(case, "visit")
        complete(second, hospital.midwife, acts.visit)
        assert names(case) == ["visit"]
        complete(first, hospital.nurse, acts.visit)
        assert names(case) == ["report"]

    def test_goes_on_at_once_when_there_is_nothing_to_call(self, hospital: Hospital) -> None:
        assert names(begin_round(hospital, wards=0)) == ["report"]

    def test_announces_each_called_step_to_its_post(self, hospital: Hospital) -> None:
        case = begin_round(hospital)
        receivers = Message.objects.filter(case=case, role=NURSE).values_list("unit__name", flat=True)
        assert sorted(receivers) == ["Emergencia", "Maternidad"]

    def test_cancels_the_rest_when_it_no_longer_matters(self, hospital: Hospital) -> None:
        case = begin_round(hospital)
        first, second = open_tasks(case, "visit")
        complete(first, hospital.nurse, acts.visit, finding="alarma")
        second.refresh_from_db()
        assert second.status == STATUS.CANCELED
        assert second.process.status == PROCESS.CANCELED
        assert names(case) == ["report"]

    def test_whose_rest_was_cancelled_tells_who_comes_too_late(self, hospital: Hospital) -> None:
        case = begin_round(hospital)
        first, second = open_tasks(case, "visit")
        complete(first, hospital.nurse, acts.visit, finding="alarma")
        with pytest.raises(AlreadyDone, match="siguió otro curso"):
            complete(second, hospital.midwife, acts.visit)
        assert len(refusals_of(case)) == 1

    def test_is_cancelled_with_everything_it_called(self, hospital: Hospital) -> None:
        case = begin_round(hospital)
        perform(case, hospital.doctor, cancel_rounds)
        assert names(case) == []
        assert set(Process.objects.values_list("status", flat=True)) == {PROCESS.CANCELED}
        assert not Process.objects.filter(finished__isnull=True).exists()

    def test_goes_on_when_the_last_one_it_waits_for_is_cancelled(self, hospital: Hospital) -> None:
        case = begin_round(hospital)
        perform(case, hospital.doctor, cancel_first_visit)
        assert names(case) == ["visit"]
        perform(case, hospital.doctor, cancel_first_visit)
        assert names(case) == ["report"]

    def test_ends_with_its_flow_once(self, hospital: Hospital) -> None:
        case = begin_round(hospital, wards=1)
        complete(open_task(case, "visit"), hospital.nurse, acts.visit)
        complete(open_task(case, "report"), hospital.doctor)
        assert set(Process.objects.values_list("flow_class", "status")) == {
            (RoundFlow, PROCESS.DONE),
            (VisitFlow, PROCESS.DONE),
        }
        assert acts_of(case) == ["tests.admit", "tests.prepare", "tests.visit", "tests.examine"]


class TestAStepOfARole:
    def test_carries_its_role_unit_and_term(self, hospital: Hospital, travel: object) -> None:
        travel(date(2026, 4, 1))  # type: ignore[operator]
        task = open_task(admit(hospital))
        # Holy Thursday and Good Friday are not counted.
        assert (task.role, task.unit, task.due_on) == (DOCTOR, hospital.unit, date(2026, 4, 8))

    def test_without_a_term_is_never_due(self, hospital: Hospital) -> None:
        case = admit(hospital)
        complete(open_task(case), hospital.doctor)
        assert open_task(case, "review").due_on is None


class TestCancellingAndReviving:
    def within_an_act(self, hospital: Hospital, case: Case) -> Acting:
        return Acting(actor=hospital.doctor, occurred=Occurrence(on=clock.today()), case=case, sequence=1)

    def cancelled(self, hospital: Hospital) -> Task:
        case = admit(hospital)
        task = open_task(case)
        with transaction.atomic(), acting.under_way(self.within_an_act(hospital, case)):
            task.flow_task.activation_class(task).cancel()
        return task

    def test_a_cancelled_step_waits_for_nobody(self, hospital: Hospital) -> None:
        task = self.cancelled(hospital)
        assert inbox(hospital.doctor, clock.today()).available.items == []
        assert inbox(hospital.doctor, clock.today() + timedelta(days=90)).overdue.items == []
        with pytest.raises(AlreadyDone):
            complete(task, hospital.doctor)

    def test_a_revived_step_keeps_its_role_unit_and_term(self, hospital: Hospital) -> None:
        task = self.cancelled(hospital)
        with transaction.atomic(), acting.under_way(self.within_an_act(hospital, task.process.case)):
            revived = task.flow_task.activation_class(task).revive()
        revived.refresh_from_db()
        assert (revived.role, revived.unit, revived.due_on) == (task.role, task.unit, task.due_on)
        assert (revived.status, revived.owner) == (STATUS.NEW, None)

    def test_a_revived_step_is_not_open_to_everybody(self, hospital: Hospital) -> None:
        task = self.cancelled(hospital)
        with transaction.atomic(), acting.under_way(self.within_an_act(hospital, task.process.case)):
            revived = task.flow_task.activation_class(task).revive()
        assert [item.task_id for item in inbox(hospital.doctor, clock.today()).available.items] == [revived.pk]
        assert inbox(hospital.outsider, clock.today()).available.items == []

    def test_cancelling_the_flows_of_a_case_leaves_other_cases_alone(self, hospital: Hospital) -> None:
        other = admit(hospital)
        perform(begin_round(hospital), hospital.doctor, cancel_rounds)
        assert names(other) == ["examine"]

    def test_cancelling_one_flow_leaves_the_others_of_the_case_alone(self, hospital: Hospital) -> None:
        case = admit(hospital)

        def also_round(**values: object) -> None:
            service.start(RoundFlow)
            acts.note(**values)  # type: ignore[arg-type]

        perform(case, hospital.doctor, also_round)
        perform(case, hospital.doctor, cancel_rounds)
        assert names(case) == ["examine"]

    def test_a_flow_is_started_within_acts_only(self, hospital: Hospital) -> None:
        with pytest.raises(RuntimeError, match="No act is under way"):
            service.start(TreatmentFlow)

    def test_the_post_that_is_asked_is_not_the_person(self, hospital: Hospital) -> None:
        task = open_task(admit(hospital))
        mandate = mandate_of(hospital.doctor)
        mandate.ends_on = clock.today() - timedelta(days=1)
        mandate.save()
        complete(task, hospital.colleague)
