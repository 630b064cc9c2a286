"""The forms of what the entity presents, and of its admission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents import uploads
from legal.documents.errors import CannotStore
from legal.documents.forms import UploadField, read_upload
from legal.verification.models import ComplianceReport
from legal.verification.services.reporting import PresentedReport
from workflow.forms import ActForm

LONGEST_NUMBER: Final = 120
ADMIT: Final = "admit"
ASK: Final = "ask"
REFUSE: Final = "refuse"
LETTERS: Final = {ComplianceReport.Kind.FIXED.value: "a", ComplianceReport.Kind.VARIABLE.value: "b"}


class PresentForm(ActForm):
    """The number and the file of each compliance report that the year asks for."""

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kinds = kinds
        for kind in kinds:
            words = {"letter": LETTERS[kind]}
            self.fields[f"{kind}_number"] = forms.CharField(
                label=_("Número del informe (%(letter)s)") % words,
                max_length=LONGEST_NUMBER,
                help_text=_("Como figura en el informe: N° 045-2026-GRA/GRPPAT."),
                error_messages={"required": _("Escriba el número del informe.")},
            )
            self.fields[f"{kind}_file"] = UploadField(
                label=_("Archivo del informe (%(letter)s)") % words,
                error_messages={"required": _("Elija el archivo del informe.")},
            )
        self.order_fields([*(f"{kind}_{part}" for kind in kinds for part in ("number", "file"))])
        self.fields["occurred_on"].label = _("Presentado el")

    def groups(self) -> list[dict[str, Any]]:
        """Return each report with its two fields."""
        return [
            {
                "title": ComplianceReport.Kind(kind).label,
                "fields": [self[f"{kind}_number"], self[f"{kind}_file"]],
            }
            for kind in self._kinds
        ]

    def clean(self) -> dict[str, Any]:
        """Tell which of the files cannot be kept: with two of them, a refusal alone would not say."""
        values = super().clean() or self.cleaned_data
        for kind in self._kinds:
            if file := values.get(f"{kind}_file"):
                try:
                    uploads.file_type(file.read(), largest=settings.UPLOAD_MAX_BYTES)
                except CannotStore as refusal:
                    self.add_error(f"{kind}_file", str(refusal))
                file.seek(0)
        return values

    def reports(self) -> list[PresentedReport]:
        """Return the reports."""
        return [
            PresentedReport(
                kind=kind,
                number=self.cleaned_data[f"{kind}_number"],
                upload=read_upload(self.cleaned_data[f"{kind}_file"]),
            )
            for kind in self._kinds
        ]


class DocumentForm(ActForm):
    """One more document of the entity: its number and its file."""

    number = forms.CharField(
        label=gettext_lazy("Número del documento"),
        max_length=LONGEST_NUMBER,
        error_messages={"required": gettext_lazy("Escriba el número del documento.")},
    )
    file = UploadField(
        label=gettext_lazy("Archivo"), error_messages={"required": gettext_lazy("Elija el archivo del documento.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].label = _("Presentado el")

    def upload(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file."""
        return read_upload(self.cleaned_data["file"])


class AdmitForm(ActForm):
    """The decision on what was presented: admit it, ask once to complete it, or hold it as not presented."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decisión"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque qué decide sobre lo presentado.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Constancia"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    request = forms.CharField(
        label=gettext_lazy("Qué debe completarse"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Si requiere que se complete: todo de una vez. La entidad recibe este texto."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Por qué se tiene por no presentado"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Si lo tiene por no presentado: el período se cierra sin transferencia por él."),
    )

    def __init__(self, *args: Any, is_late: bool, was_asked: bool, lacks: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision, note = self.fields["decision"], self.fields["note"]
        assert isinstance(decision, forms.ChoiceField)
        may_refuse = is_late or was_asked
        decision.choices = [
            (ADMIT, _("Admitir el informe")),
            *([] if was_asked else [(ASK, _("Requerir, por única vez, que se complete"))]),
            *([(REFUSE, _("Tenerlo por no presentado"))] if may_refuse else []),
        ]
        self._lacks = "\n".join(lacks)
        self.fields["request"].initial = self._lacks
        if was_asked:
            del self.fields["request"]
            decision.help_text = _("Ya se requirió una vez que se complete; no se requiere de nuevo.")
        if not may_refuse:
            del self.fields["reason"]
            decision.help_text = _("Llegó a tiempo: si está incompleto, requiera primero que se complete.")
        note.help_text = _("Si lo admite: puede dejar constancia de lo comprobado.")
        if is_late:
            note.label = _("Constancia del informe tardío")
            note.help_text = _("Si lo admite: llegó fuera de plazo y se admite con esta constancia.")

    def clean(self) -> dict[str, Any]:
        """Hold the decision and its words together: nothing written is dropped in silence."""
        values = super().clean() or self.cleaned_data
        decision = values.get("decision")
        if decision == ASK and not values.get("request"):
            self.add_error("request", _("Escriba qué debe completarse."))
        if decision == REFUSE and not values.get("reason"):
            self.add_error("reason", _("Escriba por qué se tiene por no presentado."))
        idle = {ADMIT: ("request", "reason"), ASK: ("note", "reason"), REFUSE: ("note", "request")}
        for name in idle.get(decision or "", ()):
            # What the page proposed as the request and nobody changed is no word of the person's.
            if values.get(name) and not (name == "request" and _plain(values[name]) == _plain(self._lacks)):
                self.add_error(name, _("Lo escrito aquí no corresponde a la decisión marcada: cámbiela o bórrelo."))
        return values


def _plain(text: str) -> str:
    return " ".join(text.split())


class DeclareForm(ActForm):
    """Why a period is declared without a report."""

    reason = forms.CharField(
        label=gettext_lazy("Sustento"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Escriba el sustento.")},
    )
