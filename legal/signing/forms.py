"""Forms of the room."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField, read_upload
from workflow.forms import ActForm

CONFIRM: Final = "confirm"
UPLOAD: Final = "upload"
DECLINE: Final = "decline"


class SignForm(ActForm):
    """What the signatory does: confirms, brings the signed file, or declines with a reason."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Qué hace"),
        choices=[
            (CONFIRM, gettext_lazy("Confirmo mi firma")),
            (UPLOAD, gettext_lazy("Subo el archivo firmado")),
            (DECLINE, gettext_lazy("No firmo")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque qué hace con el documento.")},
    )
    file = UploadField(
        label=gettext_lazy("Archivo firmado"),
        required=False,
        help_text=gettext_lazy("Solo si sube el archivo: el PDF firmado digitalmente o el papel firmado y escaneado."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Motivo por el que no firma"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Solo si no firma: el texto vuelve a corregirse, con este motivo como observación."),
    )

    @property
    def declines(self) -> bool:
        """Whether the signatory declines."""
        return bool(self.cleaned_data["decision"] == DECLINE)

    def upload(self) -> tuple[str, bytes] | None:
        """Return the signed file, if one is brought."""
        file = self.cleaned_data["file"]
        return read_upload(file) if file else None

    def clean(self) -> dict[str, Any]:
        """Hold the choice, the file and the reason together: nothing given is dropped in silence."""
        values = super().clean() or self.cleaned_data
        decision = values.get("decision")
        if decision == UPLOAD and not values.get("file") and "file" not in self.errors:
            self.add_error("file", _("Elija el archivo firmado."))
        if decision in {CONFIRM, DECLINE} and values.get("file"):
            self.add_error("decision", _("Eligió un archivo firmado: marque que lo sube, o quítelo."))
        if decision == DECLINE and not values.get("reason"):
            self.add_error("reason", _("Escriba el motivo por el que no firma."))
        if decision in {CONFIRM, UPLOAD} and values.get("reason"):
            self.add_error("decision", _("Escribió un motivo para no firmar: marque «No firmo» o borre el motivo."))
        return values
