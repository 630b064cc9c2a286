"""How a form takes who took part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from legal.followup.attendance import read_people


class PeopleField(forms.CharField):
    """Who took part, one person on each line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Participantes"))
        kwargs.setdefault("help_text", gettext_lazy("Uno por línea: nombre; cargo; unidad o entidad."))
        kwargs.setdefault("widget", forms.Textarea({"rows": 4}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Return the people, or say which lines name none."""
        people, problems = read_people(super().clean(value))
        if problems:
            raise ValidationError(problems)
        return people
