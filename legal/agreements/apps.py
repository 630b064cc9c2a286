"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    """The agreement: its terms and text, formulation and withdrawal."""

    name = "legal.agreements"
    verbose_name = _("Convenios")
