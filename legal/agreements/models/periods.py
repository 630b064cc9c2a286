"""The schedule: one period for each year and level of an agreement in force."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models.agreements import Agreement
from workflow.models import Deadline
from workflow.tracking import Records


class Period(models.Model):
    """A year of the agreement and the level verified in it; opened when the agreement enters into force."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="periods")
    year = models.PositiveSmallIntegerField(_("año del convenio"))
    fiscal_year = models.PositiveSmallIntegerField(_("año fiscal"))
    report_deadline = models.OneToOneField(
        Deadline, verbose_name=_("plazo del informe"), on_delete=models.PROTECT, related_name="period"
    )

    history = Records()

    class Meta:
        verbose_name = _("período")
        verbose_name_plural = _("períodos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "year"], name="agreement_year_has_one_period"),
            models.CheckConstraint(condition=Q(year__gte=1), name="period_years_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, {self.year}"

    @property
    def level(self) -> int:
        """The level verified in the period: level 0 in year 1, level 1 in year 2, …"""
        return self.year - 1
