"""Record good practices and lessons while they are fresh."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement, Period
from legal.closure.errors import CannotRecord
from legal.closure.models import Lesson
from legal.entities.names import post_on
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User

OPEN_TO_LESSONS = frozenset({Agreement.Status.IN_FORCE, Agreement.Status.SUSPENDED, Agreement.Status.EXPIRED})


def obstacles_to_recording(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps a lesson from being recorded: nothing has happened yet, or the agreement is over."""
    if agreement.status in OPEN_TO_LESSONS:
        return []
    return [
        Obstacle(
            text=_("El convenio está «%(status)s»; las lecciones se registran mientras está en vigor o en liquidación.")
            % {"status": agreement.get_status_display()}
        )
    ]


def record_lesson(
    *, agreement: Agreement, kind: str, text: str, period: Period | None, actor: User, occurred: Occurrence
) -> None:
    """Record a good practice or a lesson, of a period or of the whole agreement.

    :raises CannotRecord: when it says nothing, the same was recorded already, or the agreement is not in
        force nor in settlement.
    """
    agreement = Agreement.objects.select_related("case").get(pk=agreement.pk)
    obstacles = obstacles_to_recording(agreement)
    if agreement.in_force_from is not None and occurred.on < agreement.in_force_from:
        obstacles.append(Obstacle(text=_("El convenio no estaba en vigor en esa fecha."), where="occurred_on"))
    if not text.strip():
        obstacles.append(Obstacle(text=_("Escriba la lección o la buena práctica."), where="text"))
    obstacles += _obstacles_to_repeating(agreement, kind, text.strip(), period)
    if obstacles:
        raise CannotRecord(*obstacles)
    authority = acting.current().authority
    lesson = Lesson.objects.create(
        case=agreement.case,
        period=period,
        kind=kind,
        text=text.strip(),
        recorded_on=occurred.on,
        recorded_by=actor,
        post_title=post_on(authority, occurred.on),
    )
    ledger.record(
        act="closure.record_lesson",
        subject=lesson,
        after={
            "kind": str(lesson.get_kind_display()),
            "text": lesson.text,
            "period": str(period.year) if period else "",
        },
    )


def _obstacles_to_repeating(agreement: Agreement, kind: str, text: str, period: Period | None) -> list[Obstacle]:
    """Return that the same text stands there already: a form that was sent twice."""
    same = Lesson.objects.filter(case=agreement.case_id, kind=kind, text=text, period=period)
    return [
        Obstacle(
            text=_("Eso mismo ya se registró el %(on)s (%(who)s).")
            % {"on": date_format(each.recorded_on, "DATE_FORMAT"), "who": each.post_title or str(each.recorded_by)},
            where="text",
        )
        for each in same.select_related("recorded_by").order_by("pk")[:1]
    ]
