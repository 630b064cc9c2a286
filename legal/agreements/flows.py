"""Formulation: from the draft to the text approved for signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from legal.agreements import queries
from legal.agreements.models import Agreement, Consultation, Opinion
from legal.agreements.services import approval
from legal.entities.roles import (
    BUDGET_REVIEWER,
    CLERK,
    CONSULTED,
    DIRECTOR_GENERAL,
    FORMULATOR,
    GRANTOR_ROLES,
    LEGAL_REVIEWER,
    TECHNICAL_REVIEWER,
)
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.flow import CaseFlow
from workflow.models import Process, Unit
from workflow.nodes import CallActivity, RoleTask, Start

REVIEWERS = {
    Opinion.Kind.TECHNICAL: TECHNICAL_REVIEWER,
    Opinion.Kind.BUDGET: BUDGET_REVIEWER,
    Opinion.Kind.LEGAL: LEGAL_REVIEWER,
}


class AgreementFlow(CaseFlow):
    """Base of the flows of an agreement: steps of the DGPP belong to the party that grants."""

    def unit_for(self, activation: Any, role: str) -> Unit:
        """The grantor's unit for the posts of the DGPP, the entity's for the others."""
        agreement = activation.process.case.agreement
        return queries.grantor_of(agreement).unit if role in GRANTOR_ROLES else agreement.entity.unit


class ConsultationFlow(AgreementFlow):
    """One unit is asked to comment on a draft."""

    process_title = _("Consulta")

    start = Start().Next(this.comment)
    comment = (
        RoleTask(
            CONSULTED,
            act="agreements.answer_consultation",
            page="agreements:answer_consultation",
            due=Term(amount=10, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143",
            help_text=_("Lea el proyecto y escriba su comentario. Si no tiene ninguno, dígalo."),
        )
        .Annotation(title=_("Comentar el proyecto de convenio"))
        .Next(this.end)
    )
    end = flow.End()

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the consultation."""
        consultation: Consultation = subjects["consultation"]
        consultation.process = process
        consultation.save()

    def unit_for(self, activation: Any, role: str) -> Unit:
        """The unit that is consulted."""
        return activation.process.consultation.unit


class OpinionFlow(AgreementFlow):
    """One reviewer gives one opinion."""

    process_title = _("Opinión")

    start = Start().Next(this.kind_of_opinion)
    kind_of_opinion = (
        flow.Switch()
        .Annotation(title=_("¿Qué opinión?"))
        .Case(this.technical, this.is_technical)
        .Case(this.budget, this.is_budget)
        .Default(this.legal)
    )
    technical = (
        RoleTask(
            TECHNICAL_REVIEWER,
            act="agreements.technical_opinion",
            page="agreements:technical_opinion",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_(
                "Opine sobre indicadores, metas y compromisos. "
                "Lo que observe se abre para corregir; lo demás queda cerrado."
            ),
        )
        .Annotation(title=_("Emitir la opinión técnica"))
        .Next(this.end)
    )
    budget = (
        RoleTask(
            BUDGET_REVIEWER,
            act="agreements.budget_opinion",
            page="agreements:budget_opinion",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_(
                "Opine sobre montos, distribución y fuente. "
                "Lo que observe se abre para corregir; lo demás queda cerrado."
            ),
        )
        .Annotation(title=_("Emitir la opinión presupuestal"))
        .Next(this.end)
    )
    legal = (
        RoleTask(
            LEGAL_REVIEWER,
            act="agreements.legal_opinion",
            page="agreements:legal_opinion",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_(
                "Opine sobre partes, competencias y cláusulas. "
                "Lo que observe se abre para corregir; lo demás queda cerrado."
            ),
        )
        .Annotation(title=_("Emitir la opinión legal"))
        .Next(this.end)
    )
    end = flow.End()

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the opinion."""
        opinion: Opinion = subjects["opinion"]
        opinion.process = process
        opinion.save()

    def is_technical(self, activation: Any) -> bool:
        """Whether the technical opinion is asked for."""
        return activation.process.opinion.kind == Opinion.Kind.TECHNICAL

    def is_budget(self, activation: Any) -> bool:
        """Whether the budget opinion is asked for."""
        return activation.process.opinion.kind == Opinion.Kind.BUDGET


class FormulationFlow(AgreementFlow):
    """From the draft to approval: consultation, three opinions, correction of what was observed, instruments."""

    process_title = _("Formulación")

    start = Start().Next(this.draft)
    again = Start().Annotation(title=_("Texto devuelto")).Next(this.correct)
    draft = (
        RoleTask(
            FORMULATOR,
            act="agreements.submit",
            page="agreements:submit",
            help_text=_(
                "Complete las partes del texto con la entidad. Al enviarlo, se cierra hasta que alguien observe."
            ),
        )
        .Annotation(title=_("Formular el proyecto de convenio"))
        .Next(this.consult)
    )
    consult = (
        CallActivity(lambda: ConsultationFlow.start, this.pending_consultations)
        .Annotation(title=_("Consulta a las unidades"))
        .Next(this.opinions)
    )
    opinions = (
        CallActivity(lambda: OpinionFlow.start, this.pending_opinions)
        .Annotation(title=_("Opiniones técnica, presupuestal y legal"))
        .Next(this.was_observed)
    )
    was_observed = (
        flow.If(this.has_observations)
        .Annotation(title=_("¿Hay observaciones?"))
        .Then(this.correct)
        .Else(this.needs_instruments)
    )
    correct = (
        RoleTask(
            FORMULATOR,
            act="agreements.correct",
            page="agreements:correct",
            due=Term(amount=10, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.4",
            help_text=_(
                "Corrija solo las partes observadas y responda cada observación. "
                "Las opiniones que no observaron se mantienen."
            ),
        )
        .Annotation(title=_("Corregir lo observado"))
        .Next(this.opinions)
    )
    needs_instruments = (
        flow.If(this.lacks_instruments)
        .Annotation(title=_("¿Faltan instrumentos?"))
        .Then(this.instruments)
        .Else(this.approve)
    )
    instruments = (
        RoleTask(
            CLERK,
            act="agreements.register_instrument",
            page="agreements:register_instrument",
            help_text=_(
                "Registre el instrumento que exige el nivel de gobierno. "
                "Aprueba el texto tal como está: si el texto cambia, deja de valer."
            ),
        )
        .Annotation(title=_("Registrar el instrumento exigido"))
        .Next(this.needs_instruments)
    )
    approve = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="agreements.approve",
            page="agreements:approve",
            due=Term(amount=7, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 143.3",
            help_text=_("Apruebe el texto para la firma, o devuélvalo con sus observaciones."),
        )
        .Annotation(title=_("Aprobar el texto para la firma"))
        .Next(this.was_sent_back)
    )
    was_sent_back = (
        flow.If(this.has_observations)
        .Annotation(title=_("¿La Dirección observó?"))
        .Then(this.correct)
        .Else(this.open_signature)
    )
    open_signature = flow.Function(this.start_signing).Annotation(title=_("Abrir la suscripción")).Next(this.approved)
    approved = flow.End().Annotation(title=_("Aprobado para la firma"))

    def pending_consultations(self, activation: Any) -> list[dict[str, Any]]:
        """Return the consultations to ask for."""
        pending = _agreement(activation).consultations.filter(status=Consultation.Status.PENDING)
        return [{"consultation": each} for each in pending.order_by("pk")]

    def pending_opinions(self, activation: Any) -> list[dict[str, Any]]:
        """Return the opinions to ask for: all in the first round, later only those that observed."""
        pending = Opinion.objects.standing().filter(agreement=_agreement(activation), status=Opinion.Status.PENDING)
        return [{"opinion": each} for each in pending.order_by("pk")]

    def has_observations(self, activation: Any) -> bool:
        """Whether observations wait for an answer."""
        return queries.open_observations(_agreement(activation)).exists()

    def lacks_instruments(self, activation: Any) -> bool:
        """Whether the level of government requires an instrument that nobody has brought for this text."""
        return bool(approval.missing_instruments(_agreement(activation)))

    def start_signing(self, activation: Any) -> None:
        """Open the round of signatures."""
        approval.open_signature(agreement=_agreement(activation))


def _agreement(activation: Any) -> Agreement:
    """Read the agreement of a process afresh: an act may just have changed it."""
    return Agreement.objects.select_related("case", "entity__unit", "norm").get(case=activation.process.case)
