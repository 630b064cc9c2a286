"""The field in which budget programmes are chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.norms.models import BudgetProgramme


class ProgrammesField(forms.ModelMultipleChoiceField):
    """Programmes, one or more; those that have ended say until when, because an act of that time may name them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(
            queryset=BudgetProgramme.objects.order_by("code", "-valid_from"),
            label=gettext_lazy("Programas presupuestales"),
            help_text=gettext_lazy("Marque uno o varios: el texto los nombra por su código."),
            error_messages={"required": gettext_lazy("Elija al menos un programa presupuestal.")},
        )

    def label_from_instance(self, obj: Any) -> str:
        """Return the programme's code and name, and its last day where it has one."""
        if obj.valid_to is None:
            return str(obj)
        return _("%(programme)s (hasta el %(date)s)") % {
            "programme": obj,
            "date": date_format(obj.valid_to, "SHORT_DATE_FORMAT"),
        }
