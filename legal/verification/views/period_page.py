"""What the pages of a period share: who may see it, what they are about, and its rows read once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from legal.agreements.views.agreement_page import AgreementPage
from legal.verification.models import ComplianceReport, Verification
from legal.verification.reading import period_rows
from legal.verification.rows import PeriodRows
from legal.verification.services import evidence
from workflow import permissions
from workflow.forms import ActForm
from workflow.inbox import case_url
from workflow.models import Case, User
from workflow.task_page import TaskPage

ADD_EVIDENCE = "verification.add_evidence"


def with_period() -> QuerySet[Verification]:
    """Return verifications with what their pages need."""
    return Verification.objects.select_related(
        "case",
        "process",
        "period__agreement__case",
        "period__agreement__entity__unit",
        "period__agreement__norm",
        "period__report_deadline",
        "correction_deadline",
        "notice",
        "third_unit",
    )


def period_url(verification: Verification, name: str = "period") -> str:
    """Return the address of the page of a period, or of another page of it."""
    return reverse(f"verification:{name}", args=[verification.case.number, verification.period.year])


def may_add_evidence(user: User, case: Case, verification: Verification) -> bool:
    """Whether the period receives evidence now, from this person."""
    is_open = not evidence.obstacles_to_evidence(verification)
    return is_open and permissions.decide(user=user, act=ADD_EVIDENCE, obj=case).allowed


def reports_of(verification: Verification) -> QuerySet[ComplianceReport]:
    """Return what the entity has presented, oldest first."""
    return verification.compliance_reports.select_related("file").order_by("presented_on", "pk")


class PeriodPage(AgreementPage):
    """Base of the pages of a period outside its tasks."""

    @cached_property
    def verification(self) -> Verification:
        """The verification of the year in the address, once its case may be seen."""
        found = with_period().filter(case=self.case, period__year=self.kwargs["year"])
        return get_object_or_404(found)

    @cached_property
    def rows(self) -> PeriodRows:
        """What the year demands, with what was presented and found."""
        return period_rows(self.verification)

    def context(self) -> dict[str, Any]:
        """Return what every page of a period shows."""
        return {
            "agreement": self.agreement,
            "case_url": case_url(self.case),
            "verification": self.verification,
            "period_url": period_url(self.verification),
        }


class VerificationTaskPage(TaskPage):
    """Base of the task pages of a period: its rows are at hand, and its page is one link away."""

    template_name = "verification/task.html"
    verification: Verification
    form: Any

    def load(self) -> None:
        """Load the verification of the task."""
        self.verification = get_object_or_404(with_period(), process=self.task.process_id)

    @cached_property
    def rows(self) -> PeriodRows:
        """What the year demands, with what was presented and found."""
        return period_rows(self.verification)

    def answer(self, form: ActForm, *, status: int = 200) -> Any:
        """Render the page; what it shows beside the fields is told from the form."""
        self.form = form
        return super().answer(form, status=status)

    def page_context(self) -> dict[str, Any]:
        """Return the period, in words and by its address."""
        return {
            "flow_title": f"{self.task.process.flow_class.process_title}, {self.verification}",
            "verification": self.verification,
            "period_url": period_url(self.verification),
            "rows": self.rows,
        }

    def evidence_url(self) -> str:
        """Return the address where evidence is added, or nothing while this person may add none."""
        if may_add_evidence(self.user, self.case, self.verification):
            return period_url(self.verification, "add_evidence")
        return ""
