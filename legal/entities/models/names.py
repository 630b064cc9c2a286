"""The names and codes that units had: what a paper of their day prints."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow.models import Unit
from workflow.tracking import Records


class FormerName(models.Model):
    """What a unit was called up to a day, and its code where it is an entity or an executing unit.

    Each name begins the day after the one before it ended, and the unit's own row has the one in force. So no two
    names of a unit overlap and no day is without one; two names that end on one day are what a constraint forbids.
    ``instrument`` is the act that gave the unit its next name.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("unidad"), on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(_("nombre que llevó"), max_length=200)
    acronym = models.CharField(_("sigla"), max_length=40, blank=True)
    sector_code = models.CharField(_("código de sector"), max_length=3, blank=True)
    code = models.CharField(_("código"), max_length=14, blank=True)
    until = models.DateField(_("hasta"), help_text=_("Último día en que lo llevó."))
    instrument = models.CharField(
        _("norma que lo cambió"),
        max_length=200,
        help_text=_("Clase y número, por ejemplo Decreto Supremo N° 117-2014-EF."),
    )
    instrument_on = models.DateField(_("fecha de la norma"))

    history = Records()

    class Meta:
        verbose_name = _("nombre anterior")
        verbose_name_plural = _("nombres anteriores")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "until"], name="unit_has_one_name_at_a_time"),
            models.CheckConstraint(condition=~Q(name=""), name="former_name_is_not_empty"),
            models.CheckConstraint(condition=~Q(instrument=""), name="former_name_cites_what_changed_it"),
        ]

    def __str__(self) -> str:
        return self.name
