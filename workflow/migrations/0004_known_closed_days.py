"""Write the public-sector days known when terms began to be counted with them.

Later ones come with ``load_catalogues``; this list does not change any more.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import migrations

DAYS = {
    "decreto supremo por identificar": "2019-07-30",
    "DS 161-2021-PCM": "2021-10-11 2021-11-02 2021-12-24 2021-12-27 2021-12-31 2022-01-03",
    "DS 151-2022-PCM": "2023-01-02 2023-04-28 2023-06-30 2023-07-27 2023-10-09 2023-12-07 2023-12-26 2024-01-02",
    "DS 011-2024-PCM": "2024-07-26 2024-10-07 2024-12-06 2024-12-23 2024-12-24 2024-12-30 2024-12-31",
    "DS 066-2024-PCM": "2024-07-27",
    "DS 042-2025-PCM": "2025-05-02 2025-12-26 2026-01-02",
}


def write_days(apps: Any, _schema_editor: Any) -> None:
    """Write each day with its norm; the clock counts anew what they move."""
    day = apps.get_model("workflow", "NonWorkingDay")
    for norm, days in DAYS.items():
        for each in days.split():
            day.objects.get_or_create(
                day=date.fromisoformat(each), place="", defaults={"kind": "public_sector", "norm": norm}
            )


class Migration(migrations.Migration):
    dependencies = [("workflow", "0003_closed_days")]

    operations = [migrations.RunPython(write_days, migrations.RunPython.noop)]
