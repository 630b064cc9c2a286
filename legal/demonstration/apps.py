"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemonstrationConfig(AppConfig):
    """The demonstration world: invented lives of real kinds of agreement."""

    name = "legal.demonstration"
    verbose_name = _("Demostración")
