"""What the pages of the room share: the transfer or the balance they are about, and who may see it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from legal.agreements.views.act_page import ActPage
from legal.norms.routes import ROUTES
from legal.transfers.models import Rescue, Transfer
from workflow.models import Case
from workflow.task_page import TaskPage

AGREEMENT = "tranche__period__agreement"


def transfers(**lookup: Any) -> QuerySet[Transfer]:
    """Return transfers with what their pages show."""
    return Transfer.objects.filter(**lookup).select_related(
        "case",
        f"{AGREEMENT}__entity__unit",
        f"{AGREEMENT}__norm",
        f"{AGREEMENT}__source",
        "calculation__report__document",
        "calculation__report__verification",
        "copies_deadline",
        "sheet",
    )


def rescues(**lookup: Any) -> QuerySet[Rescue]:
    """Return rescues with what their pages show."""
    return Rescue.objects.filter(**lookup).select_related(
        "case",
        f"{AGREEMENT}__entity__unit",
        f"{AGREEMENT}__norm",
        "tranche__period__verification__correction_deadline",
        "warning",
        "warning_notice",
        "answer_deadline",
    )


class TransferTaskPage(TaskPage):
    """Base of the steps of a transfer: its amount and where it comes from are at hand."""

    template_name = "transfers/task.html"
    transfer: Transfer

    def load(self) -> None:
        """Load the transfer of the task."""
        self.transfer = transfers().get(process=self.task.process_id)

    def page_context(self) -> dict[str, Any]:
        """Return the transfer with its route."""
        return {
            "agreement": self.transfer.tranche.period.agreement,
            "transfer": self.transfer,
            "tranche": self.transfer.tranche,
            "route": ROUTES[self.transfer.route],
        }


class TransferActPage(ActPage):
    """Base of the acts on a transfer outside its steps."""

    template_name = "transfers/act.html"
    transfer: Transfer

    def load(self, **kwargs: Any) -> None:
        """Load the transfer, which must be of this case."""
        self.transfer = transfer_of(self.case, kwargs["pk"])

    def page_context(self) -> dict[str, Any]:
        """Return the transfer and its tranche."""
        return {"transfer": self.transfer, "tranche": self.transfer.tranche}


def transfer_of(case: Case, pk: int) -> Transfer:
    """Return a transfer of a case; what belongs to another case does not exist here."""
    return get_object_or_404(transfers(case=case), pk=pk)


def rescue_of(case: Case, pk: int) -> Rescue:
    """Return a rescue of a case; what belongs to another case does not exist here."""
    return get_object_or_404(rescues(case=case), pk=pk)
