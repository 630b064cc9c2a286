"""Suspend a term or the agreement, let them go on, and hand over the documents of all of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.agreements.views.agreement_page import AgreementPage
from legal.documents.models import StoredFile
from legal.documents.views import hand_over
from legal.followup.forms.terms import GroundForm, TermGroundForm
from legal.followup.models import ExtensionRequest, Suspension
from legal.followup.services import suspended_terms, suspensions
from legal.followup.services.suspension_letters import terms_of
from workflow.errors import Obstacle
from workflow.forms import ActForm
from workflow.models import Deadline
from workflow.service import LegalAct


class TermPage(ActPage):
    """Base of the acts on one term by a document."""

    form_class: ClassVar[type[ActForm]] = TermGroundForm
    service: ClassVar[Callable[..., None]]

    def terms(self) -> list[Deadline]:
        """Return the terms that the act may be about."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        """Offer the terms that the act may be about."""
        return {**super().form_arguments(), "terms": self.terms()}

    def act(self, form: Any) -> LegalAct:
        """Do it."""
        act = type(self).service
        return partial(act, agreement=self.agreement, deadline=form.term(), ground=form.cleaned_data["reason"])


class SuspendDeadline(TermPage):
    """Suspend one term."""

    act_name = "followup.suspend_deadline"
    title = gettext_lazy("Suspender un plazo")
    lead = gettext_lazy("Desde la fecha del acto el plazo no corre. Al reanudarse, sigue donde estaba.")
    submit_label = gettext_lazy("Suspender el plazo")
    service = suspended_terms.suspend_deadline

    def terms(self) -> list[Deadline]:
        """Offer those that have begun and run."""
        return suspended_terms.suspendable(self.agreement, self.today)

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps any term from being suspended."""
        return suspended_terms.obstacles_to_suspending_terms(self.agreement, self.today)

    def done_message(self) -> str:
        """Say what it means."""
        return _("El plazo quedó suspendido: no corre ni vence hasta que se reanude.")


class ResumeDeadline(TermPage):
    """Let one term go on."""

    act_name = "followup.resume_deadline"
    title = gettext_lazy("Reanudar un plazo")
    lead = gettext_lazy("La fecha del acto ya se cuenta. El vencimiento se corre los días que el plazo no corrió.")
    submit_label = gettext_lazy("Reanudar el plazo")
    service = suspended_terms.resume_deadline

    def terms(self) -> list[Deadline]:
        """Offer those that are suspended."""
        return terms_of(self.agreement, Deadline.Status.SUSPENDED)

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps any term from going on."""
        return suspended_terms.obstacles_to_resuming_terms(self.agreement)

    def done_message(self) -> str:
        """Say where to look."""
        return _("El plazo corre de nuevo; su cuenta muestra los días que no corrió.")


class SuspendAgreement(ActPage):
    """Suspend the agreement with its terms."""

    act_name = "followup.suspend_agreement"
    form_class = GroundForm
    title = gettext_lazy("Suspender el convenio")
    lead = gettext_lazy(
        "Se suspenden también todos los plazos que corren. La vigencia del convenio no se amplía por ello: solo una "
        "adenda la amplía."
    )
    submit_label = gettext_lazy("Suspender el convenio")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps it from being suspended."""
        return suspensions.obstacles_to_suspending(self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Suspend it."""
        return partial(suspensions.suspend_agreement, agreement=self.agreement, ground=form.cleaned_data["reason"])

    def done_message(self) -> str:
        """Say what it means."""
        return _("El convenio quedó suspendido, con sus plazos.")


class ResumeAgreement(ActPage):
    """Lift the suspension of the agreement."""

    act_name = "followup.resume_agreement"
    form_class = GroundForm
    title = gettext_lazy("Levantar la suspensión del convenio")
    lead = gettext_lazy("Los plazos que se suspendieron con el convenio siguen donde estaban.")
    submit_label = gettext_lazy("Levantar la suspensión")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps it from going on."""
        return suspensions.obstacles_to_resuming(self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Lift it."""
        return partial(suspensions.resume_agreement, agreement=self.agreement, ground=form.cleaned_data["reason"])

    def done_message(self) -> str:
        """Say what goes on."""
        return _("El convenio está de nuevo en vigor y sus plazos corren.")


class TermFile(AgreementPage):
    """Hand over a document by which a term was extended or suspended to whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        asked = ExtensionRequest.objects.filter(case=self.case)
        suspended = Suspension.objects.filter(case=self.case)
        of_the_case = (
            Q(pk__in=asked.values("file"))
            | Q(pk__in=asked.values("document_file"))
            | Q(pk__in=suspended.values("file"))
            | Q(pk__in=suspended.values("lifting_file"))
        )
        return hand_over(request, get_object_or_404(StoredFile.objects.filter(of_the_case), pk=pk))
