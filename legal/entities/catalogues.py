"""The catalogues the room ships: territory, and what each level requires. Loading them again does no harm."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from legal.entities.models import Department, District, InstrumentRequirement, Province
from legal.entities.territory import plain
from workflow.tracking import save_changes

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_territory() -> int:
    """Load departments, provinces and districts with their UBIGEO (INEI) and return how many there are."""
    departments = [Department(code=row["code"], name=row["name"]) for row in _rows("departments.csv")]
    provinces = [
        Province(code=row["code"], name=row["name"], department_id=row["department"]) for row in _rows("provinces.csv")
    ]
    districts = [
        District(code=row["ubigeo"], name=row["name"], province_id=row["province"]) for row in _rows("districts.csv")
    ]
    # Territory is a catalogue without history of its own: one statement for each of its tables.
    Department.objects.bulk_create(departments, **_replacing("name"))
    Province.objects.bulk_create(provinces, **_replacing("name", "department"))
    District.objects.bulk_create(districts, **_replacing("name", "province"), batch_size=500)
    return len(departments) + len(provinces) + len(districts)


@transaction.atomic
def load_requirements() -> int:
    """Load what each level of government requires before an act, and return how many there are.

    What an administrator has ended stays ended.
    """
    requirements = _toml("instruments.toml")["requirement"]
    for row in requirements:
        what = {name: row[name] for name in ("level", "subject", "instrument")}
        known = InstrumentRequirement.objects.filter(**what)
        current = known.filter(valid_to__isnull=True).first()
        if current or not known:
            save_changes(
                current or InstrumentRequirement(**what),
                basis=row["basis"],
                is_inferred=row["inferred"],
                valid_from=row.get("valid_from"),
            )
    return len(requirements)


def department_code(text: str) -> str | None:
    """Return the code of a department by its code or name, whatever the capitals and accents; None for no such one."""
    sought = plain(text)
    codes = {key: row["code"] for row in _rows("departments.csv") for key in (row["code"], plain(row["name"]))}
    return codes.get(sought)


def _replacing(*fields: str) -> dict[str, Any]:
    """Return the arguments that write a catalogue's row anew when its code exists."""
    return {"update_conflicts": True, "unique_fields": ["code"], "update_fields": fields}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
