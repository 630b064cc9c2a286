"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    """Verification of a period: reports, findings, observations, correction."""

    name = "legal.verification"
    verbose_name = _("Verificación")

    def ready(self) -> None:
        """Guard what is written once."""
        from legal.verification.models import CarriedLevel, CriterionFinding, FindingEvidence, IndicatorFinding, Report
        from workflow import triggers

        triggers.append_only(CarriedLevel, CriterionFinding, FindingEvidence, IndicatorFinding, Report)
