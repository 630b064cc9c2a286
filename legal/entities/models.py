"""Public entities, their territory, and what each level of government requires before an act."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.entities.levels import USAGES
from workflow.models import Unit
from workflow.tracking import Records


class Level(models.TextChoices):
    """Level of government."""

    NATIONAL = "national", _("Gobierno Nacional")
    REGIONAL = "regional", _("Gobierno Regional")
    LOCAL = "local", _("Gobierno Local")


class Department(models.Model):
    """A department; ``code`` is the first two digits of the UBIGEO (INEI)."""

    code = models.CharField(_("código"), max_length=2, primary_key=True)
    name = models.CharField(_("nombre"), max_length=60)

    class Meta:
        verbose_name = _("departamento")
        verbose_name_plural = _("departamentos")

    def __str__(self) -> str:
        return self.name


class Province(models.Model):
    """A province; ``code`` is the first four digits of the UBIGEO."""

    code = models.CharField(_("código"), max_length=4, primary_key=True)
    name = models.CharField(_("nombre"), max_length=80)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="provinces")

    class Meta:
        verbose_name = _("provincia")
        verbose_name_plural = _("provincias")

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A district; ``code`` is its UBIGEO."""

    code = models.CharField(_("UBIGEO"), max_length=6, primary_key=True)
    name = models.CharField(_("nombre"), max_length=80)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="districts")

    class Meta:
        verbose_name = _("distrito")
        verbose_name_plural = _("distritos")

    def __str__(self) -> str:
        return self.name


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
