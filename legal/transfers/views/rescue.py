"""Pages of the rescue of a balance: warn, answer the warning, cancel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.documents.documents import DocumentContext
from legal.transfers.forms import AnswerForm, CancellationForm
from legal.transfers.models import Rescue
from legal.transfers.services import rescue as services
from legal.transfers.texts import cancellation_letter, warning_letter
from legal.transfers.views.letter_page import LetterPage
from legal.transfers.views.money_page import rescue_of, rescues
from legal.verification.models import Verification
from legal.verification.queries import standing_findings
from workflow.errors import Obstacle
from workflow.forms import ActForm
from workflow.models import Mandate
from workflow.service import LegalAct
from workflow.templatetags import words


@dataclass(frozen=True, kw_only=True)
class UnmetCriterion:
    """A criterion whose observation stands, and why."""

    code: str
    statement: str
    reason: str


def facts(rescue: Rescue) -> dict[str, Any]:
    """Return what led to a rescue: the period, its reports and what was not met, in three queries."""
    verification: Verification = rescue.tranche.period.verification
    unmet = [each for each in standing_findings(verification).values() if not each.met]
    return {
        "rescue": rescue,
        "tranche": rescue.tranche,
        "agreement": rescue.tranche.period.agreement,
        "verification": verification,
        "reports": verification.reports.select_related("document").order_by("ordinal"),
        "unmet": sorted(
            (
                UnmetCriterion(
                    code=each.level.criterion.code, statement=each.level.criterion.statement, reason=each.reason
                )
                for each in unmet
            ),
            key=lambda criterion: criterion.code,
        ),
    }


class RescuePage(LetterPage):
    """Base of both steps of the director: the balance, what led to it, and the draft of the letter."""

    rescue: Rescue

    def load(self) -> None:
        """Load the rescue of the task."""
        self.rescue = rescues().get(process=self.task.process_id)

    def page_context(self) -> dict[str, Any]:
        """Return what led to the balance."""
        return facts(self.rescue)


class Warn(RescuePage):
    """Warn the entity in writing before anything is cancelled."""

    form_class = ActForm
    template_name = "transfers/warn.html"
    submit_label = gettext_lazy("Emitir el apercibimiento")

    def letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the warning."""
        return warning_letter(self.rescue, on=on, signatory=self.user, authority=authority)

    def act(self, form: Any) -> LegalAct:
        """Issue the warning."""
        return partial(services.warn, rescue=self.rescue)

    def done_message(self) -> str:
        """Say what comes next."""
        return _("El apercibimiento quedó emitido. El plazo para responder empieza cuando la entidad lo reciba.")


class CancelBalance(RescuePage):
    """Cancel the balance, once the entity was warned and heard."""

    form_class = CancellationForm
    template_name = "transfers/cancel.html"

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the balance from being cancelled today."""
        return services.obstacles_to_cancelling(self.rescue, self.today)

    def letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the letter, as if the balance were already cancelled with what is written so far."""
        rescue = rescues().get(pk=self.rescue.pk)
        tranche = rescue.tranche
        rescue.amount, rescue.reason = tranche.balance, form.cleaned_data.get("reason") or _("[sustento por escribir]")
        rescue.decided_on, rescue.decided_by = on, self.user
        tranche.cancelled, tranche.balance = tranche.cancelled + tranche.balance, tranche.balance - tranche.balance
        return cancellation_letter(rescue, on=on, signatory=self.user, authority=authority)

    def act(self, form: Any) -> LegalAct:
        """Cancel the balance."""
        return partial(services.cancel_balance, rescue=self.rescue, reason=form.cleaned_data["reason"])

    def done_message(self) -> str:
        """Say what comes next."""
        return _("El saldo quedó cancelado. El oficio debe notificarse a la entidad.")

    def page_context(self) -> dict[str, Any]:
        """Name the soles on the button: what it does is not undone."""
        label = _("Cancelar el saldo de %(balance)s") % {"balance": words.soles(self.rescue.tranche.balance)}
        return {**super().page_context(), "submit_label": label}


class AnswerWarning(ActPage):
    """The entity answers a warning before its balance is decided on."""

    act_name = "transfers.answer_warning"
    form_class = AnswerForm
    template_name = "transfers/answer.html"
    title = gettext_lazy("Responder el apercibimiento")
    lead = gettext_lazy("Diga qué se cumplió o por qué el saldo no debe cancelarse. La respuesta se presenta una vez.")
    submit_label = gettext_lazy("Presentar la respuesta")
    rescue: Rescue

    def load(self, **kwargs: Any) -> None:
        """Load the rescue, which must be of this case."""
        self.rescue = rescue_of(self.case, kwargs["pk"])

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the warning from being answered."""
        return services.obstacles_to_answering(self.rescue)

    def act(self, form: Any) -> LegalAct:
        """Answer the warning."""
        return partial(
            services.answer_warning, rescue=self.rescue, answer=form.cleaned_data["answer"], upload=form.upload()
        )

    def done_message(self) -> str:
        """Say who decides now."""
        return _("La respuesta quedó en el expediente. Antes de decidir sobre el saldo, debe leerse.")

    def page_context(self) -> dict[str, Any]:
        """Return what led to the warning."""
        return facts(self.rescue)
