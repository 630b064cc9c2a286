"""Write who took part in a visit or in a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from legal.followup.attendance import Person
from legal.followup.models import Attendee, Meeting, Visit
from workflow.errors import Obstacle


def obstacles_to_people(people: Sequence[Person]) -> list[Obstacle]:
    """Return what is wrong with those who took part: somebody must have."""
    return [] if people else [Obstacle(text=_("Escriba quiénes participaron."), where="people")]


def write_people(people: Sequence[Person], *, visit: Visit | None = None, meeting: Meeting | None = None) -> None:
    """Write who took part in one of both."""
    for person in people:
        Attendee.objects.create(visit=visit, meeting=meeting, name=person.name, post=person.post, unit=person.unit)
