"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntitiesConfig(AppConfig):
    """Public entities of the three levels, territory, and what each level requires."""

    name = "legal.entities"
    verbose_name = _("Entidades")
