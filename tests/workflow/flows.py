"""Flows of a hospital, made for the tests of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from viewflow import this
from viewflow.workflow import flow

from tests.workflow.acts import DOCTOR, NURSE
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.errors import Refusal
from workflow.flow import CaseFlow
from workflow.models import LedgerEntry, Process, Unit
from workflow.nodes import CallActivity, RoleTask, Start

PAGE = "tests:task"


class TreatmentFlow(CaseFlow):
    """Two steps of two doctors; the first has a term."""

    process_title = "Tratamiento"

    start = Start().Next(this.examine)
    examine = (
        RoleTask(
            DOCTOR,
            act="tests.examine",
            page=PAGE,
            due=Term(amount=3, unit=TermUnit.WORKING_DAYS),
            basis="Norma técnica de atención, art. 5",
        )
        .Annotation(title="Examinar al paciente")
        .Next(this.review)
    )
    review = RoleTask(DOCTOR, act="tests.review", page=PAGE).Annotation(title="Revisar el examen").Next(this.end)
    end = flow.End()


class VisitFlow(CaseFlow):
    """A nurse visits one ward."""

    process_title = "Visita"

    start = Start().Next(this.visit)
    visit = RoleTask(this.role_of, act="tests.visit", page=PAGE).Annotation(title="Visitar la sala").Next(this.end)
    end = flow.End()

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Remember the ward."""
        process.data = {"ward": subjects["ward"].pk}
        process.save()

    def role_of(self, activation: Any) -> str:
        """Nurses visit."""
        return NURSE

    def unit_for(self, activation: Any, role: str) -> Unit:
        """The ward itself."""
        return Unit.objects.get(pk=activation.process.data["ward"])


class RoundFlow(CaseFlow):
    """A round: every ward that takes part is visited at the same time, unless there is an alarm."""

    process_title = "Ronda"

    start = Start().Next(this.prepare)
    prepare = RoleTask(DOCTOR, act="tests.prepare", page=PAGE).Annotation(title="Preparar la ronda").Next(this.visits)
    visits = (
        CallActivity(lambda: VisitFlow.start, this.wards, unless=this.has_alarm)
        .Annotation(title="Visitas")
        .Next(this.report)
    )
    report = RoleTask(DOCTOR, act="tests.examine", page=PAGE).Annotation(title="Informar").Next(this.end)
    end = flow.End()

    def wards(self, activation: Any) -> list[dict[str, Any]]:
        """Return the wards that take part."""
        taking_part = activation.process.case.participations.filter(capacity="ward").select_related("unit")
        return [{"ward": each.unit} for each in taking_part.order_by("pk")]

    def has_alarm(self, activation: Any) -> bool:
        """Whether a visit has found an alarm."""
        visits = LedgerEntry.objects.filter(case=activation.process.case, act="tests.visit")
        return visits.filter(after__finding="alarma").exists()


class DischargeFlow(CaseFlow):
    """A step, then one that the system does by itself, which refuses."""

    process_title = "Alta"

    start = Start().Next(this.examine)
    examine = RoleTask(DOCTOR, act="tests.examine", page=PAGE).Annotation(title="Examinar").Next(this.discharge)
    discharge = flow.Function(this.refuse).Next(this.end)
    end = flow.End()

    def refuse(self, activation: Any) -> None:
        """Refuse, from within an automatic step."""
        raise Refusal("La cama no está libre.")
