"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Notices: a document is served on somebody, and what starts with its receipt."""

    name = "legal.notices"
    verbose_name = _("Notificaciones")
