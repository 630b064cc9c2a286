"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AddendaConfig(AppConfig):
    """Addenda: what changes in an agreement, from which day, and by whose will."""

    name = "legal.addenda"
    verbose_name = _("Adendas")
