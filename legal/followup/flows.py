"""What is asked for waits for those who may give it: assistance, and the extension of a term."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from legal.agreements.flows import AgreementFlow
from legal.agreements.queries import grantor_of
from legal.entities.roles import DIRECTOR_GENERAL, FORMULATOR, VERIFIER
from legal.followup.models import AssistanceRequest, ExtensionRequest
from workflow.models import Deadline, Process, Unit
from workflow.nodes import RoleTask, Start


class AssistanceFlow(AgreementFlow):
    """One request for technical assistance, until it is answered."""

    process_title = _("Asistencia técnica")

    start = Start().Next(this.answer)
    answer = (
        RoleTask(
            this.answering_role,
            unit=this.answering_unit,
            act="followup.give_assistance",
            page="followup:answer_assistance",
            help_text=_("Registre la visita o la asistencia que dio, o diga por qué no se atiende la solicitud."),
        )
        .Annotation(title=_("Atender la solicitud de asistencia técnica"))
        .Next(this.end)
    )
    end = flow.End().Annotation(title=_("Respondida"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the request."""
        request: AssistanceRequest = subjects["request"]
        request.process = process
        request.save()

    def answering_unit(self, activation: Any) -> Unit:
        """The unit that was asked."""
        unit: Unit = activation.process.assistance_request.addressee
        return unit

    def answering_role(self, activation: Any) -> str:
        """In the DGPP the formulator answers, in another body its verifier."""
        request: AssistanceRequest = activation.process.assistance_request
        return FORMULATOR if request.addressee_id == grantor_of(request.agreement).unit_id else VERIFIER


class ExtensionFlow(AgreementFlow):
    """One request to extend a term, until it is granted or refused."""

    process_title = _("Prórroga de un plazo")

    start = Start().Next(this.decide)
    decide = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="followup.grant_extension",
            page="followup:decide_extension",
            term=this.term_asked_for,
            help_text=_(
                "Resuelva antes de que el plazo venza: la prórroga se concede una sola vez, con su motivo y su "
                "documento. Mientras tanto el plazo sigue corriendo."
            ),
        )
        .Annotation(title=_("Resolver la solicitud de prórroga"))
        .Next(this.end)
    )
    end = flow.End().Annotation(title=_("Resuelta"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the request."""
        request: ExtensionRequest = subjects["request"]
        request.process = process
        request.save()

    def term_asked_for(self, activation: Any) -> Deadline:
        """The term whose extension is asked for: after its end nothing can be granted."""
        request = ExtensionRequest.objects.select_related("deadline").get(process=activation.process)
        return request.deadline
