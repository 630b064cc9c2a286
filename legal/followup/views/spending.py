"""Record what was spent, and reverse it."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.followup.forms.spending import ReversalForm, SpendingForm
from legal.followup.models import Spending
from legal.followup.queries import idle_of, products_of, spending_units_of
from legal.followup.services import spending as services
from workflow.errors import Obstacle
from workflow.forms import ActForm
from workflow.service import LegalAct


class RecordSpending(ActPage):
    """Record an amount spent."""

    act_name = "followup.record_spending"
    form_class: ClassVar[type[ActForm]] = SpendingForm
    template_name = "followup/spending.html"
    title = gettext_lazy("Registrar un gasto")
    lead = gettext_lazy(
        "Lo ejecutado con dinero del convenio, por unidad ejecutora y producto. No se edita: se extorna."
    )
    submit_label = gettext_lazy("Registrar el gasto")

    def form_arguments(self) -> dict[str, Any]:
        """Offer the units of the entity that may spend and the products of the agreement."""
        rows = {"units": spending_units_of(self.agreement), "products": products_of(self.agreement)}
        return {**super().form_arguments(), **rows}

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps spending from being recorded."""
        return services.obstacles_to_spending(self.agreement)

    def act(self, form: Any) -> LegalAct:
        """Record it."""
        values = {name: form.cleaned_data[name] for name in ("unit", "product", "amount", "spent_on", "reference")}
        return partial(services.record_spending, agreement=self.agreement, entry=services.Entry(**values))

    def done_message(self) -> str:
        """Say that it stays."""
        return _("El gasto quedó registrado.")

    def page_context(self) -> dict[str, Any]:
        """Return what is left to spend."""
        return {"idle": idle_of(self.agreement, on=self.today)}


class ReverseSpending(ActPage):
    """Reverse an amount spent."""

    act_name = "followup.reverse_spending"
    form_class = ReversalForm
    title = gettext_lazy("Extornar un gasto")
    submit_label = gettext_lazy("Extornar el gasto")

    def load(self, **kwargs: Any) -> None:
        """Load the entry; one of another agreement is not found."""
        rows = Spending.objects.select_related("unit", "product")
        self.spending = get_object_or_404(rows, pk=kwargs["pk"], agreement=self.agreement)

    def page_context(self) -> dict[str, Any]:
        """Say which entry it is."""
        words = {"reference": self.spending.reference, "unit": self.spending.unit}
        return {"lead": _("Gasto %(reference)s de %(unit)s. Se registra por el mismo monto, en negativo.") % words}

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps it from being reversed."""
        authority = self.decide(self.act_name).authority
        another = [Obstacle(text=text) for text in services.of_another_unit(self.spending.unit, authority)]
        return [*services.obstacles_to_reversing(self.spending), *another]

    def act(self, form: Any) -> LegalAct:
        """Reverse it."""
        values = {name: form.cleaned_data[name] for name in ("reference", "reason")}
        return partial(services.reverse_spending, spending=self.spending, **values)

    def done_message(self) -> str:
        """Say that both stay."""
        return _("El gasto quedó extornado; ambos registros permanecen.")
