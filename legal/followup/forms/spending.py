"""Forms of spending: an amount, a reversal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from legal.agreements.forms.figures import AmountField
from legal.agreements.models import Product
from legal.norms.rules import CENT
from workflow.forms import ActForm, DateField
from workflow.models import Unit


class ProductField(forms.ModelChoiceField):
    """A product by its code and name, after its programme where the agreement has several."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Product.objects.none(), **kwargs)
        self.names_programmes = False

    def offer(self, products: QuerySet[Product]) -> None:
        """Offer the products of an agreement."""
        self.queryset = products
        self.names_programmes = len({product.programme_id for product in products}) > 1

    def label_from_instance(self, obj: Any) -> str:
        """Name a product."""
        name = f"{obj.code} {obj.name}".strip()
        return f"{obj.programme}: {name}" if self.names_programmes and obj.programme else name


class ExecutingUnitField(forms.ModelChoiceField):
    """A unit that may spend, with the code of executing unit that it has in the budget."""

    def label_from_instance(self, obj: Any) -> str:
        """Name a unit."""
        executing = getattr(obj, "executing_unit", None)
        return f"{executing.code} {obj.name}" if executing else str(obj.name)


class SpendingForm(ActForm):
    """An amount that a unit spent on a product."""

    done_on = ("spent_on",)

    unit = ExecutingUnitField(
        label=gettext_lazy("Unidad ejecutora"),
        queryset=Unit.objects.none(),
        error_messages={"required": gettext_lazy("Elija la unidad ejecutora.")},
    )
    product = ProductField(
        label=gettext_lazy("Producto"),
        error_messages={"required": gettext_lazy("Elija el producto.")},
    )
    amount = AmountField(
        label=gettext_lazy("Monto (S/)"),
        min_value=CENT,
        help_text=gettext_lazy("Como 1234.56 o 1,234.56."),
        error_messages={"required": gettext_lazy("Escriba el monto.")},
    )
    spent_on = DateField(
        label=gettext_lazy("Fecha del gasto"),
        error_messages={"required": gettext_lazy("Escriba la fecha del gasto.")},
    )
    reference = forms.CharField(
        label=gettext_lazy("Referencia SIAF"),
        max_length=40,
        error_messages={"required": gettext_lazy("Escriba la referencia SIAF.")},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], products: QuerySet[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, product = self.fields["unit"], self.fields["product"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(product, ProductField)
        unit.queryset = units
        product.offer(products)


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
