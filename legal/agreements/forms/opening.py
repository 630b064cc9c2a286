"""The form that opens the case of an agreement."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy

from legal.agreements.forms.programmes import ProgrammesField
from legal.entities.models import Entity
from legal.norms.models import FinancingSource, Norm, NormSplit, NormTerm
from workflow.forms import ActForm

YEARS = [(years, str(years)) for years in range(1, 6)]


def norms_that_can_govern() -> QuerySet[Norm]:
    """Return the norms whose splits and terms are recorded: without them an agreement has no schedule."""
    of_norm = {"norm": OuterRef("pk")}
    return Norm.objects.filter(
        Exists(NormSplit.objects.filter(**of_norm)), Exists(NormTerm.objects.filter(**of_norm))
    ).order_by("-valid_from", "code")


class OpenForm(ActForm):
    """What is known when a case is opened. ``key`` makes sending the form twice open one case."""

    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("Denominación del convenio"),
        max_length=200,
        help_text=gettext_lazy("Como se citará: el programa y la entidad bastan."),
    )
    entity = forms.ModelChoiceField(
        label=gettext_lazy("Entidad pública"), queryset=Entity.objects.none(), empty_label=gettext_lazy("Elija")
    )
    norm = forms.ModelChoiceField(
        label=gettext_lazy("Norma que lo rige"),
        queryset=Norm.objects.none(),
        empty_label=gettext_lazy("Elija"),
        help_text=gettext_lazy("Fija los plazos y la distribución por tramos."),
    )
    programmes = ProgrammesField()
    source = forms.ModelChoiceField(
        label=gettext_lazy("Fuente de financiación"),
        queryset=FinancingSource.objects.none(),
        required=False,
        empty_label=gettext_lazy("Por definir"),
    )
    years = forms.TypedChoiceField(
        label=gettext_lazy("Duración en años"), choices=YEARS, coerce=int, initial=3, empty_value=None
    )

    def __init__(self, *args: Any, entities: QuerySet[Entity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4().hex
        rows: dict[str, QuerySet[Any]] = {
            "entity": entities,
            "norm": norms_that_can_govern(),
            "source": FinancingSource.objects.order_by("name"),
        }
        for name, queryset in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
