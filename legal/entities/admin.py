"""The administrator's pages of entities."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, path

from legal.entities.models import Entity, InstrumentRequirement
from legal.entities.views import ImportView
from workflow.admin import KeptAdmin


@admin.register(Entity)
class EntityAdmin(KeptAdmin):
    """Entities."""

    list_display = ("unit", "level", "sector_code", "code")
    list_filter = ("level",)
    search_fields = ("unit__name", "code")
    change_list_template = "entities/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the page that imports a file."""
        view = self.admin_site.admin_view(ImportView.as_view(model_admin=self))
        return [path("importar/", view, name="entities_entity_import"), *super().get_urls()]


@admin.register(InstrumentRequirement)
class InstrumentRequirementAdmin(KeptAdmin):
    """What each level requires."""

    list_display = ("level", "subject", "instrument", "basis", "valid_from")
    list_filter = ("level", "subject")
