"""Register a meeting act, show it, answer it for the entity, tell what became of its targets."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.agreements.views.agreement_page import AgreementPage
from legal.documents.views import hand_over
from legal.followup.forms.meetings import MeetingAnswerForm, MeetingForm, TargetOutcomeForm
from legal.followup.forms.topics import offered
from legal.followup.models import AgreedTarget, Meeting
from legal.followup.queries import responsible_units_of
from legal.followup.rules import days_overdue
from legal.followup.services import meetings as services
from workflow.errors import Obstacle
from workflow.forms import ActForm
from workflow.inbox import case_url
from workflow.service import LegalAct

OPEN_ROWS = 2


class RecordMeeting(ActPage):
    """Register a meeting by its signed act."""

    act_name = "followup.record_meeting"
    form_class: ClassVar[type[ActForm]] = MeetingForm
    template_name = "followup/record_meeting.html"
    title = gettext_lazy("Registrar un acta de reunión")
    lead = gettext_lazy("Con cada meta que se acordó: qué, quién responde y hasta cuándo. La entidad puede objetarla.")
    submit_label = gettext_lazy("Registrar el acta")

    def form_arguments(self) -> dict[str, Any]:
        """Offer who may answer for a target, and what it may be about."""
        units = {str(unit.pk): unit for unit in responsible_units_of(self.agreement)}
        return {**super().form_arguments(), "units": units, "topics": offered(self.agreement)}

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps a meeting from being registered."""
        return services.obstacles_to_meeting(self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Register it."""
        return partial(services.record_meeting, agreement=self.agreement, minutes=form.minutes(), upload=form.upload())

    def done_message(self) -> str:
        """Say that it stays."""
        return _("El acta quedó registrada con sus metas.")

    def answer(self, form: Any, *, status: int = 200) -> HttpResponse:
        """Show the rows that are written and one more; the others wait folded."""
        rows = list(enumerate(form.targets, start=1))
        written = max((number for number, row in rows if row.has_changed()), default=0)
        shown = max(written, OPEN_ROWS)
        self.rows = {"formsets": [form.targets], "rows": rows[:shown], "more_rows": rows[shown:]}
        return super().answer(form, status=status)

    def page_context(self) -> dict[str, Any]:
        """Return the rows for the targets."""
        return self.rows


class MeetingPage(AgreementPage):
    """Base of what is shown of a meeting: one of another case is not found."""

    http_method_names = ["get", "head"]

    def meeting(self, pk: int) -> Meeting:
        """Return the meeting with its signed act."""
        return get_object_or_404(Meeting.objects.select_related("file"), pk=pk, case=self.case)


class ShowMeeting(MeetingPage):
    """Show a meeting act to whoever may see the case."""

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponse:
        """Show who met, what was agreed and what became of it."""
        meeting = self.meeting(pk)
        targets = meeting.targets.select_related("unit", "criterion", "indicator").order_by("position")
        context = {
            "agreement": self.agreement,
            "case": self.case,
            "case_url": case_url(self.case),
            "meeting": meeting,
            "people": meeting.attendees.order_by("pk"),
            "targets": [(each, self._overdue(each)) for each in targets],
            "may_answer": not services.obstacles_to_answering(meeting) and self._may("followup.answer_meeting"),
            "may_settle": self._may("followup.settle_target"),
        }
        return render(request, "followup/meeting.html", context)

    def _may(self, act: str) -> bool:
        return self.decide(act).allowed

    def _overdue(self, target: AgreedTarget) -> int:
        is_pending = target.status == AgreedTarget.Status.PENDING
        return days_overdue(target.due_on, is_pending=is_pending, on=self.today)


class MeetingFile(MeetingPage):
    """Hand over the signed act to whoever may see the case."""

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        return hand_over(request, self.meeting(pk).file)


class AnswerMeeting(ActPage):
    """Confirm a meeting act for the entity, or object to it in writing."""

    act_name = "followup.answer_meeting"
    form_class = MeetingAnswerForm
    title = gettext_lazy("Responder al acta de reunión")
    submit_label = gettext_lazy("Registrar la respuesta")

    def load(self, **kwargs: Any) -> None:
        """Load the meeting; one of another case is not found."""
        self.meeting = get_object_or_404(Meeting, pk=kwargs["pk"], case=self.case)

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps it from being answered."""
        return services.obstacles_to_answering(self.meeting)

    def act(self, form: Any) -> LegalAct:
        """Confirm, or object."""
        if form.turns_back:
            objection = form.cleaned_data["reason"]
            return partial(services.object_to_meeting, meeting=self.meeting, objection=objection)
        return partial(services.confirm_meeting, meeting=self.meeting)

    def done_message(self) -> str:
        """Say that it stays."""
        return _("La respuesta de la entidad quedó registrada.")

    def page_context(self) -> dict[str, Any]:
        """Say which act it is."""
        words = {"number": self.meeting.number, "subject": self.meeting.subject}
        return {"lead": _("%(number)s: %(subject)s.") % words}

    def done_url(self) -> str:
        """Go back to the meeting."""
        return reverse("followup:meeting", args=[self.case.number, self.meeting.pk])

    def back_url(self) -> str:
        """Go back to the meeting without acting."""
        return self.done_url()


class SettleTarget(ActPage):
    """Tell that an agreed target was met, or was not."""

    act_name = "followup.settle_target"
    form_class = TargetOutcomeForm
    title = gettext_lazy("Determinar si se cumplió la meta acordada")
    submit_label = gettext_lazy("Registrar")

    def load(self, **kwargs: Any) -> None:
        """Load the target; one of another case is not found."""
        found = AgreedTarget.objects.select_related("meeting", "unit")
        self.target = get_object_or_404(found, pk=kwargs["pk"], meeting__case=self.case)

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps it from being told."""
        return services.obstacles_to_settling(self.target)

    def act(self, form: Any) -> LegalAct:
        """Tell it."""
        is_met = form.cleaned_data["outcome"] == AgreedTarget.Status.MET
        reason = form.cleaned_data["reason"]
        return partial(services.settle_target, target=self.target, is_met=is_met, reason=reason)

    def done_message(self) -> str:
        """Say that it stays."""
        return _("Quedó registrado qué pasó con la meta.")

    def page_context(self) -> dict[str, Any]:
        """Say which target it is."""
        words = {"target": self.target.text, "unit": self.target.unit, "number": self.target.meeting.number}
        return {"lead": _("«%(target)s» %(unit)s, %(number)s.") % words}

    def done_url(self) -> str:
        """Go back to the meeting."""
        return reverse("followup:meeting", args=[self.case.number, self.target.meeting_id])

    def back_url(self) -> str:
        """Go back to the meeting without acting."""
        return self.done_url()
