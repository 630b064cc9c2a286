"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Documents: templates, rendering, issued files, numbers, authenticity."""

    name = "legal.documents"
    verbose_name = _("Documentos")

    def ready(self) -> None:
        """Guard the tables whose rows never change, and keep the files of mandates for the engine."""
        from legal.documents import checks, instruments, models  # noqa: F401 - the checks register themselves
        from workflow import enclosures, triggers

        triggers.append_only(*(getattr(models, name) for name in models.APPEND_ONLY))
        enclosures.register(instruments.Files())
