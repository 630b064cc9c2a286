"""The acts that are measured: one only records, one also saves a tracked row, one starts a flow."""

from __future__ import annotations

from workflow import ledger, permissions, service
from workflow.acting import Occurrence
from workflow.flow import CaseFlow
from workflow.models import Unit, User
from workflow.permissions import Act

ROLE = "registrar"

permissions.register_roles({ROLE: "Registrador"})
permissions.register(
    Act(name="benchmarks.start", title="iniciar", sentence="%(post)s inició.", roles=(ROLE,)),
    Act(name="benchmarks.note", title="anotar", sentence="%(post)s anotó «%(text)s».", roles=(ROLE,)),
    Act(name="benchmarks.settle", title="concluir", sentence="%(post)s concluyó.", roles=(ROLE,)),
)


def start(*, flow_class: type[CaseFlow], unit: Unit, actor: User, occurred: Occurrence) -> None:
    """Start a flow and record it."""
    service.start(flow_class)
    ledger.record(act="benchmarks.start", subject=unit)


def note(*, unit: Unit, actor: User, occurred: Occurrence) -> None:
    """Record, and nothing else."""
    ledger.record(act="benchmarks.note", subject=unit, before={"text": ""}, after={"text": "una nota"})


def renumber(*, unit: Unit, actor: User, occurred: Occurrence) -> None:
    """Save a row that simple-history follows, and record it."""
    before = unit.numbering_code
    unit.numbering_code = "B" if before == "A" else "A"
    unit.save()
    ledger.record(act="benchmarks.note", subject=unit, before={"text": before}, after={"text": unit.numbering_code})
