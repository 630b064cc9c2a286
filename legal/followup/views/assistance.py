"""Ask for technical assistance, answer a request, record a visit, and show what was done."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.agreements.views.agreement_page import AgreementPage
from legal.documents.views import hand_over
from legal.followup.forms.assistance import AnswerForm, RequestForm, VisitForm
from legal.followup.forms.topics import offered
from legal.followup.models import AssistanceRequest, Visit
from legal.followup.queries import answering_units_of, units_of
from legal.followup.services import assistance as services
from workflow.errors import Obstacle
from workflow.forms import ActForm
from workflow.inbox import case_url
from workflow.service import LegalAct
from workflow.task_page import TaskPage


class RequestAssistance(ActPage):
    """Ask the DGPP or the verifying body for assistance."""

    act_name = "followup.request_assistance"
    form_class: ClassVar[type[ActForm]] = RequestForm
    title = gettext_lazy("Pedir asistencia técnica")
    lead = gettext_lazy("La solicitud aparece en la bandeja de quien debe atenderla, hasta que responda.")
    submit_label = gettext_lazy("Pedir la asistencia")

    def form_arguments(self) -> dict[str, Any]:
        """Offer the units of the entity, those that may be asked, and what it may be about."""
        rows = {"units": units_of(self.agreement), "addressees": answering_units_of(self.agreement)}
        return {**super().form_arguments(), **rows, "topics": offered(self.agreement)}

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps assistance from being requested."""
        return services.obstacles_to_requesting(self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Request it."""
        names = ("unit", "addressee", "subject", "detail", "topic")
        asked = services.Asked(**{name: form.cleaned_data[name] for name in names})
        return partial(services.request_assistance, agreement=self.agreement, asked=asked)

    def done_message(self) -> str:
        """Say where it waits."""
        return _("La solicitud quedó en la bandeja de quien debe atenderla.")


class RecordVisit(ActPage):
    """Record a visit, or assistance, that nobody asked for."""

    act_name = "followup.record_visit"
    form_class = VisitForm
    title = gettext_lazy("Registrar una visita o asistencia técnica")
    lead = gettext_lazy("La que se dio sin solicitud. La que atiende una solicitud se registra al responderla.")
    submit_label = gettext_lazy("Registrar")

    def form_arguments(self) -> dict[str, Any]:
        """Offer what it may be about."""
        return {**super().form_arguments(), "topics": offered(self.agreement)}

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps it from being recorded."""
        return services.obstacles_to_requesting(self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Record it."""
        about = {name: form.cleaned_data[name] for name in ("subject", "topic")}
        return partial(services.record_visit, agreement=self.agreement, given=form.given(), **about)

    def done_message(self) -> str:
        """Say that it stays."""
        return _("Quedó registrada en el expediente.")


class AnswerAssistance(TaskPage):
    """Answer a request by what was given, or decline it."""

    form_class = AnswerForm
    template_name = "followup/answer_assistance.html"
    submit_label = gettext_lazy("Registrar la respuesta")

    def load(self) -> None:
        """Load the request of the task."""
        found = AssistanceRequest.objects.select_related("unit", "criterion", "indicator")
        self.asked = found.get(process=self.task.process_id)

    def page_context(self) -> dict[str, Any]:
        """Return what was asked, and since when it waits."""
        return {"asked": self.asked, "age": (self.today - self.asked.requested_on).days}

    def act(self, form: Any) -> LegalAct:
        """Record what was given, or the refusal."""
        self.declined = form.turns_back
        if self.declined:
            return partial(services.decline_assistance, request=self.asked, reason=form.cleaned_data["reason"])
        return partial(services.give_assistance, request=self.asked, given=form.given())

    def done_message(self) -> str:
        """Say what was answered."""
        if self.declined:
            return _("Quedó registrado por qué no se atiende la solicitud.")
        return _("La solicitud quedó atendida.")


class ShowVisit(AgreementPage):
    """Show a visit to whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponse:
        """Show what was done, with whom."""
        found = Visit.objects.select_related("unit", "criterion", "indicator", "request__unit", "file")
        visit = get_object_or_404(found, pk=pk, case=self.case)
        context = {
            "agreement": self.agreement,
            "case": self.case,
            "case_url": case_url(self.case),
            "visit": visit,
            "people": visit.attendees.order_by("pk"),
        }
        return render(request, "followup/visit.html", context)


class VisitFile(AgreementPage):
    """Hand over the file of a visit to whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        visit = get_object_or_404(Visit.objects.select_related("file"), pk=pk, case=self.case)
        if visit.file is None:
            raise Http404(f"visit {pk} has no file")
        return hand_over(request, visit.file)
