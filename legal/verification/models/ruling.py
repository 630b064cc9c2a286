"""Which addenda a period was verified under."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from legal.addenda.models import Addendum
from legal.verification.models.verifications import Verification
from workflow.tracking import Records


class RulingAddendum(models.Model):
    """An addendum that ruled when a period was settled, by its report I or its end without one. Written once.

    What is registered afterwards leaves the period as it was judged, even where it bears an earlier date: an
    addendum never edits the past (decision 0015).
    """

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="ruled_by")
    addendum = models.ForeignKey(Addendum, on_delete=models.PROTECT, related_name="ruled_periods")

    history = Records()

    class Meta:
        verbose_name = _("adenda que rigió un período")
        verbose_name_plural = _("adendas que rigieron un período")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verification", "addendum"], name="addendum_rules_a_period_once"),
        ]

    def __str__(self) -> str:
        return f"{self.verification}: {self.addendum}"
