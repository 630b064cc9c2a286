"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    """What is followed of an agreement in force: money spent and idle, visits and assistance, meetings."""

    name = "legal.followup"
    verbose_name = _("Seguimiento")

    def ready(self) -> None:
        """Guard what is written once."""
        from legal.followup.models import Attendee, Spending, Visit
        from workflow import triggers

        triggers.append_only(Spending, Visit, Attendee)
