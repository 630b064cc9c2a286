"""The fixed and the variable tranche of a year, and how what is due of them was calculated."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Period
from legal.verification.models import Report
from workflow.models import Case
from workflow.tracking import Records


class Tranche(models.Model):
    """One tranche of a year, in soles. Its parts always add up to its amount; one service moves money between them.

    ``balance`` is what is neither earned nor lost; ``due`` is earned and not yet paid; ``cancelled``
    was lost by an act of a person (directive, 17.7); ``forgone`` is what the indicators did not reach.
    """

    class Kind(models.TextChoices):
        """What the tranche is earned by."""

        FIXED = "fixed", _("tramo fijo")
        VARIABLE = "variable", _("tramo variable")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="tranches")
    period = models.ForeignKey(Period, verbose_name=_("período"), on_delete=models.PROTECT, related_name="tranches")
    kind = models.CharField(_("tramo"), max_length=8, choices=Kind.choices)
    amount = models.DecimalField(_("monto del tramo"), max_digits=17, decimal_places=2)
    paid = models.DecimalField(_("transferido"), max_digits=17, decimal_places=2, default=0)
    due = models.DecimalField(_("por transferir"), max_digits=17, decimal_places=2, default=0)
    balance = models.DecimalField(_("saldo"), max_digits=17, decimal_places=2)
    cancelled = models.DecimalField(_("cancelado"), max_digits=17, decimal_places=2, default=0)
    forgone = models.DecimalField(_("no alcanzado"), max_digits=17, decimal_places=2, default=0)

    history = Records()

    class Meta:
        verbose_name = _("tramo")
        verbose_name_plural = _("tramos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "kind"], name="period_has_each_tranche_once"),
            models.CheckConstraint(
                # Rounded, because SQLite adds decimals as floating point; on PostgreSQL nothing is left to round.
                condition=Q(
                    amount=Round(F("paid") + F("due") + F("balance") + F("cancelled") + F("forgone"), precision=2)
                ),
                name="parts_of_a_tranche_add_up_to_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0, due__gte=0, balance__gte=0, cancelled__gte=0, forgone__gte=0, amount__gt=0),
                name="parts_of_a_tranche_are_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(kind)s del año %(year)d") % {"kind": self.get_kind_display(), "year": self.period.year})


class Calculation(models.Model):
    """What a verification report makes due of a tranche, with its explanation. Written once."""

    tranche = models.ForeignKey(Tranche, on_delete=models.PROTECT, related_name="calculations")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="calculations")
    rule = models.CharField(_("regla"), max_length=20)
    share = models.DecimalField(_("parte ganada"), max_digits=9, decimal_places=6)
    due = models.DecimalField(_("corresponde ahora"), max_digits=17, decimal_places=2)
    # The rule with its parameters, the verdicts and values: what would settle to the same cents again.
    inputs = models.JSONField(_("datos del cálculo"), default=dict)
    explanation = models.JSONField(_("explicación"))
    calculated_on = models.DateField(_("calculado el"))

    history = Records()

    class Meta:
        verbose_name = _("cálculo")
        verbose_name_plural = _("cálculos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tranche", "report"], name="report_settles_a_tranche_once"),
            models.CheckConstraint(condition=Q(due__gte=0), name="calculation_takes_nothing_back"),
        ]

    def __str__(self) -> str:
        return f"{self.tranche}: {self.due}"
