"""The schedule of activities: what the money of each year is needed for, and when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models.agreements import Agreement
from workflow.tracking import Records


class Activity(models.Model):
    """An activity of a year of the agreement, from a month to another, and the year whose money it needs, if any."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="activities")
    position = models.PositiveSmallIntegerField(_("orden"))
    name = models.CharField(_("actividad"), max_length=200)
    product = models.CharField(_("producto"), max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(_("año"))
    first_month = models.PositiveSmallIntegerField(_("desde el mes"))
    last_month = models.PositiveSmallIntegerField(_("hasta el mes"))
    money_year = models.PositiveSmallIntegerField(_("año cuyo dinero necesita"), null=True, blank=True)
    in_text = models.BooleanField(_("forma parte del texto"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("actividad")
        verbose_name_plural = _("actividades")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "position"], name="activity_has_a_place_of_its_own_in_its_agreement"
            ),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__lte=12, first_month__lte=F("last_month")),
                name="activity_runs_from_a_month_to_the_same_or_a_later_one",
            ),
            models.CheckConstraint(condition=Q(year__gte=1), name="activity_years_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year}: {self.first_month}–{self.last_month})"
