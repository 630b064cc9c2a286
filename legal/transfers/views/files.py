"""The files of transfers and balances, and the model of the resolution, for whoever may see the case."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legal.agreements.views.agreement_page import AgreementPage
from legal.documents.downloads import draft_response
from legal.documents.models import StoredFile
from legal.documents.uploads import XLSX
from legal.documents.views import hand_over
from legal.transfers.errors import CannotSettle
from legal.transfers.models import Calculation
from legal.transfers.queries import workbook_of
from legal.transfers.texts import incorporation_resolution
from legal.transfers.views.letter_page import word_draft
from legal.transfers.views.money_page import rescue_of, transfer_of
from workflow.errors import Refusal
from workflow.inbox import case_url


class FilePage(AgreementPage):
    """Base of the downloads: the file stands in a field of what the address names."""

    http_method_names = ["get", "head"]
    field: ClassVar[str]

    def subject(self, pk: int) -> Any:
        """Return what the address names, which must be of this case."""
        return transfer_of(self.case, pk)

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        stored: StoredFile | None = getattr(self.subject(pk), self.field)
        if stored is None:
            raise Http404(f"{pk} has no {self.field}")
        return hand_over(request, stored)


class InstructionFile(FilePage):
    """The document that orders the payment."""

    field = "instruction_file"


class ResolutionFile(FilePage):
    """The resolution that takes the money into the budget."""

    field = "resolution_file"


class AnswerFile(FilePage):
    """The document that supports the entity's answer to a warning."""

    field = "answer_file"

    def subject(self, pk: int) -> Any:
        """Return the rescue."""
        return rescue_of(self.case, pk)


class CalculationWorkbook(AgreementPage):
    """A calculation as a workbook with live formulas, made from what was kept with it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponseBase:
        """Return the workbook as an attachment, or a page that says why there is none."""
        found = Calculation.objects.filter(tranche__case=self.case).select_related("tranche__period")
        calculation = get_object_or_404(found, pk=pk)
        try:
            content = workbook_of(calculation)
        except CannotSettle as refusal:
            page = {"obstacles": refusal.obstacles, "back_url": case_url(self.case), "back_label": _("Expediente")}
            return render(request, "agreements/refused.html", page, status=refusal.status_code)
        title = _("Cálculo del %(tranche)s") % {"tranche": calculation.tranche}
        return draft_response(content, title=title, kind=XLSX)


class ModelResolution(AgreementPage):
    """A model of the resolution for the entity to complete: in Word, without effect."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponseBase:
        """Return the model as an attachment, or a page that says what it lacks."""
        transfer = transfer_of(self.case, pk)

        try:
            return word_draft(partial(incorporation_resolution, transfer, on=self.today), on=self.today)
        except Refusal as refusal:
            back_url = reverse("transfers:transfer", args=[number, pk])
            page = {"obstacles": refusal.obstacles, "back_url": back_url, "back_label": _("Transferencia")}
            return render(request, "agreements/refused.html", page, status=refusal.status_code)
