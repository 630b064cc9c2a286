"""Ask for the extension of a term, and decide on it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.documents.documents import DocumentContext
from legal.followup.forms.terms import ExtensionDecisionForm, ExtensionForm
from legal.followup.models import ExtensionRequest
from legal.followup.services import extensions as services
from legal.transfers.views.letter_page import LetterPage
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.forms import GO_ON, ActForm
from workflow.models import Mandate
from workflow.service import LegalAct


class RequestExtension(ActPage):
    """Ask for more time, once and before the term ends."""

    act_name = "followup.request_extension"
    form_class: ClassVar[type[ActForm]] = ExtensionForm
    title = gettext_lazy("Pedir la prórroga de un plazo")
    lead = gettext_lazy(
        "Se pide una sola vez y antes del vencimiento. El plazo sigue corriendo hasta que la DGPP la conceda."
    )
    submit_label = gettext_lazy("Pedir la prórroga")

    def form_arguments(self) -> dict[str, Any]:
        """Offer the terms that may be extended."""
        terms = services.extendable(self.agreement, Occurrence(on=self.today))
        return {**super().form_arguments(), "terms": terms}

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps any extension from being asked for."""
        return services.obstacles_to_asking(self.agreement, Occurrence(on=self.today))

    def act(self, form: Any) -> LegalAct:
        """Ask for it."""
        return partial(
            services.request_extension,
            agreement=self.agreement,
            deadline=form.term(),
            more=form.more(),
            ground=form.cleaned_data["reason"],
            upload=form.upload(),
        )

    def done_message(self) -> str:
        """Say where it waits."""
        return _("La solicitud quedó en la bandeja de la DGPP. El plazo sigue corriendo hasta que se resuelva.")


class DecideExtension(LetterPage):
    """Grant an extension, or refuse it: both with a reason, by a letter."""

    draft_name = gettext_lazy("Proyecto de oficio que resuelve la prórroga")

    form_class = ExtensionDecisionForm
    template_name = "followup/decide_extension.html"
    submit_label = gettext_lazy("Registrar la decisión")

    def load(self) -> None:
        """Load the request of the task."""
        found = ExtensionRequest.objects.select_related("deadline__unit", "file")
        self.asked = found.get(process=self.task.process_id)

    def page_context(self) -> dict[str, Any]:
        """Return what was asked, and what keeps it from being granted: it may be refused still."""
        obstacles = services.obstacles_to_granting(self.asked, today=self.today)
        return {"asked": self.asked, "granting_obstacles": obstacles}

    def letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the letter of what the form decides."""
        return services.decision_letter(
            self.asked,
            granted=form.cleaned_data.get("decision") == GO_ON,
            ground=form.cleaned_data.get("reason") or _("[sustento por escribir]"),
            on=on,
            signatory=self.user,
            authority=authority,
        )

    def act(self, form: Any) -> LegalAct:
        """Grant it or refuse it."""
        self.refused = form.turns_back
        act = services.refuse_extension if self.refused else services.grant_extension
        return partial(act, request=self.asked, ground=form.cleaned_data["reason"])

    def done_message(self) -> str:
        """Say what was decided."""
        if self.refused:
            return _("La prórroga no se concedió; el plazo vence cuando vencía.")
        return _("La prórroga quedó concedida, con su nueva fecha.")
