"""Task pages after the opinions: register a required instrument, approve or send back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.forms.approval import ApprovalForm, InstrumentForm
from legal.agreements.models import Instrument
from legal.agreements.paths import linked
from legal.agreements.queries import read_terms, required_instruments
from legal.agreements.services import approval
from legal.agreements.terms import fingerprint
from legal.agreements.views.agreement_page import AgreementPage, AgreementTaskPage
from legal.agreements.views.checks import review_now
from legal.agreements.views.review_panel import review_panel
from legal.documents.views import hand_over
from workflow.errors import Obstacle
from workflow.service import LegalAct


class RegisterInstrument(AgreementTaskPage):
    """Register one of the instruments that the level of government requires and nobody has brought."""

    form_class = InstrumentForm
    template_name = "agreements/instrument.html"
    submit_label = gettext_lazy("Registrar el instrumento")

    def load(self) -> None:
        """Load what is still missing."""
        super().load()
        missing = set(approval.missing_instruments(self.agreement))
        self.missing = [
            requirement
            for requirement in required_instruments(self.agreement)
            if requirement.get_instrument_display() in missing
        ]

    def form_arguments(self) -> dict[str, Any]:
        """Offer the instruments that are missing."""
        kinds = [(each.instrument, each.get_instrument_display()) for each in self.missing]
        return {**super().form_arguments(), "kinds": kinds}

    def act(self, form: Any) -> LegalAct:
        """Register the instrument."""
        return partial(
            approval.register_instrument,
            agreement=self.agreement,
            kind=form.cleaned_data["kind"],
            number=form.cleaned_data["number"],
            issued_on=form.cleaned_data["issued_on"],
            upload=form.upload(),
        )

    def done_message(self) -> str:
        """Say what it holds for."""
        return _("El instrumento quedó registrado. Vale mientras el texto no cambie.")

    def page_context(self) -> dict[str, Any]:
        """Return what is missing, with the norm that requires it."""
        return {**super().page_context(), "missing": self.missing}


class Approve(AgreementTaskPage):
    """The director's decision."""

    form_class = ApprovalForm
    template_name = "agreements/approve.html"
    submit_label = gettext_lazy("Registrar la decisión")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the text from being approved."""
        return linked(approval.obstacles_to_approving(self.agreement, self.today), self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Approve the text, or send it back."""
        self.sent_back = form.sends_back
        if self.sent_back:
            return partial(approval.send_back, agreement=self.agreement, observations=form.observations())
        return partial(approval.approve, agreement=self.agreement)

    def done_message(self) -> str:
        """Say what was decided."""
        if self.sent_back:
            return _("El texto se devolvió: se abren las partes observadas.")
        return _("El texto quedó aprobado para la firma.")

    def page_context(self) -> dict[str, Any]:
        """Return everything that was said about the text."""
        text_hash = fingerprint(read_terms(self.agreement))
        panel = review_panel(self.agreement, text_hash=text_hash, today=self.today)
        return {**super().page_context(), "panel": panel, "review": review_now(self.agreement, self.today)}


class InstrumentFile(AgreementPage):
    """Hand over the file of an instrument to whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        instruments = Instrument.objects.filter(agreement=self.agreement).select_related("file")
        return hand_over(request, get_object_or_404(instruments, pk=pk).file)
