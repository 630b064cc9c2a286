"""The form of a file that supports criteria and indicators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField, read_upload
from legal.verification.rows import CriterionRow, IndicatorRow, PeriodRows
from legal.verification.services.evidence import Brought
from workflow.forms import ActForm


class EvidenceForm(ActForm):
    """One file, what it shows, and all that it supports."""

    title = forms.CharField(
        label=gettext_lazy("Qué acredita"),
        max_length=200,
        help_text=gettext_lazy("En pocas palabras: «Base del padrón nominal, octubre de 2026»."),
        error_messages={"required": gettext_lazy("Escriba qué acredita el archivo.")},
    )
    file = UploadField(label=gettext_lazy("Archivo nuevo"), required=False)
    kept = forms.TypedChoiceField(
        label=gettext_lazy("O un archivo ya presentado en este período"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("No se guarda otra copia: el mismo archivo pasa a sustentar también lo que marque."),
        error_messages={"invalid_choice": gettext_lazy("Ese archivo no se presentó en este período.")},
    )
    supports = forms.MultipleChoiceField(
        label=gettext_lazy("Qué sustenta"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Elija qué criterio o indicador sustenta el archivo."),
            "invalid_choice": gettext_lazy("Eligió algo que ahora no puede sustentarse: revise lo marcado."),
        },
    )

    def __init__(
        self,
        *args: Any,
        rows: PeriodRows,
        levels: set[int],
        targets: set[int],
        files: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._groups: list[tuple[str, list[CriterionRow | IndicatorRow]]] = [
            (group.name, [each for each in group.criteria if each.pk in levels]) for group in rows.groups
        ]
        self._groups.append((_("Indicadores"), [each for each in rows.indicators if each.pk in targets]))
        supports = self.fields["supports"]
        assert isinstance(supports, forms.MultipleChoiceField)
        supports.choices = [(each.key, each.code) for _name, group in self._groups for each in group]
        self.fields["occurred_on"].label = _("Presentada el")
        if files:
            kept = self.fields["kept"]
            assert isinstance(kept, forms.TypedChoiceField)
            kept.choices = [("", _("Ninguno: traigo uno nuevo")), *files]
        else:
            del self.fields["kept"]
            self.fields["file"].label = _("Archivo")
        self.order_fields(["title", "file", "kept", "supports"])

    def clean(self) -> dict[str, Any]:
        """Ask for one file: a new one, or one of the period."""
        values: dict[str, Any] = super().clean() or {}
        if "supports" in values:
            values["supports"] = list(dict.fromkeys(values["supports"]))
        if "file" in values and "kept" not in self.errors:
            file, kept = values["file"], values.get("kept")
            if not file and kept is None:
                self.add_error("file", _("Elija el archivo."))
            elif file and kept is not None:
                self.add_error("kept", _("Elija un archivo nuevo o uno ya presentado, no los dos."))
        return values

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

    def brought(self) -> Brought:
        """Return the file that was brought, or which one of the period is named."""
        kept = self.cleaned_data.get("kept")
        return Brought(kept=kept) if kept is not None else Brought(upload=read_upload(self.cleaned_data["file"]))
