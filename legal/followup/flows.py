"""Assistance: what a unit asks for waits for those who may give it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from legal.agreements.flows import AgreementFlow
from legal.agreements.queries import grantor_of
from legal.entities.roles import FORMULATOR, VERIFIER
from legal.followup.models import AssistanceRequest
from workflow.models import Process, Unit
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
