"""Forms of the room."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField, read_upload
from legal.entities.roles import VISA
from legal.signing.models import VisaRequirement
from workflow.admin.base import KeptForm
from workflow.forms import ActForm, DecisionForm
from workflow.models import Post

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


class VisaForm(DecisionForm):
    """What a post that initials does: gives its V°B°, or returns the document with a reason."""

    go_on_label = gettext_lazy("Doy el visto bueno")
    turn_back_label = gettext_lazy("Devuelvo el documento")
    reason_label = gettext_lazy("Motivo por el que lo devuelve")
    reason_help = gettext_lazy("Solo si lo devuelve: el texto vuelve a corregirse, con este motivo como observación.")


class VisaRequirementForm(KeptForm):
    """Which post initials which kind of document, from when on: offers the posts whose role it is."""

    post = forms.ModelChoiceField(
        label=gettext_lazy("Cargo que visa"),
        queryset=Post.objects.filter(role=VISA, is_active=True).select_related("unit").order_by("unit__name", "title"),
        help_text=VisaRequirement._meta.get_field("post").help_text,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Ese cargo no tiene el rol «Visto bueno» o ya no está activo. Corríjalo en «Cargos»."
            )
        },
    )

    class Meta:
        model = VisaRequirement
        fields = ("post", "subject", "motive", "basis", "valid_from", "valid_to")

    def clean(self) -> dict[str, Any]:
        """Keep two requirements of one post on one kind of document from ruling on the same day."""
        values = super().clean() or self.cleaned_data
        post, subject, start, end = (values.get(key) for key in ("post", "subject", "valid_from", "valid_to"))
        if not (post and subject and start):
            return values
        others = VisaRequirement.objects.filter(post=post, subject=subject).exclude(pk=self.instance.pk)
        others = others.exclude(valid_to__lt=start)
        if other := (others.filter(valid_from__lte=end) if end else others).first():
            text = _("Este cargo ya visa ese documento desde el %(start)s: ponga antes su último día a esa exigencia.")
            # At the post: a constraint on a field that has an error is not asked, and would tell the same once more.
            self.add_error("post", text % {"start": date_format(other.valid_from, "DATE_FORMAT")})
        return values
