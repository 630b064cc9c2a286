"""The money: the maximum amounts as agreed and, once in force, what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from legal.agreements.terms import Terms, YearTerms
from legal.casefile.panels.commitments import year_label
from legal.casefile.panels.rescues import RescueRow, rescue_rows
from legal.casefile.panels.tranches import TrancheRow, TrancheSums, tranche_rows, tranche_sums
from legal.casefile.panels.transfers import TransferRow, transfer_rows
from legal.casefile.queries import CaseFile
from workflow.templatetags.words import soles


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """The maximum of a year in soles and its split. ``bar`` tells the bar in words, ``fixed_share`` draws it."""

    label: str
    fiscal_year: int | None
    maximum: Decimal
    fixed_percentage: Decimal
    variable_percentage: Decimal
    fixed: Decimal
    variable: Decimal
    fixed_share: str
    bar: str


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The sums of the years, in soles."""

    maximum: Decimal
    fixed: Decimal
    variable: Decimal


@dataclass(frozen=True, kw_only=True)
class MoneyPanel:
    """The money of the agreement, in soles; the gap that grounds it is told in words.

    ``tranches`` and what follows them are empty before entry into force.
    """

    years: tuple[YearRow, ...]
    totals: Totals
    maximum: Decimal | None
    gap_basis: str
    fixed_rule: str
    variable_rule: str
    source: str
    tranches: tuple[TrancheRow, ...]
    parts: TrancheSums
    transfers: tuple[TransferRow, ...]
    rescues: tuple[RescueRow, ...]


def money(file: CaseFile) -> MoneyPanel:
    """Return the amounts of the agreement; years without an amount yet are left out."""
    years = [year for year in file.terms.money if year.maximum]
    tranches = tranche_rows(file.execution.tranches)
    fiscal_years = {each.period.year: each.period.fiscal_year for each in file.deadlines if hasattr(each, "period")}
    return MoneyPanel(
        years=tuple(_year(year, fiscal_years.get(year.year)) for year in years),
        totals=Totals(
            maximum=sum((year.maximum for year in years), Decimal(0)),
            fixed=sum((year.fixed for year in years), Decimal(0)),
            variable=sum((year.variable for year in years), Decimal(0)),
        ),
        maximum=file.terms.maximum or None,
        gap_basis=file.terms.gap_basis,
        fixed_rule=str(file.terms.rules.fixed.label),
        variable_rule=_variable_rule(file.terms),
        source=_source(file),
        tranches=tranches,
        parts=tranche_sums(tranches),
        transfers=transfer_rows(file),
        rescues=rescue_rows(file),
    )


def _year(year: YearTerms, fiscal_year: int | None) -> YearRow:
    words = {"year": year.year, "fixed": soles(year.fixed), "variable": soles(year.variable)}
    return YearRow(
        label=year_label(year.year),
        fiscal_year=fiscal_year,
        maximum=year.maximum,
        fixed_percentage=year.fixed_percentage,
        variable_percentage=100 - year.fixed_percentage,
        fixed=year.fixed,
        variable=year.variable,
        # A percentage of the drawing, whatever the language of the page.
        fixed_share=f"{year.fixed_percentage:f}",
        bar=_("Año %(year)d: tramo fijo previsto %(fixed)s, tramo variable previsto %(variable)s") % words,
    )


def _variable_rule(terms: Terms) -> str:
    """Return the rule of the indicators, or that each has its own."""
    rules = {terms.score_of(each).rule for each in terms.indicators} or {terms.rules.score.rule}
    return str(rules.pop().label) if len(rules) == 1 else _("propia de cada indicador")


def _source(file: CaseFile) -> str:
    source = file.agreement.source
    if source is None:
        return ""
    return f"{source.name} ({source.donor})" if source.donor else source.name
