"""The executing units of entities: units that have a budget of their own within that of the entity."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.entities.models.entities import Entity
from workflow.models import Unit
from workflow.tracking import Records


class ExecutingUnit(models.Model):
    """A unit that executes the budget of its entity, by a code that it has alone in its *pliego* while it has it.

    Its name is the unit's, today and in time (``FormerName``). Valid on both of its days; without them, ever.
    """

    unit = models.OneToOneField(Unit, verbose_name=_("unidad"), on_delete=models.PROTECT, related_name="executing_unit")
    entity = models.ForeignKey(
        Entity, verbose_name=_("entidad"), on_delete=models.PROTECT, related_name="executing_units"
    )
    code = models.CharField(_("código de unidad ejecutora"), max_length=6)
    starts_on = models.DateField(_("desde"), null=True, blank=True)
    ends_on = models.DateField(_("hasta"), null=True, blank=True)
    instrument = models.CharField(_("norma que la crea"), max_length=200, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("unidad ejecutora")
        verbose_name_plural = _("unidades ejecutoras")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entity", "code"],
                condition=Q(ends_on__isnull=True),
                name="executing_unit_has_its_code_alone_in_its_entity",
                violation_error_message=_("Otra unidad ejecutora de la entidad lleva ese código."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="executing_unit_ends_after_it_starts",
                violation_error_message=_("La unidad ejecutora termina antes de empezar."),
            ),
            models.CheckConstraint(condition=~Q(code=""), name="executing_unit_has_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.unit.name}"
