"""Norms, and what they fix as data: splits, terms, rules of money."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.norms.money import RuledModel, rule_checks
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.models.deadlines import default_warning_days
from workflow.tracking import Records


class ValidityQuerySet(models.QuerySet[models.Model]):
    """Filters of what is valid from a date to another."""

    def valid_on(self, on: date) -> Self:
        """Rows valid on a date."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class FirstPayment(models.TextChoices):
    """Whether something is paid while observations are still open."""

    REPORT_1 = "report_1", _("el I Informe de Verificación")
    REPORT_2 = "report_2", _("el II Informe de Verificación, si hubo observaciones")


class LateReport(models.TextChoices):
    """What becomes of a compliance report that arrives after its term."""

    ADMIT_WITH_NOTE = "admit_with_note", _("se admite con constancia")
    REFUSE = "refuse", _("no se admite")


class UnmetCriteria(models.TextChoices):
    """What may become of a criterion that is not met when its correction is over."""

    CANCEL = "cancel", _("se cancela su saldo")
    CARRY = "carry", _("puede arrastrarse al siguiente nivel")


class Norm(RuledModel):
    """A norm that governs agreements, with the rules it lets be chosen."""

    code = models.CharField(_("norma"), max_length=60, unique=True)
    title = models.CharField(_("título"), max_length=300)
    approved_by = models.CharField(_("aprobada por"), max_length=120, blank=True)
    valid_from = models.DateField(_("vigente desde"))
    valid_to = models.DateField(_("vigente hasta"), null=True, blank=True)
    rule_basis = models.CharField(_("fundamento de las reglas de cálculo"), max_length=300, blank=True)
    lets_agreements_choose = models.BooleanField(
        _("cada convenio elige sus reglas de cálculo"),
        default=False,
        help_text=_("Si no, rigen las de la norma, copiadas al abrir el expediente."),
    )
    choice_basis = models.CharField(
        _("artículo que permite elegirlas"),
        max_length=250,
        blank=True,
        help_text=_("Se cita donde el convenio las elige; se exige si las elige."),
    )
    first_payment_after = models.CharField(
        _("primer pago después de"), max_length=10, choices=FirstPayment.choices, default=FirstPayment.REPORT_1
    )
    late_report = models.CharField(
        _("informe presentado fuera de plazo"),
        max_length=20,
        choices=LateReport.choices,
        default=LateReport.ADMIT_WITH_NOTE,
    )
    minimum_years = models.PositiveSmallIntegerField(_("duración mínima, en años"), null=True, blank=True)
    maximum_years = models.PositiveSmallIntegerField(_("duración máxima, en años"), null=True, blank=True)
    criteria_before_warning = models.PositiveSmallIntegerField(
        _("criterios por nivel, sin aviso"),
        null=True,
        blank=True,
        help_text=_("Con más criterios en un nivel, el proyecto necesita un motivo escrito. Vacío: no se avisa."),
    )
    unmet_criteria = models.CharField(
        _("criterios no subsanados"), max_length=10, choices=UnmetCriteria.choices, default=UnmetCriteria.CANCEL
    )
    note = models.TextField(_("nota"), blank=True)

    history = Records()
    objects = ValidityQuerySet.as_manager()

    class Meta:
        verbose_name = _("norma")
        verbose_name_plural = _("normas")
        constraints: ClassVar = [
            *rule_checks(),
            models.CheckConstraint(
                condition=Q(lets_agreements_choose=False) | ~Q(choice_basis=""),
                name="choice_of_the_rules_of_money_has_its_article",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class NormSplit(models.Model):
    """How a norm splits the amount of a year into the fixed and the variable tranche (percent)."""

    norm = models.ForeignKey(Norm, on_delete=models.PROTECT, related_name="splits")
    year = models.PositiveSmallIntegerField(_("año"))
    fixed_percentage = models.DecimalField(_("tramo fijo (%)"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("distribución por tramos")
        verbose_name_plural = _("distribuciones por tramos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["norm", "year"], name="norm_splits_each_year_once"),
            models.CheckConstraint(
                condition=Q(fixed_percentage__gte=0, fixed_percentage__lte=100),
                name="fixed_percentage_lies_between_0_and_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.norm}, {self.year}: {self.fixed_percentage} %"


class NormTerm(models.Model):
    """A term that a norm fixes: how long, in which unit, what starts it, which article.

    ``warning_days`` before its end it is reminded of. By ``extension_basis`` it may be extended, once; without it, not
    (TUO Ley 27444 art. 147.1). The limit is what it may last in all, where the norm says so.
    """

    class Unit(models.TextChoices):
        """How the term is counted; days without a qualifier are calendar days (DL 1440 art. 80)."""

        CALENDAR_DAYS = TermUnit.CALENDAR_DAYS.value, _("días calendario")
        WORKING_DAYS = TermUnit.WORKING_DAYS.value, _("días hábiles")
        MONTHS = TermUnit.MONTHS.value, _("meses")

    norm = models.ForeignKey(Norm, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=40)
    title = models.CharField(_("plazo"), max_length=200)
    amount = models.PositiveSmallIntegerField(_("cantidad"))
    unit = models.CharField(_("unidad"), max_length=20, choices=Unit.choices)
    starts_from = models.CharField(_("se cuenta desde"), max_length=200)
    basis = models.CharField(_("artículo"), max_length=250)
    warning_days = models.JSONField(_("se recuerda, días antes"), default=default_warning_days)
    extension_basis = models.CharField(_("norma que permite prorrogarlo"), max_length=250, blank=True)
    limit_amount = models.PositiveSmallIntegerField(_("máximo con su prórroga"), null=True, blank=True)
    limit_unit = models.CharField(_("unidad del máximo"), max_length=20, choices=Unit.choices, blank=True)

    class Meta:
        verbose_name = _("plazo de la norma")
        verbose_name_plural = _("plazos de la norma")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["norm", "name"], name="norm_fixes_each_term_once"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="norm_term_lasts_at_least_one"),
            models.CheckConstraint(
                condition=Q(limit_amount__isnull=True, limit_unit="") | Q(limit_amount__gte=1) & ~Q(limit_unit=""),
                name="limit_of_a_norm_term_has_its_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.amount} {self.get_unit_display()}"

    @property
    def length(self) -> Term:
        """How long it lasts."""
        return Term(amount=self.amount, unit=TermUnit(self.unit))

    @property
    def limit(self) -> Term | None:
        """How long it may last with its extension, where the norm says so."""
        return None if self.limit_amount is None else Term(amount=self.limit_amount, unit=TermUnit(self.limit_unit))


class BudgetProgramme(models.Model):
    """A budget programme; the catalogue changes every year."""

    code = models.CharField(_("código"), max_length=4)
    name = models.CharField(_("nombre"), max_length=200)
    valid_from = models.DateField(_("vigente desde"), null=True, blank=True)
    valid_to = models.DateField(_("vigente hasta"), null=True, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        verbose_name = _("programa presupuestal")
        verbose_name_plural = _("programas presupuestales")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="programme_code_is_current_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="programme_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class FinancingSource(models.Model):
    """Where the money comes from: a donor's agreement is only a reference here."""

    code = models.CharField(_("código"), max_length=60, unique=True)
    name = models.CharField(_("nombre"), max_length=250)
    donor = models.CharField(_("donante"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("fuente de financiación")
        verbose_name_plural = _("fuentes de financiación")

    def __str__(self) -> str:
        return self.name
