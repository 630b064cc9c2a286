"""The filter of the list of money that asks for attention."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from legal.followup.attention import Kind


class AttentionFilters(forms.Form):
    """What narrows the list; what is not understood is passed over."""

    clase = forms.ChoiceField(label=_("Qué se muestra"), required=False, choices=Kind.choices)
    q = forms.CharField(label=_("Número, entidad o texto"), required=False, max_length=200, strip=True)

    @property
    def kind(self) -> Kind:
        """Which of the lists is asked for; the first unless told otherwise."""
        self.is_valid()
        return Kind(self.cleaned_data.get("clase") or Kind.IDLE)

    @property
    def text(self) -> str:
        """The words to look for."""
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))
