"""The agreement and the terms that are single rows: parties, programmes, money by year, ambit, products."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.entities.models import District, Entity
from legal.norms.models import BudgetProgramme, FinancingSource, Norm
from legal.norms.money import RuledModel, rule_checks
from legal.norms.settlement.rules import PROPORTIONAL, values_of_rules
from workflow.models import Case, Unit
from workflow.tracking import Records


def rules_of_the_first_norms() -> dict[str, Any]:
    """Return the rules of money by which an agreement is paid where nobody has chosen any."""
    return values_of_rules(PROPORTIONAL)


class Agreement(RuledModel):
    """A *Convenio de Apoyo Presupuestario*. Its status is moved by services alone.

    It is paid by its own rules of money, printed in its Annex II. ``opening_rules`` are those that its norm had when
    the case was opened: what the text says of the rules is told against them, whatever the norm says since.
    """

    class Status(models.TextChoices):
        """Where the agreement stands in its life."""

        DRAFT = "draft", _("En formulación")
        IN_REVIEW = "in_review", _("En revisión")
        APPROVED = "approved", _("Aprobado para la firma")
        IN_SIGNATURE = "in_signature", _("En suscripción")
        IN_FORCE = "in_force", _("En vigor")
        SUSPENDED = "suspended", _("Suspendido")
        EXPIRED = "expired", _("Vencido, en liquidación")
        CONCLUDED = "concluded", _("Concluido")
        WITHDRAWN = "withdrawn", _("Desistido")
        TERMINATED = "terminated", _("Resuelto")

    class SigningOrder(models.TextChoices):
        """Whether the parties sign one after the other or at the same time."""

        SEQUENCE = "sequence", _("uno después de otro, en el orden de las partes")
        PARALLEL = "parallel", _("en cualquier orden")

    class VerifiedBy(models.TextChoices):
        """Who writes the verification reports."""

        GRANTOR = "grantor", _("la DGPP")
        VERIFIER = "verifier", _("la entidad verificadora, que firma el convenio")

    case = models.OneToOneField(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="agreement")
    entity = models.ForeignKey(
        Entity, verbose_name=_("entidad pública"), on_delete=models.PROTECT, related_name="agreements"
    )
    norm = models.ForeignKey(Norm, verbose_name=_("norma que lo rige"), on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(
        FinancingSource,
        verbose_name=_("fuente de financiación"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    title = models.CharField(_("denominación"), max_length=200)
    objective = models.TextField(_("objetivo general"), blank=True)
    specific_objective = models.TextField(_("objetivo específico"), blank=True)
    years = models.PositiveSmallIntegerField(
        _("duración en años"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    counterpart = models.TextField(_("contrapartida de la entidad"), blank=True)
    gap_basis = models.TextField(_("cálculo de la brecha de bienes y servicios"), blank=True)
    maximum = models.DecimalField(_("monto total máximo (S/)"), max_digits=17, decimal_places=2, default=0)
    conducting_unit = models.ForeignKey(
        Unit,
        verbose_name=_("unidad conductora de la entidad"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    verified_by = models.CharField(
        _("quién verifica"), max_length=10, choices=VerifiedBy.choices, blank=True, editable=False
    )
    signing_order = models.CharField(
        _("orden de firma"), max_length=10, choices=SigningOrder.choices, default=SigningOrder.SEQUENCE
    )
    opening_rules = models.JSONField(
        _("reglas de la norma al abrir el expediente"), default=rules_of_the_first_norms, editable=False
    )
    status = models.CharField(_("estado"), max_length=15, choices=Status.choices, default=Status.DRAFT, editable=False)
    number = models.CharField(_("número"), max_length=60, blank=True, editable=False)
    signed_on = models.DateField(_("suscrito el"), null=True, blank=True, editable=False)
    in_force_from = models.DateField(_("en vigor desde"), null=True, blank=True, editable=False)
    ends_on = models.DateField(_("vence el"), null=True, blank=True, editable=False)
    demonstration_note = models.TextField(_("nota de demostración"), blank=True, editable=False)

    history = Records()

    class Meta:
        verbose_name = _("convenio")
        verbose_name_plural = _("convenios")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(maximum__gte=0), name="maximum_is_not_negative"),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=5), name="agreement_lasts_one_to_five_years"),
            models.CheckConstraint(
                condition=~Q(status="in_force")
                | Q(number__gt="", signed_on__isnull=False, in_force_from__isnull=False, ends_on__isnull=False),
                name="agreement_in_force_has_number_and_dates",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("in_force_from")),
                name="agreement_ends_after_it_starts",
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="agreement_number_is_unique"),
            *rule_checks("an_agreement"),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "entity"], name="agreement_by_status_and_entity")]

    def __str__(self) -> str:
        return self.number or self.title


class Party(models.Model):
    """An entity that signs the agreement, in which capacity, and the role of the post that signs for it."""

    class Capacity(models.TextChoices):
        """What the party is in the agreement."""

        GRANTOR = "grantor", _("Ministerio de Economía y Finanzas, a través de la DGPP")
        BENEFICIARY = "beneficiary", _("entidad pública")
        VERIFIER = "verifier", _("entidad verificadora")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    entity = models.ForeignKey(
        Entity, verbose_name=_("entidad"), on_delete=models.PROTECT, related_name="participations"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unidad que firma"), on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(_("calidad"), max_length=15, choices=Capacity.choices)
    role = models.CharField(_("rol que firma"), max_length=40)
    position = models.PositiveSmallIntegerField(_("orden"))
    in_text = models.BooleanField(_("forma parte del texto"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("parte")
        verbose_name_plural = _("partes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "capacity"],
                condition=Q(in_text=True),
                name="each_capacity_is_held_once_in_an_agreement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.get_capacity_display()})"


class SupportedProgramme(models.Model):
    """A budget programme that the agreement supports; ``position`` is its place in the text."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="programmes")
    programme = models.ForeignKey(
        BudgetProgramme, verbose_name=_("programa presupuestal"), on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("orden"))
    in_text = models.BooleanField(_("forma parte del texto"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("programa presupuestal del convenio")
        verbose_name_plural = _("programas presupuestales del convenio")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "programme"], name="programme_is_supported_once"),
        ]

    def __str__(self) -> str:
        return str(self.programme)


class YearAmount(models.Model):
    """The maximum of a year and its split; the variable percentage is the rest of 100."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="year_amounts")
    year = models.PositiveSmallIntegerField(_("año"))
    maximum = models.DecimalField(_("monto máximo (S/)"), max_digits=17, decimal_places=2)
    fixed_percentage = models.DecimalField(_("tramo fijo (%)"), max_digits=5, decimal_places=2)

    history = Records()

    class Meta:
        verbose_name = _("monto anual")
        verbose_name_plural = _("montos anuales")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "year"], name="year_has_one_amount"),
            models.CheckConstraint(condition=Q(maximum__gte=0), name="year_maximum_is_not_negative"),
            models.CheckConstraint(
                condition=Q(fixed_percentage__gte=0, fixed_percentage__lte=100),
                name="year_split_lies_between_0_and_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, {self.year}: {self.maximum}"


class AmbitDistrict(models.Model):
    """A district in which the agreement works."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="ambit")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    in_text = models.BooleanField(_("forma parte del texto"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("distrito del ámbito")
        verbose_name_plural = _("distritos del ámbito")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "district"], name="district_is_in_the_ambit_once"),
        ]

    def __str__(self) -> str:
        return str(self.district)


class Product(models.Model):
    """A prioritised product of one of the programmes of the agreement; a draft may not say yet of which."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="products")
    programme = models.ForeignKey(
        BudgetProgramme,
        verbose_name=_("programa presupuestal"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    code = models.CharField(_("código"), max_length=7, blank=True)
    name = models.CharField(_("producto"), max_length=250)
    in_text = models.BooleanField(_("forma parte del texto"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("producto priorizado")
        verbose_name_plural = _("productos priorizados")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "programme", "name"], name="product_is_prioritised_once_in_its_programme"
            ),
            models.UniqueConstraint(
                fields=["agreement", "name"],
                condition=Q(programme__isnull=True),
                name="product_without_programme_is_prioritised_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
