"""Pages of the rescue of a balance: warn, answer the warning, cancel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.texts import law
from legal.agreements.views.act_page import ActPage
from legal.documents.documents import DocumentContext
from legal.transfers.forms import AnswerForm, BalanceForm, CancellationForm, WarningForm
from legal.transfers.models import Rescue, Tranche
from legal.transfers.services import carrying
from legal.transfers.services import rescue as services
from legal.transfers.texts import cancellation_letter, carry_letter, warning_letter
from legal.transfers.views.letter_page import LetterPage
from legal.transfers.views.money_page import rescue_of, rescues
from legal.verification.models import Verification
from legal.verification.queries import last_judged
from legal.verification.services.carrying import unmet_of
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
    """Return what led to a rescue: the period that judged last, its reports and what of the tranche was not met."""
    origin: Verification = rescue.tranche.period.verification
    verification = last_judged(origin)
    unmet = unmet_of(origin) if rescue.tranche.kind == Tranche.Kind.FIXED else []
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
    """Base of both steps of the director: the balance, what led to it, and the draft of the letter.

    Where the criteria may be carried to a later level, the form asks which of the two it is to be.
    """

    rescue: Rescue
    choosing_form: type[ActForm]

    def load(self) -> None:
        """Load the rescue of the task."""
        self.rescue = rescues().get(process=self.task.process_id)
        self.carry_obstacles = carrying.obstacles_to_carrying(self.rescue)
        if not self.carry_obstacles:
            self.form_class = self.choosing_form

    def carries(self, form: Any) -> bool:
        """Whether the form says that the criteria are carried."""
        return not self.carry_obstacles and form.turns_back

    def page_context(self) -> dict[str, Any]:
        """Return what led to the balance; where the norm lets criteria be carried and these cannot be, why."""
        norm = self.rescue.tranche.period.agreement.norm
        told = self.carry_obstacles if law.lets_carry(norm) else []
        return {**facts(self.rescue), "carry_obstacles": told, "may_carry": not self.carry_obstacles}

    def letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the letter of what the form decides."""
        if not self.carries(form):
            return self.own_letter(form, on=on, authority=authority)
        rescue = rescues().get(pk=self.rescue.pk)
        rescue.carried_into = carrying.next_period(rescue)
        rescue.reason = form.cleaned_data.get("reason") or _("[sustento por escribir]")
        return carry_letter(rescue, on=on, signatory=self.user, authority=authority)

    def own_letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the letter of the step itself."""
        raise NotImplementedError

    def act(self, form: Any) -> LegalAct:
        """Carry the criteria, or do what the step is for."""
        self.carried = self.carries(form)
        if self.carried:
            return partial(carrying.carry, rescue=self.rescue, reason=form.cleaned_data["reason"])
        return self.own_act(form)

    def own_act(self, form: Any) -> LegalAct:
        """Return the act of the step itself."""
        raise NotImplementedError

    def done_message(self) -> str:
        """Say what comes next after the criteria were carried."""
        return _("Los criterios se arrastraron al siguiente nivel. El oficio debe notificarse a la entidad.")


class Warn(RescuePage):
    """Warn the entity in writing before anything is cancelled."""

    form_class = ActForm
    choosing_form = WarningForm
    template_name = "transfers/warn.html"

    def own_letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the warning."""
        return warning_letter(self.rescue, on=on, signatory=self.user, authority=authority)

    def own_act(self, form: Any) -> LegalAct:
        """Issue the warning."""
        return partial(services.warn, rescue=self.rescue)

    def page_context(self) -> dict[str, Any]:
        """Name what the button does, where there is nothing to choose."""
        label = _("Emitir el apercibimiento") if self.carry_obstacles else _("Registrar la decisión")
        return {**super().page_context(), "submit_label": label}

    def done_message(self) -> str:
        """Say what comes next."""
        if self.carried:
            return super().done_message()
        return _("El apercibimiento quedó emitido. El plazo para responder empieza cuando la entidad lo reciba.")


class CancelBalance(RescuePage):
    """Cancel the balance, once the entity was warned and heard."""

    form_class = CancellationForm
    choosing_form = BalanceForm
    template_name = "transfers/cancel.html"

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the balance from being cancelled today."""
        return services.obstacles_to_cancelling(self.rescue, self.today)

    def own_letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the letter, as if the balance were already cancelled with what is written so far."""
        rescue = rescues().get(pk=self.rescue.pk)
        tranche = rescue.tranche
        rescue.amount, rescue.reason = tranche.balance, form.cleaned_data.get("reason") or _("[sustento por escribir]")
        rescue.decided_on, rescue.decided_by = on, self.user
        tranche.cancelled, tranche.balance = tranche.cancelled + tranche.balance, tranche.balance - tranche.balance
        return cancellation_letter(rescue, on=on, signatory=self.user, authority=authority)

    def own_act(self, form: Any) -> LegalAct:
        """Cancel the balance."""
        return partial(services.cancel_balance, rescue=self.rescue, reason=form.cleaned_data["reason"])

    def done_message(self) -> str:
        """Say what comes next."""
        if self.carried:
            return super().done_message()
        return _("El saldo quedó cancelado. El oficio debe notificarse a la entidad.")

    def page_context(self) -> dict[str, Any]:
        """Name the soles on the button, where there is nothing to choose: what it does is not undone."""
        label = _("Cancelar el saldo de %(balance)s") % {"balance": words.soles(self.rescue.tranche.balance)}
        if not self.carry_obstacles:
            label = _("Registrar la decisión")
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
