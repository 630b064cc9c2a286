"""What every part of a player shares: the data of one agreement, and how a person does one of its acts."""

from __future__ import annotations

from typing import Any

from legal.agreements.models import Agreement
from legal.demonstration.lives import Life
from legal.demonstration.papers import invented_paper
from workflow import service
from workflow.acting import Occurrence
from workflow.models import Process, Task, User
from workflow.models.tasks import OPEN
from workflow.service import LegalAct


class Stage:
    """One agreement of the data files, and the way in which its people act."""

    def __init__(self, life: Life) -> None:
        self.data = life.data
        self.criteria = life.criteria
        self.observations = life.observations
        self.acts = life.acts
        self.agreement: Agreement

    def complete(
        self, node: str, act: dict[str, Any], legal_act: LegalAct, *, process: Process | None = None, unit: str = ""
    ) -> None:
        """Complete the open task of a step as the person of the act; ``process`` or ``unit`` tell it from its like.

        :raises LookupError: when the step is not open: the data files do not fit the flows.
        """
        tasks = Task.objects.filter(process__case=self.agreement.case, status__in=OPEN, flow_task_type="HUMAN")
        if process is not None:
            tasks = tasks.filter(process=process)
        if unit:
            tasks = tasks.filter(unit__code=unit)
        task = next((task for task in tasks if task.flow_task.name == node), None)
        if task is None:
            raise LookupError(f"{act['key']}: the step {node!r} is not open; open are {[str(task) for task in tasks]}.")
        service.complete(task_pk=task.pk, actor=person(act), act=legal_act, occurred=occurrence(act))

    def perform(self, act_name: str, act: dict[str, Any], legal_act: LegalAct) -> None:
        """Do an act that belongs to no task, as the person of the act."""
        service.perform(
            case=self.agreement.case, actor=person(act), act_name=act_name, act=legal_act, occurred=occurrence(act)
        )


def person(act: dict[str, Any]) -> User:
    """Return who does an act."""
    return User.objects.get(username=act["user"])


def occurrence(act: dict[str, Any]) -> Occurrence:
    """Return the legal date of an act and what grounds it: its document, else its own words."""
    return Occurrence(on=act["occurred_on"], grounds=document(act) or act["text"])


def document(act: dict[str, Any]) -> str:
    """Return the kind and number of the document of an act; empty when it has none."""
    named = act.get("document")
    return f"{named['kind']} {named['number']}" if named else ""


def paper(act: dict[str, Any], *, number: str = "") -> tuple[str, bytes]:
    """Return the name and content of the file of an act: its document, or another one with the number given."""
    named = number or document(act)
    lines = [f"{act['occurred_on']:%d-%m-%Y}", "", act["text"]]
    if "document" in act:
        lines.insert(0, act["document"]["subject"])
    return f"{named}.pdf".replace("/", "-"), invented_paper(named, lines)
