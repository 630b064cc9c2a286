"""The forms of what follows the opinions: required instruments, the director's decision, withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.forms.review import ObservingForm
from legal.documents.forms import UploadField, read_upload
from workflow.forms import ActForm, DateField


class InstrumentForm(ActForm):
    """A required instrument with its number, date and file."""

    kind = forms.ChoiceField(label=gettext_lazy("Instrumento"), widget=forms.RadioSelect)
    number = forms.CharField(
        label=gettext_lazy("Número"),
        max_length=120,
        help_text=gettext_lazy("Como figura en el instrumento: N° 045-2026-MPCH."),
    )
    issued_on = DateField(label=gettext_lazy("Fecha del instrumento"))
    file = UploadField(label=gettext_lazy("Archivo"))

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(kinds)
        if len(kinds) == 1:
            field.initial = kinds[0][0]

    def upload(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file."""
        return read_upload(self.cleaned_data["file"])


class ApprovalForm(ObservingForm):
    """The director's decision: approve the text for signature, or send it back with observations."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decisión"),
        choices=[
            ("approve", gettext_lazy("Aprobar el texto para la firma")),
            (ObservingForm.OBSERVES, gettext_lazy("Devolverlo con observaciones")),
        ],
        widget=forms.RadioSelect,
    )

    @property
    def sends_back(self) -> bool:
        """Whether the text goes back."""
        return bool(self.cleaned_data["decision"] == self.OBSERVES)

    def clean(self) -> dict[str, Any]:
        """Hold the decision and the observations together."""
        values = super().clean() or self.cleaned_data
        self.check_observations(
            "decision",
            none=_("Para devolver el texto, escriba qué debe corregirse."),
            idle=_("Escribió observaciones y marcó que aprueba. Marque que lo devuelve o retire lo escrito."),
        )
        return values


class WithdrawForm(ActForm):
    """Why the agreement is given up."""

    reason = forms.CharField(
        label=gettext_lazy("Motivo del desistimiento"),
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Escriba el motivo del desistimiento.")},
    )


class WaiveVisaForm(ActForm):
    """Why one goes on without a visa."""

    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Queda en el expediente y en la hoja de vistos buenos y firmas."),
        error_messages={"required": gettext_lazy("Escriba por qué se prescinde del visto bueno.")},
    )
