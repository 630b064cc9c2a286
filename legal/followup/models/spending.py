"""What was spent of the money of an agreement. Nothing is edited: a correction is another entry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Agreement, Product
from workflow.models import Case, Unit, User
from workflow.tracking import Records


class Spending(models.Model):
    """An amount spent by a unit on a product, in soles; negative when it reverses another (*extorno*)."""

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="spending")
    agreement = models.ForeignKey(
        Agreement, verbose_name=_("convenio"), on_delete=models.PROTECT, related_name="spending"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unidad ejecutora"), on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, verbose_name=_("producto"), on_delete=models.PROTECT, related_name="spending")
    amount = models.DecimalField(_("monto"), max_digits=17, decimal_places=2)
    spent_on = models.DateField(_("fecha"))
    reference = models.CharField(_("referencia SIAF"), max_length=40)
    reverses = models.OneToOneField(
        "self", verbose_name=_("extorna"), null=True, blank=True, on_delete=models.PROTECT, related_name="reversal"
    )
    recorded_on = models.DateField(_("registrado el"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = Records()

    class Meta:
        verbose_name = _("gasto")
        verbose_name_plural = _("gastos")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "unit", "reference"], name="spending_has_its_own_reference_in_its_unit"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="spending_has_its_reference"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, reverses__isnull=True) | Q(amount__lt=0, reverses__isnull=False),
                name="only_negative_spending_reverses_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.reference}"
