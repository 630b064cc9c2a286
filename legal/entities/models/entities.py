"""Public entities."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.entities.levels import USAGES
from legal.entities.models.levels import Level
from legal.entities.models.territory import Department, District
from workflow.models import Unit
from workflow.tracking import Records


class Entity(models.Model):
    """A public entity (a *pliego*). A national code is unique only within its sector."""

    unit = models.OneToOneField(Unit, verbose_name=_("unidad"), on_delete=models.PROTECT, related_name="entity")
    level = models.CharField(_("nivel de gobierno"), max_length=10, choices=Level.choices)
    sector_code = models.CharField(_("código de sector"), max_length=3, blank=True)
    code = models.CharField(_("código de pliego"), max_length=14)
    ruc = models.CharField("RUC", max_length=11, blank=True)
    address = models.CharField(_("domicilio legal"), max_length=250, blank=True)
    organic_law = models.CharField(
        _("ley orgánica propia"),
        max_length=250,
        blank=True,
        help_text=_("Solo de un organismo constitucionalmente autónomo: se cita en lugar de la ley de su nivel."),
    )
    head_act = models.CharField(
        _("acto de su titular"),
        max_length=80,
        blank=True,
        help_text=_(
            "Con el que incorpora recursos en su presupuesto, por ejemplo Resolución de Presidencia Ejecutiva. Vacío, "
            "el de su nivel de gobierno."
        ),
    )
    budget_office = models.CharField(
        _("oficina de presupuesto"),
        max_length=200,
        blank=True,
        help_text=_("Como la nombra su reglamento de organización. Vacío, la usual en su nivel de gobierno."),
    )
    department = models.ForeignKey(
        Department, verbose_name=_("departamento"), null=True, blank=True, on_delete=models.PROTECT
    )
    district = models.ForeignKey(District, verbose_name=_("distrito"), null=True, blank=True, on_delete=models.PROTECT)
    is_demonstration = models.BooleanField(_("dato de demostración"), default=False)

    history = Records()

    class Meta:
        verbose_name = _("entidad pública")
        verbose_name_plural = _("entidades públicas")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["level", "sector_code", "code"], name="entity_code_is_unique_in_its_level_and_sector"
            ),
            models.CheckConstraint(
                condition=~Q(level="national") | ~Q(sector_code=""), name="national_entity_names_its_sector"
            ),
        ]

    def __str__(self) -> str:
        return self.unit.name

    @property
    def territory(self) -> Department | None:
        """The department within which it acts; None for the whole country, or where its department is not known."""
        return self.department if USAGES[self.level].within_department else None

    @property
    def act_of_head(self) -> str:
        """How the act of its head is called: as the entity says, or as usual in its level."""
        return self.head_act or USAGES[self.level].head_act

    @property
    def office_of_budget(self) -> str:
        """How its budget office is called: as the entity says, or as usual in its level."""
        return self.budget_office or USAGES[self.level].budget_office
