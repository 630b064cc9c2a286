"""Task pages of the review: submit the draft, answer a consultation, give an opinion, correct."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.appearing import warnings_of_appearing
from legal.agreements.forms.review import ConsultationForm, CorrectForm, OpinionForm, SubmitForm
from legal.agreements.models import Consultation, Observation, Opinion
from legal.agreements.models.review import Part
from legal.agreements.paths import linked, part_url
from legal.agreements.queries import open_observations, read_terms
from legal.agreements.services import review
from legal.agreements.services.checking import findings_of, obstacles_of, obstacles_to_sending, standing_reasons
from legal.agreements.texts import parties
from legal.agreements.views.agreement_page import AgreementTaskPage
from legal.agreements.views.checks import review_now, review_of
from legal.agreements.views.review_panel import ObservationRow, observation_row
from legal.agreements.views.text import overview
from legal.entities.roles import CONSULTED
from workflow.errors import Obstacle
from workflow.models import Unit
from workflow.service import LegalAct


class Submit(AgreementTaskPage):
    """Send the draft to consultation and opinion."""

    form_class = SubmitForm
    template_name = "agreements/submit.html"
    submit_label = gettext_lazy("Enviar a consulta y opinión")

    def load(self) -> None:
        """Load the terms as they stand."""
        super().load()
        self.terms = read_terms(self.agreement)
        self.findings = findings_of(self.agreement, self.today, self.terms)
        self.reasons = standing_reasons(self.agreement)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the units that have a post for being consulted."""
        units = Unit.objects.filter(posts__role=CONSULTED, posts__is_active=True, is_active=True)
        return {**super().form_arguments(), "units": units.distinct().order_by("name")}

    def obstacles(self) -> list[Obstacle]:
        """Return what the draft lacks, each with the address of its part."""
        return linked(obstacles_of(self.findings, self.reasons.keys()), self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Submit the draft."""
        return partial(review.submit_draft, agreement=self.agreement, consulted=list(form.cleaned_data["consulted"]))

    def done_message(self) -> str:
        """Say what comes next."""
        return _("El proyecto se envió. El texto queda cerrado hasta que alguien observe.")

    def page_context(self) -> dict[str, Any]:
        """Return the parts of the text and what deserves a second look."""
        return {
            **super().page_context(),
            "parts": overview(self.agreement, self.terms, [], self.findings),
            "review": review_of(self.agreement, self.terms, self.findings, self.reasons),
            "warnings": warnings_of_appearing(parties.appearing(self.agreement, on=self.today)),
        }


class AnswerConsultation(AgreementTaskPage):
    """Comment on a draft."""

    form_class = ConsultationForm
    submit_label = gettext_lazy("Enviar el comentario")

    def load(self) -> None:
        """Load the consultation of the task."""
        super().load()
        self.consultation = Consultation.objects.select_related("unit").get(process=self.task.process_id)

    def act(self, form: Any) -> LegalAct:
        """Answer the consultation."""
        return partial(review.answer_consultation, consultation=self.consultation, comment=form.cleaned_data["comment"])

    def done_message(self) -> str:
        """Say that it was heard."""
        return _("Su comentario quedó en el expediente.")


class GiveOpinion(AgreementTaskPage):
    """Base of the three opinions: favorable, or with observations that open their parts."""

    form_class = OpinionForm
    template_name = "agreements/opinion.html"
    submit_label = gettext_lazy("Emitir la opinión")

    def load(self) -> None:
        """Load the opinion of the task."""
        super().load()
        self.opinion = Opinion.objects.get(process=self.task.process_id)

    def act(self, form: Any) -> LegalAct:
        """Give the opinion."""
        return partial(
            review.give_opinion,
            opinion=self.opinion,
            report=form.cleaned_data["report"],
            conclusions=form.cleaned_data["conclusions"],
            observations=form.observations(),
        )

    def done_message(self) -> str:
        """Say that it stands."""
        return _("La opinión quedó emitida sobre el texto tal como está.")

    def page_context(self) -> dict[str, Any]:
        """Return what this kind of opinion observed before, and how it was answered."""
        earlier = Observation.objects.filter(agreement=self.agreement, opinion__kind=self.opinion.kind)
        return {
            **super().page_context(),
            "review": review_now(self.agreement, self.today),
            "earlier": _rows(earlier.select_related("opinion").order_by("number")),
        }


class TechnicalOpinion(GiveOpinion):
    """The technical opinion."""


class BudgetOpinion(GiveOpinion):
    """The budget opinion."""


class LegalOpinion(GiveOpinion):
    """The legal opinion."""


class Correct(AgreementTaskPage):
    """Answer what was observed; only the parts observed are open."""

    form_class = CorrectForm
    template_name = "agreements/correct.html"
    submit_label = gettext_lazy("Enviar la corrección")

    def load(self) -> None:
        """Load the observations that wait for an answer."""
        super().load()
        self.pending = list(open_observations(self.agreement))

    def form_arguments(self) -> dict[str, Any]:
        """Ask for an answer to each open observation."""
        return {**super().form_arguments(), "observations": self.pending}

    def obstacles(self) -> list[Obstacle]:
        """Return what the corrected text lacks, each with the address of its part."""
        return linked(obstacles_to_sending(self.agreement, self.today), self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Answer the observations."""
        return partial(review.correct, agreement=self.agreement, answers=form.answers())

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La corrección se envió. Solo vuelven a opinar quienes observaron.")

    def page_context(self) -> dict[str, Any]:
        """Return the parts that are open, with the address of each one."""
        parts = {part: str(Part(part).label) for each in self.pending for part in each.opens}
        return {
            **super().page_context(),
            "review": review_now(self.agreement, self.today),
            "open_parts": [{"title": title, "url": part_url(self.agreement, part)} for part, title in parts.items()],
        }


def _rows(observations: Any) -> list[ObservationRow]:
    return [observation_row(each) for each in observations]
