"""The case: one row per matter, and the row that everything about the matter locks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow.models.people import Unit, User


class Case(models.Model):
    """A case (*expediente*): one number, one lock, one record (TUO of Ley 27444 art. 161)."""

    number = models.CharField(_("número de expediente"), max_length=20, unique=True)
    title = models.CharField(_("asunto"), max_length=250)
    unit = models.ForeignKey(Unit, verbose_name=_("unidad"), on_delete=models.PROTECT, related_name="cases")
    opened_on = models.DateField(_("abierto el"))
    opened_by = models.ForeignKey(User, verbose_name=_("abierto por"), on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("registrado el"), auto_now_add=True)
    # What the page that opened it sent along: the same request twice opens one case.
    key = models.CharField(max_length=40, null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("expediente")
        verbose_name_plural = _("expedientes")
        indexes: ClassVar = [models.Index(fields=["-opened_at", "-id"], name="case_newest_first")]

    def __str__(self) -> str:
        return self.number


class CaseYear(models.Model):
    """The last number given to a case in a year. Its row is locked while a number is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Participation(models.Model):
    """A unit takes part in a case, in some capacity; its posts see the case while it lasts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")
    capacity = models.CharField(_("calidad"), max_length=20)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("participación")
        verbose_name_plural = _("participaciones")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "unit", "capacity"], name="unit_takes_part_once_in_each_capacity"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.capacity})"
