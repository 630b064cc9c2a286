"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NormsConfig(AppConfig):
    """Norms and their data, budget programmes, financing sources."""

    name = "legal.norms"
    verbose_name = _("Normas")
