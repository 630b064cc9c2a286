"""Signing: issue, ask who initials, ask each signatory, register. Serves whatever has to be signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from legal.entities.roles import CLERK, FORMULATOR, GRANTOR_ROLES, VISA
from legal.signing import services
from legal.signing.models import Signature, SignatureRound, Visa
from workflow.flow import CaseFlow
from workflow.models import Process, Unit
from workflow.nodes import CallActivity, RoleTask, Start


class VisaFlow(CaseFlow):
    """One post that initials: gives its V°B°, or returns the document with a reason."""

    process_title = _("Visto bueno")

    start = Start().Next(this.give)
    give = (
        RoleTask(
            VISA,
            act="signing.give_visa",
            page="signing:give_visa",
            help_text=_("Lea el documento emitido. Puede dar su visto bueno o devolverlo con su motivo."),
        )
        .Annotation(title=_("Dar el visto bueno al documento"))
        .Next(this.end)
    )
    end = flow.End()

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the visa that is asked for."""
        visa: Visa = subjects["visa"]
        visa.process = process
        visa.save()

    def unit_for(self, activation: Any, role: str) -> Unit:
        """The unit of the post that initials."""
        return activation.process.visa.post.unit


class SignatureFlow(CaseFlow):
    """One signatory: signs, or declines with a reason."""

    process_title = _("Firma")

    start = Start().Next(this.sign)
    sign = (
        RoleTask(
            this.role_of,
            act="signing.sign",
            page="signing:sign",
            help_text=_(
                "Lea el documento emitido. "
                "Puede registrar su conformidad, subir el archivo firmado o devolverlo con su motivo."
            ),
        )
        .Annotation(title=_("Firmar el documento"))
        .Next(this.end)
    )
    end = flow.End()

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the signature that is asked for."""
        signature: Signature = subjects["signature"]
        signature.process = process
        signature.save()

    def role_of(self, activation: Any) -> str:
        """The role that signs for the unit."""
        return activation.process.signature.role

    def unit_for(self, activation: Any, role: str) -> Unit:
        """The unit that signs."""
        return activation.process.signature.unit


class SigningFlow(CaseFlow):
    """From the approved text to the registered document."""

    process_title = _("Suscripción")

    start = Start().Next(this.issue)
    issue = (
        RoleTask(
            FORMULATOR,
            act="signing.issue",
            page="signing:issue",
            help_text=_("Al emitir, el documento recibe su número y su huella; ya no cambia."),
        )
        .Annotation(title=_("Emitir el documento para la firma"))
        .Next(this.visas)
    )
    visas = (
        CallActivity(lambda: VisaFlow.start, this.next_visas, unless=this.is_returned)
        .Annotation(title=_("Vistos buenos"))
        .Next(this.was_returned)
    )
    was_returned = (
        flow.If(this.is_returned)
        .Annotation(title=_("¿Alguien lo devolvió?"))
        .Then(this.give_back)
        .Else(this.signatures)
    )
    signatures = (
        CallActivity(lambda: SignatureFlow.start, this.next_signatures, unless=this.is_declined)
        .Annotation(title=_("Firmas de las partes"))
        .Next(this.was_declined)
    )
    was_declined = (
        flow.If(this.is_declined).Annotation(title=_("¿Alguien no firmó?")).Then(this.give_back).Else(this.wants_more)
    )
    wants_more = (
        flow.If(this.is_incomplete).Annotation(title=_("¿Faltan firmas?")).Then(this.signatures).Else(this.register)
    )
    register = (
        RoleTask(
            CLERK,
            act="signing.register",
            page="signing:register",
            help_text=_("Compruebe todas las firmas y los mandatos que las respaldan."),
        )
        .Annotation(title=_("Registrar el documento suscrito"))
        .Next(this.end)
    )
    end = flow.End().Annotation(title=_("En vigor"))
    give_back = flow.Function(this.return_to_subject).Annotation(title=_("Devolver el texto")).Next(this.declined)
    declined = flow.End().Annotation(title=_("Devuelto"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to its round."""
        round_: SignatureRound = subjects["round_"]
        round_.process = process
        round_.save()

    def unit_for(self, activation: Any, role: str) -> Unit:
        """The issuing unit's posts issue and register."""
        return activation.process.signature_round.unit if role in GRANTOR_ROLES else activation.process.case.unit

    def next_signatures(self, activation: Any) -> list[dict[str, Any]]:
        """Return the signatures to ask for now: the next one in a sequence, else all that are pending."""
        round_ = activation.process.signature_round
        pending = list(round_.signatures.filter(status=Signature.Status.PENDING).order_by("position"))
        if round_.order == SignatureRound.Order.SEQUENCE:
            pending = pending[:1]
        return [{"signature": signature} for signature in pending]

    def next_visas(self, activation: Any) -> list[dict[str, Any]]:
        """Return the visas to ask for, all at once; none where no post is configured to initial the document."""
        return [{"visa": visa} for visa in activation.process.signature_round.visas.order_by("pk")]

    def is_returned(self, activation: Any) -> bool:
        """Whether a post has returned the document without its visa."""
        return activation.process.signature_round.visas.filter(status=Visa.Status.RETURNED).exists()

    def is_declined(self, activation: Any) -> bool:
        """Whether a signatory has declined."""
        signatures = activation.process.signature_round.signatures
        return signatures.filter(status=Signature.Status.DECLINED).exists()

    def is_incomplete(self, activation: Any) -> bool:
        """Whether signatures are still to be asked for."""
        return activation.process.signature_round.signatures.filter(status=Signature.Status.PENDING).exists()

    def return_to_subject(self, activation: Any) -> None:
        """Hand the text back."""
        services.return_to_subject(round_=activation.process.signature_round)
