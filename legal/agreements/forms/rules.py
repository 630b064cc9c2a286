"""The fields by which a rule of money is chosen, with its figures: the catalogue is the norm room's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from legal.agreements.forms.figures import FigureField
from legal.norms.money import PARAMETERS
from legal.norms.settlement import Band, FixedRule, SettlementError, VariableRule
from legal.norms.settlement.reading import bands_from
from legal.norms.settlement.rules import MoneyRules, ScoreRule, values_of_bands

RULE_FIELDS: Final = ("fixed_rule", "partial_share", "variable_rule", "minimum_share", "bands")


class ShareField(FigureField):
    """A share of the whole, from 0 to 1."""

    may_be_percent = False
    default_error_messages: ClassVar = {
        "min_value": _("Una parte va de 0 a 1, como 0.45."),
        "max_value": _("Una parte va de 0 a 1, como 0.45."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=7, decimal_places=6, min_value=Decimal(0), max_value=Decimal(1), **kwargs)


class BandsField(forms.CharField):
    """The bands of a rule as one line: from which share on, and the score it gives there, "0.5 = 0.4; 1 = 1"."""

    default_error_messages: ClassVar = {
        "invalid": _("«%(value)s» no se lee: escriba desde qué avance y qué puntaje, como en 0.5 = 0.4; 1 = 1."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 400)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Return the bands as they are always written; what cannot be read is refused."""
        text = super().to_python(value) or ""
        try:
            return text_of_bands(read_bands(text))
        except (SettlementError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid"], params={"value": text}, code="invalid") from error


def read_bands(text: str) -> tuple[Band, ...] | None:
    """Return the bands of a line; nothing for an empty one.

    :raises ValueError: when it is not as :func:`text_of_bands` writes it.
    """
    if not text.strip():
        return None
    pairs = [[figure.strip() for figure in each.split("=")] for each in text.rstrip("; ").split(";")]
    return bands_from(pairs)


def text_of_bands(bands: Sequence[Band] | None) -> str:
    """Return bands as one line, "" for none."""
    return "; ".join(" = ".join(pair) for pair in values_of_bands(bands) or ())


def fields_of_a_score(rule: forms.ChoiceField) -> dict[str, forms.Field]:
    """Return the fields of a rule of indicators: the rule, by its name, and its figures."""
    return {
        "rule": rule,
        "minimum_share": ShareField(
            label=_("Parte mínima"),
            required=False,
            help_text=_("Solo con «proporcional desde un mínimo»: con un avance menor, el puntaje es 0. De 0 a 1."),
        ),
        "bands": BandsField(
            label=_("Tramos de avance"),
            required=False,
            help_text=_("Solo con «por tramos de avance»: desde qué avance y qué puntaje, como en 0.5 = 0.4; 1 = 1."),
        ),
    }


def fields_of_the_rules() -> dict[str, forms.Field]:
    """Return the fields by which an agreement chooses the rule of its fixed tranche and the general one."""
    score = fields_of_a_score(
        forms.ChoiceField(
            label=_("Regla general de los indicadores"),
            choices=VariableRule.choices,
            help_text=_("La de todo indicador que no tenga la suya."),
        )
    )
    return {
        "fixed_rule": forms.ChoiceField(label=_("Regla del tramo fijo"), choices=FixedRule.choices),
        "partial_share": ShareField(
            label=_("Parte que se paga mientras algo no se cumpla"),
            required=False,
            help_text=_("Solo con «porcentaje fijo». De 0 a 1: 0.45 es 45 %."),
        ),
        "variable_rule": score.pop("rule"),
        **score,
    }


def initial_of(rules: MoneyRules) -> dict[str, Any]:
    """Return rules as the fields take them."""
    score = initial_of_score(rules.score)
    return {
        "fixed_rule": rules.fixed.value,
        "partial_share": rules.percentage,
        "variable_rule": score.pop("rule"),
        **score,
    }


def initial_of_score(score: ScoreRule | None) -> dict[str, Any]:
    """Return the rule of an indicator as the fields take it; without its own, the rule is empty."""
    if score is None:
        return {"rule": "", "minimum_share": None, "bands": ""}
    return {"rule": score.rule.value, "minimum_share": score.minimum, "bands": text_of_bands(score.bands)}


def read_rules(form: forms.Form) -> MoneyRules | None:
    """Return the rules that a form chose; what nothing can be settled by becomes an error beside its field."""
    values = form.cleaned_data
    if not {"fixed_rule", "variable_rule"} <= values.keys() or form.errors.keys() & set(RULE_FIELDS):
        return None
    rules = MoneyRules(
        fixed=FixedRule(values["fixed_rule"]),
        percentage=values["partial_share"],
        score=_score(values["variable_rule"], values),
    )
    return rules if _is_usable(form, rules) else None


def read_score(form: forms.Form) -> ScoreRule | None:
    """Return the rule that an indicator has of its own, as :func:`read_rules`; figures without a rule are refused."""
    values = form.cleaned_data
    if form.errors.keys() & {"rule", "minimum_share", "bands"}:
        return None
    if not values["rule"]:
        for name in ("minimum_share", "bands"):
            if values[name] not in (None, ""):
                form.add_error(name, _("Sobra: el indicador no tiene una regla propia."))
        return None
    score = _score(values["rule"], values)
    return score if _is_usable(form, score) else None


def _score(rule: str, values: dict[str, Any]) -> ScoreRule:
    return ScoreRule(rule=VariableRule(rule), minimum=values["minimum_share"], bands=read_bands(values["bands"]))


def _is_usable(form: forms.Form, rules: MoneyRules | ScoreRule) -> bool:
    try:
        rules.refuse()
    except SettlementError as error:
        name = error.field.partition("[")[0]
        form.add_error(PARAMETERS.get(name, name), str(error))
        return False
    return True
