"""Task pages of who verifies: the third body, the DGPP, and again where something was observed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.verification.forms.verifying import JudgingForm, VerifyForm
from legal.verification.queries import demands, judged_levels
from legal.verification.reading import observation_rows
from legal.verification.rows import CriterionRow, ObservationRow
from legal.verification.services import verifying
from legal.verification.views.period_page import VerificationTaskPage, reports_of
from workflow.service import LegalAct


class JudgePage(VerificationTaskPage):
    """Base of the pages that judge criteria one by one."""

    def form_arguments(self) -> dict[str, Any]:
        """Ask for a verdict on each criterion that is judged here."""
        criteria = self.judged_criteria()
        pks = {each.pk for each in criteria}
        levels = [level for level in judged_levels(self.verification) if level.pk in pks]
        return {**super().form_arguments(), "criteria": criteria, "demanded": demands(levels, self.verification)}

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
        )

    def done_message(self) -> str:
        """Say who goes on."""
        return _("Su verificación quedó registrada. La DGPP la toma en cuenta para la suya.")


class Verify(VerifyPage):
    """The DGPP verifies; the values that the third body measured are at hand."""

    def form_arguments(self) -> dict[str, Any]:
        """Begin with the values of the third body; the verdicts are the verifier's own."""
        criteria = {f"{each.key}_value": each.third.value for each in self.rows.criteria if each.third}
        indicators = {each.key: each.third.value for each in self.rows.indicators if each.third}
        return {**super().form_arguments(), "initial": {**criteria, **indicators}}

    def act(self, form: Any) -> LegalAct:
        """Record the findings that report I will state."""
        return partial(
            verifying.verify, verification=self.verification, criteria=form.judged(), indicators=form.measured()
        )

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La verificación quedó registrada. Falta emitir el I Informe de Verificación.")


class VerifyCorrection(JudgePage):
    """Judge again what was observed, and nothing else."""

    form_class = JudgingForm
    template_name = "verification/verify_correction.html"
    submit_label = gettext_lazy("Registrar la verificación")

    @cached_property
    def observations(self) -> list[ObservationRow]:
        """The observations with their answers."""
        return observation_rows(self.verification, self.rows)

    def judged_criteria(self) -> list[CriterionRow]:
        """Return only what was observed."""
        return [each.criterion for each in self.observations]

    def act(self, form: Any) -> LegalAct:
        """Record the findings that report II will state."""
        return partial(verifying.verify_correction, verification=self.verification, criteria=form.judged())

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La verificación de la subsanación quedó registrada. Falta emitir el II Informe de Verificación.")

    def page_context(self) -> dict[str, Any]:
        """Return each observation with the fields of its criterion."""
        return {
            **super().page_context(),
            "observed": [{"observation": each, **self.form.cells(each.criterion)} for each in self.observations],
            "reports": reports_of(self.verification),
        }
