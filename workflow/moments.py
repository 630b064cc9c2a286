"""Rules about when: the legal date of an act, and who was first at a task."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Task


def obstacles_to_date(occurred: Occurrence, today: date) -> list[Obstacle]:
    """Return what is wrong with a legal date: never in the future; in the past only with its document."""
    if occurred.on > today:
        return [
            Obstacle(
                text=_("La fecha del acto (%(date)s) está en el futuro. Escriba una fecha hasta hoy.")
                % {"date": date_format(occurred.on, "DATE_FORMAT")},
                where="occurred_on",
            )
        ]
    if occurred.on < today and not occurred.grounds.strip():
        return [
            Obstacle(
                text=_("La fecha del acto es anterior a hoy. Indique el documento que la sustenta."),
                where="grounds",
            )
        ]
    return []


def obstacles_to_order(task: Task, on: date) -> list[Obstacle]:
    """Return what is wrong with the legal date of a step's act: it is before that of the act that opened the step."""
    if task.opened_on is None or on >= task.opened_on:
        return []
    return [
        Obstacle(
            text=_("Este paso se abrió el %(date)s: la fecha del acto no puede ser anterior.")
            % {"date": date_format(task.opened_on, "DATE_FORMAT")},
            where="occurred_on",
        )
    ]


def completed_by(task: Task) -> Obstacle:
    """Return who closed a task and when, for somebody who comes too late."""
    if task.owner is None or task.finished is None:
        return Obstacle(text=_("La tarea ya no está abierta: el expediente siguió otro curso."))
    return Obstacle(
        text=_("La tarea ya fue concluida por %(person)s el %(when)s. Lo que usted escribió no se registró.")
        % {
            "person": task.owner,
            "when": date_format(timezone.localtime(task.finished), "DATETIME_FORMAT"),
        },
        who=str(task.owner),
    )
