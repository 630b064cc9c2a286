"""The transfer of what is due, and the rescue of a balance before it is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from legal.agreements.flows import AgreementFlow
from legal.entities.roles import BUDGET_REVIEWER, COORDINATOR, DIRECTOR_GENERAL, HEAD, TRANSFERS_OFFICER
from legal.notices.flows import NoticeFlow
from legal.transfers.models import Rescue, Transfer
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.models import Deadline, Process
from workflow.nodes import CallActivity, RoleTask, Start


class TransferFlow(AgreementFlow):
    """One transfer of what is due of a tranche; the amount was calculated before any person takes part."""

    process_title = _("Transferencia")

    start = Start().Next(this.review)
    review = (
        RoleTask(
            BUDGET_REVIEWER,
            act="transfers.review",
            page="transfers:review",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_("Compruebe el cálculo hasta su origen. Al dar conformidad se emite la hoja de cálculo."),
        )
        .Annotation(title=_("Revisar el cálculo"))
        .Next(this.is_agreed)
    )
    is_agreed = flow.If(this.is_returned).Annotation(title=_("¿Se devolvió?")).Then(this.returned).Else(this.authorize)
    authorize = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="transfers.authorize",
            page="transfers:authorize",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_("Autorice la transferencia, o devuélvala con su motivo. Lo que corresponde no se pierde."),
        )
        .Annotation(title=_("Autorizar la transferencia"))
        .Next(this.is_authorized)
    )
    is_authorized = (
        flow.If(this.is_returned).Annotation(title=_("¿No se autorizó?")).Then(this.returned).Else(this.instruct)
    )
    instruct = (
        RoleTask(
            TRANSFERS_OFFICER,
            act="transfers.instruct",
            page="transfers:instruct",
            help_text=_("Registre el documento que ordena el pago: la asignación financiera o el decreto supremo."),
        )
        .Annotation(title=_("Instruir la transferencia"))
        .Next(this.incorporate)
    )
    incorporate = (
        RoleTask(
            HEAD,
            act="transfers.incorporate",
            page="transfers:incorporate",
            term=this.incorporation_term,
            help_text=_(
                "Registre la resolución que toma los recursos en el presupuesto. Hay un modelo para prepararla."
            ),
        )
        .Annotation(title=_("Incorporar los recursos en el presupuesto"))
        .Next(this.copies)
    )
    copies = (
        RoleTask(
            COORDINATOR,
            act="transfers.send_copies",
            page="transfers:copies",
            term=this.copies_term,
            help_text=_("Registre con qué documento se remitió la copia de la resolución a cada destinatario."),
        )
        .Annotation(title=_("Remitir copias de la resolución"))
        .Next(this.confirm)
    )
    confirm = (
        RoleTask(
            TRANSFERS_OFFICER,
            act="transfers.confirm",
            page="transfers:confirm",
            # The money may arrive before the copies are sent, or before its copies are recorded.
            follows=False,
            help_text=_("Confirme con el registro SIAF que los recursos llegaron, o registre que se devolvieron."),
        )
        .Annotation(title=_("Confirmar la transferencia en el SIAF"))
        .Next(this.has_arrived)
    )
    has_arrived = (
        flow.If(this.is_returned).Annotation(title=_("¿Se devolvió el dinero?")).Then(this.returned).Else(this.end)
    )
    end = flow.End().Annotation(title=_("Transferida"))
    returned = flow.End().Annotation(title=_("Devuelta"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the transfer."""
        transfer: Transfer = subjects["transfer"]
        transfer.process = process
        transfer.save()

    def is_returned(self, activation: Any) -> bool:
        """Whether the transfer was returned."""
        return _transfer(activation).status == Transfer.Status.RETURNED

    def incorporation_term(self, activation: Any) -> Deadline | None:
        """The term to take the money in, where the route fixes one."""
        name = f"incorporation_{_transfer(activation).pk}"
        return Deadline.objects.filter(case=activation.process.case, name=name).first()

    def copies_term(self, activation: Any) -> Deadline | None:
        """The term to send the copies."""
        return _transfer(activation).copies_deadline


class RescueFlow(AgreementFlow):
    """What is done about a balance before it is lost: nothing is cancelled without a warning and a person's act.

    Where the norm allows, what was not met is carried to a later level instead, before the warning or after it.
    """

    process_title = _("Rescate del saldo")

    start = Start().Next(this.warn)
    warn = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="transfers.warn",
            page="transfers:warn",
            help_text=_(
                "El apercibimiento se notifica a la entidad: sin él, el saldo no puede cancelarse. Donde la norma lo "
                "permite, en su lugar puede arrastrar lo no subsanado a un nivel siguiente."
            ),
        )
        .Annotation(title=_("Apercibir a la entidad"))
        .Next(this.is_carried)
    )
    is_carried = (
        flow.If(this.was_carried)
        .Annotation(title=_("¿Se arrastra al siguiente nivel?"))
        .Then(this.serve_letter)
        .Else(this.serve_warning)
    )
    serve_warning = (
        CallActivity(lambda: NoticeFlow.start, this.warning)
        .Annotation(title=_("Notificar el apercibimiento"))
        .Next(this.decide)
    )
    decide = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="transfers.cancel_balance",
            page="transfers:cancel_balance",
            help_text=_(
                "Lea la respuesta de la entidad. Solo usted decide sobre el saldo, con su sustento y por escrito."
            ),
        )
        .Annotation(title=_("Decidir sobre el saldo"))
        .Next(this.serve_letter)
    )
    serve_letter = (
        CallActivity(lambda: NoticeFlow.start, this.letter).Annotation(title=_("Notificar la decisión")).Next(this.end)
    )
    end = flow.End().Annotation(title=_("Decidido"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the rescue."""
        rescue: Rescue = subjects["rescue"]
        rescue.process = process
        rescue.save()

    def was_carried(self, activation: Any) -> bool:
        """Whether the criteria behind the balance were carried to a later level."""
        return _rescue(activation).status == Rescue.Status.CARRIED

    def warning(self, activation: Any) -> list[dict[str, Any]]:
        """Return the warning to serve."""
        return [{"notice": _rescue(activation).warning_notice}]

    def letter(self, activation: Any) -> list[dict[str, Any]]:
        """Return the letter to serve."""
        return [{"notice": _rescue(activation).letter_notice}]


def _transfer(activation: Any) -> Transfer:
    """Read the transfer of a process afresh: an act may just have changed it."""
    return Transfer.objects.select_related("copies_deadline").get(process=activation.process)


def _rescue(activation: Any) -> Rescue:
    """Read the rescue of a process afresh."""
    return Rescue.objects.select_related("warning_notice", "letter_notice").get(process=activation.process)
