"""The steps of an addendum: admission, draft, opinions, instruments, approval."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.addenda.forms import AdmissionForm, ApprovalForm, OpinionForm, SubmitForm
from legal.addenda.models import Addendum, AddendumOpinion
from legal.addenda.queries import fresh, missing_instruments
from legal.addenda.services import drafting, request, review
from legal.addenda.views.reading import reading_of
from legal.agreements.forms.approval import InstrumentForm
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.service import LegalAct
from workflow.task_page import TaskPage


class AddendumTaskPage(TaskPage):
    """Base of the steps of an addendum: what it changes is at hand."""

    template_name = "addenda/task.html"
    addendum: Addendum

    def load(self) -> None:
        """Load the addendum of the task."""
        self.addendum = fresh(Addendum.objects.get(process=self.task.process_id))

    def page_context(self) -> dict[str, Any]:
        """Return the addendum as it is read."""
        return {**super().page_context(), "agreement": self.addendum.agreement, **reading_of(self.addendum)}


class Admit(AddendumTaskPage):
    """The director admits the request, or denies it."""

    form_class = AdmissionForm
    submit_label = gettext_lazy("Registrar la decisión")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the request from being admitted."""
        return request.obstacles_to_admitting(self.addendum, Occurrence(on=self.today))

    def act(self, form: Any) -> LegalAct:
        """Admit or deny."""
        self.denied = form.turns_back
        if self.denied:
            return partial(request.deny, addendum=self.addendum, reason=form.cleaned_data["reason"])
        return partial(request.admit, addendum=self.addendum)

    def done_message(self) -> str:
        """Say what was decided."""
        if self.denied:
            return _("La solicitud quedó denegada. El convenio continúa como está.")
        return _("La solicitud quedó admitida. Corresponde redactar la adenda.")


class Submit(AddendumTaskPage):
    """Send the draft to opinion."""

    form_class = SubmitForm
    template_name = "addenda/submit.html"
    submit_label = gettext_lazy("Enviar a opinión")

    def obstacles(self) -> list[Obstacle]:
        """Return what is wrong with the draft."""
        return drafting.obstacles_to_submitting(self.addendum, effective_on=None, on=self.today)

    def act(self, form: Any) -> LegalAct:
        """Send it."""
        return partial(drafting.submit, addendum=self.addendum, effective_on=form.cleaned_data["effective_on"])

    def done_message(self) -> str:
        """Say who opines."""
        return _("La adenda se envió a opinión técnica y legal.")


class Opinion(AddendumTaskPage):
    """One opinion."""

    form_class = OpinionForm
    submit_label = gettext_lazy("Emitir la opinión")

    def load(self) -> None:
        """Load the opinion of the task, and its addendum."""
        self.opinion = AddendumOpinion.objects.get(process=self.task.process_id)
        self.addendum = fresh(self.opinion.addendum)

    def act(self, form: Any) -> LegalAct:
        """Give the opinion."""
        return partial(
            review.give_opinion,
            opinion=self.opinion,
            report=form.cleaned_data["report"],
            conclusions=form.cleaned_data["conclusions"],
            favorable=form.cleaned_data["result"] == AddendumOpinion.Status.FAVORABLE,
        )

    def done_message(self) -> str:
        """Say that it is given."""
        return _("La opinión quedó emitida.")


class RegisterInstrument(AddendumTaskPage):
    """Register an instrument that the level of government requires of the addendum."""

    form_class = InstrumentForm
    submit_label = gettext_lazy("Registrar el instrumento")

    def form_arguments(self) -> dict[str, Any]:
        """Offer the instruments that are missing."""
        kinds = [(each.instrument, each.get_instrument_display()) for each in missing_instruments(self.addendum)]
        return {**super().form_arguments(), "kinds": kinds}

    def act(self, form: Any) -> LegalAct:
        """Register it."""
        return partial(
            review.register_instrument,
            addendum=self.addendum,
            kind=form.cleaned_data["kind"],
            number=form.cleaned_data["number"],
            issued_on=form.cleaned_data["issued_on"],
            upload=form.upload(),
        )

    def done_message(self) -> str:
        """Say what it holds for."""
        return _("El instrumento quedó registrado. Vale mientras la adenda no cambie.")


class Approve(AddendumTaskPage):
    """The director approves the addendum, or sends it back."""

    form_class = ApprovalForm
    submit_label = gettext_lazy("Registrar la decisión")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the addendum from being approved."""
        return review.obstacles_to_approving(self.addendum, self.today)

    def act(self, form: Any) -> LegalAct:
        """Approve or send back."""
        self.sent_back = form.turns_back
        if self.sent_back:
            return partial(review.send_back, addendum=self.addendum, reason=form.cleaned_data["reason"])
        return partial(review.approve, addendum=self.addendum)

    def done_message(self) -> str:
        """Say what was decided."""
        if self.sent_back:
            return _("La adenda se devolvió para que se corrija.")
        return _("La adenda quedó aprobada para la firma.")
