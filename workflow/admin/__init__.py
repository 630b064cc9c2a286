"""The administrator's pages: people, units, posts, mandates, days. Whatever has a life cycle is read-only."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from workflow.admin import calendars, grants, mandates, people, records
from workflow.admin.base import KeptAdmin, ReadOnlyAdmin

__all__ = ["KeptAdmin", "ReadOnlyAdmin", "calendars", "grants", "mandates", "people", "records"]

admin.site.site_header = admin.site.site_title = _("Administración de Convenia")
