"""Public entities, their names in time and executing units, territory, and what each level requires before an act."""

from __future__ import annotations

from legal.entities.models.entities import Entity
from legal.entities.models.executing import ExecutingUnit
from legal.entities.models.instruments import (
    DocumentSubject,
    InstrumentKind,
    InstrumentRequirement,
    InstrumentRequirementQuerySet,
)
from legal.entities.models.levels import Level
from legal.entities.models.names import FormerName
from legal.entities.models.territory import Department, District, Province

__all__ = [
    "Department",
    "District",
    "DocumentSubject",
    "Entity",
    "ExecutingUnit",
    "FormerName",
    "InstrumentKind",
    "InstrumentRequirement",
    "InstrumentRequirementQuerySet",
    "Level",
    "Province",
]
