"""Criteria that were not met at their level and are judged again at a later one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import CriterionLevel, Period
from legal.verification.models.verifications import Verification
from workflow.tracking import Records


class CarriedLevel(models.Model):
    """What a year demanded of a criterion, carried unmet into a later period. Written once.

    ``origin`` is the verification of the year that demanded it: there the criterion keeps its tranche and
    counts in its level. ``period`` judges it again, outside its own level. Carried twice, it has two rows.
    """

    level = models.ForeignKey(CriterionLevel, on_delete=models.PROTECT, related_name="carried")
    origin = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="carried_out")
    period = models.ForeignKey(
        Period, verbose_name=_("se verifica en"), on_delete=models.PROTECT, related_name="carried_in"
    )
    carried_on = models.DateField(_("arrastrado el"))

    history = Records()

    class Meta:
        verbose_name = _("criterio arrastrado")
        verbose_name_plural = _("criterios arrastrados")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["level", "period"], name="criterion_is_carried_once_into_a_period"),
        ]

    def __str__(self) -> str:
        return str(_("%(level)s, al año %(year)d") % {"level": self.level, "year": self.period.year})
