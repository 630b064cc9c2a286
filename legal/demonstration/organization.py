"""Units, entities, posts and people of the demonstration world."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from legal.entities.models import Entity, ExecutingUnit, FormerName
from legal.entities.roles import DIRECTOR_GENERAL, HEAD
from workflow.models import Mandate, Post, Unit, User
from workflow.tracking import save_changes
from workflow.units import save_unit

DATA = Path(__file__).parent / "data"
SOLE_ROLES = frozenset({HEAD, DIRECTOR_GENERAL})
TABLES = ("unit", "entity", "executing_unit", "former_name", "post", "user", "mandate")


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account of the world, as the command prints it."""

    username: str
    post: str
    unit: str


def read(name: str) -> dict[str, Any]:
    """Return one data file of the demonstration world."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def read_organization() -> dict[str, list[dict[str, Any]]]:
    """Return the units, entities, posts, users and mandates: of all, then of each agreement that brings its own."""
    names = ["organization.toml", "people.toml", *sorted(path.name for path in DATA.glob("*_organization.toml"))]
    files = [read(name) for name in names]
    return {table: [row for file in files for row in file.get(table, [])] for table in TABLES}


@transaction.atomic
def load_organization(password: str) -> None:
    """Write the units, entities, posts, people and mandates; every person gets the same password."""
    organization = read_organization()
    units: dict[str, Unit] = {}
    for row in organization["unit"]:
        units[row["code"]] = save_unit(
            Unit(
                code=row["code"],
                name=row["name"],
                acronym=row["acronym"],
                numbering_code=row.get("numbering_code", ""),
                parent=units[row["parent"]] if "parent" in row else None,
            )
        )
    for row in organization["entity"]:
        unit = units[row["unit"]]
        unit.place = row["district"] or row["department"]
        Entity.objects.create(
            unit=save_unit(unit),
            level=row["level"],
            sector_code=row["sector_code"],
            code=row["code"],
            ruc=row["ruc"],
            address=row["address"],
            organic_law=row.get("organic_law", ""),
            head_act=row.get("head_act", ""),
            budget_office=row.get("budget_office", ""),
            department_id=row["department"] or None,
            district_id=row["district"] or None,
            is_demonstration=True,
        )
    for row in organization["executing_unit"]:
        ExecutingUnit.objects.create(
            unit=units[row["unit"]], entity=Entity.objects.get(unit=units[row["entity"]]), code=row["code"]
        )
    for row in organization["former_name"]:
        FormerName.objects.create(**{**row, "unit": units[row["unit"]]})
    posts = {
        row["key"]: Post.objects.create(
            unit=units[row["unit"]],
            role=row["role"],
            title=row["title"],
            scope=row["scope"],
            is_sole=row["role"] in SOLE_ROLES,
        )
        for row in organization["post"]
    }
    for row in organization["post"]:
        if "superior" in row:
            save_changes(posts[row["key"]], superior=posts[row["superior"]])
    _load_people(organization, posts, password)


def _load_people(people: dict[str, list[dict[str, Any]]], posts: dict[str, Post], password: str) -> None:
    hashed = make_password(password)
    users = {
        row["username"]: User.objects.create(
            username=row["username"],
            first_name=row["first_name"],
            last_name=row["last_name"],
            email=row["email"],
            password=hashed,
        )
        for row in people["user"]
    }
    for row in people["mandate"]:
        Mandate.objects.create(
            user=users[row["user"]],
            post=posts[row["post"]],
            title=row.get("title", ""),
            kind=row["kind"],
            instrument=f"{row['instrument_kind']} {row['instrument_number']}",
            instrument_on=row["instrument_on"],
            starts_on=row["starts_on"],
            ends_on=row.get("ends_on"),
        )
    for mandate in Mandate.objects.filter(post__role="administrator").select_related("user"):
        mandate.user.is_staff = mandate.user.is_superuser = True
        mandate.user.save()


def accounts() -> list[Account]:
    """Return who can sign in and in which post, in the order of the data files."""
    mandates = Mandate.objects.filter(ends_on__isnull=True, user__is_active=True)
    return [
        Account(
            username=mandate.user.username,
            post=mandate.signs_as(),
            unit=mandate.post.unit.name,
        )
        for mandate in mandates.select_related("user", "post__unit").order_by("pk")
    ]
