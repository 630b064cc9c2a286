"""A hospital, its people, and the ways they act: the world of the engine's tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from tests.factories.people import make_mandate, make_post, make_unit, make_user
from tests.factories.tasks import today
from tests.workflow import acts
from tests.workflow.flows import TreatmentFlow
from workflow import clock, ledger, service
from workflow.acting import Occurrence
from workflow.flow import CaseFlow
from workflow.models import Case, LedgerEntry, Mandate, Post, Task, Unit, User


@dataclass(frozen=True, kw_only=True)
class Hospital:
    """Two wards below a hospital, another hospital, and who works there."""

    unit: Unit
    emergency: Unit
    maternity: Unit
    elsewhere: Unit
    doctor: User
    colleague: User
    nurse: User
    midwife: User
    inspector: User
    outsider: User


def make_hospital() -> Hospital:
    """Write the hospital."""
    unit = make_unit("H1", "Hospital Regional", acronym="HR")
    emergency = make_unit("H1-1", "Emergencia", unit)
    maternity = make_unit("H1-2", "Maternidad", unit)
    elsewhere = make_unit("H2", "Hospital de Apoyo")
    doctors = make_post(unit, acts.DOCTOR, "Médico jefe")
    return Hospital(
        unit=unit,
        emergency=emergency,
        maternity=maternity,
        elsewhere=elsewhere,
        doctor=_holder("ana", "Ana", "Torres", doctors),
        colleague=_holder("bruno", "Bruno", "Salas", doctors),
        nurse=_holder("carla", "Carla", "Rojas", make_post(emergency, acts.NURSE, "Enfermera de emergencia")),
        midwife=_holder("diana", "Diana", "Pinto", make_post(maternity, acts.NURSE, "Obstetra")),
        inspector=_holder("elena", "Elena", "Ortiz", make_post(elsewhere, acts.INSPECTOR, "Inspectora", "all")),
        outsider=_holder("fabio", "Fabio", "Vega", make_post(elsewhere, acts.DOCTOR, "Médico de apoyo")),
    )


def _holder(username: str, first_name: str, last_name: str, post: Post) -> User:
    user = make_user(username, first_name, last_name)
    make_mandate(user, post)
    return user


def mandate_of(user: User) -> Mandate:
    """Return the one mandate of a person."""
    return user.mandates.get()


def admit(
    hospital: Hospital,
    flow_class: type[CaseFlow] = TreatmentFlow,
    *,
    by: User | None = None,
    on: Occurrence | None = None,
) -> Case:
    """Open a case in which the hospital takes part and a flow is started, today unless a legal date is given."""

    def first_act(case: Case, *, actor: User, occurred: Occurrence) -> None:
        service.take_part(unit=hospital.unit, capacity="hospital")
        ledger.record(act="tests.admit", subject=case)
        service.start(flow_class, key="first")

    return service.open_case(
        unit=hospital.unit,
        title="Paciente de prueba",
        actor=by or hospital.doctor,
        act_name="tests.admit",
        act=lambda case: partial(first_act, case),
        occurred=on or today(),
    )


def complete(
    task: Task,
    by: User,
    act: Callable[..., object] = acts.examine,
    *,
    on: Occurrence | None = None,
    **values: object,
) -> Task:
    """Complete a task, today unless another legal date is given."""
    return service.complete(task_pk=task.pk, actor=by, act=partial(act, **values), occurred=on or today())


def perform(case: Case, by: User, act: Callable[..., object] = acts.note, **values: object) -> None:
    """Do an act of a case today, as a note."""
    service.perform(case=case, actor=by, act_name="tests.note", act=partial(act, **values), occurred=today())


def entries(case: Case, kind: str = "") -> list[LedgerEntry]:
    """Return the record of a case, of one kind when it is named."""
    found = LedgerEntry.objects.filter(case=case).order_by("sequence")
    return list(found.filter(kind=kind) if kind else found)


def acts_of(case: Case) -> list[str]:
    """Return the names of a case's acts, in order."""
    return [entry.act for entry in entries(case, LedgerEntry.Kind.ACT)]


def refusals_of(case: Case) -> list[LedgerEntry]:
    """Return the refused attempts of a case."""
    return entries(case, LedgerEntry.Kind.REFUSAL)


def is_gap_free(case: Case) -> bool:
    """Whether the entries of a case are numbered 1, 2, 3 and on."""
    numbers = [entry.sequence for entry in entries(case)]
    return numbers == list(range(1, len(numbers) + 1))


def days_ago(days: int) -> date:
    """Return a day before today."""
    return clock.today() - timedelta(days=days)
