"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    """What the entity spends of the money of an agreement, and what of it lies idle."""

    name = "legal.followup"
    verbose_name = _("Seguimiento")

    def ready(self) -> None:
        """Guard what is written once."""
        from legal.followup.models import Spending
        from workflow import triggers

        triggers.append_only(Spending)
