"""The forms of the parts "object", "parties" and "money" of the text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.forms.figures import AmountField, PercentField
from legal.agreements.forms.rules import RULE_FIELDS, fields_of_the_rules, read_rules
from legal.agreements.models import Agreement
from legal.agreements.services.terms import ObjectTerms, PartiesTerms
from legal.agreements.terms import YearTerms
from legal.entities.models import Entity
from legal.norms.models import FinancingSource
from workflow.forms import RefusableForm
from workflow.models import Unit

LONGEST: Final = 5


class ObjectForm(RefusableForm):
    """The part "object"."""

    title = forms.CharField(label=gettext_lazy("Denominación del convenio"), max_length=200)
    objective = forms.CharField(
        label=gettext_lazy("Objetivo general"), required=False, widget=forms.Textarea({"rows": 4})
    )
    specific_objective = forms.CharField(
        label=gettext_lazy("Objetivo específico"), required=False, widget=forms.Textarea({"rows": 4})
    )
    counterpart = forms.CharField(
        label=gettext_lazy("Contrapartida de la entidad"), required=False, widget=forms.Textarea({"rows": 3})
    )
    gap_basis = forms.CharField(
        label=gettext_lazy("Cálculo de la brecha de bienes y servicios"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Sustenta el monto máximo (numeral 16.1): informe, método y resultado en soles."),
    )
    source = forms.ModelChoiceField(
        label=gettext_lazy("Fuente de financiación"),
        queryset=FinancingSource.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("Por definir"),
    )

    def terms(self) -> ObjectTerms:
        """Return what was written; a draft may lack what the act of submitting asks for."""
        return ObjectTerms(**self.cleaned_data)


class PartiesForm(RefusableForm):
    """The part "parties": who verifies, who conducts, in which order they sign."""

    verifier = forms.ModelChoiceField(
        label=gettext_lazy("Entidad que verifica"),
        queryset=Entity.objects.none(),
        required=False,
        empty_label=gettext_lazy("Ninguna: verifica la DGPP"),
        help_text=gettext_lazy(
            "Verifica y emite los informes de verificación: una tercera entidad, que firma el convenio, o la DGPP. "
            "Al guardar esta parte queda dicho."
        ),
    )
    conducting_unit = forms.ModelChoiceField(
        label=gettext_lazy("Unidad conductora de la entidad"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("Por designar"),
        help_text=gettext_lazy("El órgano de la entidad que conduce la ejecución del convenio."),
    )
    signing_order = forms.ChoiceField(
        label=gettext_lazy("Orden de firma"),
        choices=Agreement.SigningOrder.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, verifiers: QuerySet[Entity], units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: dict[str, QuerySet[Any]] = {"verifier": verifiers, "conducting_unit": units}
        for name, queryset in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset

    def terms(self) -> PartiesTerms:
        """Return what was chosen."""
        return PartiesTerms(**self.cleaned_data)


class MoneyForm(RefusableForm):
    """The part "money": maximum, duration, and a row for each year it may last; later rows are not used.

    Where the norm lets agreements choose, it asks for the rules of money too.
    """

    maximum = AmountField(label=gettext_lazy("Monto total máximo (S/)"))
    years = forms.TypedChoiceField(
        label=gettext_lazy("Duración en años"),
        choices=[(years, str(years)) for years in range(1, LONGEST + 1)],
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args: Any, splits: Mapping[int, Decimal], lets_choose: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lets_choose = lets_choose
        if lets_choose:
            self.fields.update(fields_of_the_rules())
        for year in range(1, LONGEST + 1):
            words = {"year": year}
            self.fields[f"maximum_{year}"] = AmountField(
                label=_("Máximo del año %(year)s (S/)") % words,
                required=False,
            )
            self.fields[f"fixed_{year}"] = PercentField(
                label=_("Tramo fijo del año %(year)s (%%)") % words,
                required=False,
                initial=splits.get(year),
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields year by year, for the table."""
        return [
            {"year": year, "maximum": self[f"maximum_{year}"], "fixed": self[f"fixed_{year}"]}
            for year in range(1, LONGEST + 1)
        ]

    def rule_fields(self) -> list[forms.BoundField]:
        """Return the fields of the rules; none where the norm fixes them."""
        return [self[name] for name in RULE_FIELDS] if self.lets_choose else []

    def clean(self) -> dict[str, Any]:
        """Ask for both figures of every year that the agreement lasts, and for rules that may be settled by."""
        values = super().clean() or self.cleaned_data
        for year in range(1, (values.get("years") or 0) + 1):
            for name in (f"maximum_{year}", f"fixed_{year}"):
                if name not in self.errors and values.get(name) is None:
                    self.add_error(name, _("El convenio dura ese año: escriba la cifra."))
        values["rules"] = read_rules(self) if self.lets_choose else None
        return values

    def amounts(self) -> list[YearTerms]:
        """Return the money of the years that the agreement lasts."""
        return [
            YearTerms(
                year=year,
                maximum=self.cleaned_data[f"maximum_{year}"],
                fixed_percentage=self.cleaned_data[f"fixed_{year}"],
            )
            for year in range(1, self.cleaned_data["years"] + 1)
        ]
