"""Propose a transfer again, and take a proposal back: acts of the transfers officer outside a task."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.transfers.forms import ReasonForm
from legal.transfers.models import Tranche
from legal.transfers.services import proposal
from legal.transfers.views.money_page import TransferActPage
from workflow.errors import Obstacle
from workflow.forms import ActForm
from workflow.service import LegalAct


class Propose(ActPage):
    """Propose the transfer of what is due of a tranche and nobody has under way."""

    act_name = "transfers.propose"
    form_class = ActForm
    template_name = "transfers/act.html"
    title = gettext_lazy("Proponer la transferencia")
    lead = gettext_lazy("Se propone todo lo que corresponde transferir del tramo. El cálculo vuelve a revisarse.")
    submit_label = gettext_lazy("Proponer la transferencia")
    tranche: Tranche

    def load(self, **kwargs: Any) -> None:
        """Load the tranche, which must be of this case."""
        tranches = Tranche.objects.filter(case=self.case).select_related("period")
        self.tranche = get_object_or_404(tranches, pk=kwargs["pk"])

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the transfer from being proposed."""
        return proposal.obstacles_to_proposing(self.tranche)

    def act(self, form: Any) -> LegalAct:
        """Propose the transfer."""
        return partial(proposal.propose, tranche=self.tranche)

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La transferencia quedó propuesta. Corresponde revisar su cálculo.")

    def page_context(self) -> dict[str, Any]:
        """Return the tranche."""
        return {"tranche": self.tranche}


class TakeBack(TransferActPage):
    """Take a proposal back before the director authorizes it."""

    act_name = "transfers.take_back"
    form_class = ReasonForm
    title = gettext_lazy("Retirar la propuesta de transferencia")
    lead = gettext_lazy("Los pasos en curso se detienen. El monto sigue por transferir y puede proponerse de nuevo.")
    submit_label = gettext_lazy("Retirar la propuesta")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the proposal from being taken back."""
        return proposal.obstacles_to_taking_back(self.transfer)

    def act(self, form: Any) -> LegalAct:
        """Take the proposal back."""
        return partial(proposal.take_back, transfer=self.transfer, reason=form.cleaned_data["reason"])

    def done_message(self) -> str:
        """Say what became of the amount."""
        return _("La propuesta se retiró. Su monto sigue por transferir.")

    def done_url(self) -> str:
        """Go back to the transfer."""
        return self.back_url()

    def back_url(self) -> str:
        """Return the page of the transfer."""
        return reverse("transfers:transfer", args=[self.case.number, self.transfer.pk])
