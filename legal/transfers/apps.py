"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransfersConfig(AppConfig):
    """What is due and why; the transfer from proposal to confirmation; the rescue of balances."""

    name = "legal.transfers"
    verbose_name = _("Transferencias")

    def ready(self) -> None:
        """Guard what is written once."""
        from legal.transfers.models import BudgetCopy, Calculation
        from workflow import triggers

        triggers.append_only(BudgetCopy, Calculation)
