"""Task pages of the second pair of eyes: the draft of report I or II before it is issued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.verification.forms.reviewing import AGREE, ReviewForm
from legal.verification.models import ReportReview
from legal.verification.queries import last_review
from legal.verification.rows import FindingRow
from legal.verification.services import reviewing
from legal.verification.views.reports import PaperPage
from workflow.service import LegalAct


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What was judged otherwise since the report was returned: before and after, of a criterion or an indicator."""

    code: str
    what: str
    before: FindingRow | None
    after: FindingRow


class ReviewPage(PaperPage):
    """Read the draft, and agree or return it; of a report that was returned, what changed since comes first."""

    form_class = ReviewForm
    template_name = "verification/review.html"
    submit_label = gettext_lazy("Registrar la revisión")
    ordinal = 1

    @cached_property
    def returned(self) -> ReportReview | None:
        """The review that returned the report before, where there is one."""
        return last_review(self.verification, self.ordinal)

    def act(self, form: Any) -> LegalAct:
        """Agree, or return it."""
        self.agrees = form.cleaned_data["decision"] == AGREE
        service = reviewing.agree if self.agrees else reviewing.return_report
        return partial(service, verification=self.verification, notes=form.cleaned_data["notes"])

    def done_message(self) -> str:
        """Say who goes on."""
        if self.agrees:
            return _("Su conformidad quedó registrada. El verificador ya puede emitir el informe.")
        return _("El proyecto quedó devuelto con sus notas. El verificador las responde y usted lo revisa de nuevo.")

    def changes(self) -> Iterator[Changed]:
        """Yield what was judged otherwise since the last return."""
        if self.returned is None:
            return
        round_ = self.returned.round + 1
        for criterion in self.rows.criteria:
            finding = criterion.first if self.ordinal == 1 else criterion.second
            if finding and finding.round == round_:
                yield Changed(code=criterion.code, what=criterion.statement, before=finding.before, after=finding)
        for indicator in self.rows.indicators if self.ordinal == 1 else ():
            if indicator.first and indicator.first.round == round_:
                found = indicator.first
                yield Changed(code=indicator.code, what=indicator.name, before=found.before, after=found)

    def page_context(self) -> dict[str, Any]:
        """Return also what changed since the last return, and the observations that report II is about."""
        return {
            **super().page_context(),
            "ordinal": self.ordinal,
            "returned": self.returned,
            "changes": list(self.changes()),
            "observations": self.rows.observations if self.ordinal == 2 else (),
        }


class ReviewFirst(ReviewPage):
    """The draft of report I."""


class ReviewSecond(ReviewPage):
    """The draft of report II: only what was observed."""

    ordinal = 2
