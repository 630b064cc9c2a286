"""The form of the second pair of eyes: agree with the draft of a report, or return it with notes."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from legal.verification import rules
from workflow.forms import ActForm

AGREE: Final = "agree"
RETURN: Final = "return"


class ReviewForm(ActForm):
    """Whether the report may be issued as it is drafted, and what is to be said of it."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decisión"),
        widget=forms.RadioSelect,
        choices=[
            (AGREE, gettext_lazy("Dar conformidad: puede emitirse como está")),
            (RETURN, gettext_lazy("Devolverlo al verificador")),
        ],
        error_messages={"required": gettext_lazy("Marque si da su conformidad o lo devuelve.")},
    )
    notes = forms.CharField(
        label=gettext_lazy("Notas"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "Si lo devuelve: qué debe corregirse, criterio por criterio. El verificador las responde."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].label = gettext_lazy("Revisado el")

    def clean(self) -> dict[str, Any]:
        """Ask for the notes of a return beside their field."""
        values = super().clean() or self.cleaned_data
        if decision := values.get("decision"):
            notes = values.get("notes", "")
            self.add_obstacles(rules.obstacles_to_reviewing(agrees=decision == AGREE, notes=notes))
        return values
