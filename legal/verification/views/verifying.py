"""Task pages of who verifies: the third body, the DGPP, and again where something was observed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.verification.forms.verifying import MET, UNMET, JudgingForm, VerifyForm
from legal.verification.models import ReportReview
from legal.verification.queries import last_review
from legal.verification.rows import CriterionRow, ObservationRow
from legal.verification.services import verifying
from legal.verification.views.period_page import VerificationTaskPage, reports_of
from workflow.service import LegalAct


class JudgePage(VerificationTaskPage):
    """Base of the pages that judge criteria one by one. ``ordinal`` is the report that follows, 0 for none."""

    ordinal = 0

    @cached_property
    def returned(self) -> ReportReview | None:
        """The review that returned the report, where it did."""
        return last_review(self.verification, self.ordinal) if self.ordinal else None

    def form_arguments(self) -> dict[str, Any]:
        """Ask for a verdict on each criterion that is judged here; after a return, begin with those that stand."""
        return {
            **super().form_arguments(),
            "criteria": self.judged_criteria(),
            "returned": self.returned is not None,
            "initial": self.begun() if self.returned else {},
        }

    def begun(self) -> dict[str, Any]:
        """Return what the round before found, as the fields begin with it."""
        initial: dict[str, Any] = {"looked_at": []}
        for criterion in self.judged_criteria():
            if finding := criterion.first if self.ordinal == 1 else criterion.second:
                initial[f"{criterion.key}_value"] = finding.value
                initial[f"{criterion.key}_met"] = MET if finding.is_met else UNMET
                initial[f"{criterion.key}_reason"] = finding.reason
                initial["looked_at"] += [each.pk for each in finding.looked_at]
        return initial

    def page_context(self) -> dict[str, Any]:
        """Return also the review that returned the report."""
        return {**super().page_context(), "returned": self.returned}

    def judged_criteria(self) -> list[CriterionRow]:
        """Return the criteria that are judged here."""
        return self.rows.criteria


class VerifyPage(JudgePage):
    """All criteria of the level and all indicators of the year."""

    form_class = VerifyForm
    template_name = "verification/verify.html"
    submit_label = gettext_lazy("Registrar la verificación")

    def form_arguments(self) -> dict[str, Any]:
        """Ask for the value of each indicator too."""
        return {**super().form_arguments(), "indicators": self.rows.indicators}

    def page_context(self) -> dict[str, Any]:
        """Return the criteria group by group, each with its fields, and what the entity presented."""
        return {
            **super().page_context(),
            "processes": [
                {
                    "name": group.name,
                    "note": group.note,
                    "rows": [self.form.cells(criterion) for criterion in group.criteria],
                }
                for group in self.rows.groups
            ],
            "reports": reports_of(self.verification),
        }


class VerifyAsThird(VerifyPage):
    """The third body verifies first."""

    def act(self, form: Any) -> LegalAct:
        """Record its findings."""
        return partial(
            verifying.verify_as_third,
            verification=self.verification,
            criteria=form.judged(),
            indicators=form.measured(),
            looked_at=form.looked_at_for(),
        )

    def done_message(self) -> str:
        """Say who goes on."""
        return _("Su verificación quedó registrada. La DGPP la toma en cuenta para la suya.")


class Verify(VerifyPage):
    """The DGPP verifies; the values that the third body measured are at hand."""

    ordinal = 1

    def begun(self) -> dict[str, Any]:
        """Return what the round before found, the values of the indicators too."""
        initial = super().begun()
        for indicator in self.rows.indicators:
            if indicator.first:
                initial[indicator.key] = indicator.first.value
                initial["looked_at"] += [each.pk for each in indicator.first.looked_at]
        return initial

    def form_arguments(self) -> dict[str, Any]:
        """Begin with the values of the third body; the verdicts are the verifier's own."""
        if self.returned:
            return super().form_arguments()
        criteria = {f"{each.key}_value": each.third.value for each in self.rows.criteria if each.third}
        indicators = {each.key: each.third.value for each in self.rows.indicators if each.third}
        return {**super().form_arguments(), "initial": {**criteria, **indicators}}

    def act(self, form: Any) -> LegalAct:
        """Record the findings that report I will state."""
        return partial(
            verifying.verify,
            verification=self.verification,
            criteria=form.judged(),
            indicators=form.measured(),
            looked_at=form.looked_at_for(),
            reply=form.cleaned_data.get("reply", ""),
        )

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La verificación quedó registrada. El proyecto del I Informe pasa a revisión de otra persona.")


class VerifyCorrection(JudgePage):
    """Judge again what was observed, and nothing else."""

    ordinal = 2
    form_class = JudgingForm
    template_name = "verification/verify_correction.html"
    submit_label = gettext_lazy("Registrar la verificación")

    @cached_property
    def observations(self) -> tuple[ObservationRow, ...]:
        """The observations with their answers."""
        return self.rows.observations

    def judged_criteria(self) -> list[CriterionRow]:
        """Return only what was observed."""
        return [each.criterion for each in self.observations]

    def act(self, form: Any) -> LegalAct:
        """Record the findings that report II will state."""
        return partial(
            verifying.verify_correction,
            verification=self.verification,
            criteria=form.judged(),
            reply=form.cleaned_data.get("reply", ""),
        )

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La verificación quedó registrada. El proyecto del II Informe pasa a revisión de otra persona.")

    def page_context(self) -> dict[str, Any]:
        """Return each observation with the fields of its criterion."""
        return {
            **super().page_context(),
            "observed": [{"observation": each, **self.form.cells(each.criterion)} for each in self.observations],
            "reports": reports_of(self.verification),
        }
