"""The page of a task: shows its form and obstacles, sends one act down the write path."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from workflow import clock, permissions, service, suspending
from workflow.errors import Obstacle, Refusal
from workflow.forms import ActForm
from workflow.inbox import case_url
from workflow.middleware import NotVisible
from workflow.models import Task, User
from workflow.moments import completed_by
from workflow.nodes import RoleTask
from workflow.service import LegalAct
from workflow.write_path import status_of_unread


class TaskPage(View):
    """Base of every task page. A room says which form, which obstacles, and which act."""

    form_class: type[ActForm] = ActForm
    template_name: ClassVar[str] = "workflow/task_page.html"
    submit_label: ClassVar[Any] = ""

    task: Task
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the task with its case; what the person may not see does not exist for them."""
        super().setup(request, *args, **kwargs)
        self.task = get_object_or_404(
            Task.objects.select_related("process__case__unit", "unit", "owner", "suspended_by"), pk=kwargs["pk"]
        )
        self.case = self.task.process.case
        self.today = clock.today()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer only people who may see the case, and only for the step this page is made for."""
        if not permissions.cases_visible_to(self.user).filter(pk=self.case.pk).exists():
            raise NotVisible(f"case {self.case.number}")
        node, address = self.task.flow_task, request.resolver_match
        if not isinstance(node, RoleTask) or address is None or node.page != address.view_name:
            raise NotVisible(f"task {self.task.pk} has another page")
        self.load()
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """The person who asks; every page requires one."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def load(self) -> None:
        """Load what the page is about, from ``self.task``."""

    def form_arguments(self) -> dict[str, Any]:
        """Return what the form needs besides the posted data."""
        return {"today": self.today}

    def obstacles(self) -> list[Obstacle]:
        """Return what stands in the way now: the same the service refuses by."""
        return []

    def act(self, form: ActForm) -> LegalAct:
        """Return the service with its arguments bound from a valid form."""
        raise NotImplementedError

    def done_message(self) -> str:
        """Return the sentence shown after the act."""
        raise NotImplementedError

    def page_context(self) -> dict[str, Any]:
        """Return what the page shows besides the form."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the task."""
        if not self.task.is_open:
            return self.closed(status=200)
        return self.answer(self.form_class(**self.form_arguments()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do the act, or show the form again with every obstacle and nothing lost."""
        if not self.task.is_open:
            return self.closed(status=409)
        form = self.form_class(request.POST, request.FILES, **self.form_arguments())
        if not form.is_valid():
            act_name = self.task.flow_task.act
            return self.answer(form, status=status_of_unread(form, actor=self.user, act_name=act_name, obj=self.task))
        try:
            service.complete(
                task_pk=self.task.pk,
                actor=self.user,
                act=self.act(form),
                occurred=form.occurred(),
                reason=form.cleaned_data.get("reason", ""),
            )
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            self.task.refresh_from_db()
            return self.answer(form, status=refusal.status_code)
        messages.success(request, self.done_message())
        return redirect(case_url(self.case))

    def closed(self, *, status: int) -> HttpResponse:
        """Say who closed the task."""
        context = {"obstacles": [completed_by(self.task)], "back_url": "", "case_url": case_url(self.case)}
        return render(self.request, "workflow/refused.html", context, status=status)

    def answer(self, form: ActForm, *, status: int = 200) -> HttpResponse:
        """Render the page with the form as it stands."""
        decision = permissions.decide(user=self.user, act=self.task.flow_task.act, obj=self.task)
        held_by_user = self.task.owner_id == self.user.pk
        act = permissions.all_acts()[self.task.flow_task.act]
        context = {
            "task": self.task,
            "case": self.case,
            "case_url": case_url(self.case),
            "flow_title": self.task.process.flow_class.process_title,
            "title": self.task.flow_task.task_title,
            "act_label": act.title,
            "help": self.task.flow_task.help_text,
            "days_left": (self.task.due_on - self.today).days if self.task.due_on else None,
            "suspended": suspending.told(self.task.suspended_by) if self.task.suspended_by else "",
            "form": form,
            "submit_label": self.submit_label or self.task.flow_task.task_title,
            "obstacles": self.obstacles(),
            "decision": decision,
            "can_claim": decision.allowed and self.task.owner_id is None,
            "can_release": held_by_user,
            **self.page_context(),
        }
        return render(self.request, self.template_name, context, status=status)
