"""Commitments: process → critical subprocess → criterion → level per year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models.agreements import Agreement
from workflow.models import Unit
from workflow.tracking import Records


class Criterion(models.Model):
    """A criterion that measures a critical subprocess, with the unit that answers for it."""

    class ProcessKind(models.IntegerChoices):
        """The four processes of the directive."""

        PROGRAMMING = 1, _("Programación operativa")
        LOGISTICS = 2, _("Soporte logístico para la adquisición y distribución de los insumos")
        ORGANIZATION = 3, _("Organización para la producción de los productos y su entrega a los beneficiarios")
        SUPERVISION = 4, _("Supervisión, seguimiento y evaluación")

    class Operator(models.TextChoices):
        """How a measured value meets its threshold."""

        AT_LEAST = ">=", "≥"
        AT_MOST = "<=", "≤"
        EQUAL = "=", "="

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="criteria")
    process = models.PositiveSmallIntegerField(_("proceso"), choices=ProcessKind.choices)
    subprocess = models.CharField(_("subproceso crítico"), max_length=200)
    code = models.CharField(_("código"), max_length=12)
    statement = models.TextField(_("criterio"))
    definition = models.TextField(_("definición"), blank=True)
    formula = models.TextField(_("fórmula"), blank=True)
    unit = models.CharField(_("unidad de medida"), max_length=60)
    operator = models.CharField(_("operador"), max_length=2, choices=Operator.choices, default=Operator.AT_LEAST)
    source = models.CharField(_("fuente de datos"), max_length=200)
    means = models.CharField(_("medio de verificación"), max_length=250)
    responsible_unit = models.ForeignKey(
        Unit, verbose_name=_("unidad responsable"), on_delete=models.PROTECT, related_name="+"
    )
    weight = models.DecimalField(_("peso"), max_digits=9, decimal_places=6, null=True, blank=True)
    in_text = models.BooleanField(_("forma parte del texto"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("criterio")
        verbose_name_plural = _("criterios")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "code"], name="criterion_code_is_unique_in_its_agreement"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gt=0), name="criterion_weight_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.statement}"[:80]


class CriterionLevel(models.Model):
    """What a criterion demands in a year: level 0 in year 1, level 1 in year 2, …"""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="levels")
    year = models.PositiveSmallIntegerField(_("año"))
    threshold = models.DecimalField(_("umbral"), max_digits=18, decimal_places=6)

    history = Records()

    class Meta:
        verbose_name = _("nivel de cumplimiento")
        verbose_name_plural = _("niveles de cumplimiento")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["criterion", "year"], name="criterion_has_one_level_a_year"),
            models.CheckConstraint(condition=Q(year__gte=1), name="level_years_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}, {self.year}: {self.threshold}"

    @property
    def level(self) -> int:
        """The level that the year verifies."""
        return self.year - 1
