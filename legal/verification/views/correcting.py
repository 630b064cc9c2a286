"""The task page of the correction: its report and an answer to each observation."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.verification.forms.correcting import CorrectForm
from legal.verification.rows import ObservationRow
from legal.verification.services import observations
from legal.verification.views.period_page import VerificationTaskPage
from workflow.errors import Obstacle
from workflow.service import LegalAct


class Correct(VerificationTaskPage):
    """Answer every observation; only what was observed is corrected."""

    form_class = CorrectForm
    template_name = "verification/correct.html"
    submit_label = gettext_lazy("Presentar la subsanación")

    @cached_property
    def observations(self) -> tuple[ObservationRow, ...]:
        """The observations."""
        return self.rows.observations

    def form_arguments(self) -> dict[str, Any]:
        """Ask for an answer to each observation."""
        return {**super().form_arguments(), "observations": self.observations}

    def obstacles(self) -> list[Obstacle]:
        """Return that the term has not started; after its end, an earlier date with its document may still do."""
        if self.verification.correction_deadline is None:
            return observations.obstacles_to_correcting(self.verification, self.today)
        return []

    def act(self, form: Any) -> LegalAct:
        """Present the correction."""
        return partial(
            observations.correct,
            verification=self.verification,
            number=form.cleaned_data["number"],
            upload=form.upload(),
            answers=form.answers(),
        )

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La subsanación quedó presentada. Se verifica de nuevo solo lo observado.")

    def page_context(self) -> dict[str, Any]:
        """Return also until when, and where evidence is added."""
        deadline = self.verification.correction_deadline
        return {
            **super().page_context(),
            "deadline": deadline,
            "is_over": deadline is not None and self.today > deadline.due_on,
            "evidence_url": self.evidence_url(),
        }
