"""The form of a file that supports criteria and indicators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField, read_upload
from legal.verification.rows import CriterionRow, IndicatorRow, PeriodRows
from workflow.forms import ActForm


class EvidenceForm(ActForm):
    """One file, what it shows, and all that it supports."""

    title = forms.CharField(
        label=gettext_lazy("Qué acredita"),
        max_length=200,
        help_text=gettext_lazy("En pocas palabras: «Base del padrón nominal, octubre de 2026»."),
        error_messages={"required": gettext_lazy("Escriba qué acredita el archivo.")},
    )
    file = UploadField(label=gettext_lazy("Archivo"), error_messages={"required": gettext_lazy("Elija el archivo.")})
    supports = forms.MultipleChoiceField(
        label=gettext_lazy("Qué sustenta"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Elija qué criterio o indicador sustenta el archivo."),
            "invalid_choice": gettext_lazy("Eligió algo que ahora no puede sustentarse: revise lo marcado."),
        },
    )

    def __init__(self, *args: Any, rows: PeriodRows, levels: set[int], targets: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups: list[tuple[str, list[CriterionRow | IndicatorRow]]] = [
            (group.name, [each for each in group.criteria if each.pk in levels]) for group in rows.groups
        ]
        self._groups.append((_("Indicadores"), [each for each in rows.indicators if each.pk in targets]))
        supports = self.fields["supports"]
        assert isinstance(supports, forms.MultipleChoiceField)
        supports.choices = [(each.key, each.code) for _name, group in self._groups for each in group]
        self.fields["occurred_on"].label = _("Presentada el")
        self.order_fields(["title", "file", "supports"])

    def groups(self) -> list[dict[str, Any]]:
        """Return the checkboxes process by process, each with what it stands for."""
        boxes = {box.data["value"]: box for box in self["supports"]}
        return [
            {"name": name, "rows": [{"about": each, "box": boxes[each.key]} for each in group]}
            for name, group in self._groups
            if group
        ]

    def levels(self) -> list[int]:
        """Return the keys of the criteria that the file supports."""
        return self._keys("criterion_")

    def targets(self) -> list[int]:
        """Return the keys of the indicators that the file supports."""
        return self._keys("indicator_")

    def _keys(self, prefix: str) -> list[int]:
        chosen = self.cleaned_data["supports"]
        return [int(each.removeprefix(prefix)) for each in chosen if each.startswith(prefix)]

    def upload(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file."""
        return read_upload(self.cleaned_data["file"])
