"""Task pages of the two decisions before a transfer: the review of its calculation, its authorization."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.transfers.forms import AuthorizationForm, ReviewForm
from legal.transfers.services import transfer as services
from legal.transfers.views.explanation import explained
from legal.transfers.views.money_page import TransferTaskPage
from workflow.errors import Obstacle
from workflow.service import LegalAct


class DecisionPage(TransferTaskPage):
    """Base of both decisions: the amount opens down to each verdict."""

    template_name = "transfers/decide.html"
    submit_label = gettext_lazy("Registrar la decisión")

    def agree(self) -> LegalAct:
        """Return the act that lets the transfer go on."""
        raise NotImplementedError

    def act(self, form: Any) -> LegalAct:
        """Let the transfer go on, or send it back with its reason."""
        self.sent_back = form.turns_back
        if self.sent_back:
            return partial(services.send_back, transfer=self.transfer, reason=form.cleaned_data["reason"])
        return self.agree()

    def done_message(self) -> str:
        """Say that the proposal went back, with what becomes of its amount."""
        return _("La propuesta se devolvió. Su monto sigue por transferir y puede proponerse de nuevo.")

    def page_context(self) -> dict[str, Any]:
        """Return where the amount comes from."""
        return {**super().page_context(), "amount": explained(self.transfer)}


class Review(DecisionPage):
    """The budget reviewer agrees with the calculation, or sends the proposal back."""

    form_class = ReviewForm

    def agree(self) -> LegalAct:
        """Agree with the calculation."""
        return partial(services.review, transfer=self.transfer)

    def done_message(self) -> str:
        """Say what was decided."""
        if self.sent_back:
            return super().done_message()
        return _("Se dio conformidad al cálculo y se emitió su hoja.")


class Authorize(DecisionPage):
    """The director authorizes the transfer, or sends the proposal back."""

    form_class = AuthorizationForm

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the transfer from being authorized."""
        return services.obstacles_to_authorizing(self.transfer)

    def agree(self) -> LegalAct:
        """Authorize the transfer."""
        return partial(services.authorize, transfer=self.transfer)

    def done_message(self) -> str:
        """Say what was decided."""
        if self.sent_back:
            return super().done_message()
        return _("La transferencia quedó autorizada. Corresponde instruirla.")
