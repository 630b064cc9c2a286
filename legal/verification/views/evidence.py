"""Evidence outside the tasks: add it, and hand over the files of a period."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from legal.documents.views import hand_over
from legal.verification.forms.evidence import EvidenceForm
from legal.verification.queries import presented_files
from legal.verification.reading import files_to_reuse
from legal.verification.services import evidence
from legal.verification.views.period_page import ADD_EVIDENCE, PeriodPage, period_url
from workflow import permissions, service
from workflow.errors import Refusal


class AddEvidence(PeriodPage):
    """Add one file, new or presented before, that supports criteria and indicators."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form; a link may mark what it is about."""
        marked = {"supports": request.GET.getlist("sustenta"), "kept": request.GET.get("archivo", "")}
        return self.answer(EvidenceForm(initial=marked, **self.form_arguments()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the file, or show the form again with every obstacle and nothing lost."""
        form = EvidenceForm(request.POST, request.FILES, **self.form_arguments())
        if not form.is_valid():
            return self.answer(form, status=self.status_of_unread(form, ADD_EVIDENCE))
        act = partial(
            evidence.add_evidence,
            verification=self.verification,
            levels=form.levels(),
            targets=form.targets(),
            title=form.cleaned_data["title"],
            brought=form.brought(),
        )
        try:
            service.perform(case=self.case, actor=self.user, act_name=ADD_EVIDENCE, act=act, occurred=form.occurred())
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(form, status=refusal.status_code)
        messages.success(request, _("La evidencia quedó registrada."))
        return redirect(period_url(self.verification))

    def form_arguments(self) -> dict[str, Any]:
        """Offer what may be supported now, of what the person answers for, and the files that are there already."""
        authority = self.decide(ADD_EVIDENCE).authority
        return {
            "today": self.today,
            "rows": self.rows,
            "levels": evidence.levels_answered_by(authority, self.verification),
            "targets": evidence.open_targets(self.verification),
            "files": files_to_reuse(self.verification),
        }

    def answer(self, form: EvidenceForm, *, status: int = 200) -> HttpResponse:
        """Render the page with the form as it stands."""
        context = {
            **self.context(),
            "form": form,
            "obstacles": evidence.obstacles_to_evidence(self.verification),
            "decision": self.decide(ADD_EVIDENCE),
            "act_label": permissions.all_acts()[ADD_EVIDENCE].title,
        }
        return render(self.request, "verification/add_evidence.html", context, status=status)


class ShowFile(PeriodPage):
    """Hand over a file that the entity presented in the period."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, year: int, pk: int) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        return hand_over(request, get_object_or_404(presented_files(self.verification), pk=pk))
