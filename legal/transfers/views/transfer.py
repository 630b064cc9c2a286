"""The page of a transfer: where it stands, where its amount comes from, its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.agreement_page import AgreementPage
from legal.norms.routes import ROUTES
from legal.transfers.models import Transfer
from legal.transfers.services.proposal import obstacles_to_proposing, obstacles_to_taking_back
from legal.transfers.views.explanation import explained
from legal.transfers.views.money_page import transfer_of
from workflow import permissions
from workflow.inbox import case_url, task_url
from workflow.models import LedgerEntry, Task
from workflow.models.tasks import OPEN

Status = Transfer.Status

# The acts of a transfer in their order, each with the title of its step.
STEPS: Final = (
    ("transfers.propose", gettext_lazy("Propuesta")),
    ("transfers.review", gettext_lazy("Cálculo conforme")),
    ("transfers.authorize", gettext_lazy("Autorización")),
    ("transfers.instruct", gettext_lazy("Instrucción")),
    ("transfers.incorporate", gettext_lazy("Incorporación")),
    ("transfers.send_copies", gettext_lazy("Copias")),
    ("transfers.confirm", gettext_lazy("Confirmación")),
)
# Who acted is told of the acts that a person did: a report proposes by itself.
UNSIGNED: Final = frozenset({"transfers.propose"})
STATES: Final = {Status.CONFIRMED: "ok", Status.RETURNED: "warn"}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a transfer: when it was done and by which post; "done", "now" or "next"."""

    title: str
    on: date | None
    post: str
    state: str


class ShowTransfer(AgreementPage):
    """Everything about one transfer."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponse:
        """Show the transfer as it stands."""
        transfer = transfer_of(self.case, pk)
        context = {
            "agreement": self.agreement,
            "case": self.case,
            "case_url": case_url(self.case),
            "transfer": transfer,
            "tranche": transfer.tranche,
            "route": ROUTES[transfer.route],
            "state": STATES.get(Status(transfer.status), "go"),
            "steps": steps(transfer),
            "task": self._open_task(transfer),
            "amount": explained(transfer),
            "copies": transfer.copies.order_by("pk"),
            "acts": self._acts(transfer),
        }
        return render(request, "transfers/transfer.html", context)

    def _open_task(self, transfer: Transfer) -> dict[str, object] | None:
        """Return the step that waits for somebody, with the address of its page."""
        waiting = Task.objects.filter(process=transfer.process_id, status__in=OPEN, flow_task_type="HUMAN")
        task = waiting.select_related("process", "unit").first()
        if task is None:
            return None
        role = permissions.all_roles().get(task.role, task.role)
        return {
            "title": task.flow_task.task_title,
            "url": task_url(task),
            "post": f"{role}, {task.unit.short_name}" if task.unit else role,
            "due_on": task.due_on,
        }

    def _acts(self, transfer: Transfer) -> list[dict[str, str]]:
        """Return the acts outside a step that the person may start now."""
        number, acts = self.case.number, []
        if not obstacles_to_taking_back(transfer) and self.decide("transfers.take_back").allowed:
            url = reverse("transfers:take_back", args=[number, transfer.pk])
            acts.append({"label": _("Retirar la propuesta"), "url": url})
        is_returned = transfer.status == Status.RETURNED and not obstacles_to_proposing(transfer.tranche)
        if is_returned and self.decide("transfers.propose").allowed:
            url = reverse("transfers:propose", args=[number, transfer.tranche_id])
            acts.append({"label": _("Proponer de nuevo"), "url": url})
        return acts


def steps(transfer: Transfer) -> list[Step]:
    """Return the steps of a transfer, with the date and the post of those that were done, in one query."""
    entries = LedgerEntry.objects.filter(
        case=transfer.case_id,
        kind=LedgerEntry.Kind.ACT,
        subject=f"{Transfer._meta.label_lower}:{transfer.pk}",
        act__in=[act for act, _title in STEPS],
    )
    done = {act: (on, post) for act, on, post in entries.values_list("act", "occurred_on", "post_title")}
    found = []
    is_now = transfer.is_open
    for act, title in STEPS:
        on, post = done.get(act, (None, ""))
        state = "done" if on else "now" if is_now else "next"
        is_now = is_now and state == "done"
        found.append(Step(title=str(title), on=on, post="" if act in UNSIGNED else post, state=state))
    return found
