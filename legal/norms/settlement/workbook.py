"""A settlement as a workbook with live formulas: whoever changes a verdict or a value sees the amount change.

A spreadsheet calculates with binary floating point, fifteen digits long. Its formulas give the exact cent because
they work in whole cents, cut the noise of floating point off before the one rounding, and because a settlement
for which that would not be enough is refused a workbook (see ``precision``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from legal.entities.spreadsheets import put_text
from legal.norms.settlement import precision
from legal.norms.settlement.explanations import Explanation
from legal.norms.settlement.values import (
    FixedRule,
    FixedTranche,
    OnExpiry,
    Tranches,
    VariableRule,
    VariableTranche,
)

SOLES: Final = "#,##0.00"
SHARE: Final = "0.000000"
_BOLD: Final = Font(bold=True)
_INPUT: Final = PatternFill("solid", fgColor="FFF8E1")
_TOP: Final = Alignment(vertical="top", wrap_text=True)

Value = str | Decimal | int | None


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A formula, without its equal sign."""

    text: str


@dataclass
class _Sheet:
    """A sheet that is filled row by row."""

    sheet: Worksheet
    row: int = 0

    def add(self, *values: Value | Formula, style: str = "", bold: bool = False, inputs: Sequence[int] = ()) -> int:
        """Add a row and return its number; ``inputs`` are the columns that a person may change."""
        self.row += 1
        for column, value in enumerate(values, start=1):
            if value is None:
                continue
            cell: Cell = self.sheet.cell(row=self.row, column=column)  # type: ignore[assignment]
            _fill(cell, value, style)
            if bold:
                cell.font = _BOLD
            if column in inputs:
                cell.fill = _INPUT
        return self.row

    def widths(self, *widths: int) -> None:
        """Set the widths of the columns, in characters; printed, they stand side by side on one page."""
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for letter, width in zip("ABCDEFGHIJK", widths, strict=False):
            self.sheet.column_dimensions[letter].width = width


def _fill(cell: Cell, value: Value | Formula, style: str) -> None:
    if isinstance(value, Formula):
        cell.value = f"={value.text}"
        cell.number_format = style or "General"
    elif isinstance(value, str):
        put_text(cell, value)
        cell.alignment = _TOP
    else:
        cell.value = value
        cell.number_format = style or "General"


def workbook(tranches: Tranches, explanation: Sequence[Explanation]) -> bytes:
    """Return the XLSX of a settlement: a summary, a sheet for each tranche, and the explanation in words.

    :raises SettlementError: when fifteen digits do not hold a figure, or its last cent cannot be told.
    """
    book = Workbook()
    summary = _Sheet(book.active)  # type: ignore[arg-type]
    summary.sheet.title = _("Resumen")
    summary.add(_("Corresponde transferir ahora, en soles"), bold=True)
    rows = []
    if fixed := tranches.fixed:
        sheet = _Sheet(book.create_sheet(_("Tramo fijo")))
        rows.append(summary.add(sheet.sheet.title, Formula(text=_fixed(sheet, fixed)), style=SOLES))
    if variable := tranches.variable:
        sheet = _Sheet(book.create_sheet(_("Tramo variable")))
        bands = _Sheet(book.create_sheet(_("Tramos de avance"))) if _has_bands(variable) else None
        rows.append(summary.add(sheet.sheet.title, Formula(text=_variable(sheet, bands, variable)), style=SOLES))
    total = f"ROUND(SUM(B{rows[0]}:B{rows[-1]}),2)"
    summary.add(_("Total"), Formula(text=total), style=SOLES, bold=True)
    summary.add()
    summary.add(_("Las celdas con fondo amarillo son los datos. Todo lo demás se calcula con ellos."))
    summary.widths(60, 22)
    _explain(_Sheet(book.create_sheet(_("Explicación"))), explanation)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _has_bands(tranche: VariableTranche) -> bool:
    return any(each.rule == VariableRule.BANDS for each in tranche.indicators)


def _fixed(sheet: _Sheet, tranche: FixedTranche) -> str:
    """Fill the sheet of a fixed tranche, and return the formula that points to what is due."""
    places = precision.of_fixed(tranche)
    weighted = tranche.rule == FixedRule.WEIGHTED
    first = 17
    last = first + len(tranche.criteria) - 1
    met, weights = f"B{first}:B{last}", f"C{first}:C{last}"
    sheet.add(_("Tramo fijo"), bold=True)
    amount = sheet.add(_("Tramo fijo del año"), tranche.amount, style=SOLES, inputs=(2,))
    sheet.add(_("Regla"), str(tranche.rule.label))
    percentage = sheet.add(_("Parte fija mientras algo no se cumpla"), tranche.percentage, inputs=(2,))
    paid = sheet.add(_("Ya correspondía por cálculos anteriores"), tranche.already_paid, style=SOLES, inputs=(2,))
    lost = tranche.correction_expired and tranche.on_expiry == OnExpiry.CANCEL
    cancels = sheet.add(_("El saldo se cancela (1 sí, 0 no)"), int(lost), inputs=(2,))
    got = sheet.add(
        _("Pesos de los criterios cumplidos") if weighted else _("Criterios cumplidos"),
        Formula(text=f"ROUND(SUMPRODUCT({met},{weights}),6)" if weighted else f"SUM({met})"),
    )
    of = sheet.add(
        _("Pesos del nivel") if weighted else _("Criterios del nivel"),
        Formula(text=f"ROUND(SUM({weights}),6)" if weighted else f"COUNT({met})"),
    )
    part, over = {
        FixedRule.ALL_OR_NOTHING: (f"IF(B{got}=B{of},1,0)", "1"),
        FixedRule.FIXED_PERCENTAGE: (f"IF(B{got}=B{of},1,B{percentage})", "1"),
    }.get(tranche.rule, (f"B{got}", f"B{of}"))
    sheet.add(_("Parte ganada"), Formula(text=f"ROUND({part}/{over},6)"), style=SHARE)
    so_far = sheet.add(
        _("Corresponde hasta ahora"), Formula(text=_soles(f"B{amount}", f"{part}/{over}", places)), style=SOLES
    )
    due = sheet.add(_("Corresponde transferir ahora"), _less(f"B{so_far}", f"B{paid}"), style=SOLES, bold=True)
    rest = _less(f"B{amount}", f"B{so_far}").text
    sheet.add(_("Saldo del tramo"), Formula(text=f"IF(B{cancels}=1,0,{rest})"), style=SOLES)
    sheet.add(_("Saldo cancelado"), Formula(text=f"IF(B{cancels}=1,{rest},0)"), style=SOLES)
    sheet.add()
    sheet.add(_("Criterios"), bold=True)
    heading = sheet.add(_("Código"), _("Cumple (1 sí, 0 no)"), _("Peso"), _("Sustento"), bold=True)
    assert heading == first - 1
    for each in tranche.criteria:
        sheet.add(each.code, int(each.met), each.weight if weighted else None, each.basis, inputs=(2, 3))
    sheet.widths(44, 22, 14, 70)
    return _point(sheet, due)


def _variable(sheet: _Sheet, bands: _Sheet | None, tranche: VariableTranche) -> str:
    """Fill the sheet of a variable tranche, and return the formula that points to what is due."""
    places = precision.of_variable(tranche)
    first = 9
    last = first + len(tranche.indicators) - 1
    sheet.add(_("Tramo variable"), bold=True)
    amount = sheet.add(_("Tramo variable del año"), tranche.amount, style=SOLES, inputs=(2,))
    total = f"SUMPRODUCT(B{first}:B{last},I{first}:I{last})"
    sheet.add(_("Suma de peso × puntaje"), Formula(text=f"ROUND({total},6)"), style=SHARE)
    due = sheet.add(
        _("Corresponde transferir ahora"), Formula(text=_soles(f"B{amount}", total, places)), style=SOLES, bold=True
    )
    sheet.add(_("No alcanzado"), _less(f"B{amount}", f"B{due}"), style=SOLES)
    sheet.add()
    sheet.add(_("Indicadores"), bold=True)
    heading = sheet.add(
        _("Código"),
        _("Peso"),
        _("Línea de base"),
        _("Meta"),
        _("Logrado"),
        _("Regla"),
        _("Parte mínima"),
        _("Parte del camino"),
        _("Puntaje"),
        _("Sustento"),
        bold=True,
    )
    assert heading == first - 1
    if bands:
        bands.add(_("Código"), _("Desde la parte"), _("Puntaje"), bold=True)
        bands.widths(30, 16, 16)
    for row, each in enumerate(tranche.indicators, start=first):
        way = f"ROUND(E{row}-C{row},6)/ROUND(D{row}-C{row},6)"
        table = ("", "")
        if bands and each.bands:
            rows = [bands.add(each.code, band.from_share, band.score, inputs=(2, 3)) for band in each.bands]
            name = quote_sheetname(bands.sheet.title)
            table = (f"{name}!$B${rows[0]}:$B${rows[-1]}", f"{name}!$C${rows[0]}:$C${rows[-1]}")
        sheet.add(
            each.code,
            each.weight,
            each.baseline,
            each.target,
            each.achieved,
            str(each.rule.label),
            each.minimum,
            Formula(text=way),
            Formula(text=_score(each.rule, row, table)),
            each.basis,
            inputs=(2, 3, 4, 5, 7),
        )
    sheet.widths(44, 22, 16, 16, 16, 30, 14, 18, 14, 70)
    return _point(sheet, due)


def _score(rule: VariableRule, row: int, table: tuple[str, str]) -> str:
    """Return the formula of a score; a share within a millionth of a millionth of a limit has reached it."""
    way, compared = f"H{row}", f"ROUND(H{row},{precision.PLACES_OF_A_SHARE})"
    if rule == VariableRule.STEP:
        return f"IF({compared}>=1,1,0)"
    if rule == VariableRule.THRESHOLD:
        return f"IF({compared}<G{row},0,MIN(1,{way}))"
    if rule == VariableRule.BANDS:
        starts, scores = table
        return f"IF({compared}<INDEX({starts},1),0,LOOKUP({compared},{starts},{scores}))"
    return f"MAX(0,MIN(1,{way}))"


def _soles(amount: str, share: str, places: int) -> str:
    """Return the formula of a share of soles: whole cents, noise cut off, rounded half up once."""
    return f"ROUND(ROUND(ROUND({amount}*100,0)*({share}),{places}),0)/100"


def _less(one: str, other: str) -> Formula:
    return Formula(text=f"(ROUND({one}*100,0)-ROUND({other}*100,0))/100")


def _point(sheet: _Sheet, row: int) -> str:
    return f"{quote_sheetname(sheet.sheet.title)}!B{row}"


def _explain(sheet: _Sheet, explanation: Sequence[Explanation], depth: int = 0) -> None:
    if depth == 0:
        sheet.add(_("Concepto"), _("Valor"), _("Sustento"), bold=True)
        sheet.widths(90, 50, 70)
    for each in explanation:
        row = sheet.add(each.label, each.value, each.basis)
        sheet.sheet.cell(row=row, column=1).alignment = Alignment(indent=2 * depth, vertical="top", wrap_text=True)
        _explain(sheet, each.children, depth + 1)
