"""The catalogue the room ships: official names of years. Loading it again does no harm."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from django.db import transaction

from legal.documents.models import YearName

YEAR_NAMES: Final = Path(__file__).with_name("data") / "year_names.csv"


@transaction.atomic
def load_year_names() -> int:
    """Load the names of years and decades, and return how many there are."""
    with YEAR_NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        YearName.objects.update_or_create(
            year=int(row["year"]), defaults={"name": row["name"], "decade_name": row["decade_name"]}
        )
    return len(rows)
