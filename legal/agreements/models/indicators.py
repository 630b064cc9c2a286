"""Indicators and their targets: what the variable tranche is earned by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models.agreements import Agreement
from legal.norms.money import score_checks
from legal.norms.settlement import VariableRule
from legal.norms.settlement.reading import bands_from
from legal.norms.settlement.rules import ScoreRule, values_of_bands
from workflow.tracking import Records


class Indicator(models.Model):
    """A result or product indicator with its baseline; without a rule of its own it has the general one."""

    class Direction(models.TextChoices):
        """Which way is good."""

        UP = "up", _("debe aumentar")
        DOWN = "down", _("debe disminuir")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(_("código"), max_length=12)
    name = models.TextField(_("indicador"))
    formula = models.TextField(_("fórmula"))
    unit = models.CharField(_("unidad de medida"), max_length=60)
    direction = models.CharField(_("sentido"), max_length=4, choices=Direction.choices, default=Direction.UP)
    source = models.CharField(_("fuente de datos"), max_length=200)
    baseline = models.DecimalField(_("línea de base"), max_digits=18, decimal_places=6)
    baseline_year = models.PositiveSmallIntegerField(_("año de la línea de base"))
    rule = models.CharField(_("regla del puntaje"), max_length=20, choices=VariableRule.choices, blank=True, default="")
    minimum_share = models.DecimalField(
        _("parte mínima del camino"), max_digits=7, decimal_places=6, null=True, blank=True
    )
    bands = models.JSONField(_("tramos de avance"), null=True, blank=True)
    in_text = models.BooleanField(_("forma parte del texto"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("indicador")
        verbose_name_plural = _("indicadores")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "code"], name="indicator_code_is_unique_in_its_agreement"),
            *score_checks("rule", "an_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"[:80]

    @property
    def score(self) -> ScoreRule | None:
        """Its own rule; None where the general one of the agreement scores it.

        :raises SettlementError: when its bands are not as described.
        """
        if not self.rule:
            return None
        bands = None if self.bands is None else bands_from(self.bands)
        return ScoreRule(rule=VariableRule(self.rule), minimum=self.minimum_share, bands=bands)

    @score.setter
    def score(self, score: ScoreRule | None) -> None:
        self.rule = score.rule.value if score else ""
        self.minimum_share = score.minimum if score else None
        self.bands = values_of_bands(score.bands) if score else None


class IndicatorTarget(models.Model):
    """The target of a year and its weight within the variable tranche of that year."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField(_("año"))
    target = models.DecimalField(_("meta"), max_digits=18, decimal_places=6)
    weight = models.DecimalField(_("peso"), max_digits=9, decimal_places=6)

    history = Records()

    class Meta:
        verbose_name = _("meta")
        verbose_name_plural = _("metas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "year"], name="indicator_has_one_target_a_year"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=1), name="target_weight_lies_between_0_and_1"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}, {self.year}: {self.target}"
