"""What was said about the text: consultations, opinions, observations and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from legal.agreements.models import Consultation, Observation, Opinion
from legal.casefile.queries import CaseFile
from workflow.models import Task

_CONSULTATIONS = {
    Consultation.Status.PENDING.value: "go",
    Consultation.Status.ANSWERED.value: "ok",
    Consultation.Status.UNANSWERED.value: "idle",
}
_OPINIONS = {
    Opinion.Status.PENDING.value: "go",
    Opinion.Status.FAVORABLE.value: "ok",
    Opinion.Status.OBSERVED.value: "warn",
}


@dataclass(frozen=True, kw_only=True)
class ConsultationRow:
    """A unit that was asked. ``close_url`` is where the person may close it, its term being over; or empty."""

    unit: str
    comment: str
    answered_on: date | None
    due_on: date | None
    days_left: int | None
    close_url: str
    status: str
    state: str


@dataclass(frozen=True, kw_only=True)
class OpinionRow:
    """An opinion of one round; a later round replaces it."""

    title: str
    round: int
    report: str
    conclusions: str
    by: str
    given_on: date | None
    due_on: date | None
    days_left: int | None
    status: str
    state: str


@dataclass(frozen=True, kw_only=True)
class ObservationRow:
    """Something to correct, and how it was answered."""

    number: int
    part: str
    origin: str
    text: str
    raised_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True, kw_only=True)
class ReviewPanel:
    """The review of the text, oldest first."""

    consultations: tuple[ConsultationRow, ...]
    opinions: tuple[OpinionRow, ...]
    observations: tuple[ObservationRow, ...]


def review(file: CaseFile, *, may_close: bool) -> ReviewPanel:
    """Return what was said about the text. ``may_close``: the person may close a consultation nobody answered."""
    steps = {task.process_id: task for task in file.open_tasks}
    return ReviewPanel(
        consultations=tuple(_consultation(each, steps, file.today, may_close) for each in file.consultations),
        opinions=tuple(_opinion(each, steps, file.today) for each in file.opinions),
        observations=tuple(_observation(each) for each in file.observations),
    )


def silent_consultations(file: CaseFile) -> list[Consultation]:
    """Return the consultations whose term is over without an answer."""
    steps = {task.process_id: task for task in file.open_tasks}
    return [
        consultation
        for consultation in file.consultations
        if (due_on := _due_on(consultation.process_id, steps)) and due_on < file.today
    ]


def _consultation(
    consultation: Consultation, steps: Mapping[int, Task], today: date, may_close: bool
) -> ConsultationRow:
    due_on = _due_on(consultation.process_id, steps)
    is_over = due_on is not None and due_on < today
    return ConsultationRow(
        unit=consultation.unit.name,
        comment=consultation.comment,
        answered_on=consultation.answered_on,
        due_on=due_on,
        days_left=(due_on - today).days if due_on else None,
        close_url=reverse("agreements:close_consultation", args=[consultation.pk]) if is_over and may_close else "",
        status=str(consultation.get_status_display()),
        state=_CONSULTATIONS[consultation.status],
    )


def _opinion(opinion: Opinion, steps: Mapping[int, Task], today: date) -> OpinionRow:
    due_on = _due_on(opinion.process_id, steps)
    replaced = _("%(status)s, reemplazada") % {"status": opinion.get_status_display()}
    return OpinionRow(
        title=str(opinion.get_kind_display()),
        round=opinion.round,
        report=opinion.report,
        conclusions=opinion.conclusions,
        by=str(opinion.given_by or ""),
        given_on=opinion.given_on,
        due_on=due_on,
        days_left=(due_on - today).days if due_on else None,
        status=replaced if opinion.replaced else str(opinion.get_status_display()),
        state="idle" if opinion.replaced else _OPINIONS[opinion.status],
    )


def _observation(observation: Observation) -> ObservationRow:
    by_opinion = observation.opinion.get_kind_display() if observation.opinion else ""
    return ObservationRow(
        number=observation.number,
        part=observation.part_title,
        origin=str(by_opinion or observation.get_origin_display()),
        text=observation.text,
        raised_on=observation.raised_on,
        answer=observation.answer,
        answered_on=observation.answered_on,
    )


def _due_on(process_id: int | None, steps: Mapping[int, Task]) -> date | None:
    task = steps.get(process_id) if process_id else None
    return task.due_on if task else None
