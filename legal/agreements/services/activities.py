"""Write the schedule of activities of a draft, all of it at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from legal.agreements.errors import CannotEdit
from legal.agreements.models import Activity, Agreement
from legal.agreements.models.review import Part
from legal.agreements.queries import read_activities
from legal.agreements.services.parts import opened, record_part
from legal.agreements.terms import ActivityTerms
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User

MOST_ACTIVITIES = 60


def write_activities(
    *, agreement: Agreement, activities: Sequence[ActivityTerms], actor: User, occurred: Occurrence
) -> None:
    """Write which activities need money, and when; what is not listed any more leaves the text, its row stays.

    The schedule belongs to the part of the money: it opens and is observed with it.

    :raises CannotEdit: when the part is closed, an activity runs backwards or has no name, or nothing changes.
    """
    agreement = opened(agreement, Part.MONEY)
    standing = read_activities(agreement)
    if obstacles := _obstacles(activities, standing):
        raise CannotEdit(*obstacles)
    rows = {row.position: row for row in agreement.activities.all()}
    for position, terms in enumerate(activities, start=1):
        row = rows.pop(position, None) or Activity(agreement=agreement, position=position)
        values = {
            "name": terms.name,
            "product": terms.product,
            "year": terms.year,
            "first_month": terms.first_month,
            "last_month": terms.last_month,
            "money_year": terms.money_year,
            "in_text": True,
        }
        if row.pk and all(getattr(row, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    for row in rows.values():
        if row.in_text:
            row.in_text = False
            row.save()
    before, after = [_told(each) for each in standing], [_told(each) for each in activities]
    record_part(agreement, Part.MONEY, {"activities": before}, {"activities": after}, item=_("cronograma"))


def _obstacles(activities: Sequence[ActivityTerms], standing: Sequence[ActivityTerms]) -> list[Obstacle]:
    if list(activities) == list(standing):
        return [Obstacle(text=_("El cronograma ya dice eso: no hay nada que guardar."))]
    if len(activities) > MOST_ACTIVITIES:
        text = _("El cronograma tiene %(count)s actividades y el máximo es %(most)s: agrúpelas.")
        return [Obstacle(text=text % {"count": len(activities), "most": MOST_ACTIVITIES})]
    text = _("«%(name)s»: escriba la actividad, y meses de enero a diciembre en su orden.")
    return [
        Obstacle(text=text % {"name": each.name})
        for each in activities
        if not each.name.strip() or not 1 <= each.first_month <= each.last_month <= 12
    ]


def _told(each: ActivityTerms) -> str:
    money = f" (S/ {each.money_year})" if each.money_year else ""
    return f"{each.year}: {each.first_month}-{each.last_month} {each.name}{money}"
