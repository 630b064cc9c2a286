"""Task pages that issue a paper: report I, the letter with the observations, report II; and the draft of each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from legal.agreements.views.agreement_page import signed_in
from legal.documents import services as documents
from legal.documents.documents import DocumentContext
from legal.documents.downloads import draft_response
from legal.verification import texts
from legal.verification.models import Stage, Verification
from legal.verification.queries import findings_at, reviews_of
from legal.verification.services import observations, reports
from legal.verification.views.period_page import VerificationTaskPage, with_period
from workflow import clock, permissions
from workflow.errors import Refusal
from workflow.inbox import task_url
from workflow.middleware import NotVisible
from workflow.models import Task, User
from workflow.service import LegalAct


class PaperPage(VerificationTaskPage):
    """Base of the pages that issue a paper: what it will say, and its draft in Word."""

    def page_context(self) -> dict[str, Any]:
        """Return also the address of the draft."""
        return {**super().page_context(), "draft_url": reverse("verification:draft", args=[self.task.pk])}


class ReportPage(PaperPage):
    """Base of the pages that issue a report, with what the second pair of eyes said of it."""

    ordinal = 1

    def page_context(self) -> dict[str, Any]:
        """Return also the reviews of the report."""
        return {**super().page_context(), "reviews": list(reviews_of(self.verification).filter(ordinal=self.ordinal))}


class FirstReport(ReportPage):
    """Issue report I."""

    template_name = "verification/first_report.html"
    submit_label = gettext_lazy("Emitir el I Informe")

    def act(self, form: Any) -> LegalAct:
        """Issue it."""
        return partial(reports.issue_first_report, verification=self.verification)

    def done_message(self) -> str:
        """Say that it can no longer change."""
        return _("El I Informe de Verificación quedó emitido, con su número. Ya no cambia.")


class Communicate(PaperPage):
    """Issue the one letter that communicates every observation."""

    template_name = "verification/communicate.html"
    submit_label = gettext_lazy("Emitir el oficio")

    def act(self, form: Any) -> LegalAct:
        """Issue it."""
        return partial(observations.communicate, verification=self.verification)

    def done_message(self) -> str:
        """Say what starts the term."""
        return _("El oficio quedó emitido. El plazo de subsanación empieza cuando la entidad lo reciba.")


class SecondReport(ReportPage):
    """Issue report II, which closes the period."""

    ordinal = 2

    template_name = "verification/second_report.html"
    submit_label = gettext_lazy("Emitir el II Informe y cerrar el período")

    def act(self, form: Any) -> LegalAct:
        """Issue it."""
        return partial(reports.issue_second_report, verification=self.verification)

    def done_message(self) -> str:
        """Say that the period is over."""
        return _("El II Informe de Verificación quedó emitido y el período se cerró.")

    def page_context(self) -> dict[str, Any]:
        """Return also what became of each observation."""
        return {**super().page_context(), "observations": self.rows.observations}


DRAFTS: Final[dict[str, tuple[Callable[..., DocumentContext], str, Any]]] = {
    "review_first": (texts.first_report, "author", gettext_lazy("Borrador del I Informe de Verificación")),
    "review_second": (texts.second_report, "author", gettext_lazy("Borrador del II Informe de Verificación")),
    "first_report": (texts.first_report, "author", gettext_lazy("Borrador del I Informe de Verificación")),
    "communicate": (texts.observations_letter, "signatory", gettext_lazy("Borrador del oficio de observaciones")),
    "second_report": (texts.second_report, "author", gettext_lazy("Borrador del II Informe de Verificación")),
}


# The drafts that are read by the second pair of eyes, with the stage that each one states.
REVIEWED: Final = {"review_first": Stage.FIRST, "review_second": Stage.SECOND}


class Draft(View):
    """A paper as Word before it is issued: without number and without effect, for whoever may issue it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, pk: int) -> HttpResponse:
        """Return the file as an attachment."""
        user = signed_in(request)
        task = get_object_or_404(Task.objects.select_related("process__case", "unit"), pk=pk)
        if not permissions.cases_visible_to(user).filter(pk=task.process.case_id).exists():
            raise NotVisible(f"task {pk}")
        verification = get_object_or_404(with_period(), process=task.process_id)
        if not task.is_open or task.flow_task.name not in DRAFTS:
            raise Http404(f"task {pk} has no draft")
        decision = permissions.decide(user=user, act=task.flow_task.act, obj=task)
        if not decision.allowed:
            raise PermissionDenied(" ".join(decision.reasons))
        text, signer, title = DRAFTS[task.flow_task.name]
        today = clock.today()
        signing: dict[str, Any] = {signer: user, "authority": decision.authority}
        if task.flow_task.name in REVIEWED:
            # Who reads the draft does not sign it: it names the verifier, whose post is proved at the signature.
            signing = {signer: verifier_of(verification, REVIEWED[task.flow_task.name]), "authority": None}
        try:
            context = text(verification, on=today, **signing)
            rendered = documents.preview_document(context=context, dated=today)
        except Refusal as refusal:
            page = {"obstacles": refusal.obstacles, "back_url": task_url(task), "back_label": _("la tarea")}
            return render(request, "agreements/refused.html", page, status=refusal.status_code)
        return draft_response(rendered.content, title=f"{title}, {_year(verification)}")


def verifier_of(verification: Verification, stage: str) -> User:
    """Return who judged last at a stage."""
    found = findings_at(verification, stage).values()
    return max(found, key=lambda each: (each.found_on, each.pk)).verified_by


def _year(verification: Verification) -> str:
    return _("expediente %(number)s, año %(year)s") % {
        "number": verification.case.number,
        "year": verification.period.year,
    }
