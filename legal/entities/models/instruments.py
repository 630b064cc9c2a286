"""What each level of government requires before an act."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.entities.models.levels import Level
from workflow.tracking import Records


class InstrumentKind(models.TextChoices):
    """Instruments that a level of government or a norm may require before an act."""

    COUNCIL_AGREEMENT = "council_agreement", _("Acuerdo de Concejo")
    REGIONAL_COUNCIL_AGREEMENT = "regional_council_agreement", _("Acuerdo de Consejo Regional")
    PCM_COORDINATION = "pcm_coordination", _("Coordinación con la Secretaría de Descentralización de la PCM")
    DIRECTORAL_RESOLUTION = "directoral_resolution", _("Resolución Directoral de la DGPP que aprueba el convenio")
    SECTOR_OPINION = "sector_opinion", _("Opinión del sector")


class DocumentSubject(models.TextChoices):
    """What the instrument approves."""

    AGREEMENT = "agreement", _("convenio")
    ADDENDUM = "addendum", _("adenda")
    TERMINATION = "termination", _("resolución del convenio")


class InstrumentRequirementQuerySet(models.QuerySet["InstrumentRequirement"]):
    """Filters of requirements."""

    def in_force(self, *, level: str, subject: str, on: date) -> Self:
        """What a level requires for a kind of document on a date."""
        return self.filter(level=level, subject=subject).filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class InstrumentRequirement(models.Model):
    """One instrument that a level of government requires before a kind of act, with its norm."""

    level = models.CharField(_("nivel de gobierno"), max_length=10, choices=Level.choices)
    subject = models.CharField(_("documento"), max_length=20, choices=DocumentSubject.choices)
    instrument = models.CharField(_("instrumento"), max_length=30, choices=InstrumentKind.choices)
    basis = models.CharField(_("norma"), max_length=250)
    is_inferred = models.BooleanField(_("deducido, por validar"), default=False)
    valid_from = models.DateField(_("desde"), null=True, blank=True)
    valid_to = models.DateField(_("hasta"), null=True, blank=True)

    history = Records()
    objects = InstrumentRequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrumento exigido")
        verbose_name_plural = _("instrumentos exigidos")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["level", "subject", "instrument"],
                condition=Q(valid_to__isnull=True),
                name="instrument_is_required_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="requirement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.get_instrument_display()}"
