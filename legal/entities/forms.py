"""Forms of the import: the file, and the confirmation of what was previewed."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy

from legal.entities import previews
from legal.entities.spreadsheets import LARGEST_FILE
from workflow.forms import RefusableForm
from workflow.models import User

_ABOUT: Final = "entities"


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
    """The bytes that were previewed, under their seal."""

    content = forms.CharField(widget=forms.HiddenInput())
    seal = forms.CharField(widget=forms.HiddenInput())

    @classmethod
    def of(cls, content: bytes, *, name: str, user: User) -> ConfirmForm:
        """Return the form that confirms these bytes."""
        return cls(initial=previews.seal(content, name=name, user=user, about=_ABOUT))

    def previewed(self, user: User) -> tuple[bytes, str]:
        """Return the bytes and the name of the file.

        :raises forms.ValidationError: when they are not what this person has previewed.
        """
        return previews.unseal(self.data, user=user, about=_ABOUT)
