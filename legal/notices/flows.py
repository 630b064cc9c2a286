"""Notification: send the document, record its receipt; sent again when it could not be delivered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from legal.entities.roles import CLERK
from legal.notices.models import Notice
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.flow import CaseFlow
from workflow.models import Process, Unit
from workflow.nodes import RoleTask, Start


class NoticeFlow(CaseFlow):
    """One document served on one unit."""

    process_title = _("Notificación")

    start = Start().Next(this.send)
    send = (
        RoleTask(
            CLERK,
            act="notices.send",
            page="notices:send",
            due=Term(amount=5, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 24.1",
            help_text=_("Descargue el documento emitido, envíelo y registre por qué medio y qué día salió."),
        )
        .Annotation(title=_("Enviar la notificación"))
        .Next(this.receive)
    )
    receive = (
        RoleTask(
            CLERK,
            act="notices.receive",
            page="notices:receive",
            help_text=_("El plazo empieza con la recepción. Sin el cargo, no hay plazo que corra ni que venza."),
        )
        .Annotation(title=_("Registrar la recepción"))
        .Next(this.was_received)
    )
    was_received = flow.If(this.is_received).Annotation(title=_("¿Se entregó?")).Then(this.end).Else(this.send)
    end = flow.End().Annotation(title=_("Notificado"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the notice."""
        notice: Notice = subjects["notice"]
        notice.process = process
        notice.save()

    def unit_for(self, activation: Any, role: str) -> Unit:
        """The unit that issued the document serves it."""
        unit: Unit = activation.process.notice.document.unit
        return unit

    def is_received(self, activation: Any) -> bool:
        """Whether somebody received it."""
        return Notice.objects.get(process=activation.process).status == Notice.Status.RECEIVED
