"""Forms of spending: an amount, a reversal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from legal.agreements.forms.figures import AmountField
from legal.agreements.models import Product
from workflow.forms import ActForm, DateInput
from workflow.models import Unit


class SpendingForm(ActForm):
    """An amount that a unit spent on a product."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unidad ejecutora"),
        queryset=Unit.objects.none(),
        error_messages={"required": gettext_lazy("Elija la unidad ejecutora.")},
    )
    product = forms.ModelChoiceField(
        label=gettext_lazy("Producto"),
        queryset=Product.objects.none(),
        error_messages={"required": gettext_lazy("Elija el producto.")},
    )
    amount = AmountField(
        label=gettext_lazy("Monto (S/)"), error_messages={"required": gettext_lazy("Escriba el monto.")}
    )
    spent_on = forms.DateField(
        label=gettext_lazy("Fecha del gasto"),
        widget=DateInput(),
        error_messages={"required": gettext_lazy("Escriba la fecha del gasto.")},
    )
    reference = forms.CharField(
        label=gettext_lazy("Referencia SIAF"),
        max_length=40,
        error_messages={"required": gettext_lazy("Escriba la referencia SIAF.")},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], products: QuerySet[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", units), ("product", products)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class ReversalForm(ActForm):
    """Why an amount spent is reversed, and the reference of its reversal."""

    reference = forms.CharField(
        label=gettext_lazy("Referencia SIAF del extorno"),
        max_length=40,
        error_messages={"required": gettext_lazy("Escriba la referencia SIAF propia del extorno.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Escriba el motivo del extorno.")},
    )
