"""What the pages of one agreement share: who may see it, and its way down the write path."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views import View

from legal.agreements.models import Agreement
from workflow import clock, permissions
from workflow.forms import RefusableForm
from workflow.middleware import NotVisible
from workflow.models import Case, User
from workflow.task_page import TaskPage
from workflow.write_path import status_of_unread

WITH_TERMS = (
    "case__unit",
    "entity__unit",
    "entity__department",
    "norm",
    "source",
    "conducting_unit",
)


def agreement_of(case: Case) -> Agreement:
    """Return the agreement of a case with what its pages need."""
    return get_object_or_404(Agreement.objects.select_related(*WITH_TERMS), case=case)


def signed_in(request: HttpRequest) -> User:
    """Return the person who asks; every page requires one."""
    assert isinstance(request.user, User)
    return request.user


class AgreementPage(View):
    """Base of the pages of an agreement outside its tasks. What a person may not see does not exist for them."""

    agreement: Agreement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer only people who may see the case."""
        self.user = signed_in(request)
        self.today = clock.today()
        self.case = get_object_or_404(Case.objects.select_related("unit"), number=kwargs["number"])
        if not permissions.cases_visible_to(self.user).filter(pk=self.case.pk).exists():
            raise NotVisible(f"case {self.case.number}")
        self.agreement = agreement_of(self.case)
        return super().dispatch(request, *args, **kwargs)

    def decide(self, act: str) -> permissions.Decision:
        """Decide whether the person may do an act on the case."""
        return permissions.decide(user=self.user, act=act, obj=self.case)

    def status_of_unread(self, form: RefusableForm, act: str) -> int:
        """Return the status that answers a form of an act which could not be read; see the write path."""
        return status_of_unread(form, actor=self.user, act_name=act, obj=self.case)


class AgreementTaskPage(TaskPage):
    """Base of the task pages of the room: the agreement is at hand, and its text one link away."""

    template_name = "agreements/task.html"
    agreement: Agreement

    def load(self) -> None:
        """Load the agreement of the task's case."""
        self.agreement = agreement_of(self.case)

    def page_context(self) -> dict[str, Any]:
        """Return the agreement, for the links to its text and its draft."""
        return {"agreement": self.agreement}
