"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NormsConfig(AppConfig):
    """Norms and their data, budget programmes, financing sources."""

    name = "legal.norms"
    verbose_name = _("Normas")

    def ready(self) -> None:
        """Let acts name each post as the law had it on their day."""
        from legal.norms.names import title_on
        from workflow import titles

        titles.register(title_on)
