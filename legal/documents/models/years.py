"""The official names of years."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class YearName(models.Model):
    """The official name of a year and of its decade, printed at the head of every paper of the State."""

    year = models.PositiveSmallIntegerField(_("año"), primary_key=True)
    name = models.CharField(_("nombre del año"), max_length=200)
    decade_name = models.CharField(_("nombre del decenio"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("nombre de año")
        verbose_name_plural = _("nombres de años")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(name=""), name="year_name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.name}"
