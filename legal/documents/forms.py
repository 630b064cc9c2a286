"""How a form takes a file, and the forms of templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents import scanning
from legal.documents.publications import Plan
from workflow.errors import Obstacle
from workflow.forms import DateField, FileField, RefusableForm

ACCEPTED: Final = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"


class UploadField(FileField):
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


class TemplateForm(RefusableForm):
    """A file to become the next version of a template, and what it changes."""

    file = UploadField(
        label=gettext_lazy("Archivo de Word"),
        widget=forms.FileInput({"accept": ".docx"}),
        help_text=gettext_lazy("Un .docx de hasta 10 MB, sin cambios pendientes ni macros."),
    )
    note = forms.CharField(
        label=gettext_lazy("Qué cambia"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        help_text=gettext_lazy("Para quien la revisa y la publica: qué cláusula o texto cambia, y por qué."),
    )


class PublicationForm(RefusableForm):
    """From which day on a version is in force, and that whoever publishes it knows what that brings about."""

    in_force_from = DateField(
        label=gettext_lazy("Rige desde"),
        help_text=gettext_lazy("Los documentos de esta fecha en adelante se hacen con esta versión. No antes de hoy."),
    )
    confirmed = forms.BooleanField(label=gettext_lazy("Lo leí y lo confirmo"), required=False)
    plan = forms.CharField(widget=forms.HiddenInput, required=False)

    def agrees_to(self, plan: Plan) -> bool:
        """Whether the person confirmed what they read, and it still is what would happen."""
        return bool(self.cleaned_data["confirmed"]) and self.cleaned_data["plan"] == plan.key

    @classmethod
    def asking(cls, plan: Plan) -> PublicationForm:
        """Return the form that asks for the confirmation of a plan."""
        return cls(initial={"in_force_from": plan.day.isoformat(), "plan": plan.key})

    @classmethod
    def asking_again(cls, plan: Plan, obstacles: Iterable[Obstacle]) -> PublicationForm:
        """Return the form that asks for the confirmation of a plan after something was sent, and tells why."""
        form = cls({"in_force_from": plan.day.isoformat(), "plan": plan.key})
        form.add_obstacles(obstacles)
        return form


class DiscardForm(RefusableForm):
    """Why a version is not published."""

    reason = forms.CharField(
        label=gettext_lazy("Por qué se descarta"), widget=forms.Textarea({"rows": 2}), max_length=2000
    )
