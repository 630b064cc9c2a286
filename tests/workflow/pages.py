"""Pages for the tests of the engine: a task, a case, and one that nobody may use."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from tests.workflow.acts import examine
from workflow.errors import Obstacle
from workflow.forms import ActForm
from workflow.service import LegalAct
from workflow.task_page import TaskPage


class ExamineForm(ActForm):
    finding = forms.CharField(label="Hallazgo")


class ExaminePage(TaskPage):
    """The page of every step of the hospital."""

    form_class = ExamineForm

    def obstacles(self) -> list[Obstacle]:
        return []

    def act(self, form: ActForm) -> LegalAct:
        return partial(examine, finding=form.cleaned_data["finding"])

    def done_message(self) -> str:
        return "El examen quedó registrado."


def show_case(request: HttpRequest, number: str) -> HttpResponse:
    return HttpResponse(f"Expediente {number}")


def forbidden(request: HttpRequest) -> Any:
    raise PermissionDenied("solo para el archivo")
