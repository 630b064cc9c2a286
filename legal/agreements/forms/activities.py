"""The form of the schedule of activities: a row for each, and some empty ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.dates import MONTHS_3
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.terms import ActivityTerms
from workflow.forms import RefusableForm

SPARE: Final = 4


class ActivityForm(RefusableForm):
    """One activity; an empty row is none."""

    name = forms.CharField(label=gettext_lazy("Actividad"), max_length=200, required=False)
    product = forms.CharField(label=gettext_lazy("Producto"), max_length=250, required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Año"), coerce=int, required=False, empty_value=None)
    first_month = forms.TypedChoiceField(label=gettext_lazy("Desde"), coerce=int, required=False, empty_value=None)
    last_month = forms.TypedChoiceField(label=gettext_lazy("Hasta"), coerce=int, required=False, empty_value=None)
    money_year = forms.TypedChoiceField(
        label=gettext_lazy("Dinero del año"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, years: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_years = [(year, str(year)) for year in range(1, years + 1)]
        months = [(number, capfirst(str(name))) for number, name in MONTHS_3.items()]
        nothing = [("", "–")]
        choices = {"year": of_years, "first_month": months, "last_month": months, "money_year": of_years}
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [*nothing, *offered]

    def clean(self) -> dict[str, Any]:
        """Ask a row with anything in it for its name, its year and its months, in their order."""
        values = super().clean() or self.cleaned_data
        if self.errors or not any(values.values()):
            return values
        for name in ("name", "year", "first_month", "last_month"):
            if not values.get(name):
                self.add_error(name, _("Falta este dato de la actividad."))
        if not self.errors and values["first_month"] > values["last_month"]:
            self.add_error("last_month", _("El último mes no puede ser anterior al primero."))
        return values

    def terms(self) -> ActivityTerms | None:
        """Return the activity, or nothing for an empty row."""
        return ActivityTerms(**self.cleaned_data) if any(self.cleaned_data.values()) else None


class ScheduleForm(RefusableForm):
    """The whole schedule: what is sent is what stands."""

    def __init__(self, data: Any = None, *, years: int, standing: Sequence[ActivityTerms]) -> None:
        super().__init__(data)
        count = len(standing) + SPARE
        if data is not None:
            numbers = [int(key.split("-")[0]) for key in data if key.split("-")[0].isdecimal() and "-" in key]
            count = max([count, *(number + 1 for number in numbers if number < 200)])
        self.rows = [
            ActivityForm(
                data,
                prefix=str(number),
                years=max(years, *(max(each.year, each.money_year or 1) for each in standing), 1),
                initial=_values(standing[number]) if number < len(standing) else None,
            )
            for number in range(count)
        ]

    def is_valid(self) -> bool:
        """Whether the rows can be read, all of them."""
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def activities(self) -> list[ActivityTerms]:
        """Return what was written, without the empty rows."""
        return [terms for row in self.rows if (terms := row.terms())]


def _values(activity: ActivityTerms) -> dict[str, Any]:
    return {name: getattr(activity, name) for name in ActivityForm.base_fields}
