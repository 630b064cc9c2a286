"""The columns in which a norm and an agreement hold their rules of money, and the database checks on them."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.norms.settlement import Band, FixedRule, SettlementError, VariableRule
from legal.norms.settlement.reading import bands_from
from legal.norms.settlement.rules import MoneyRules, ScoreRule, values_of_bands

# What the arithmetic calls the parameters of the rules, and in which column they are.
PARAMETERS: Final = {"percentage": "partial_share", "minimum": "minimum_share"}


class RuledModel(models.Model):
    """What chooses its rules of money from the catalogue."""

    fixed_rule = models.CharField(
        _("regla del tramo fijo"), max_length=20, choices=FixedRule.choices, default=FixedRule.PROPORTIONAL
    )
    partial_share = models.DecimalField(
        _("parte fija mientras algo no se cumpla"),
        max_digits=7,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("Solo con la regla de porcentaje fijo: de 0 a 1."),
    )
    variable_rule = models.CharField(
        _("regla del tramo variable"), max_length=20, choices=VariableRule.choices, default=VariableRule.PROPORTIONAL
    )
    minimum_share = models.DecimalField(
        _("parte mínima del camino"),
        max_digits=7,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("Solo con la regla proporcional desde un mínimo: mayor que 0 y hasta 1."),
    )
    bands = models.JSONField(
        _("tramos de avance"),
        null=True,
        blank=True,
        help_text=_(
            'Solo con la regla por tramos de avance: desde qué parte y qué puntaje, [["0.5", "0.4"], ["1", "1"]].'
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a rule of money that nothing could be settled by.

        :raises ValidationError: at the field.
        """
        try:
            self.rules.refuse()
        except SettlementError as error:
            name = error.field.partition("[")[0]
            raise ValidationError({PARAMETERS.get(name, name): str(error)}) from error

    @property
    def fixed(self) -> FixedRule:
        """How criteria turn into a share of the fixed tranche."""
        return FixedRule(self.fixed_rule)

    @property
    def variable(self) -> VariableRule:
        """How what an indicator has reached turns into its score."""
        return VariableRule(self.variable_rule)

    @property
    def score_bands(self) -> tuple[Band, ...] | None:
        """The bands by which indicators are scored, where the rule is by bands.

        :raises SettlementError: when they are not as described.
        """
        return None if self.bands is None else bands_from(self.bands)

    @property
    def rules(self) -> MoneyRules:
        """The rules as plain values.

        :raises SettlementError: when the bands are not as described.
        """
        score = ScoreRule(rule=self.variable, minimum=self.minimum_share, bands=self.score_bands)
        return MoneyRules(fixed=self.fixed, percentage=self.partial_share, score=score)

    @rules.setter
    def rules(self, rules: MoneyRules) -> None:
        self.fixed_rule, self.partial_share = rules.fixed.value, rules.percentage
        self.variable_rule, self.minimum_share = rules.score.rule.value, rules.score.minimum
        self.bands = values_of_bands(rules.score.bands)


def rule_checks(whose: str = "") -> list[models.CheckConstraint]:
    """Return the checks that keep a parameter from standing beside a rule that does not use it.

    ``whose`` parts the names of those of another table from those of a norm.
    """
    return [
        models.CheckConstraint(
            condition=Q(
                fixed_rule=FixedRule.FIXED_PERCENTAGE,
                partial_share__isnull=False,
                partial_share__gte=0,
                partial_share__lte=1,
            )
            | ~Q(fixed_rule=FixedRule.FIXED_PERCENTAGE) & Q(partial_share__isnull=True),
            name=f"partial_share_of_{whose}_belongs_to_its_rule"
            if whose
            else "partial_share_belongs_to_the_rule_of_a_fixed_percentage",
        ),
        *score_checks("variable_rule", whose),
    ]


def score_checks(rule: str, whose: str = "") -> list[models.CheckConstraint]:
    """Return the checks on the parameters of a rule of indicators, by the name of its column."""
    threshold, bands = {rule: VariableRule.THRESHOLD}, {rule: VariableRule.BANDS}
    return [
        models.CheckConstraint(
            condition=Q(**threshold, minimum_share__isnull=False, minimum_share__gt=0, minimum_share__lte=1)
            | ~Q(**threshold) & Q(minimum_share__isnull=True),
            name=f"minimum_share_of_{whose}_belongs_to_its_rule"
            if whose
            else "minimum_share_belongs_to_the_rule_of_a_threshold",
        ),
        models.CheckConstraint(
            condition=Q(**bands, bands__isnull=False) | ~Q(**bands) & Q(bands__isnull=True),
            name=f"bands_of_{whose}_belong_to_its_rule" if whose else "bands_belong_to_the_rule_of_bands",
        ),
    ]
