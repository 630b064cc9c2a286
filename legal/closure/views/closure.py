"""Pages of the closure: the final report, its review, the act of closure."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.agreement_page import AgreementPage
from legal.closure.forms import FinalReportForm, FinalReportReviewForm
from legal.closure.models import Closure
from legal.closure.services import closure as services
from legal.closure.texts import closure_act
from legal.closure.views.lessons import lessons_of
from legal.documents.documents import DocumentContext
from legal.documents.views import hand_over
from legal.followup.queries import idle_of, unspent_of
from legal.transfers.queries import sums_of
from legal.transfers.views.letter_page import LetterPage
from workflow.errors import Obstacle
from workflow.forms import ActForm
from workflow.models import Mandate
from workflow.service import LegalAct
from workflow.task_page import TaskPage

WITH_AGREEMENT = ("agreement__case", "agreement__entity__unit", "agreement__norm", "report_file")


class ClosurePage(TaskPage):
    """Base of the steps of a closure: what the entity reported and the lessons are at hand."""

    closure: Closure

    def load(self) -> None:
        """Load the closure of the task."""
        self.closure = Closure.objects.select_related(*WITH_AGREEMENT).get(process=self.task.process_id)

    def page_context(self) -> dict[str, Any]:
        """Return the closure with its money and its lessons."""
        return {
            "closure": self.closure,
            "agreement": self.closure.agreement,
            "sums": sums_of(self.case),
            "lessons": lessons_of(self.case),
        }


class FinalReport(ClosurePage):
    """The entity presents its final report."""

    form_class = FinalReportForm
    template_name = "closure/final_report.html"
    submit_label = gettext_lazy("Presentar el informe final")

    def form_arguments(self) -> dict[str, Any]:
        """Start from what was presented, when it was returned; else from the balance that follow-up tells."""
        followed = unspent_of(self.closure.agreement, on=self.today)
        presented = {
            "number": self.closure.report_number,
            "summary": self.closure.report_summary,
            "unspent": followed if self.closure.unspent is None else self.closure.unspent,
            "unspent_note": self.closure.unspent_note,
            "difference": self.closure.unspent_difference,
        }
        return {**super().form_arguments(), "initial": presented, "followed": followed}

    def page_context(self) -> dict[str, Any]:
        """Return what was spent too, and what follow-up tells unspent."""
        return {**super().page_context(), "idle": idle_of(self.closure.agreement, on=self.today)}

    def act(self, form: Any) -> LegalAct:
        """Present the report."""
        return partial(
            services.present_final_report,
            closure=self.closure,
            number=form.cleaned_data["number"],
            summary=form.cleaned_data["summary"],
            unspent=form.cleaned_data["unspent"],
            unspent_note=form.cleaned_data["unspent_note"],
            upload=form.upload(),
            difference=form.cleaned_data.get("difference", ""),
        )

    def done_message(self) -> str:
        """Say what comes next."""
        return _("El informe final quedó presentado. Corresponde revisarlo.")


class Review(ClosurePage):
    """The formulator agrees with the final report, or returns it with what it lacks."""

    form_class = FinalReportReviewForm
    template_name = "closure/review.html"
    submit_label = gettext_lazy("Registrar la decisión")

    def act(self, form: Any) -> LegalAct:
        """Accept or return the report."""
        self.returned = form.turns_back
        if self.returned:
            return partial(services.return_final_report, closure=self.closure, reason=form.cleaned_data["reason"])
        return partial(services.accept_final_report, closure=self.closure)

    def done_message(self) -> str:
        """Say what was decided."""
        if self.returned:
            return _("El informe final se devolvió a la entidad con lo que le falta.")
        return _("Se dio conformidad al informe final.")


class Close(ClosurePage, LetterPage):
    """The director issues the act of closure, once nothing is pending."""

    form_class = ActForm
    template_name = "closure/close.html"
    submit_label = gettext_lazy("Emitir el acta de cierre")
    draft_name = gettext_lazy("Proyecto de acta de cierre")

    def obstacles(self) -> list[Obstacle]:
        """Return what is still pending."""
        return services.obstacles_to_closing(self.closure.agreement)

    def letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the act."""
        return closure_act(self.closure, on=on, signatory=self.user, authority=authority)

    def act(self, form: Any) -> LegalAct:
        """Close the agreement."""
        return partial(services.close, closure=self.closure)

    def done_message(self) -> str:
        """Say that it is over."""
        return _("El convenio quedó cerrado con su acta.")


class ReportFile(AgreementPage):
    """Hand over the final report to whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        closure = Closure.objects.filter(case=self.case).select_related("report_file").first()
        if closure is None or closure.report_file is None:
            raise Http404(f"case {number} has no final report")
        return hand_over(request, closure.report_file)
