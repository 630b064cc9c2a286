"""What the entity presents: its compliance reports and the evidence for each criterion and indicator."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import CriterionLevel, IndicatorTarget
from legal.documents.models import StoredFile
from legal.verification.models.verifications import Verification
from workflow.models import User
from workflow.tracking import Records


class ComplianceReport(models.Model):
    """A report of the entity: (a) on the fixed tranche, (b) on the variable one, its completion, the correction."""

    class Kind(models.TextChoices):
        """What the report is about (Annex II, 1.02)."""

        FIXED = "fixed", _("Informe de cumplimiento (a), tramo fijo")
        VARIABLE = "variable", _("Informe de cumplimiento (b), tramo variable")
        COMPLETION = "completion", _("Información que completa el informe")
        CORRECTION = "correction", _("Informe de subsanación")

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="compliance_reports")
    kind = models.CharField(_("clase"), max_length=12, choices=Kind.choices)
    number = models.CharField(_("número"), max_length=120)
    file = models.ForeignKey(StoredFile, verbose_name=_("archivo"), on_delete=models.PROTECT, related_name="+")
    presented_on = models.DateField(_("presentado el"))
    presented_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = Records()

    class Meta:
        verbose_name = _("informe de cumplimiento")
        verbose_name_plural = _("informes de cumplimiento")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verification", "kind"], name="compliance_report_is_presented_once"),
            models.CheckConstraint(condition=~Q(number=""), name="compliance_report_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Evidence(models.Model):
    """A file that supports a criterion or an indicator; the same file may support several without a copy."""

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="evidence")
    level = models.ForeignKey(
        CriterionLevel,
        verbose_name=_("criterio"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    target = models.ForeignKey(
        IndicatorTarget,
        verbose_name=_("indicador"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    file = models.ForeignKey(StoredFile, verbose_name=_("archivo"), on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(_("qué acredita"), max_length=200)
    for_correction = models.BooleanField(_("de la subsanación"), default=False)
    supplied_on = models.DateField(_("presentada el"))
    supplied_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(_("cargo"), max_length=250, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("evidencia")
        verbose_name_plural = _("evidencias")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__isnull=True, target__isnull=False) | Q(level__isnull=False, target__isnull=True),
                name="evidence_supports_a_criterion_or_an_indicator",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_says_what_it_shows"),
            models.UniqueConstraint(
                fields=["verification", "level", "file"], name="evidence_of_a_criterion_is_presented_once"
            ),
            models.UniqueConstraint(
                fields=["verification", "target", "file"], name="evidence_of_an_indicator_is_presented_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
