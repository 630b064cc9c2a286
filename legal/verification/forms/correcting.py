"""The form of the correction: its report, and an answer to each observation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField, read_upload
from legal.verification.rows import ObservationRow
from workflow.forms import ActForm


class CorrectForm(ActForm):
    """The number and the file of the report, and the answers."""

    number = forms.CharField(
        label=gettext_lazy("Número del informe de subsanación"),
        max_length=120,
        error_messages={"required": gettext_lazy("Escriba el número del informe de subsanación.")},
    )
    file = UploadField(
        label=gettext_lazy("Archivo del informe"),
        error_messages={"required": gettext_lazy("Elija el archivo del informe de subsanación.")},
    )

    def __init__(self, *args: Any, observations: Sequence[ObservationRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._observations = observations
        for observation in observations:
            words = {"number": observation.number}
            self.fields[f"answer_{observation.number}"] = forms.CharField(
                label=_("Respuesta a la observación %(number)s") % words,
                widget=forms.Textarea({"rows": 3}),
                error_messages={"required": _("Falta responder la observación %(number)s.") % words},
            )
        self.fields["occurred_on"].label = _("Presentado el")
        self.order_fields([f"answer_{each.number}" for each in observations])

    def answer_cells(self) -> list[dict[str, Any]]:
        """Return each observation with the field of its answer."""
        return [{"observation": each, "field": self[f"answer_{each.number}"]} for each in self._observations]

    def answers(self) -> dict[int, str]:
        """Return the answers by the number of their observation."""
        return {each.number: self.cleaned_data[f"answer_{each.number}"] for each in self._observations}

    def upload(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file."""
        return read_upload(self.cleaned_data["file"])
