"""Pages of an early end: its proposal, the legal opinion, the decision, the settlement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.closure.forms import OpinionForm, ProposalForm, SettlementForm, TerminationForm
from legal.closure.models import Termination
from legal.closure.services import termination as services
from legal.closure.texts import termination_act
from legal.documents.documents import DocumentContext
from legal.transfers.queries import sums_of, tranches_of
from legal.transfers.views.letter_page import LetterPage
from workflow.errors import Obstacle
from workflow.models import Mandate
from workflow.service import LegalAct
from workflow.task_page import TaskPage


class ProposeTermination(ActPage):
    """Propose to end an agreement before its term."""

    act_name = "closure.propose_termination"
    form_class = ProposalForm
    title = gettext_lazy("Proponer la resolución del convenio")
    lead = gettext_lazy("Se pide opinión legal y después decide el Director General. Mientras tanto el convenio rige.")
    submit_label = gettext_lazy("Proponer la resolución")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps a termination from being proposed."""
        return services.obstacles_to_proposing(self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Propose it."""
        return partial(
            services.propose_termination,
            agreement=self.agreement,
            cause=form.cleaned_data["cause"],
            facts=form.cleaned_data["facts"],
        )

    def done_message(self) -> str:
        """Say what comes next."""
        return _("La resolución quedó propuesta. Corresponde la opinión legal.")


class TerminationPage(TaskPage):
    """Base of the steps of a termination: its cause, facts and opinion are at hand."""

    template_name = "closure/termination.html"
    termination: Termination

    def load(self) -> None:
        """Load the termination of the task."""
        found = Termination.objects.select_related(
            "agreement__case", "agreement__entity__unit", "agreement__norm", "document", "notice"
        )
        self.termination = found.get(process=self.task.process_id)

    def page_context(self) -> dict[str, Any]:
        """Return the termination with the money of its agreement."""
        return {
            **super().page_context(),
            "termination": self.termination,
            "agreement": self.termination.agreement,
            "sums": sums_of(self.case),
        }


class Opinion(TerminationPage):
    """The legal opinion."""

    form_class = OpinionForm
    submit_label = gettext_lazy("Emitir la opinión")

    def act(self, form: Any) -> LegalAct:
        """Give the opinion."""
        return partial(
            services.give_opinion,
            termination=self.termination,
            report=form.cleaned_data["report"],
            opinion=form.cleaned_data["opinion"],
        )

    def done_message(self) -> str:
        """Say who decides."""
        return _("La opinión quedó emitida. Decide el Director General.")


class Terminate(TerminationPage, LetterPage):
    """The director terminates the agreement, or decides that it goes on."""

    form_class = TerminationForm
    template_name = "closure/terminate.html"
    submit_label = gettext_lazy("Registrar la decisión")
    draft_name = gettext_lazy("Proyecto de oficio de resolución del convenio")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the agreement from being terminated."""
        return [
            *services.obstacles_to_terminating(self.termination.agreement),
            *services.obstacles_to_separating(self.termination, self.today),
        ]

    def letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the letter that terminates."""
        return termination_act(self.termination, on=on, signatory=self.user, authority=authority)

    def act(self, form: Any) -> LegalAct:
        """Terminate, or reject the proposal with its reason."""
        self.rejected = form.turns_back
        if self.rejected:
            reason = form.cleaned_data["reason"]
            return partial(services.reject_termination, termination=self.termination, reason=reason)
        return partial(services.terminate, termination=self.termination)

    def done_message(self) -> str:
        """Say what was decided."""
        if self.rejected:
            return _("Se decidió no resolver el convenio, que continúa.")
        return _("El oficio que resuelve el convenio quedó emitido. Surte efecto cuando la entidad lo reciba.")


class Settle(TerminationPage):
    """The director settles a terminated agreement: what was not earned is cancelled by this act."""

    form_class = SettlementForm
    template_name = "closure/settle.html"
    submit_label = gettext_lazy("Liquidar el convenio")

    def obstacles(self) -> list[Obstacle]:
        """Return what is still verified or due."""
        return services.obstacles_to_settling(self.termination.agreement)

    def act(self, form: Any) -> LegalAct:
        """Settle the agreement."""
        return partial(services.settle_termination, termination=self.termination, reason=form.cleaned_data["reason"])

    def done_message(self) -> str:
        """Say that it is over."""
        return _("El convenio quedó liquidado.")

    def page_context(self) -> dict[str, Any]:
        """Return what will be cancelled."""
        lapsing = [tranche for tranche in tranches_of(self.case) if tranche.balance > 0]
        total = sum((tranche.balance for tranche in lapsing), Decimal(0))
        return {**super().page_context(), "lapsing": lapsing, "lapsing_total": total}
