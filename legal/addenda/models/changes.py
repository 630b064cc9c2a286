"""What an addendum changes: one row for each provision, and for an ambit one for each district."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.addenda.models.addenda import Addendum
from legal.entities.models import District
from workflow.tracking import Records


class Change(models.Model):
    """One typed change with its reason. What is no longer wanted leaves the text; its row stays."""

    class Kind(models.TextChoices):
        """What is changed."""

        TERM = "term", _("Ampliar la vigencia")
        AMBIT = "ambit", _("Modificar el ámbito")
        CLAUSE = "clause", _("Sustituir el texto de una cláusula")

    addendum = models.ForeignKey(Addendum, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(_("clase"), max_length=10, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(_("orden"))
    reason = models.TextField(_("motivo"))
    ends_on = models.DateField(_("nueva fecha de vencimiento"), null=True, blank=True)
    clause = models.CharField(_("cláusula"), max_length=40, blank=True)
    text = models.TextField(_("texto"), blank=True)
    in_text = models.BooleanField(_("forma parte del texto"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("modificación")
        verbose_name_plural = _("modificaciones")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["addendum", "position"], name="change_has_its_own_place"),
            models.UniqueConstraint(
                fields=["addendum", "kind", "clause"],
                condition=Q(in_text=True),
                name="provision_is_changed_once_in_an_addendum",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="change_says_why"),
            models.CheckConstraint(
                condition=Q(kind="term", ends_on__isnull=False, clause="", text="")
                | Q(kind="ambit", ends_on__isnull=True, clause="", text="")
                | (Q(kind="clause", ends_on__isnull=True) & ~Q(clause="") & ~Q(text="")),
                name="change_holds_what_its_kind_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.get_kind_display()}"


class DistrictChange(models.Model):
    """A district that enters the ambit or leaves it."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="districts")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    added = models.BooleanField(_("entra"))

    history = Records()

    class Meta:
        verbose_name = _("distrito modificado")
        verbose_name_plural = _("distritos modificados")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["change", "district"], name="district_is_changed_once"),
        ]

    def __str__(self) -> str:
        return f"{'+' if self.added else '−'} {self.district}"
