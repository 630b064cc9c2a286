"""Forms of the import from SIAF: the list, and the confirmation of what was previewed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField
from legal.entities import previews
from legal.entities.spreadsheets import LARGEST_FILE
from workflow.forms import ActForm
from workflow.models import User


class ImportForm(ActForm):
    """The list of spending exported from SIAF."""

    file = UploadField(
        label=gettext_lazy("Archivo CSV o XLSX exportado del SIAF"),
        widget=forms.FileInput({"accept": ".csv,text/csv,.xlsx"}),
        help_text=gettext_lazy(
            "XLSX (se lee su primera hoja) o CSV en UTF-8, con coma o punto y coma; hasta 1 MB y 5000 filas."
            " Antes de registrar nada verá qué trae."
        ),
        error_messages={"required": gettext_lazy("Elija el archivo.")},
    )

    def content(self) -> bytes:
        """Return the bytes of the file, one more than allowed at most."""
        content: bytes = self.cleaned_data["file"].read(LARGEST_FILE + 1)
        return content


class ConfirmForm(ActForm):
    """The list that was previewed, under its seal, with the date of the act."""

    content = forms.CharField(widget=forms.HiddenInput())
    seal = forms.CharField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, user: User, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.about = user, about
        for name in ("occurred_on", "grounds"):
            self.fields[name].widget = forms.HiddenInput()

    @classmethod
    def of(cls, form: ImportForm, content: bytes, **kwargs: Any) -> ConfirmForm:
        """Return the form that confirms these bytes; ``about`` says of which case."""
        name = str(form.cleaned_data["file"].name)
        occurred = {key: form.cleaned_data[key] for key in ("occurred_on", "grounds")}
        sealed = previews.seal(content, name=name, user=kwargs["user"], about=kwargs["about"])
        return cls(initial={**occurred, **sealed}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Open the seal: only what this person has previewed is taken."""
        values = super().clean() or self.cleaned_data
        sealed = {name: values.pop(name, "") for name in ("content", "seal")}
        values["bytes"], _name = previews.unseal(sealed, user=self.user, about=self.about)
        return values
