"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClosureConfig(AppConfig):
    """The end of an agreement: closure, termination, and the lessons it leaves."""

    name = "legal.closure"
    verbose_name = _("Cierre")
