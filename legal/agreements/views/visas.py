"""Go on without a visa whose post nobody holds, as who signs for the party."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.forms.approval import WaiveVisaForm
from legal.agreements.views.act_page import ActPage
from legal.signing import rules
from legal.signing import services as signing
from legal.signing.models import Visa
from legal.signing.queries import deciding_mandate, giver_of, signatures_of
from workflow.errors import Obstacle
from workflow.service import LegalAct


class WaiveVisa(ActPage):
    """Go on without a visa, with the reason."""

    act_name = "signing.waive_visa"
    form_class = WaiveVisaForm
    title = gettext_lazy("Prescindir de un visto bueno")
    submit_label = gettext_lazy("Continuar sin el visto bueno")
    visa: Visa

    def load(self, **kwargs: Any) -> None:
        """Load the visa."""
        visas = Visa.objects.select_related("round", "post__unit", "signature__unit")
        self.visa = get_object_or_404(visas, pk=kwargs["pk"], round__case=self.case)

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the visa from being done without."""
        return [
            *rules.obstacles_to_visa(self.visa, list(signatures_of(self.visa.round))),
            *rules.obstacles_to_deciding(self.visa, deciding_mandate(self.visa, self.user, self.today)),
            *rules.obstacles_to_waiving(giver_of(self.visa, self.today)),
        ]

    def act(self, form: Any) -> LegalAct:
        """Go on without it."""
        return partial(signing.waive_visa, visa=self.visa, reason=form.cleaned_data["reason"])

    def done_message(self) -> str:
        """Say that it stays told."""
        return _("Se continúa sin ese visto bueno. Su decisión y su motivo quedan en el expediente.")

    def page_context(self) -> dict[str, Any]:
        """Say which visa it is."""
        lead = _(
            "Falta el visto bueno de %(post)s. Quien firma por la misma parte puede continuar sin él, con su motivo."
        )
        return {"lead": lead % {"post": self.visa.post}}
