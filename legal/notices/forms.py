"""Forms of the room."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField, read_upload
from legal.notices.models import Notice
from workflow.forms import ActForm

RECEIVED: Final = "received"
FAILED: Final = "failed"


class SendForm(ActForm):
    """By which channel a document left, and on which day."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Medio"),
        choices=[(value, capfirst(label)) for value, label in Notice.Channel.choices],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque por qué medio salió el documento.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].label = _("Enviada el")
        self.fields["occurred_on"].help_text = _(
            "El día en que salió el documento: hoy, o una fecha anterior si un documento la sustenta."
        )


class ReceiveForm(ActForm):
    """What became of a document that was sent: who received it, with the proof, or why it was not delivered."""

    result = forms.ChoiceField(
        label=gettext_lazy("Qué pasó con el documento"),
        choices=[
            (RECEIVED, gettext_lazy("Se recibió y hay cargo")),
            (FAILED, gettext_lazy("No se pudo entregar")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque si se recibió o no se pudo entregar.")},
    )
    receiver = forms.CharField(
        label=gettext_lazy("Quién firmó o selló el cargo"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Si se recibió: nombre y puesto, o la mesa de partes que selló."),
    )
    file = UploadField(
        label=gettext_lazy("Cargo de recepción"),
        required=False,
        help_text=gettext_lazy("Si se recibió: el cargo sellado o la constancia de recepción (PDF o imagen)."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Por qué no se pudo entregar"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Si no se entregó: vuelve a enviarse y ningún plazo empieza."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].label = _("Recibida el")
        self.fields["occurred_on"].help_text = _(
            "La fecha del cargo: desde ese día corre el plazo. Si no se entregó, el día del intento."
        )

    @property
    def fails(self) -> bool:
        """Whether the document could not be delivered."""
        return bool(self.cleaned_data["result"] == FAILED)

    def upload(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the proof of receipt."""
        return read_upload(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        """Hold the result, the proof and the reason together: nothing given is dropped in silence."""
        values = super().clean() or self.cleaned_data
        result = values.get("result")
        if result == RECEIVED:
            if not values.get("receiver"):
                self.add_error("receiver", _("Escriba quién firmó o selló el cargo."))
            if not values.get("file") and "file" not in self.errors:
                self.add_error("file", _("Elija el archivo del cargo: sin él no corre ningún plazo."))
            if values.get("reason"):
                self.add_error("result", _("Escribió por qué no se entregó: marque «No se pudo entregar» o bórrelo."))
        if result == FAILED:
            if not values.get("reason"):
                self.add_error("reason", _("Escriba por qué no se pudo entregar."))
            if values.get("receiver") or values.get("file"):
                self.add_error("result", _("Indicó quién recibió o eligió un cargo: marque «Se recibió» o quítelos."))
        return values
