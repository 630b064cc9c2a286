"""What verification finds: a value and a verdict for each criterion, a value for each indicator, observations.

A finding is written once. Where the second pair of eyes returns the report, what the verifier judges anew is a row of
the next ``round``; the last round of a stage holds, and the earlier ones tell what changed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import CriterionLevel, IndicatorTarget
from legal.verification.models.evidence import Evidence
from legal.verification.models.verifications import Verification
from workflow.models import User
from workflow.tracking import Records


class Stage(models.TextChoices):
    """Who verified, and when in the period."""

    THIRD = "third", _("verificación del tercero")
    FIRST = "first", _("primera verificación")
    SECOND = "second", _("verificación de la subsanación")


class CriterionFinding(models.Model):
    """What was found on a criterion: the measured value and the verdict, kept apart, since 90 % may be "not met"."""

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="criterion_findings")
    level = models.ForeignKey(CriterionLevel, on_delete=models.PROTECT, related_name="findings")
    stage = models.CharField(_("etapa"), max_length=6, choices=Stage.choices)
    round = models.PositiveSmallIntegerField(_("vuelta"), default=1)
    value = models.DecimalField(_("valor medido"), max_digits=18, decimal_places=6, null=True, blank=True)
    met = models.BooleanField(_("cumple"))
    reason = models.TextField(_("sustento"), blank=True)
    found_on = models.DateField(_("verificado el"))
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(_("cargo"), max_length=250, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("resultado de un criterio")
        verbose_name_plural = _("resultados de los criterios")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["verification", "level", "stage", "round"], name="criterion_is_judged_once_in_each_round"
            ),
            models.CheckConstraint(condition=Q(met=True) | ~Q(reason=""), name="unmet_criterion_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.level.criterion.code}: {_('cumple') if self.met else _('no cumple')}"


class IndicatorFinding(models.Model):
    """The value that an indicator has reached."""

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="indicator_findings")
    target = models.ForeignKey(IndicatorTarget, on_delete=models.PROTECT, related_name="findings")
    stage = models.CharField(_("etapa"), max_length=6, choices=Stage.choices)
    round = models.PositiveSmallIntegerField(_("vuelta"), default=1)
    value = models.DecimalField(_("valor logrado"), max_digits=18, decimal_places=6)
    note = models.TextField(_("nota"), blank=True)
    found_on = models.DateField(_("verificado el"))
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(_("cargo"), max_length=250, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("valor de un indicador")
        verbose_name_plural = _("valores de los indicadores")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["verification", "target", "stage", "round"], name="indicator_is_measured_once_in_each_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target.indicator.code}: {self.value}"


class FindingEvidence(models.Model):
    """A file that the verifier looked at to judge a criterion or to measure an indicator. Written once."""

    criterion_finding = models.ForeignKey(
        CriterionFinding, null=True, blank=True, on_delete=models.PROTECT, related_name="looked_at"
    )
    indicator_finding = models.ForeignKey(
        IndicatorFinding, null=True, blank=True, on_delete=models.PROTECT, related_name="looked_at"
    )
    evidence = models.ForeignKey(
        Evidence, verbose_name=_("evidencia"), on_delete=models.PROTECT, related_name="looked_at_for"
    )

    history = Records()

    class Meta:
        verbose_name = _("evidencia examinada")
        verbose_name_plural = _("evidencias examinadas")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(criterion_finding__isnull=True, indicator_finding__isnull=False)
                | Q(criterion_finding__isnull=False, indicator_finding__isnull=True),
                name="evidence_is_looked_at_for_one_finding",
            ),
            models.UniqueConstraint(
                fields=["criterion_finding", "evidence"], name="evidence_is_looked_at_once_for_a_criterion"
            ),
            models.UniqueConstraint(
                fields=["indicator_finding", "evidence"], name="evidence_is_looked_at_once_for_an_indicator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_finding or self.indicator_finding}: {self.evidence}"


class Observation(models.Model):
    """One observation on a criterion, its answer, and whether the correction was accepted. One document holds all."""

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="observations")
    number = models.PositiveSmallIntegerField(_("número"))
    finding = models.OneToOneField(CriterionFinding, on_delete=models.PROTECT, related_name="observation")
    text = models.TextField(_("observación"))
    answer = models.TextField(_("respuesta"), blank=True)
    answered_on = models.DateField(_("respondida el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("observación")
        verbose_name_plural = _("observaciones")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verification", "number"], name="period_observation_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="answered_period_observation_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"[:80]
