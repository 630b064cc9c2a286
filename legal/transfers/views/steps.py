"""Task pages from the authorization to the money in the account: instruct, take in, send copies, confirm."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.norms.routes import ROUTES
from legal.transfers.forms import ConfirmationForm, CopiesForm, InstructionForm, ResolutionForm
from legal.transfers.services import transfer as services
from legal.transfers.views.money_page import TransferTaskPage
from workflow.service import LegalAct


class Instruct(TransferTaskPage):
    """Record what orders the payment: the Treasury's assignment, or the supreme decree."""

    form_class = InstructionForm
    submit_label = gettext_lazy("Registrar la instrucción")

    def form_arguments(self) -> dict[str, Any]:
        """Ask in the words of the route."""
        return {**super().form_arguments(), "route": self.transfer.route, "rules": ROUTES[self.transfer.route]}

    def act(self, form: Any) -> LegalAct:
        """Record the instruction."""
        return partial(
            services.instruct,
            transfer=self.transfer,
            document=form.cleaned_data["document"],
            upload=form.upload(),
        )

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La transferencia quedó instruida. La entidad debe incorporar los recursos en su presupuesto.")


class Incorporate(TransferTaskPage):
    """Record the resolution by which the head takes the money into the budget."""

    form_class = ResolutionForm
    template_name = "transfers/incorporate.html"
    submit_label = gettext_lazy("Registrar la resolución")

    def form_arguments(self) -> dict[str, Any]:
        """Show how the act of this head is named."""
        named = services.example_of_resolution(self.transfer, year=self.today.year)
        return {**super().form_arguments(), "example": named}

    def act(self, form: Any) -> LegalAct:
        """Record the resolution."""
        return partial(
            services.incorporate,
            transfer=self.transfer,
            resolution=form.cleaned_data["resolution"],
            upload=form.upload(),
        )

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La resolución quedó registrada. Empezó el plazo para remitir sus copias.")


class SendCopies(TransferTaskPage):
    """Record with which document each body got its copy of the resolution."""

    form_class = CopiesForm
    template_name = "transfers/copies.html"
    submit_label = gettext_lazy("Registrar las copias")

    def form_arguments(self) -> dict[str, Any]:
        """Ask for the bodies of the route."""
        bodies = [str(body) for body in ROUTES[self.transfer.route].copies_to]
        return {**super().form_arguments(), "bodies": bodies}

    def act(self, form: Any) -> LegalAct:
        """Record the copies."""
        return partial(services.send_copies, transfer=self.transfer, copies=form.copies())

    def done_message(self) -> str:
        """Say that they are in the record."""
        return _("Las copias quedaron registradas.")


class Confirm(TransferTaskPage):
    """Confirm with its SIAF record that the money arrived, or record that it came back."""

    form_class = ConfirmationForm
    submit_label = gettext_lazy("Registrar el resultado")

    def act(self, form: Any) -> LegalAct:
        """Confirm, or record the return."""
        self.came_back = form.turns_back
        if self.came_back:
            return partial(services.give_back, transfer=self.transfer, reason=form.cleaned_data["reason"])
        return partial(services.confirm, transfer=self.transfer, siaf_record=form.cleaned_data["siaf_record"])

    def done_message(self) -> str:
        """Say what became of the money."""
        if self.came_back:
            return _("Se registró la devolución. El monto sigue por transferir y puede proponerse de nuevo.")
        return _("La transferencia quedó confirmada.")
