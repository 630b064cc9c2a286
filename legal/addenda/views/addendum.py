"""An addendum outside its tasks: its page, its draft in Word, the request, its withdrawal."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.addenda.forms import RequestForm, WithdrawForm
from legal.addenda.models import Addendum
from legal.addenda.queries import addenda_of, number_of
from legal.addenda.services import drafting
from legal.addenda.services import request as services
from legal.addenda.texts import addendum_document
from legal.addenda.views.reading import reading_of
from legal.agreements.views.act_page import ActPage
from legal.agreements.views.agreement_page import AgreementPage
from legal.documents import services as documents
from legal.documents.downloads import draft_response
from legal.documents.views import hand_over
from workflow.acting import Occurrence
from workflow.errors import Obstacle, Refusal
from workflow.inbox import case_url
from workflow.service import LegalAct


def addendum_url(addendum: Addendum, number: str) -> str:
    """Return the page of an addendum of the case with a number."""
    return reverse("addenda:addendum", args=[number, addendum.pk])


class AddendumPage(AgreementPage):
    """Everything about one addendum, for whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponse:
        """Show it."""
        addendum = get_object_or_404(addenda_of(self.agreement), pk=pk)
        is_drafted = not drafting.obstacles_to_drafting(addendum)
        may_withdraw = not services.obstacles_to_withdrawing(addendum)
        context = {
            "agreement": self.agreement,
            "case": self.case,
            "case_url": case_url(self.case),
            **reading_of(addendum),
            "may_draft": is_drafted and self.decide("addenda.write_change").allowed,
            "may_withdraw": may_withdraw and self.decide("addenda.withdraw").allowed,
        }
        return render(self.request, "addenda/addendum.html", context)


class Draft(AgreementPage):
    """The addendum as Word before it is issued: without number and without effect."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponse:
        """Return the file as an attachment, or a page that says why it cannot be written."""
        addendum = get_object_or_404(addenda_of(self.agreement), pk=pk)
        try:
            context = addendum_document(addendum, number=number_of(addendum), on=self.today)
            rendered = documents.preview_document(context=context, dated=self.today)
        except Refusal as refusal:
            back = {"back_url": addendum_url(addendum, number), "back_label": _("Adenda")}
            page = {"obstacles": refusal.obstacles, **back}
            return render(request, "agreements/refused.html", page, status=refusal.status_code)
        title = _("Proyecto de adenda, expediente %(number)s") % {"number": number}
        return draft_response(rendered.content, title=title)


class ReportFile(AgreementPage):
    """Hand over the report that grounds a request to whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        addenda = addenda_of(self.agreement).select_related("report_file")
        return hand_over(request, get_object_or_404(addenda, pk=pk).report_file)


class Request(ActPage):
    """Ask for an addendum."""

    act_name = "addenda.request"
    form_class = RequestForm
    title = gettext_lazy("Solicitar una adenda")
    lead = gettext_lazy("Con el informe que la sustenta. La Dirección General la admite a trámite o la deniega.")
    submit_label = gettext_lazy("Presentar la solicitud")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps an addendum from being asked for."""
        return services.obstacles_to_requesting(self.agreement, Occurrence(on=self.today))

    def act(self, form: Any) -> LegalAct:
        """Ask for it."""
        return partial(
            services.request_addendum,
            agreement=self.agreement,
            grounds=form.cleaned_data["grounds_text"],
            report=form.cleaned_data["report"],
            upload=form.upload(),
        )

    def done_message(self) -> str:
        """Say who decides."""
        return _("La solicitud quedó presentada. Decide el Director General si la admite.")


class AddendumActPage(ActPage):
    """Base of the acts on one addendum outside its tasks."""

    addendum: Addendum

    def load(self, **kwargs: Any) -> None:
        """Load the addendum of the address."""
        self.addendum = get_object_or_404(addenda_of(self.agreement), pk=kwargs["pk"])

    def done_url(self) -> str:
        """Return to the addendum."""
        return addendum_url(self.addendum, self.case.number)

    def back_url(self) -> str:
        """Return to the addendum."""
        return self.done_url()


class Withdraw(AddendumActPage):
    """Give an addendum up before it is signed."""

    act_name = "addenda.withdraw"
    form_class = WithdrawForm
    title = gettext_lazy("Desistir de la adenda")
    lead = gettext_lazy("Se cierran sus pasos y sus firmas pendientes. El convenio continúa como está.")
    submit_label = gettext_lazy("Desistir de la adenda")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps it from being withdrawn."""
        return services.obstacles_to_withdrawing(self.addendum)

    def act(self, form: Any) -> LegalAct:
        """Withdraw it."""
        return partial(services.withdraw, addendum=self.addendum, reason=form.cleaned_data["reason"])

    def done_message(self) -> str:
        """Say what stays."""
        return _("Se registró el desistimiento de la adenda. El convenio continúa como está.")
