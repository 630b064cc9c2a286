"""A whole matrix on one page: each row is the form of that row, and only what somebody changed is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from legal.agreements.forms.matrices import CodedForm, IndicatorForm
from legal.agreements.forms.sheets import CriterionRowForm, Matrices, values_of_row
from legal.agreements.models.review import Part
from legal.agreements.sheets.changes import Changes, Row, changes
from legal.agreements.sheets.tables import MOST_ROWS, Column, Sheet, Value, Values, unbroken

BLANK_ROWS: Final = 5
_LINES: Final = 2


class GridRow(CodedForm):
    """What the row of a page has besides that of a file: which row of the text it is, and how it stood when shown."""

    loaded = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = _LINES
            elif isinstance(field, forms.ChoiceField):
                field.widget = forms.Select(choices=_flat(field))
                # A list without an empty choice shows its first one: a row that nobody touched holds it too.
                values = [value for value, _words in _flat(field)]
                field.initial = values[0] if values else None

    @property
    def key(self) -> str:
        """The code of the row of the text that this one is, empty for one that is added."""
        return self._fixed_code

    @property
    def is_empty(self) -> bool:
        """Whether this is a row of the page that nobody has filled in."""
        return self.empty_permitted and not self.has_changed()

    def values(self) -> Values:
        """Return what was written, as the row of a file holds it."""
        return values_of_row(self)


class GridCriterion(GridRow, CriterionRowForm):
    """A criterion of the page. Its list of units begins with none: nobody answers for a criterion by default."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible_unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext_lazy("Elija")), *_flat(field)]
        field.initial = None


class GridIndicator(GridRow, IndicatorForm):
    """An indicator of the page."""


_FORMS: Final[Mapping[Part, type[GridRow]]] = {Part.COMMITMENTS: GridCriterion, Part.INDICATORS: GridIndicator}


class Grid(forms.BaseFormSet):
    """The rows of a matrix, those that stand and some that are empty.

    Two people may write in the same matrix: a row that one has not touched is left as the other wrote it, and a row
    that both changed is refused, once, with what it says now.
    """

    default_error_messages: ClassVar = {
        "missing_management_form": gettext_lazy("La hoja llegó incompleta y nada se escribió: ábrala otra vez."),
        "too_many_forms": gettext_lazy("La hoja admite %(num)d filas como máximo."),
    }

    def __init__(self, data: Any = None, *, matrices: Matrices, part: Part) -> None:
        self.matrices = matrices
        self.part = part
        self.sheet: Sheet = matrices.sheets()[part]
        self.standing = matrices.standing[part]
        shown = [{**values, "loaded": self._mark(values)} for values in self.standing.values()]
        super().__init__(data, prefix="fila", initial=shown)

    def columns(self) -> list[dict[str, Any]]:
        """Return the columns in the order of the workbook, so that what is copied there is pasted here."""
        form = self.empty_form
        fields = [(column, form.fields[column.name]) for column in self.sheet.columns]
        return [
            {"name": column.name, "title": field.label, "figure": column.figure, "required": field.required}
            for column, field in fields
        ]

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows: the form, how its row stands now, and its cells in the order of the columns."""
        return [
            {
                "form": form,
                "loaded": form.initial.get("loaded", ""),
                "cells": [form[column.name] if column.name in form.fields else None for column in self.sheet.columns],
            }
            for form in self.forms
        ]

    def add_fields(self, form: Any, index: int | None) -> None:
        """Call the box that takes a row out by its word."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Retirar")

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Return what the form of a row needs. Which row of the text it is, the page says: others may have come."""
        key = self._key(index)
        arguments: dict[str, Any] = {
            "years": self.matrices.years,
            "taken": () if key else list(self.standing),
            "fixed_code": key,
            "initial": {**self.standing[key], "loaded": self._mark(self.standing[key])} if key else {},
        }
        if self.part == Part.COMMITMENTS:
            return {**arguments, "responsible": self.matrices.responsible}
        return {**arguments, "general": self.matrices.general}

    def _key(self, index: int | None) -> str:
        if index is None:
            return ""
        if self.is_bound:
            code: str = self.data.get(f"{self.add_prefix(index)}-code", "")
            return code if self.data.get(f"{self.add_prefix(index)}-loaded") and code in self.standing else ""
        return next((code for place, code in enumerate(self.standing) if place == index), "")

    def clean(self) -> None:
        """Refuse a code that stands twice on the page, and a row that somebody else has changed meanwhile."""
        first: dict[str, int] = {}
        for number, form in enumerate(self.forms, start=1):
            code = form.key or form.cleaned_data.get("code", "")
            if code and first.setdefault(code.casefold(), number) != number:
                text = _("El código %(code)s está también en la fila %(line)s: deje una sola.")
                form.add_error(None if form.key else "code", text % {"code": code, "line": first[code.casefold()]})
        gone = []
        for form in self.forms:
            loaded, now = form["loaded"].value() or "", form.initial.get("loaded", "")
            if loaded == now:
                continue
            if form in self.deleted_forms:
                gone.append(form.key or form["code"].value())
            elif not form.key and loaded:
                form.add_error(None, _("Otra persona la retiró del texto. Si guarda otra vez, se agrega de nuevo."))
            elif self.is_touched(form):
                form.add_error(None, self._told(form))
        if gone:
            text = ngettext(
                "Otra persona cambió la fila que usted retira: %(codes)s. Véala y márquela otra vez.",
                "Otra persona cambió las filas que usted retira: %(codes)s. Véalas y márquelas otra vez.",
                len(gone),
            )
            raise ValidationError(text % {"codes": ", ".join(gone)})

    def is_touched(self, form: Any) -> bool:
        """Whether somebody wrote in a row since it was shown."""
        if form.is_empty or not form.has_changed():
            return False
        return bool(form.errors) or self._mark(form.values()) != form.cleaned_data["loaded"]

    def changes(self) -> Changes:
        """Return what the page would do to the matrix; what is not on it stays."""
        taken = [form for form in self.forms if form not in self.deleted_forms and self.is_touched(form)]
        rows = [Row(values=form.values(), terms=form.terms()) for form in taken]
        found = changes(self.sheet, self.standing, rows, is_whole=False)
        return replace(found, removed=tuple(form.key for form in self.deleted_forms if form.key))

    def _told(self, form: Any) -> str:
        now = [
            f"{column.title}: {column.shown(self.standing[form.key].get(column.name)) or '–'}"
            for column in self.sheet.columns
            if column.name in form.changed_data
        ]
        text = _(
            "Otra persona la cambió mientras usted escribía. Ahora dice: %(now)s. Si guarda otra vez, vale la suya."
        )
        return text % {"now": "; ".join(now)}

    def _mark(self, values: Values) -> str:
        """Return what tells whether a row is still the one that was shown."""
        told = {column.name: _plain(column, values.get(column.name)) for column in self.sheet.columns}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def grid_of(matrices: Matrices, part: Part, data: Any = None) -> Grid:
    """Return the rows of a matrix as they stand, or as they were sent."""
    made: type[Any] = forms.formset_factory(
        _FORMS[part],
        formset=Grid,
        extra=BLANK_ROWS,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + BLANK_ROWS,
        validate_max=True,
        can_delete=True,
        can_delete_extra=False,
    )
    found: Grid = made(data, matrices=matrices, part=part)
    return found


def _flat(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return list(field.choices)  # type: ignore[arg-type]


def _plain(column: Column, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(unbroken(value)).strip() if column.name != "code" else ""
