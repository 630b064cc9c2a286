"""How a form takes a file."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents import scanning

ACCEPTED: Final = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"


class UploadField(forms.FileField):
    """A file to keep. Its size is asked before it is read; its type is told later by its bytes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput({"accept": ACCEPTED}))
        kwargs.setdefault("help_text", gettext_lazy("PDF, Word (.docx), Excel (.xlsx) o imagen."))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse a file that is too large, in words."""
        file = super().clean(data, initial)
        if file and file.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(
                _("El archivo pesa %(size)s y el máximo es %(largest)s.")
                % {"size": filesizeformat(file.size), "largest": filesizeformat(settings.UPLOAD_MAX_BYTES)}
            )
        return file


def read_upload(file: Any) -> tuple[str, bytes]:
    """Return the name and the bytes of an uploaded file, as the services take them.

    This is the door: the antivirus looks at the bytes here, before any case is locked, and the act that
    keeps the file refuses by what it said.
    """
    content = file.read()
    scanning.scan(content)
    return file.name, content
