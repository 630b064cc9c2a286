"""The filters of the list of agreements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Agreement
from legal.entities.models import Entity, Level
from legal.norms.models import BudgetProgramme

_ALL: tuple[str, Any] = ("", _("Todos"))


class Filters(forms.Form):
    """What narrows the list; everything is optional, and what is not understood is passed over."""

    q = forms.CharField(label=_("Número, entidad o texto"), required=False, max_length=200, strip=True)
    status = forms.ChoiceField(label=_("Estado"), required=False, choices=[_ALL, *Agreement.Status.choices])
    level = forms.ChoiceField(label=_("Nivel de gobierno"), required=False, choices=[_ALL, *Level.choices])
    programme = forms.ModelChoiceField(
        label=_("Programa presupuestal"),
        required=False,
        queryset=BudgetProgramme.objects.none(),
        empty_label=_("Todos"),
    )
    entity = forms.ModelChoiceField(
        label=_("Entidad pública"), required=False, queryset=Entity.objects.none(), empty_label=_("Todas")
    )

    def __init__(
        self, *args: Any, programmes: QuerySet[BudgetProgramme], entities: QuerySet[Entity], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # The list can be linked to from elsewhere with other filters: it never asks for one.
        self.use_required_attribute = False
        self._choose_from("programme", programmes)
        self._choose_from("entity", entities)

    def _choose_from(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def chosen(self) -> dict[str, Any]:
        """Return the filters that were given and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
