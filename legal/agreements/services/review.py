"""The review of a draft: submit, consult, give opinions, correct what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legal.agreements import rules
from legal.agreements.errors import CannotAnswer, CannotCorrect, CannotGiveOpinion, CannotSubmit
from legal.agreements.models import Agreement, Consultation, Observation, Opinion
from legal.agreements.models.review import Part
from legal.agreements.queries import open_observations, read_terms
from legal.agreements.services.checking import (
    findings_of,
    obstacles_of,
    obstacles_to_sending,
    reasons_on_record,
    standing_reasons,
)
from legal.agreements.services.parts import fresh
from legal.agreements.status import AgreementStatus
from legal.agreements.terms import fingerprint
from legal.documents import citations
from workflow import ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Unit, User

CONSULTED_CAPACITY = "consulted"


@dataclass(frozen=True, kw_only=True)
class NewObservation:
    """An observation as somebody writes it: the part of the text and what is wrong with it."""

    part: str
    text: str


def submit_draft(*, agreement: Agreement, consulted: Sequence[Unit], actor: User, occurred: Occurrence) -> None:
    """Send a complete draft to the units that are consulted and to the three opinions.

    :raises CannotSubmit: with everything the draft lacks, and each warning that nobody gave a reason for.
    """
    agreement = fresh(agreement)
    terms = read_terms(agreement)
    findings, reasons = findings_of(agreement, occurred.on, terms), standing_reasons(agreement)
    if obstacles := obstacles_of(findings, reasons.keys()):
        raise CannotSubmit(*obstacles)
    before = agreement.status
    AgreementStatus(agreement).submit()
    agreement.save()
    for unit in dict.fromkeys(consulted):
        service.take_part(unit=unit, capacity=CONSULTED_CAPACITY)
        Consultation.objects.create(agreement=agreement, unit=unit)
    for kind in Opinion.Kind.values:
        Opinion.objects.create(agreement=agreement, kind=kind)
    ledger.record(
        act="agreements.submit",
        subject=agreement,
        before={"status": before},
        after={
            "status": agreement.status,
            "text_hash": fingerprint(terms),
            "consulted": [unit.name for unit in consulted],
            "warnings": reasons_on_record(findings, reasons),
        },
    )


def answer_consultation(*, consultation: Consultation, comment: str, actor: User, occurred: Occurrence) -> None:
    """Answer a consultation with a comment.

    :raises CannotAnswer: when it is closed or the comment is empty.
    """
    consultation = Consultation.objects.select_related("unit", "agreement").get(pk=consultation.pk)
    obstacles = []
    if consultation.status != Consultation.Status.PENDING:
        obstacles.append(Obstacle(text=_("La consulta ya está cerrada.")))
    if not comment.strip():
        obstacles.append(Obstacle(text=_("Escriba su comentario, o que no tiene ninguno que hacer."), where="comment"))
    if obstacles:
        raise CannotAnswer(*obstacles)
    consultation.status = Consultation.Status.ANSWERED
    consultation.comment = comment.strip()
    consultation.answered_on = occurred.on
    consultation.save()
    ledger.record(
        act="agreements.answer_consultation",
        subject=consultation.agreement,
        after={"unit": consultation.unit.name, "comment": consultation.comment},
    )


def close_consultation(*, consultation: Consultation, actor: User, occurred: Occurrence) -> None:
    """Close a consultation whose term has passed without an answer: silence does not stop the draft.

    :raises CannotAnswer: when it is closed already or its term still runs.
    """
    consultation = Consultation.objects.select_related("unit", "agreement", "process").get(pk=consultation.pk)
    process = consultation.process
    if consultation.status != Consultation.Status.PENDING or process is None or process.finished is not None:
        raise CannotAnswer(_("La consulta ya está cerrada."))
    task = process.task_set.filter(finished__isnull=True, flow_task_type="HUMAN").first()
    if task is not None and task.due_on is not None and occurred.on <= task.due_on:
        raise CannotAnswer(
            Obstacle(
                text=_("El plazo de %(unit)s para responder todavía corre.") % {"unit": consultation.unit.name},
                who=consultation.unit.name,
            )
        )
    consultation.status = Consultation.Status.UNANSWERED
    consultation.answered_on = occurred.on
    consultation.save()
    service.cancel_process(process)
    ledger.record(
        act="agreements.close_consultation",
        subject=consultation.agreement,
        before={"status": Consultation.Status.PENDING},
        after={"status": consultation.status, "unit": consultation.unit.name},
    )


def give_opinion(
    *,
    opinion: Opinion,
    report: str,
    conclusions: str,
    observations: Sequence[NewObservation],
    actor: User,
    occurred: Occurrence,
) -> None:
    """Give an opinion on the text as it stands: favorable, or with observations that unlock their parts.

    :raises CannotGiveOpinion: when it was given already, or its report or conclusions are missing.
    """
    opinion = Opinion.objects.select_related("agreement__case").get(pk=opinion.pk)
    if obstacles := _obstacles_to_opinion(opinion, report, conclusions, observations):
        raise CannotGiveOpinion(*obstacles)
    opinion.status = Opinion.Status.OBSERVED if observations else Opinion.Status.FAVORABLE
    opinion.report = report.strip()
    opinion.conclusions = conclusions.strip()
    opinion.given_on = occurred.on
    opinion.given_by = actor
    opinion.text_hash = fingerprint(read_terms(fresh(opinion.agreement)))
    opinion.save()
    raise_observations(
        opinion.agreement, observations, origin=Observation.Origin.OPINION, opinion=opinion, occurred=occurred
    )
    ledger.record(
        act=f"agreements.{opinion.kind}_opinion",
        subject=opinion.agreement,
        before={"status": Opinion.Status.PENDING},
        after={
            "status": str(opinion.get_status_display()),
            "report": opinion.report,
            "round": opinion.round,
            "observations": [f"{Part(each.part).label}: {each.text}" for each in observations],
            "text_hash": opinion.text_hash,
        },
        reason=opinion.conclusions,
    )


def _obstacles_to_opinion(
    opinion: Opinion, report: str, conclusions: str, observations: Sequence[NewObservation]
) -> list[Obstacle]:
    obstacles = []
    if opinion.status != Opinion.Status.PENDING or opinion.replaced:
        obstacles.append(Obstacle(text=_("Esta opinión ya fue emitida.")))
    if not report.strip():
        obstacles.append(Obstacle(text=_("Indique el número del informe que contiene la opinión."), where="report"))
    obstacles += citations.obstacles_to_citing(report, like=citations.REPORT_OF_GRANTOR, where="report")
    if not conclusions.strip():
        obstacles.append(
            Obstacle(
                text=_("Escriba las conclusiones; un informe sin ellas no opina (TUO 27444, art. 183)."),
                where="conclusions",
            )
        )
    if any(not each.text.strip() for each in observations):
        obstacles.append(Obstacle(text=_("Cada observación dice qué debe corregirse."), where="observations"))
    return obstacles


def raise_observations(
    agreement: Agreement,
    observations: Sequence[NewObservation],
    *,
    origin: str,
    occurred: Occurrence,
    opinion: Opinion | None = None,
) -> None:
    """Write observations with the next numbers of the agreement; their parts open for correction."""
    last = agreement.observations.count()
    for number, each in enumerate(observations, start=last + 1):
        Observation.objects.create(
            agreement=agreement,
            number=number,
            origin=origin,
            opinion=opinion,
            part=each.part,
            text=each.text.strip(),
            raised_on=occurred.on,
        )


def correct(*, agreement: Agreement, answers: Mapping[int, str], actor: User, occurred: Occurrence) -> None:
    """Answer every open observation; only the opinions that observed are asked for again.

    When the director or a signatory observed and the text changed, all three are asked for again:
    none of them has seen the text that goes to signature.

    :raises CannotCorrect: when an observation has no answer, the text is not complete any more, or a warning lacks its
        reason.
    """
    agreement = fresh(agreement)
    pending = list(open_observations(agreement))
    terms = read_terms(agreement)
    obstacles = rules.obstacles_to_correcting(answers, [each.number for each in pending])
    obstacles += obstacles_to_sending(agreement, occurred.on, terms)
    if obstacles:
        raise CannotCorrect(*obstacles)
    for observation in pending:
        observation.answer = answers[observation.number].strip()
        observation.answered_on = occurred.on
        observation.save()
    again = _opinions_to_renew(agreement, pending, text_hash=fingerprint(terms))
    for opinion in again:
        opinion.replaced = True
        opinion.save()
        Opinion.objects.create(agreement=agreement, kind=opinion.kind, round=opinion.round + 1)
    ledger.record(
        act="agreements.correct",
        subject=agreement,
        after={
            "answers": {str(each.number): each.answer for each in pending},
            "count": len(pending),
            "opinions_again": [opinion.kind for opinion in again],
            "text_hash": fingerprint(terms),
        },
    )


def _opinions_to_renew(agreement: Agreement, answered: Sequence[Observation], *, text_hash: str) -> list[Opinion]:
    standing = list(Opinion.objects.standing().filter(agreement=agreement).order_by("given_on", "pk"))
    comes_from_above = any(each.origin != Observation.Origin.OPINION for each in answered)
    # The last opinion was given on the text that was then approved.
    if comes_from_above and standing and standing[-1].text_hash != text_hash:
        return standing
    return [opinion for opinion in standing if opinion.status == Opinion.Status.OBSERVED]
