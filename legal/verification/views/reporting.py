"""Task pages from the open period to the admitted report: present, admit, complete."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.verification import rules
from legal.verification.forms.reporting import ADMIT, ASK, AdmitForm, DocumentForm, PresentForm
from legal.verification.models import ComplianceReport
from legal.verification.queries import missing_reports
from legal.verification.services import reporting, unreported
from legal.verification.views.period_page import VerificationTaskPage, reports_of
from workflow.errors import Obstacle
from workflow.service import LegalAct


class Present(VerificationTaskPage):
    """Present the compliance reports that the year asks for."""

    form_class = PresentForm
    template_name = "verification/present.html"
    submit_label = gettext_lazy("Presentar el informe")

    def load(self) -> None:
        """Load which reports the year asks for."""
        super().load()
        self.kinds = missing_reports(self.verification)

    def form_arguments(self) -> dict[str, Any]:
        """Ask for each report."""
        return {**super().form_arguments(), "kinds": self.kinds}

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the reports out: a late one, where the norm admits none."""
        return reporting.obstacles_to_presenting(self.verification)

    def act(self, form: Any) -> LegalAct:
        """Present the reports."""
        return partial(reporting.present_reports, verification=self.verification, reports=form.reports())

    def done_message(self) -> str:
        """Say what comes next."""
        return _("El informe de cumplimiento quedó presentado. La DGPP comprueba ahora que esté completo.")

    def page_context(self) -> dict[str, Any]:
        """Return also whether the term is over, and where evidence is added."""
        deadline = self.verification.period.report_deadline
        return {
            **super().page_context(),
            "deadline": deadline,
            "is_over": self.today > deadline.due_on,
            "evidence_url": self.evidence_url(),
        }


class Admit(VerificationTaskPage):
    """Admit what was presented, ask once to complete it, or hold it as not presented."""

    form_class = AdmitForm
    template_name = "verification/admit.html"
    submit_label = gettext_lazy("Registrar la decisión")

    def form_arguments(self) -> dict[str, Any]:
        """Offer what may be decided now."""
        return {
            **super().form_arguments(),
            "lacks": self.lacks,
            "is_late": self.verification.is_late,
            "was_asked": self.verification.completion_asked_on is not None,
        }

    @cached_property
    def lacks(self) -> list[str]:
        """What is not there of what the year asks for."""
        return rules.lacking(
            reports=[str(ComplianceReport.Kind(kind).label) for kind in missing_reports(self.verification)],
            criteria=self.rows.unsupported,
            indicators=self.rows.unsupported_indicators,
        )

    def act(self, form: Any) -> LegalAct:
        """Do what was decided."""
        values = form.cleaned_data
        self.decided = values["decision"]
        if self.decided == ADMIT:
            return partial(reporting.admit, verification=self.verification, note=values["note"])
        if self.decided == ASK:
            return partial(reporting.ask_to_complete, verification=self.verification, request=values["request"])
        return partial(unreported.refuse_report, verification=self.verification, reason=values["reason"])

    def done_message(self) -> str:
        """Say what was decided."""
        if self.decided == ADMIT:
            return _("El informe quedó admitido y pasa a verificación.")
        if self.decided == ASK:
            return _("Se requirió a la entidad que complete el informe.")
        return _("El informe se tuvo por no presentado y el período quedó cerrado.")

    def page_context(self) -> dict[str, Any]:
        """Return also what was presented."""
        return {
            **super().page_context(),
            "deadline": self.verification.period.report_deadline,
            "reports": reports_of(self.verification),
            "lacks": self.lacks,
        }


class Complete(VerificationTaskPage):
    """Complete what was presented."""

    form_class = DocumentForm
    template_name = "verification/complete.html"
    submit_label = gettext_lazy("Presentar lo requerido")

    def act(self, form: Any) -> LegalAct:
        """Present what was asked for."""
        return partial(
            reporting.complete_report,
            verification=self.verification,
            number=form.cleaned_data["number"],
            upload=form.upload(),
        )

    def done_message(self) -> str:
        """Say what comes next."""
        return _("Lo requerido quedó presentado. La DGPP decide ahora si admite el informe.")

    def page_context(self) -> dict[str, Any]:
        """Return also what was presented, and where evidence is added."""
        return {
            **super().page_context(),
            "reports": reports_of(self.verification),
            "evidence_url": self.evidence_url(),
        }
