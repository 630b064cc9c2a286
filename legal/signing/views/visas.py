"""Pages of the visas: give one or return the document, and the sheet of visas and signatures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from legal.signing import rules, services
from legal.signing.forms import VisaForm
from legal.signing.models import SignatureRound, Visa
from legal.signing.queries import giver_of, signature_rows, signatures_of, visa_rows, visas_of
from legal.signing.subjects import subject_of
from legal.signing.views.rounds import RoundPage, rounds
from workflow import clock, permissions
from workflow.errors import Obstacle
from workflow.inbox import case_url
from workflow.middleware import NotVisible
from workflow.models import User
from workflow.permissions import cases_visible_to
from workflow.service import LegalAct

if TYPE_CHECKING:
    from workflow.permissions import Text


class GiveVisa(RoundPage):
    """One configured post initials the document, or returns it."""

    form_class = VisaForm
    template_name = "signing/visa.html"
    submit_label = gettext_lazy("Registrar mi decisión")
    visa: Visa

    def told(self) -> tuple[Text, Text]:
        """Return what a visa is, and the ways to decide."""
        return (
            gettext_lazy("Dar el visto bueno al documento"),
            gettext_lazy("Lea el documento emitido. Puede dar su visto bueno o devolverlo con su motivo."),
        )

    def find_round(self) -> SignatureRound:
        """Return the round of the visa that the task asks for."""
        self.visa = Visa.objects.select_related("post__unit").get(process=self.task.process_id)
        round_ = rounds().get(pk=self.visa.round_id)
        self.visa.round = round_
        return round_

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps this visa from being given: it is another post's, or its time is over."""
        mandate = permissions.mandate_in(self.visa.post, user=self.user, act="signing.give_visa", on=self.today)
        obstacles = rules.obstacles_to_visa(self.visa, list(signatures_of(self.round)))
        if mandate is None:
            obstacles += rules.obstacles_to_acting_for(self.visa.post, giver_of(self.visa, self.today))
        return obstacles

    def act(self, form: Any) -> LegalAct:
        """Give the visa, or return the document."""
        self.returns = form.turns_back
        if self.returns:
            return partial(services.return_unvisaed, visa=self.visa, reason=form.cleaned_data["reason"])
        return partial(services.give_visa, visa=self.visa)

    def done_message(self) -> str:
        """Say what was done."""
        if self.returns:
            return str(self.wording.unvisaed)
        return _("Su visto bueno quedó registrado, con el cargo y el mandato que lo respaldan.")

    def page_context(self) -> dict[str, Any]:
        """Return also which visa is the post's."""
        return {**super().page_context(), "visa": self.visa}


class Sheet(View):
    """The sheet of visas and signatures of a document, to be read or printed by whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, pk: int) -> HttpResponse:
        """Show who initialed the document, with the motive, and who signed it, with the mandate of each."""
        assert isinstance(request.user, User)
        round_ = get_object_or_404(rounds(), pk=pk, document__isnull=False)
        if not cases_visible_to(request.user).filter(pk=round_.case_id).exists():
            raise NotVisible(f"round {pk}")
        today = clock.today()
        context = {
            "round": round_,
            "case": round_.case,
            "case_url": case_url(round_.case),
            "document": round_.document,
            "document_title": subject_of(round_).wording.title,
            "visas": visa_rows(visas_of(round_), today),
            "signatures": signature_rows(round_, today),
        }
        return render(request, "signing/sheet.html", context)
