"""Record a good practice or a lesson, and list those recorded."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.closure.forms import LessonForm
from legal.closure.models import Lesson
from legal.closure.services import lessons as services
from workflow.errors import Obstacle
from workflow.inbox import case_url, task_url
from workflow.models import Case, Task
from workflow.models.tasks import OPEN
from workflow.service import LegalAct


def lessons_of(case: Case) -> QuerySet[Lesson]:
    """Return the lessons of a case, good practices first, as they were recorded."""
    return Lesson.objects.filter(case=case).select_related("period").order_by("kind", "recorded_on", "pk")


class RecordLesson(ActPage):
    """Record a good practice or a lesson while it is fresh."""

    act_name = "closure.record_lesson"
    form_class = LessonForm
    template_name = "closure/lesson.html"
    title = gettext_lazy("Registrar una lección o buena práctica")
    lead = gettext_lazy("Regístrela cuando ocurre. Todas pasan al acta de cierre del convenio.")
    submit_label = gettext_lazy("Registrar")

    def form_arguments(self) -> dict[str, Any]:
        """Offer the periods of the agreement."""
        return {**super().form_arguments(), "periods": self.agreement.periods.order_by("year")}

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps a lesson from being recorded."""
        return services.obstacles_to_recording(self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Record it."""
        return partial(
            services.record_lesson,
            agreement=self.agreement,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            period=form.cleaned_data["period"],
        )

    def done_message(self) -> str:
        """Say that it stays."""
        return _("Quedó registrada en el expediente.")

    def done_url(self) -> str:
        """Go back to the final report while it waits for the entity; otherwise to the case."""
        waiting = Task.objects.filter(process__closure__case=self.case, status__in=OPEN).select_related("process")
        task = next((task for task in waiting if task.flow_task.name == "final_report"), None)
        return task_url(task) if task else case_url(self.case)

    def back_url(self) -> str:
        """Go back to the same page without acting."""
        return self.done_url()

    def page_context(self) -> dict[str, Any]:
        """Return what is recorded already."""
        return {"lessons": lessons_of(self.case)}
