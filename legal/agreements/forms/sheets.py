"""The matrices as sheets: a row of a sheet is read by the form of that row, and a file is confirmed under its seal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.forms.figures import FigureField, WeightField
from legal.agreements.forms.matrices import CodedForm, CriterionForm, IndicatorForm
from legal.agreements.models.review import Part
from legal.agreements.sheets.changes import Changes, Row, changes
from legal.agreements.sheets.reading import read_pasted, read_workbook
from legal.agreements.sheets.tables import BadCell, Column, Line, Sheet, Values
from legal.documents.forms import UploadField
from legal.entities import previews
from legal.entities.spreadsheets import LARGEST_FILE
from legal.norms.settlement import VariableRule
from workflow.forms import RefusableForm
from workflow.models import Unit, User

WORKBOOK: Final = "workbook"
# Which matrix pasted rows are of, or the workbook, which brings its own.
KINDS: Final = (WORKBOOK, Part.COMMITMENTS.value, Part.INDICATORS.value)
SHEET_TITLES: Final = {Part.COMMITMENTS: "Compromisos", Part.INDICATORS: "Indicadores"}


class CriterionRowForm(CriterionForm):
    """A criterion of a sheet: its unit is one of those given, without a query for each row."""

    def __init__(self, *args: Any, responsible: Mapping[int, Unit], **kwargs: Any) -> None:
        super().__init__(*args, units=Unit.objects.none(), **kwargs)
        self.fields["responsible_unit"] = forms.TypedChoiceField(
            label=self.fields["responsible_unit"].label,
            help_text=self.fields["responsible_unit"].help_text,
            choices=[(key, unit.name) for key, unit in responsible.items()],
            coerce=partial(_unit_of, responsible),
        )


def _unit_of(responsible: Mapping[int, Unit], key: Any) -> Unit:
    """Return a unit by its key. One that may not answer is a value that the field refuses, not a fault."""
    unit = responsible.get(int(key))
    if unit is None:
        raise ValueError(f"No such unit: {key}")
    return unit


@dataclass(frozen=True, kw_only=True)
class Matrices:
    """What stands in the matrices and what their rows may say: everything that a sheet is read against.

    ``responsible`` are the units that may answer for a criterion, by their key; ``standing`` the values
    of each row by its code; ``general`` is the general rule of indicators, where each may have its own.
    """

    years: int
    general: VariableRule | None = None
    responsible: Mapping[int, Unit]
    standing: Mapping[Part, Mapping[str, Values]]

    def form(self, part: Part, data: Any = None) -> CodedForm:
        """Return the form of a row."""
        arguments: dict[str, Any] = {"years": self.years, "taken": ()}
        if part == Part.COMMITMENTS:
            return CriterionRowForm(data, responsible=self.responsible, **arguments)
        return IndicatorForm(data, general=self.general, **arguments)

    def sheets(self) -> dict[Part, Sheet]:
        """Return the sheets. They speak Spanish, as every paper does, whatever the page speaks."""
        with translation.override(settings.LANGUAGE_CODE):
            return {
                part: Sheet(part=part, title=title, columns=self._columns(part)) for part, title in SHEET_TITLES.items()
            }

    def _columns(self, part: Part) -> tuple[Column, ...]:
        names = _names_of_units(self.responsible)
        columns = []
        for name, field in self.form(part).fields.items():
            offered: Iterable[Any] = field.choices if isinstance(field, forms.ChoiceField) else ()  # type: ignore[assignment]
            choices = [(value, words) for value, words in offered if value not in (None, "")]
            if name == "responsible_unit":
                choices = list(names.items())
            columns.append(
                Column(
                    name=name,
                    title=str(field.label),
                    required=field.required,
                    help=str(field.help_text),
                    figure=_figure(field),
                    longest=getattr(field, "max_length", None) or 0,
                    choices=tuple((value, str(words)) for value, words in choices),
                )
            )
        return tuple(columns)


def _names_of_units(units: Mapping[int, Unit]) -> dict[int, str]:
    """Return the units by name; where two have the same, with their code."""
    names = [unit.name for unit in units.values()]
    return {
        key: f"{unit.name} ({unit.code})" if names.count(unit.name) > 1 else unit.name for key, unit in units.items()
    }


def _figure(field: forms.Field) -> str:
    if isinstance(field, WeightField):
        return "weight"
    if isinstance(field, FigureField):
        return "figure"
    return "year" if isinstance(field, forms.IntegerField) else ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What rows would do to each matrix that they are about, and every cell that cannot be taken."""

    changes: tuple[Changes, ...]
    bad: tuple[BadCell, ...]

    @property
    def is_none(self) -> bool:
        """Whether nothing would change."""
        return all(each.is_none for each in self.changes)


def read(content: bytes, kind: str, matrices: Matrices) -> Reading:
    """Return what a workbook, or rows pasted from one, would do to the matrices as they stand.

    :raises UnreadableFile: when nothing in it can be judged.
    """
    sheets = matrices.sheets()
    if kind == WORKBOOK:
        lines = read_workbook(content, sheets)
    else:
        lines = {Part(kind): read_pasted(content.decode(), sheets[Part(kind)])}
    found: list[Changes] = []
    bad: list[BadCell] = []
    for part, rows in lines.items():
        read_rows, problems = _rows(rows, sheets[part], matrices)
        bad += problems
        found.append(changes(sheets[part], matrices.standing[part], read_rows, is_whole=kind == WORKBOOK))
    return Reading(changes=tuple(found), bad=tuple(bad))


def _rows(lines: Sequence[Line], sheet: Sheet, matrices: Matrices) -> tuple[list[Row], list[BadCell]]:
    rows: list[Row] = []
    bad: list[BadCell] = []
    codes = {code.casefold(): code for code in matrices.standing[sheet.part]}
    first: dict[str, int] = {}
    for line in lines:
        form, problems = _read(line, sheet, matrices)
        code = form.cleaned_data.get("code", "")
        if code and (seen := first.setdefault(code.casefold(), line.number)) != line.number:
            text = _("el código %(code)s está también en la fila %(line)s: deje una sola.")
            problems["code"] = [text % {"code": code, "line": seen}]
        elif code and (stands := codes.get(code.casefold(), code)) != code:
            text = _("en el texto, este código se escribe %(code)s: escríbalo igual.")
            problems["code"] = [text % {"code": stands}]
        for column in sheet.columns:
            for text in problems.get(column.name, ()):
                letter = line.letters.get(column.name, "")
                bad.append(BadCell(sheet=sheet.title, line=line.number, letter=letter, column=column.title, text=text))
        if not problems:
            rows.append(Row(values=values_of_row(form), terms=form.terms()))
    return rows, bad


def _read(line: Line, sheet: Sheet, matrices: Matrices) -> tuple[Any, dict[str, list[str]]]:
    """Return the form of a row and what is wrong with its cells, by column: what the form would say beside a field."""
    data: dict[str, str] = {}
    problems: dict[str, list[str]] = {}
    for column in sheet.columns:
        cell = line.cells.get(column.name)
        text = cell.text if cell else ""
        data[column.name] = text
        if cell and cell.problem:
            problems[column.name] = [cell.problem]
        elif text and column.choices:
            chosen = column.chosen(text)
            if chosen is None:
                problems[column.name] = [
                    _("«%(value)s» no está en la lista: elija uno de sus valores.") % {"value": text}
                ]
            data[column.name] = chosen or ""
    form = matrices.form(sheet.part, data)
    form.is_valid()
    for name, errors in form.errors.items():
        problems.setdefault(name, [str(error) for error in errors])
    return form, problems


def values_of_row(form: CodedForm) -> dict[str, Any]:
    """Return what a row says, as rows that stand are held: its unit by key."""
    unit: Unit | None = form.cleaned_data.get("responsible_unit")
    return {**form.cleaned_data, **({"responsible_unit": unit.pk} if unit else {})}


class PreviewForm(RefusableForm):
    """A workbook, or rows pasted from one: what is to be previewed."""

    part = forms.ChoiceField(
        choices=[(part.value, part.label) for part in SHEET_TITLES], required=False, widget=forms.HiddenInput()
    )
    file = UploadField(
        label=gettext_lazy("Libro de Excel (.xlsx)"),
        required=False,
        widget=forms.FileInput({"accept": ".xlsx"}),
        help_text=gettext_lazy("El que se exporta de esta página, ya llenado; hasta 1 MB."),
    )
    rows = forms.CharField(
        label=gettext_lazy("Filas copiadas de Excel"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 5, "wrap": "off"}),
        help_text=gettext_lazy(
            "Cópielas en Excel con o sin sus títulos y péguelas aquí. El mismo código escribe sobre lo que estaba;"
            " lo que no pegue queda como está."
        ),
    )

    @property
    def kind(self) -> str:
        """Which matrix the rows are of, or the workbook."""
        return self.cleaned_data.get("part") or WORKBOOK

    @property
    def kind_is_pasted(self) -> bool:
        """Whether what was sent, and was refused, are pasted rows: the page then shows their box."""
        return self.is_bound and bool(self.data.get("part"))

    def clean(self) -> dict[str, Any]:
        """Ask for what is to be previewed. Pasted rows are many texts: together they may be longer than one."""
        values = super().clean() or self.cleaned_data
        rows = values.pop("rows", "")
        if self.kind == WORKBOOK:
            if "file" not in self.errors and not values.get("file"):
                self.add_error("file", _("Elija el archivo."))
        elif "rows" not in self.errors and not rows.strip():
            self.add_error("rows", _("Pegue al menos una fila."))
        values["pasted"] = rows.encode()
        return values

    def content(self) -> bytes:
        """Return what was sent; of a file one byte more than allowed at most."""
        content: bytes = self.cleaned_data["pasted"]
        if self.kind == WORKBOOK:
            content = self.cleaned_data["file"].read(LARGEST_FILE + 1)
        return content

    def source(self) -> str:
        """Return what the record calls it: the name of the file, or that rows were pasted."""
        return str(self.cleaned_data["file"].name) if self.kind == WORKBOOK else _("filas pegadas")


class ConfirmForm(RefusableForm):
    """What was previewed, under its seal, with the fingerprint of the text that it was previewed against."""

    content = forms.CharField(widget=forms.HiddenInput())
    seal = forms.CharField(widget=forms.HiddenInput())
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS], widget=forms.HiddenInput())
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput())

    def __init__(self, *args: Any, user: User, case: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._case = user, case

    @classmethod
    def of(cls, form: PreviewForm, content: bytes, *, seen: str, user: User, case: int) -> ConfirmForm:
        """Return the form that confirms what was previewed."""
        about = f"matrices of case {case}, {form.kind}"
        sealed = previews.seal(content, name=form.source(), user=user, about=about)
        return cls(initial={**sealed, "kind": form.kind, "seen": seen}, user=user, case=case)

    def clean(self) -> dict[str, Any]:
        """Open the seal: only what this person has previewed, for this case, is taken."""
        values = super().clean() or self.cleaned_data
        sealed = {name: values.pop(name, "") for name in ("content", "seal")}
        about = f"matrices of case {self._case}, {values.get('kind')}"
        values["bytes"], values["source"] = previews.unseal(sealed, user=self._user, about=about)
        return values
