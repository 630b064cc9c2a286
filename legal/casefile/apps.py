"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasefileConfig(AppConfig):
    """The page of a case, made of panels."""

    name = "legal.casefile"
    verbose_name = _("Expediente")
