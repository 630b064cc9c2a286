"""What was said about a text, as the pages show it: consultations, opinions, observations, instruments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from legal.agreements.models import Agreement, Consultation, Instrument, Observation, Opinion
from workflow.models import Task
from workflow.models.tasks import OPEN

CONSULTATION_STATES = {
    Consultation.Status.PENDING: "go",
    Consultation.Status.ANSWERED: "ok",
    Consultation.Status.UNANSWERED: "idle",
}
OPINION_STATES = {
    Opinion.Status.PENDING: "go",
    Opinion.Status.FAVORABLE: "ok",
    Opinion.Status.OBSERVED: "warn",
}


@dataclass(frozen=True, kw_only=True)
class ConsultationRow:
    """A consultation; ``is_late`` says that its term is over and nobody has answered."""

    pk: int
    unit: str
    status: str
    state: str
    comment: str
    answered_on: date | None
    due_on: date | None
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class OpinionRow:
    """An opinion of one round; ``is_replaced`` says that a later round replaced it."""

    title: str
    round: int
    status: str
    state: str
    report: str
    conclusions: str
    given_on: date | None
    is_replaced: bool


@dataclass(frozen=True, kw_only=True)
class ObservationRow:
    """An observation with its answer, and who observed."""

    number: int
    opens: tuple[str, ...]
    part_title: str
    text: str
    origin: str
    raised_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True, kw_only=True)
class InstrumentRow:
    """An instrument that was brought; ``is_void`` says that the text has changed since."""

    pk: int
    title: str
    issued_on: date
    is_void: bool


@dataclass(frozen=True, kw_only=True)
class ReviewPanel:
    """Everything said about a text, oldest first."""

    consultations: list[ConsultationRow]
    opinions: list[OpinionRow]
    observations: list[ObservationRow]
    instruments: list[InstrumentRow]

    def __bool__(self) -> bool:
        return bool(self.consultations or self.opinions or self.observations or self.instruments)


def review_panel(agreement: Agreement, *, text_hash: str, today: date) -> ReviewPanel:
    """Read what was said about a text; ``text_hash`` is that of the text as it stands."""
    return ReviewPanel(
        consultations=_consultations(agreement, today),
        opinions=[
            OpinionRow(
                title=opinion.get_kind_display(),
                round=opinion.round,
                status=opinion.get_status_display(),
                state=OPINION_STATES[Opinion.Status(opinion.status)],
                report=opinion.report,
                conclusions=opinion.conclusions,
                given_on=opinion.given_on,
                is_replaced=opinion.replaced,
            )
            for opinion in Opinion.objects.filter(agreement=agreement).order_by("round", "pk")
        ],
        observations=[
            observation_row(observation)
            for observation in agreement.observations.select_related("opinion").order_by("number")
        ],
        instruments=[
            InstrumentRow(
                pk=instrument.pk,
                title=str(instrument),
                issued_on=instrument.issued_on,
                is_void=instrument.text_hash != text_hash,
            )
            for instrument in Instrument.objects.filter(agreement=agreement).order_by("pk")
        ],
    )


def observation_row(observation: Observation) -> ObservationRow:
    """Return an observation as the pages show it."""
    opinion = observation.opinion
    return ObservationRow(
        number=observation.number,
        opens=observation.opens,
        part_title=observation.part_title,
        text=observation.text,
        origin=opinion.get_kind_display() if opinion else observation.get_origin_display(),
        raised_on=observation.raised_on,
        answer=observation.answer,
        answered_on=observation.answered_on,
    )


def _consultations(agreement: Agreement, today: date) -> list[ConsultationRow]:
    due = dict(
        Task.objects.filter(
            process__consultation__agreement=agreement, status__in=OPEN, flow_task_type="HUMAN"
        ).values_list("process_id", "due_on")
    )
    rows = []
    for consultation in agreement.consultations.select_related("unit").order_by("pk"):
        is_open = consultation.status == Consultation.Status.PENDING
        due_on = due.get(consultation.process_id)
        rows.append(
            ConsultationRow(
                pk=consultation.pk,
                unit=consultation.unit.name,
                status=consultation.get_status_display(),
                state=CONSULTATION_STATES[Consultation.Status(consultation.status)],
                comment=consultation.comment,
                answered_on=consultation.answered_on,
                due_on=due_on if is_open else None,
                is_late=is_open and due_on is not None and due_on < today,
            )
        )
    return rows
