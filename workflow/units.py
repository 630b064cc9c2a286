"""Units as a tree: one function keeps their paths true."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from workflow.errors import Obstacle, Refusal
from workflow.models import Unit


def obstacles_to_placing(unit: Unit, parent: Unit | None) -> list[Obstacle]:
    """Return what keeps a unit from lying below another: no unit lies below itself."""
    if unit.path and parent and parent.path.startswith(unit.path):
        return [
            Obstacle(
                text=_("La unidad no puede depender de sí misma ni de una unidad que depende de ella."), where="parent"
            )
        ]
    return []


@transaction.atomic
def save_unit(unit: Unit) -> Unit:
    """Save a unit with its path and place, and those of the units below it when it moved.

    A unit without a place of its own has that of the unit above it.

    :raises Refusal: when the unit would lie below itself.
    """
    if obstacles := obstacles_to_placing(unit, unit.parent):
        raise Refusal(*obstacles)
    old_path = unit.path
    old_place = Unit.objects.filter(pk=unit.pk).values_list("place", flat=True).first() or ""
    if not unit.place and unit.parent:
        unit.place = unit.parent.place
    parent_path = unit.parent.path if unit.parent else "/"
    if unit.pk is None:
        # The path holds the key, and the key is known only after the first save.
        unit.path = f"new:{unit.code}"
        unit.save()
    unit.path = f"{parent_path}{unit.pk}/"
    unit.save()
    if old_path and (old_path, old_place) != (unit.path, unit.place):
        for below in Unit.objects.filter(path__startswith=old_path).exclude(pk=unit.pk):
            below.path = unit.path + below.path.removeprefix(old_path)
            if below.place == old_place:
                below.place = unit.place
            below.save()
    return unit
