"""Verification: from the compliance report of a year to the end of its period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from legal.agreements.flows import AgreementFlow
from legal.agreements.queries import grantor_of
from legal.entities.roles import COORDINATOR, DIRECTOR_GENERAL, FORMULATOR, TECHNICAL_REVIEWER, VERIFIER
from legal.notices.flows import NoticeFlow
from legal.verification.models import Verification
from legal.verification.queries import drafted_ordinal, last_review
from legal.verification.services import reports
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.models import Deadline, Process, Unit
from workflow.nodes import CallActivity, RoleTask, Start

Status = Verification.Status


class VerificationFlow(AgreementFlow):
    """One year and level of an agreement."""

    process_title = _("Verificación")

    start = Start().Next(this.present)
    present = (
        RoleTask(
            COORDINATOR,
            act="verification.present",
            page="verification:present",
            term=this.report_term,
            help_text=_(
                "Presente el informe de cumplimiento de cada tramo del año. "
                "La evidencia de cada criterio e indicador se agrega en la página del período."
            ),
        )
        .Annotation(title=_("Presentar el informe de cumplimiento"))
        .Next(this.admit)
    )
    admit = (
        RoleTask(
            FORMULATOR,
            act="verification.admit",
            page="verification:admit",
            due=Term(amount=2, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 136",
            help_text=_("Compruebe que el informe está completo. Puede requerir una sola vez que se complete."),
        )
        .Annotation(title=_("Admitir el informe de cumplimiento"))
        .Next(this.is_complete)
    )
    is_complete = (
        flow.If(this.must_complete).Annotation(title=_("¿Debe completarse?")).Then(this.complete).Else(this.is_refused)
    )
    complete = (
        RoleTask(
            COORDINATOR,
            act="verification.complete",
            page="verification:complete",
            term=this.completion_term,
            help_text=_("Presente lo que se le requirió. Vencido el plazo, el informe se evalúa como está."),
        )
        .Annotation(title=_("Completar el informe de cumplimiento"))
        .Next(this.admit)
    )
    is_refused = (
        flow.If(this.was_refused)
        .Annotation(title=_("¿Se tiene por no presentado?"))
        .Then(this.unreported)
        .Else(this.has_third)
    )
    unreported = flow.End().Annotation(title=_("Sin informe"))
    has_third = (
        flow.If(this.names_third)
        .Annotation(title=_("¿Verifica primero un tercero?"))
        .Then(this.third)
        .Else(this.verify)
    )
    third = (
        RoleTask(
            VERIFIER,
            unit=this.third_unit,
            act="verification.verify_as_third",
            page="verification:verify_as_third",
            help_text=_("Revise documentos y bases de datos, y registre el valor y el veredicto de cada criterio."),
        )
        .Annotation(title=_("Verificar como tercero"))
        .Next(this.verify)
    )
    verify = (
        RoleTask(
            VERIFIER,
            unit=this.verifying_unit,
            act="verification.verify",
            page="verification:verify",
            help_text=_(
                "Registre el valor medido y el veredicto de cada criterio. Lo que no se cumpla será la observación "
                "que reciba la entidad: escriba qué falta."
            ),
        )
        .Annotation(title=_("Verificar criterios e indicadores"))
        .Next(this.review_first)
    )
    review_first = (
        RoleTask(
            TECHNICAL_REVIEWER,
            act="verification.review_report",
            page="verification:review_first",
            help_text=_("Lea el proyecto del informe antes de que se emita. Dé su conformidad o devuélvalo con notas."),
        )
        .Annotation(title=_("Revisar el proyecto del I Informe"))
        .Next(this.is_first_returned)
    )
    is_first_returned = (
        flow.If(this.was_returned).Annotation(title=_("¿Se devolvió?")).Then(this.verify).Else(this.first_report)
    )
    first_report = (
        RoleTask(
            VERIFIER,
            unit=this.verifying_unit,
            act="verification.report_1",
            page="verification:first_report",
            help_text=_("Lea el informe antes de emitirlo: recibe su número y ya no cambia."),
        )
        .Annotation(title=_("Emitir el I Informe de Verificación"))
        .Next(this.is_observed)
    )
    is_observed = (
        flow.If(this.has_observations)
        .Annotation(title=_("¿Hay observaciones?"))
        .Then(this.communicate)
        .Else(this.close)
    )
    communicate = (
        RoleTask(
            DIRECTOR_GENERAL,
            act="verification.communicate",
            page="verification:communicate",
            due=Term(amount=5, unit=TermUnit.WORKING_DAYS),
            basis="TUO de la Ley N° 27444, art. 24.1",
            help_text=_(
                "Todas las observaciones van en un solo oficio, una sola vez. El plazo corre desde su recepción."
            ),
        )
        .Annotation(title=_("Comunicar las observaciones"))
        .Next(this.serve)
    )
    serve = (
        CallActivity(lambda: NoticeFlow.start, this.letter)
        .Annotation(title=_("Notificar las observaciones"))
        .Next(this.correct)
    )
    correct = (
        RoleTask(
            COORDINATOR,
            act="verification.correct",
            page="verification:correct",
            term=this.correction_term,
            help_text=_("Responda cada observación y sustente lo corregido. Solo se revisa lo observado."),
        )
        .Annotation(title=_("Subsanar las observaciones"))
        .Next(this.is_answered)
    )
    is_answered = (
        flow.If(this.was_answered)
        .Annotation(title=_("¿Se subsanó a tiempo?"))
        .Then(this.verify_correction)
        .Else(this.second_report)
    )
    verify_correction = (
        RoleTask(
            VERIFIER,
            unit=this.verifying_unit,
            act="verification.verify_correction",
            page="verification:verify_correction",
            help_text=_("Vuelva a verificar solo lo observado, con la respuesta y la evidencia de la entidad."),
        )
        .Annotation(title=_("Verificar la subsanación"))
        .Next(this.review_second)
    )
    review_second = (
        RoleTask(
            TECHNICAL_REVIEWER,
            act="verification.review_report",
            page="verification:review_second",
            help_text=_("Lea el proyecto del informe antes de que se emita. Dé su conformidad o devuélvalo con notas."),
        )
        .Annotation(title=_("Revisar el proyecto del II Informe"))
        .Next(this.is_second_returned)
    )
    is_second_returned = (
        flow.If(this.was_returned)
        .Annotation(title=_("¿Se devolvió?"))
        .Then(this.verify_correction)
        .Else(this.second_report)
    )
    second_report = (
        RoleTask(
            VERIFIER,
            unit=this.verifying_unit,
            act="verification.report_2",
            page="verification:second_report",
            help_text=_("Lea el informe antes de emitirlo. Con él se cierra el período."),
        )
        .Annotation(title=_("Emitir el II Informe de Verificación"))
        .Next(this.close)
    )
    close = flow.Function(this.close_period).Annotation(title=_("Cerrar el período")).Next(this.end)
    end = flow.End().Annotation(title=_("Período cerrado"))

    def begin(self, process: Process, subjects: Mapping[str, Any]) -> None:
        """Tie the process to the verification."""
        verification: Verification = subjects["verification"]
        verification.process = process
        verification.save()

    def third_unit(self, activation: Any) -> Unit:
        """The third body that the agreement names."""
        unit = _verification(activation).third_unit
        assert unit is not None
        return unit

    def verifying_unit(self, activation: Any) -> Unit:
        """The unit that grants: it verifies and answers for the report."""
        unit: Unit = grantor_of(activation.process.case.agreement).unit
        return unit

    def report_term(self, activation: Any) -> Deadline:
        """The term to present the reports of the year."""
        term: Deadline = _verification(activation).period.report_deadline
        return term

    def completion_term(self, activation: Any) -> Deadline | None:
        """The term to complete what was presented."""
        year = _verification(activation).period.year
        return Deadline.objects.filter(case=activation.process.case, name=f"completion_{year}").first()

    def correction_term(self, activation: Any) -> Deadline | None:
        """The term to correct, which runs from the receipt of the letter."""
        term: Deadline | None = _verification(activation).correction_deadline
        return term

    def must_complete(self, activation: Any) -> bool:
        """Whether the entity was asked to complete what it presented."""
        return _verification(activation).status == Status.COMPLETING

    def was_refused(self, activation: Any) -> bool:
        """Whether the report is held as not presented."""
        return _verification(activation).status == Status.CLOSED

    def names_third(self, activation: Any) -> bool:
        """Whether the agreement names a third body that verifies first."""
        return _verification(activation).third_unit_id is not None

    def was_returned(self, activation: Any) -> bool:
        """Whether the second pair of eyes returned the draft of the report with notes."""
        verification = _verification(activation)
        review = last_review(verification, drafted_ordinal(verification))
        assert review is not None
        return not review.agrees

    def has_observations(self, activation: Any) -> bool:
        """Whether some criterion of the level is not met."""
        return bool(_verification(activation).reports.get(ordinal=1).is_observed)

    def letter(self, activation: Any) -> list[dict[str, Any]]:
        """Return the letter to serve."""
        return [{"notice": _verification(activation).notice}]

    def was_answered(self, activation: Any) -> bool:
        """Whether the entity presented its correction."""
        return _verification(activation).status == Status.ANSWERED

    def close_period(self, activation: Any) -> None:
        """Close the period."""
        reports.close_period(verification=_verification(activation))


def _verification(activation: Any) -> Verification:
    """Read the verification of a process afresh: an act may just have changed it."""
    return Verification.objects.select_related(
        "period__report_deadline", "correction_deadline", "third_unit", "notice"
    ).get(process=activation.process)
