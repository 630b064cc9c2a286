"""The two ends of an agreement: its closure when the term is over, its termination before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from legal.agreements.flows import AgreementFlow
from legal.closure.models import Closure, Termination
from legal.entities.roles import COORDINATOR, DIRECTOR_GENERAL, FORMULATOR, LEGAL_REVIEWER
from legal.notices.flows import NoticeFlow
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.models import Process
from workflow.nodes import CallActivity, RoleTask, Start


class ClosureFlow(AgreementFlow):
    """Final report, its review, the act of closure."""

    process_title = _("Cierre")

    start = Start().Next(this.final_report)
    final_report = (
        RoleTask(
            COORDINATOR,
            act="closure.present",
            page="closure:final_report",
            help_text=_(
                "Presente el informe final y diga qué saldo no se gastó. "
                "Registre también las buenas prácticas y las lecciones del convenio."
            ),
        )
        .Annotation(title=_("Presentar el informe final"))
        .Next(this.review)
    )
    review = (
        RoleTask(
            FORMULATOR,
            act="closure.accept",
            page="closure:review",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_("Dé conformidad al informe final, o devuélvalo con lo que le falta."),
        )
        .Annotation(title=_("Revisar el informe final"))
        .Next(this.is_complete)
    )
    is_complete = flow.If(this.is_accepted).Annotation(title=_("¿Conforme?")).Then(this.close).Else(this.final_report)
    close = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="closure.close",
            page="closure:close",
            help_text=_("El acta de cierre se emite cuando nada queda pendiente: períodos, transferencias ni saldos."),
        )
        .Annotation(title=_("Emitir el acta de cierre"))
        .Next(this.end)
    )
    end = flow.End().Annotation(title=_("Concluido"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the closure."""
        closure: Closure = subjects["closure"]
        closure.process = process
        closure.save()

    def is_accepted(self, activation: Any) -> bool:
        """Whether the final report was agreed with."""
        return Closure.objects.get(process=activation.process).status == Closure.Status.ACCEPTED


class TerminationFlow(AgreementFlow):
    """Legal opinion, decision, notice, settlement."""

    process_title = _("Resolución del convenio")

    start = Start().Next(this.opinion)
    opinion = (
        RoleTask(
            LEGAL_REVIEWER,
            act="closure.opine_on_termination",
            page="closure:termination_opinion",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_("Opine sobre la causa y los hechos que la sustentan."),
        )
        .Annotation(title=_("Opinar sobre la resolución del convenio"))
        .Next(this.decide)
    )
    decide = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="closure.terminate",
            page="closure:terminate",
            help_text=_("Si resuelve el convenio, surte efecto cuando la entidad recibe el oficio."),
        )
        .Annotation(title=_("Decidir la resolución del convenio"))
        .Next(this.is_decided)
    )
    is_decided = flow.If(this.is_rejected).Annotation(title=_("¿No se resuelve?")).Then(this.rejected).Else(this.serve)
    rejected = flow.End().Annotation(title=_("El convenio continúa"))
    serve = (
        CallActivity(lambda: NoticeFlow.start, this.letter)
        .Annotation(title=_("Notificar la resolución del convenio"))
        .Next(this.settle)
    )
    settle = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="closure.settle_termination",
            page="closure:settle",
            help_text=_("Lo verificado se paga. Lo que no se ganó se cancela con esta liquidación, por acto suyo."),
        )
        .Annotation(title=_("Liquidar el convenio resuelto"))
        .Next(this.end)
    )
    end = flow.End().Annotation(title=_("Resuelto"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the termination."""
        termination: Termination = subjects["termination"]
        termination.process = process
        termination.save()

    def is_rejected(self, activation: Any) -> bool:
        """Whether the director decided not to terminate."""
        return _termination(activation).status == Termination.Status.REJECTED

    def letter(self, activation: Any) -> list[dict[str, Any]]:
        """Return the act to serve."""
        return [{"notice": _termination(activation).notice}]


def _termination(activation: Any) -> Termination:
    """Read the termination of a process afresh: an act may just have changed it."""
    return Termination.objects.select_related("notice").get(process=activation.process)
