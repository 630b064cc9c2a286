"""The forms of a criterion with its levels and of an indicator with its targets."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.forms.figures import FigureField, WeightField
from legal.agreements.forms.rules import fields_of_a_score, initial_of_score, read_score
from legal.agreements.models import Criterion, Indicator
from legal.agreements.services.matrices import CRITERION_FIELDS, INDICATOR_FIELDS
from legal.agreements.terms import CriterionTerms, IndicatorTerms, LevelTerms, TargetTerms
from legal.norms.settlement import VariableRule
from workflow.forms import RefusableForm
from workflow.models import Unit

is_code = RegexValidator(
    r"^[^\W_][\w.\-]*\Z", gettext_lazy("El código lleva letras, cifras, puntos y guiones, sin espacios.")
)


class CodedForm(RefusableForm):
    """A row of a matrix: its code is chosen when it is added and stays."""

    code = forms.CharField(label=gettext_lazy("Código"), max_length=12, validators=[is_code])

    def __init__(self, *args: Any, years: int, taken: Collection[str], fixed_code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = range(1, years + 1)
        self._taken = taken
        self._fixed_code = fixed_code
        if fixed_code:
            del self.fields["code"]

    def clean_code(self) -> str:
        """Refuse a code that another row of the text has: writing it would overwrite that row."""
        code: str = self.cleaned_data["code"]
        if code.casefold() in {other.casefold() for other in self._taken}:
            raise forms.ValidationError(
                _("El código %(code)s ya está en el texto. Corrija ese registro o escriba otro código.")
                % {"code": code}
            )
        if code.casefold() == "nuevo":
            raise forms.ValidationError(_("Escriba un código propio del registro."))
        return code

    @property
    def chosen_code(self) -> str:
        """The code of the row."""
        return self._fixed_code or self.cleaned_data["code"]


def values_of_criterion(row: Criterion) -> dict[str, Any]:
    """Return a criterion with its thresholds as its form takes them."""
    values: dict[str, Any] = {name: getattr(row, name) for name in CRITERION_FIELDS}
    values["responsible_unit"] = row.responsible_unit_id
    values.update({f"threshold_{level.year}": level.threshold for level in row.levels.all()})
    return values


def values_of_indicator(row: Indicator) -> dict[str, Any]:
    """Return an indicator with its targets as its form takes them."""
    values: dict[str, Any] = {name: getattr(row, name) for name in INDICATOR_FIELDS}
    for target in row.targets.all():
        values[f"target_{target.year}"] = target.target
        values[f"weight_{target.year}"] = target.weight
    return {**values, **initial_of_score(row.score)}


class CriterionForm(CodedForm):
    """A criterion; a year without a threshold does not demand it."""

    process = forms.TypedChoiceField(
        label=gettext_lazy("Proceso"),
        choices=[("", gettext_lazy("Elija")), *Criterion.ProcessKind.choices],
        coerce=int,
        empty_value=None,
    )
    subprocess = forms.CharField(label=gettext_lazy("Subproceso crítico"), max_length=200)
    statement = forms.CharField(label=gettext_lazy("Criterio"), widget=forms.Textarea({"rows": 3}))
    definition = forms.CharField(
        label=gettext_lazy("Definición"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("La definición, la fórmula o ambas: sin ninguna, el proyecto no se envía."),
    )
    formula = forms.CharField(label=gettext_lazy("Fórmula"), required=False, widget=forms.Textarea({"rows": 3}))
    unit = forms.CharField(label=gettext_lazy("Unidad de medida"), max_length=60)
    operator = forms.ChoiceField(
        label=gettext_lazy("Se cumple si el valor es"),
        choices=[
            (Criterion.Operator.AT_LEAST, gettext_lazy("≥ mayor o igual que el umbral")),
            (Criterion.Operator.AT_MOST, gettext_lazy("≤ menor o igual que el umbral")),
            (Criterion.Operator.EQUAL, gettext_lazy("= igual al umbral")),
        ],
    )
    source = forms.CharField(label=gettext_lazy("Fuente de datos"), max_length=200)
    means = forms.CharField(label=gettext_lazy("Medio de verificación"), max_length=250)
    responsible_unit = forms.ModelChoiceField(
        label=gettext_lazy("Unidad responsable"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Elija"),
        help_text=gettext_lazy("El órgano que responde por el criterio y aporta su evidencia."),
    )
    weight = WeightField(
        label=gettext_lazy("Peso"),
        required=False,
        help_text=gettext_lazy("Solo si la regla del tramo fijo pondera los criterios."),
    )
    field_order = ("process", "subprocess", "code", "statement")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible_unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        for year in self.years:
            self.fields[f"threshold_{year}"] = FigureField(
                label=_("Umbral del año %(year)s (Nivel %(level)s)") % {"year": year, "level": year - 1},
                required=False,
            )

    def main_fields(self) -> list[forms.BoundField]:
        """Return the fields above the thresholds."""
        return [field for field in self.visible_fields() if not field.name.startswith("threshold_")]

    def thresholds(self) -> list[forms.BoundField]:
        """Return the threshold of each year."""
        return [self[f"threshold_{year}"] for year in self.years]

    def terms(self) -> CriterionTerms:
        """Return what was written."""
        values = self.cleaned_data
        names = ("process", "subprocess", "statement", "definition", "formula", "unit", "operator", "source", "means")
        levels = tuple(
            LevelTerms(year=year, threshold=values[f"threshold_{year}"])
            for year in self.years
            if values[f"threshold_{year}"] is not None
        )
        return CriterionTerms(
            code=self.chosen_code,
            responsible_unit=str(values["responsible_unit"]),
            weight=values["weight"],
            levels=levels,
            **{name: values[name] for name in names},
        )


class IndicatorForm(CodedForm):
    """An indicator; a year has both a target and a weight, or neither.

    ``general`` is the general rule of the agreement, where its norm lets an indicator have another.
    """

    name = forms.CharField(label=gettext_lazy("Indicador"), widget=forms.Textarea({"rows": 3}))
    formula = forms.CharField(label=gettext_lazy("Fórmula"), widget=forms.Textarea({"rows": 3}))
    unit = forms.CharField(label=gettext_lazy("Unidad de medida"), max_length=60)
    direction = forms.ChoiceField(
        label=gettext_lazy("Sentido"), choices=Indicator.Direction.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(label=gettext_lazy("Fuente de datos"), max_length=200)
    baseline = FigureField(label=gettext_lazy("Línea de base"))
    baseline_year = forms.IntegerField(
        label=gettext_lazy("Año de la línea de base"), min_value=1990, max_value=2100, localize=False
    )

    def __init__(self, *args: Any, general: VariableRule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._may_choose = general is not None
        if general is not None:
            self.fields.update(fields_of_a_score(_rule_field(general)))
        for year in self.years:
            words = {"year": year}
            self.fields[f"target_{year}"] = FigureField(label=_("Meta del año %(year)s") % words, required=False)
            self.fields[f"weight_{year}"] = WeightField(
                label=_("Peso del año %(year)s") % words, required=False, max_value=Decimal(1)
            )

    def main_fields(self) -> list[forms.BoundField]:
        """Return the fields above the targets."""
        return [field for field in self.visible_fields() if not field.name.startswith(("target_", "weight_"))]

    def rows(self) -> list[dict[str, Any]]:
        """Return target and weight year by year, for the table."""
        return [
            {"year": year, "target": self[f"target_{year}"], "weight": self[f"weight_{year}"]} for year in self.years
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the weight of each target, the target of each weight, and a rule that may be scored by."""
        values = super().clean() or self.cleaned_data
        self._score = read_score(self) if self._may_choose else None
        for year in self.years:
            target, weight = f"target_{year}", f"weight_{year}"
            if target in self.errors or weight in self.errors:
                continue
            if values[target] is not None and values[weight] is None:
                self.add_error(weight, _("La meta del año %(year)s necesita su peso.") % {"year": year})
            if values[target] is None and values[weight] is not None:
                self.add_error(target, _("El peso del año %(year)s necesita su meta.") % {"year": year})
        return values

    def terms(self) -> IndicatorTerms:
        """Return what was written."""
        values = self.cleaned_data
        names = ("name", "formula", "unit", "direction", "source", "baseline", "baseline_year")
        targets = tuple(
            TargetTerms(year=year, target=values[f"target_{year}"], weight=values[f"weight_{year}"])
            for year in self.years
            if values[f"target_{year}"] is not None
        )
        own = {name: values[name] for name in names}
        return IndicatorTerms(code=self.chosen_code, targets=targets, score=self._score, **own)


def _rule_field(general: VariableRule) -> forms.ChoiceField:
    """Return the field of an indicator's own rule; empty, it is the general one."""
    own = _("La general del convenio (%(rule)s)") % {"rule": general.label}
    return forms.ChoiceField(
        label=gettext_lazy("Regla del puntaje"),
        required=False,
        choices=[("", own), *VariableRule.choices],
        help_text=gettext_lazy("Vacía: la general del convenio."),
    )
