"""The page of an act of an agreement that belongs to no task: its form, its obstacles, the write path."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from legal.agreements.views.agreement_page import AgreementPage
from workflow import permissions, service
from workflow.errors import Obstacle, Refusal
from workflow.forms import ActForm
from workflow.inbox import case_url
from workflow.service import LegalAct


class ActPage(AgreementPage):
    """Base of the pages of acts outside a task. A room says which act, which form, which obstacles."""

    act_name: ClassVar[str]
    form_class: ClassVar[type[ActForm]]
    template_name: ClassVar[str] = "agreements/act_page.html"
    title: ClassVar[Any]
    lead: ClassVar[Any] = ""
    submit_label: ClassVar[Any]

    def load(self, **kwargs: Any) -> None:
        """Load what the page is about, from the address; the agreement and its case are at hand."""

    def form_arguments(self) -> dict[str, Any]:
        """Return what the form needs besides the posted data."""
        return {"today": self.today}

    def obstacles(self) -> list[Obstacle]:
        """Return what stands in the way now: the same the service refuses by."""
        return []

    def act(self, form: Any) -> LegalAct:
        """Return the service with its arguments bound from a valid form."""
        raise NotImplementedError

    def done_message(self) -> str:
        """Return the sentence shown after the act."""
        raise NotImplementedError

    def done_url(self) -> str:
        """Return the page shown after the act."""
        return case_url(self.case)

    def back_url(self) -> str:
        """Return the page to go back to without acting."""
        return case_url(self.case)

    def page_context(self) -> dict[str, Any]:
        """Return what the page shows besides the form."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form with what stands in the way."""
        self.load(**kwargs)
        return self.answer(self.form_class(**self.form_arguments()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the act, or show the form again with every obstacle and nothing lost."""
        self.load(**kwargs)
        form = self.form_class(request.POST, request.FILES, **self.form_arguments())
        if not form.is_valid():
            return self.answer(form, status=self.status_of_unread(form, self.act_name))
        try:
            service.perform(
                case=self.case,
                actor=self.user,
                act_name=self.act_name,
                act=self.act(form),
                occurred=form.occurred(),
                reason=form.cleaned_data.get("reason", ""),
            )
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(form, status=refusal.status_code)
        messages.success(request, self.done_message())
        return redirect(self.done_url())

    def answer(self, form: ActForm, *, status: int = 200) -> HttpResponse:
        """Render the page with the form as it stands."""
        context = {
            "agreement": self.agreement,
            "case": self.case,
            "case_url": case_url(self.case),
            "back_url": self.back_url(),
            "title": self.title,
            "lead": self.lead,
            "submit_label": self.submit_label,
            "form": form,
            "obstacles": self.obstacles(),
            "decision": self.decide(self.act_name),
            "act_label": permissions.all_acts()[self.act_name].title,
            **self.page_context(),
        }
        return render(self.request, self.template_name, context, status=status)
