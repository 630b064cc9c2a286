"""The acts outside a task that a person may start from the page of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from legal.addenda.services.request import obstacles_to_requesting
from legal.agreements.models import Agreement
from legal.agreements.paths import text_url
from legal.agreements.status import NOT_YET_IN_FORCE
from legal.casefile.panels.review import silent_consultations
from legal.casefile.queries import CaseFile
from legal.casefile.reader import Reader
from legal.closure.services.lessons import OPEN_TO_LESSONS
from legal.closure.services.termination import TERMINABLE
from legal.followup.queries import taken_in
from legal.followup.rules import OPEN_TO_FOLLOW_UP
from legal.followup.services.extensions import may_be_asked
from legal.followup.services.suspensions import obstacles_to_resuming, obstacles_to_suspending
from legal.signing.models import SignatureRound
from legal.signing.queries import givers
from legal.signing.rules import obstacles_to_stopping
from legal.transfers import rules
from legal.transfers.services.proposal import obstacles_to_taking_back
from legal.transfers.services.rescue import obstacles_to_answering
from legal.verification.services.evidence import obstacles_to_evidence
from legal.verification.services.unreported import obstacles_to_declaring
from workflow.acting import Occurrence
from workflow.models import Deadline

Status = Agreement.Status


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An act that may be started, by its page."""

    label: str
    url: str


def offers(file: CaseFile, reader: Reader) -> list[Offer]:
    """Return what a person may start now. What is not theirs to do is not offered, nor what the act would refuse."""
    makers = {
        "agreements.edit": _editing,
        "agreements.withdraw": _withdrawing,
        "verification.add_evidence": _adding_evidence,
        "verification.declare_unreported": _declaring,
        "transfers.propose": _proposing,
        "transfers.take_back": _taking_back,
        "transfers.answer_warning": _answering,
        "addenda.request": _amending,
        "followup.record_spending": _spending,
        "followup.import_spending": _importing,
        "followup.request_assistance": _asking,
        "followup.record_visit": _visiting,
        "followup.record_meeting": _meeting,
        "followup.request_extension": _extending,
        "followup.suspend_deadline": _suspending,
        "followup.resume_deadline": _resuming,
        "followup.suspend_agreement": _suspending_all,
        "followup.resume_agreement": _resuming_all,
        "closure.record_lesson": _recording,
        "closure.propose_termination": _terminating,
    }
    found = []
    for act, maker in makers.items():
        # Authority is asked of what makes sense only: it costs a query.
        if (sensible := list(maker(file))) and reader.may(act, file.case):
            found += sensible
    return found + list(_waiving(file, reader))


def may_close_consultations(file: CaseFile, reader: Reader) -> bool:
    """Whether a person may close a consultation that nobody answered; nobody is asked while there is none."""
    return bool(silent_consultations(file)) and reader.may("agreements.close_consultation", file.case)


def _editing(file: CaseFile) -> Iterator[Offer]:
    is_unlocked = any(observation.answered_on is None for observation in file.observations)
    if file.agreement.status == Status.DRAFT:
        yield Offer(label=_("Redactar el texto"), url=text_url(file.agreement))
    elif file.agreement.status == Status.IN_REVIEW and is_unlocked:
        yield Offer(label=_("Corregir el texto observado"), url=text_url(file.agreement))


def _withdrawing(file: CaseFile) -> Iterator[Offer]:
    running = (each for each in file.rounds if each.round.status == SignatureRound.Status.RUNNING)
    is_signed = any(obstacles_to_stopping(each.signatures) for each in running)
    if file.agreement.status in NOT_YET_IN_FORCE and not is_signed:
        yield Offer(label=_("Desistir del convenio"), url=reverse("agreements:withdraw", args=[file.case.number]))


def _waiving(file: CaseFile, reader: Reader) -> Iterator[Offer]:
    """Yield the visas that nobody could give, to who signs for the same party."""
    running = (each for each in file.rounds if each.round.status == SignatureRound.Status.RUNNING)
    awaited = [visa for each in running for visa in each.awaited]
    theirs = [each for each in awaited if reader.holds(each.signature.role, each.signature.unit)]
    held = givers(theirs, file.today) if theirs else {}
    for visa in theirs:
        if visa.post_id not in held and reader.may("signing.waive_visa", file.case):
            yield Offer(
                label=_("Prescindir del visto bueno de %(post)s") % {"post": visa.post},
                url=reverse("agreements:waive_visa", args=[file.case.number, visa.pk]),
            )


def _adding_evidence(file: CaseFile) -> Iterator[Offer]:
    for each in file.execution.periods:
        if each.verification and not obstacles_to_evidence(each.verification):
            year = each.period.year
            yield Offer(
                label=_("Agregar evidencia del año %(year)d") % {"year": year},
                url=reverse("verification:add_evidence", args=[file.case.number, year]),
            )


def _declaring(file: CaseFile) -> Iterator[Offer]:
    for each in file.execution.periods:
        if each.verification and not obstacles_to_declaring(each.verification):
            year = each.period.year
            yield Offer(
                label=_("Declarar el año %(year)d sin informe") % {"year": year},
                url=reverse("verification:declare_unreported", args=[file.case.number, year]),
            )


def _proposing(file: CaseFile) -> Iterator[Offer]:
    under_way = {transfer.tranche_id for transfer in file.execution.transfers if transfer.is_open}
    for each in file.execution.tranches:
        if not rules.obstacles_to_proposing(due=each.tranche.due, has_open=each.tranche.pk in under_way):
            yield Offer(
                label=_("Proponer la transferencia del %(tranche)s") % {"tranche": each.tranche},
                url=reverse("transfers:propose", args=[file.case.number, each.tranche.pk]),
            )


def _taking_back(file: CaseFile) -> Iterator[Offer]:
    for transfer in file.execution.transfers:
        if not obstacles_to_taking_back(transfer):
            yield Offer(
                label=_("Retirar la propuesta del %(tranche)s") % {"tranche": transfer.tranche},
                url=reverse("transfers:take_back", args=[file.case.number, transfer.pk]),
            )


def _answering(file: CaseFile) -> Iterator[Offer]:
    for rescue in file.execution.rescues:
        if not obstacles_to_answering(rescue):
            yield Offer(
                label=_("Responder el apercibimiento por el %(tranche)s") % {"tranche": rescue.tranche},
                url=reverse("transfers:answer_warning", args=[file.case.number, rescue.pk]),
            )


def _amending(file: CaseFile) -> Iterator[Offer]:
    if not obstacles_to_requesting(file.agreement, Occurrence(on=file.today)):
        yield Offer(label=_("Solicitar una adenda"), url=reverse("addenda:request", args=[file.case.number]))


def _spending(file: CaseFile) -> Iterator[Offer]:
    if _has_money_to_spend(file):
        yield Offer(label=_("Registrar un gasto"), url=reverse("followup:record_spending", args=[file.case.number]))


def _importing(file: CaseFile) -> Iterator[Offer]:
    if _has_money_to_spend(file):
        url = reverse("followup:import_spending", args=[file.case.number])
        yield Offer(label=_("Importar gastos del SIAF"), url=url)


def _has_money_to_spend(file: CaseFile) -> bool:
    return bool(taken_in(file.execution.transfers)) and file.agreement.status in OPEN_TO_FOLLOW_UP


def _asking(file: CaseFile) -> Iterator[Offer]:
    if file.agreement.status in OPEN_TO_FOLLOW_UP:
        url = reverse("followup:request_assistance", args=[file.case.number])
        yield Offer(label=_("Pedir asistencia técnica"), url=url)


def _visiting(file: CaseFile) -> Iterator[Offer]:
    if file.agreement.status in OPEN_TO_FOLLOW_UP:
        url = reverse("followup:record_visit", args=[file.case.number])
        yield Offer(label=_("Registrar una visita o asistencia técnica"), url=url)


def _meeting(file: CaseFile) -> Iterator[Offer]:
    if file.agreement.status in OPEN_TO_FOLLOW_UP:
        url = reverse("followup:record_meeting", args=[file.case.number])
        yield Offer(label=_("Registrar un acta de reunión"), url=url)


def _extending(file: CaseFile) -> Iterator[Offer]:
    if any(may_be_asked(each, file.agreement, file.today) for each in file.running_deadlines):
        url = reverse("followup:request_extension", args=[file.case.number])
        yield Offer(label=_("Pedir la prórroga de un plazo"), url=url)


def _suspending(file: CaseFile) -> Iterator[Offer]:
    if file.agreement.status in OPEN_TO_FOLLOW_UP and any(
        each.starts_on <= file.today for each in file.running_deadlines
    ):
        yield Offer(label=_("Suspender un plazo"), url=reverse("followup:suspend_deadline", args=[file.case.number]))


def _resuming(file: CaseFile) -> Iterator[Offer]:
    is_suspended = any(each.status == Deadline.Status.SUSPENDED for each in file.deadlines)
    if is_suspended and file.agreement.status != Status.SUSPENDED:
        yield Offer(label=_("Reanudar un plazo"), url=reverse("followup:resume_deadline", args=[file.case.number]))


def _suspending_all(file: CaseFile) -> Iterator[Offer]:
    if not obstacles_to_suspending(file.agreement):
        url = reverse("followup:suspend_agreement", args=[file.case.number])
        yield Offer(label=_("Suspender el convenio"), url=url)


def _resuming_all(file: CaseFile) -> Iterator[Offer]:
    if not obstacles_to_resuming(file.agreement):
        url = reverse("followup:resume_agreement", args=[file.case.number])
        yield Offer(label=_("Levantar la suspensión del convenio"), url=url)


def _recording(file: CaseFile) -> Iterator[Offer]:
    if file.agreement.status in OPEN_TO_LESSONS:
        yield Offer(
            label=_("Registrar una lección o buena práctica"),
            url=reverse("closure:record_lesson", args=[file.case.number]),
        )


def _terminating(file: CaseFile) -> Iterator[Offer]:
    if file.agreement.status in TERMINABLE and file.execution.termination is None:
        yield Offer(
            label=_("Proponer la resolución del convenio"),
            url=reverse("closure:propose_termination", args=[file.case.number]),
        )
