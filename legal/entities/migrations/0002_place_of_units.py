"""Tell the place of each entity's unit, and of the units below it, by which holidays are counted."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def write_places(apps: Any, _schema_editor: Any) -> None:
    """Take the district of the entity, or its department; units below without a place take that of the nearest entity."""
    entity = apps.get_model("entities", "Entity")
    unit = apps.get_model("workflow", "Unit")
    seats = entity.objects.values_list("unit__path", "district_id", "department_id")
    for path, district, department in sorted(seats, key=lambda seat: len(seat[0]), reverse=True):
        if place := district or department:
            unit.objects.filter(path__startswith=path, place="").update(place=place)


class Migration(migrations.Migration):
    dependencies = [("entities", "0001_initial"), ("workflow", "0003_closed_days")]

    operations = [migrations.RunPython(write_places, migrations.RunPython.noop)]
