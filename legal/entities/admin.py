"""The administrator's pages of entities."""

from __future__ import annotations

from django.contrib import admin

from legal.entities.models import Entity, InstrumentRequirement
from workflow.admin import KeptAdmin


@admin.register(Entity)
class EntityAdmin(KeptAdmin):
    """Entities."""

    list_display = ("unit", "level", "sector_code", "code")
    list_filter = ("level",)
    search_fields = ("unit__name", "code")


@admin.register(InstrumentRequirement)
class InstrumentRequirementAdmin(KeptAdmin):
    """What each level requires."""

    list_display = ("level", "subject", "instrument", "basis", "valid_from")
    list_filter = ("level", "subject")
