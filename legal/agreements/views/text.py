"""The text of an agreement as a whole: its six parts, what each one lacks, and what was said about them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.agreements import rules
from legal.agreements.appearing import warnings_of_appearing
from legal.agreements.checks import Finding
from legal.agreements.models import Agreement
from legal.agreements.models.review import Part
from legal.agreements.paths import part_url
from legal.agreements.queries import read_terms
from legal.agreements.services.checking import OPEN as OPEN_TEXTS
from legal.agreements.services.checking import findings_of, obstacles_of, standing_reasons
from legal.agreements.terms import Terms, fingerprint
from legal.agreements.texts import parties
from legal.agreements.views.agreement_page import AgreementPage
from legal.agreements.views.checks import review_of
from legal.agreements.views.review_panel import ObservationRow, review_panel
from workflow.errors import Obstacle
from workflow.inbox import case_url, task_url
from workflow.models import Case, Task
from workflow.models.tasks import OPEN
from workflow.templatetags import words


@dataclass(frozen=True, kw_only=True)
class PartOverview:
    """A part of the text: whether it may be written now, what it holds, what it lacks, what was observed."""

    title: str
    url: str
    is_open: bool
    summary: str
    obstacles: list[Obstacle]
    observations: list[ObservationRow]


class ShowText(AgreementPage):
    """The overview of the text."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Show the six parts, what deserves a second look, and what was said."""
        terms = read_terms(self.agreement)
        findings = findings_of(self.agreement, self.today, terms) if self.agreement.status in OPEN_TEXTS else []
        panel = review_panel(self.agreement, text_hash=fingerprint(terms), today=self.today)
        answered = [each for each in panel.observations if each.answered_on]
        context = {
            "agreement": self.agreement,
            "programmes": "; ".join(str(programme) for programme in terms.programmes),
            "case_url": case_url(self.case),
            "parts": overview(
                self.agreement, terms, [each for each in panel.observations if not each.answered_on], findings
            ),
            "review": review_of(self.agreement, terms, findings, standing_reasons(self.agreement)),
            "warnings": warnings_of_appearing(parties.appearing(self.agreement, on=self.today)),
            "panel": replace(panel, observations=answered),
            "steps": _open_steps(self.case),
            "decision": self.decide("agreements.edit"),
            "act_label": _("redactar el texto"),
            "may_close": self.decide("agreements.close_consultation").allowed,
        }
        return render(request, "agreements/text.html", context)


def overview(
    agreement: Agreement, terms: Terms, observations: Collection[ObservationRow], findings: Collection[Finding]
) -> list[PartOverview]:
    """Return the six parts of a text, in their order; what each one lacks are the errors among the findings."""
    obstacles = obstacles_of([each for each in findings if not each.is_warning], ())
    unlocked = {part for each in observations for part in each.opens}
    return [
        PartOverview(
            title=str(part.label),
            url=part_url(agreement, part),
            is_open=not rules.obstacles_to_editing(part, status=agreement.status, unlocked=unlocked),
            summary=_summary(part, terms),
            obstacles=[obstacle for obstacle in obstacles if obstacle.where == part],
            observations=[each for each in observations if part in each.opens],
        )
        for part in Part
    ]


def _summary(part: Part, terms: Terms) -> str:
    """Return in a few words what a part holds."""
    match part:
        case Part.OBJECT:
            texts = (terms.objective, terms.specific_objective, terms.counterpart, terms.gap_basis)
            return _("%(count)s de 4 textos redactados") % {"count": sum(bool(text.strip()) for text in texts)}
        case Part.PARTIES:
            return "; ".join(party.unit for party in terms.parties)
        case Part.AMBIT:
            return ", ".join((_districts(len(terms.ambit)), _products(len(terms.products))))
        case Part.MONEY:
            return ngettext("%(maximum)s en %(years)s año", "%(maximum)s en %(years)s años", terms.years) % {
                "maximum": words.soles(terms.maximum),
                "years": terms.years,
            }
        case Part.COMMITMENTS:
            count = len(terms.criteria)
            return ngettext("%(count)s criterio", "%(count)s criterios", count) % {"count": count}
    count = len(terms.indicators)
    return ngettext("%(count)s indicador", "%(count)s indicadores", count) % {"count": count}


def _districts(count: int) -> str:
    return ngettext("%(count)s distrito", "%(count)s distritos", count) % {"count": count}


def _products(count: int) -> str:
    return ngettext("%(count)s producto priorizado", "%(count)s productos priorizados", count) % {"count": count}


def _open_steps(case: Case) -> list[dict[str, str]]:
    """Return the open steps of the case, with the address of each one's page."""
    tasks = Task.objects.filter(process__case=case, status__in=OPEN, flow_task_type="HUMAN")
    return [
        {"title": str(task.flow_task.task_title), "url": task_url(task), "unit": task.unit.name if task.unit else ""}
        for task in tasks.select_related("process", "unit").order_by("pk")
    ]
