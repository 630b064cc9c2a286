"""Good practices and lessons, recorded while they were fresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legal.casefile.matters import period_label
from legal.closure.models import Lesson


@dataclass(frozen=True, kw_only=True)
class LessonRow:
    """A good practice or a lesson; ``period`` is the year it is about, or all of the agreement."""

    kind: str
    text: str
    period: str
    post: str
    recorded_on: date


def lesson_rows(lessons: Sequence[Lesson]) -> tuple[LessonRow, ...]:
    """Return the lessons in the order in which they were recorded."""
    return tuple(
        LessonRow(
            kind=str(capfirst(lesson.get_kind_display())),
            text=lesson.text,
            period=period_label(lesson.period.year, lesson.period.level) if lesson.period else _("Todo el convenio"),
            post=lesson.post_title,
            recorded_on=lesson.recorded_on,
        )
        for lesson in lessons
    )
