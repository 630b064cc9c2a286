"""Forms of the import: the file, and the confirmation of what was previewed."""

from __future__ import annotations

import base64
import binascii

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.entities.services import fingerprint_of
from legal.entities.spreadsheets import LARGEST_FILE
from workflow.forms import RefusableForm
from workflow.models import User

_SALT = "legal.entities.import"


class UploadForm(RefusableForm):
    """A table of entities."""

    file = forms.FileField(
        label=gettext_lazy("Archivo CSV o XLSX"),
        help_text=gettext_lazy("CSV en UTF-8, con comas o punto y coma, o XLSX; hasta 1 MB y 5000 filas."),
    )

    def content(self) -> bytes:
        """Return the bytes of the file, one more than allowed at most."""
        content: bytes = self.cleaned_data["file"].read(LARGEST_FILE + 1)
        return content


class ConfirmForm(forms.Form):
    """The bytes that were previewed, under a seal of their fingerprint, name and reader."""

    content = forms.CharField(widget=forms.HiddenInput())
    seal = forms.CharField(widget=forms.HiddenInput())

    @classmethod
    def of(cls, content: bytes, *, name: str, user: User) -> ConfirmForm:
        """Return the form that confirms these bytes."""
        seal = signing.dumps({"file": fingerprint_of(content), "name": name, "user": user.pk}, salt=_SALT)
        return cls(initial={"content": base64.b64encode(content).decode(), "seal": seal})

    def previewed(self, user: User) -> tuple[bytes, str]:
        """Return the bytes and the name of the file.

        :raises forms.ValidationError: when they are not what this person has previewed.
        """
        try:
            sealed = signing.loads(self.data.get("seal", ""), salt=_SALT, max_age=3600)
            content = base64.b64decode(self.data.get("content", ""), validate=True)
        except (signing.BadSignature, binascii.Error, ValueError):
            sealed, content = {}, b""
        if sealed.get("file") != fingerprint_of(content) or sealed.get("user") != user.pk:
            raise forms.ValidationError(
                _("El archivo no es el que usted previsualizó, o pasó más de una hora. Preséntelo otra vez.")
            )
        return content, sealed["name"]
