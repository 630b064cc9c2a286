"""Acts of a hospital: the engine knows nothing of agreements, so its tests need none."""

from __future__ import annotations

from collections.abc import Sequence

from workflow import acting, ledger, permissions, service
from workflow.acting import Occurrence
from workflow.errors import Refusal
from workflow.models import Unit, User
from workflow.permissions import Act

DOCTOR, NURSE, INSPECTOR = "doctor", "nurse", "inspector"

permissions.register_roles({DOCTOR: "Médico", NURSE: "Enfermera", INSPECTOR: "Inspector"})
permissions.register(
    Act(name="tests.admit", title="admitir", sentence="%(post)s admitió al paciente.", roles=(DOCTOR,)),
    Act(name="tests.examine", title="examinar", sentence="%(post)s examinó: %(finding)s.", roles=(DOCTOR,)),
    Act(
        name="tests.review",
        title="revisar el examen",
        sentence="%(post)s revisó el examen.",
        roles=(DOCTOR,),
        never_after=("tests.examine",),
        segregation="Quien examina no revisa.",
    ),
    Act(name="tests.sign", title="firmar", sentence="%(post)s firmó.", roles=(DOCTOR,), is_signing=True),
    Act(name="tests.prepare", title="preparar la ronda", sentence="%(post)s preparó la ronda.", roles=(DOCTOR,)),
    Act(name="tests.visit", title="visitar", sentence="%(post)s visitó %(ward)s.", roles=(NURSE,)),
    Act(name="tests.note", title="anotar", sentence="%(post)s anotó: %(text)s.", roles=(DOCTOR, NURSE)),
)


def examine(*, actor: User, occurred: Occurrence, finding: str = "sano") -> None:
    """Record an examination."""
    ledger.record(act="tests.examine", subject=acting.current().case, after={"finding": finding})


def review(*, actor: User, occurred: Occurrence) -> None:
    """Record a review."""
    ledger.record(act="tests.review", subject=acting.current().case)


def prepare(*, actor: User, occurred: Occurrence, wards: Sequence[Unit] = ()) -> None:
    """Prepare a round of these wards."""
    for ward in wards:
        service.take_part(unit=ward, capacity="ward")
    ledger.record(act="tests.prepare", subject=acting.current().case)


def visit(*, actor: User, occurred: Occurrence, finding: str = "sano") -> None:
    """Record a visit; the finding "alarma" calls the rest of the round off."""
    ledger.record(act="tests.visit", subject=acting.current().case, after={"ward": "la sala", "finding": finding})


def note(*, actor: User, occurred: Occurrence, text: str = "nada") -> None:
    """Record a note, which belongs to no task."""
    ledger.record(act="tests.note", subject=acting.current().case, after={"text": text})


def rename_unit(*, actor: User, occurred: Occurrence, unit: Unit, name: str) -> None:
    """Write something that is easy to look for, and record it."""
    unit.name = name
    unit.save()
    note(actor=actor, occurred=occurred, text=name)


def write_and_refuse(*, actor: User, occurred: Occurrence, unit: Unit) -> None:
    """Write, record, and then find an obstacle."""
    rename_unit(actor=actor, occurred=occurred, unit=unit, name="Nombre que no debe quedar")
    raise Refusal("Falta la historia clínica.", "Falta el consentimiento.")


def forget(*, actor: User, occurred: Occurrence, unit: Unit) -> None:
    """Write, and record nothing."""
    unit.name = "Nombre que no debe quedar"
    unit.save()
