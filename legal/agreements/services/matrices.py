"""Write the matrices of a draft: criteria with their levels, indicators with their targets."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from legal.agreements.choices import Choice, obstacles_to_choosing
from legal.agreements.errors import CannotEdit
from legal.agreements.models import Agreement, Criterion, CriterionLevel, Indicator, IndicatorTarget
from legal.agreements.models.review import Part
from legal.agreements.services.parts import opened, record_part
from legal.agreements.terms import CriterionTerms, IndicatorTerms
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Unit, User

CRITERION_FIELDS = (
    "process",
    "subprocess",
    "statement",
    "definition",
    "formula",
    "unit",
    "operator",
    "source",
    "means",
    "weight",
)
INDICATOR_FIELDS = ("name", "formula", "unit", "direction", "source", "baseline", "baseline_year")


def write_criterion(
    *, agreement: Agreement, terms: CriterionTerms, responsible_unit: Unit, actor: User, occurred: Occurrence
) -> None:
    """Add a criterion, or write it anew when its code exists, with its thresholds by year.

    :raises CannotEdit: when the part is closed or the code is empty.
    """
    agreement = opened(agreement, Part.COMMITMENTS)
    before, after = put_criterion(agreement, terms, responsible_unit)
    record_part(agreement, Part.COMMITMENTS, before, after, item=terms.code)


def put_criterion(
    agreement: Agreement, terms: CriterionTerms, responsible_unit: Unit
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write a criterion within an act on its part, and return its values before and after, for the record."""
    _check_code(terms.code)
    row = Criterion.objects.filter(agreement=agreement, code=terms.code).first()
    before = _criterion_values(row) if row and row.in_text else {}
    row = row or Criterion(agreement=agreement, code=terms.code)
    for name in CRITERION_FIELDS:
        setattr(row, name, getattr(terms, name))
    row.responsible_unit = responsible_unit
    row.in_text = True
    row.save()
    levels = {level.year: level for level in row.levels.all()}
    wanted = {level.year: level.threshold for level in terms.levels}
    for year in levels.keys() - wanted.keys():
        levels[year].delete()
    for year, threshold in sorted(wanted.items()):
        level = levels.get(year) or CriterionLevel(criterion=row, year=year)
        level.threshold = threshold
        level.save()
    row.refresh_from_db()
    return before, _criterion_values(row)


def remove_criterion(*, agreement: Agreement, code: str, actor: User, occurred: Occurrence) -> None:
    """Take a criterion out of the text; its row stays.

    :raises CannotEdit: when the part is closed or there is no such criterion.
    """
    agreement = opened(agreement, Part.COMMITMENTS)
    before, after = take_out(agreement, Part.COMMITMENTS, code)
    record_part(agreement, Part.COMMITMENTS, before, after, item=code)


def write_indicator(*, agreement: Agreement, terms: IndicatorTerms, actor: User, occurred: Occurrence) -> None:
    """Add an indicator, or write it anew when its code exists, with its targets and weights by year.

    :raises CannotEdit: when the part is closed, the code is empty, or the norm lets it have no rule of its own.
    """
    agreement = opened(agreement, Part.INDICATORS)
    before, after = put_indicator(agreement, terms)
    record_part(agreement, Part.INDICATORS, before, after, item=terms.code)


def put_indicator(agreement: Agreement, terms: IndicatorTerms) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write an indicator within an act on its part, and return its values before and after, for the record."""
    _check_code(terms.code)
    row = Indicator.objects.filter(agreement=agreement, code=terms.code).first()
    before = _indicator_values(row) if row and row.in_text else {}
    row = row or Indicator(agreement=agreement, code=terms.code)
    choice = Choice.of(agreement.norm)
    if obstacles := obstacles_to_choosing(terms.score, current=row.score, choice=choice):
        raise CannotEdit(*obstacles)
    # Where nothing may be chosen no form asks for it: what was chosen before stays.
    if choice.is_free:
        row.score = terms.score
    for name in INDICATOR_FIELDS:
        setattr(row, name, getattr(terms, name))
    row.in_text = True
    row.save()
    targets = {target.year: target for target in row.targets.all()}
    wanted = {target.year: target for target in terms.targets}
    for year in targets.keys() - wanted.keys():
        targets[year].delete()
    for year, values in sorted(wanted.items()):
        target = targets.get(year) or IndicatorTarget(indicator=row, year=year)
        target.target = values.target
        target.weight = values.weight
        target.save()
    row.refresh_from_db()
    return before, _indicator_values(row)


def remove_indicator(*, agreement: Agreement, code: str, actor: User, occurred: Occurrence) -> None:
    """Take an indicator out of the text; its row stays.

    :raises CannotEdit: when the part is closed or there is no such indicator.
    """
    agreement = opened(agreement, Part.INDICATORS)
    before, after = take_out(agreement, Part.INDICATORS, code)
    record_part(agreement, Part.INDICATORS, before, after, item=code)


def take_out(agreement: Agreement, part: Part, code: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Take a row out within an act on its part, and return its values before and after, for the record.

    :raises CannotEdit: when there is no such row.
    """
    row = _in_text(Criterion if part == Part.COMMITMENTS else Indicator, agreement, code)
    before = _criterion_values(row) if part == Part.COMMITMENTS else _indicator_values(row)
    row.in_text = False
    row.save()
    return before, dict.fromkeys(before, "")


def _check_code(code: str) -> None:
    if not code.strip():
        raise CannotEdit(Obstacle(text=_("Escriba el código."), where="code"))


def _in_text(model: type[Any], agreement: Agreement, code: str) -> Any:
    row = model.objects.filter(agreement=agreement, code=code, in_text=True).first()
    if row is None:
        raise CannotEdit(Obstacle(text=_("«%(code)s» no está en el texto.") % {"code": code}))
    return row


def _criterion_values(row: Criterion) -> dict[str, Any]:
    values: dict[str, Any] = {f"{row.code} {name}": str(getattr(row, name) or "") for name in CRITERION_FIELDS}
    values[f"{row.code} responsible_unit"] = str(row.responsible_unit)
    values[f"{row.code} levels"] = [
        f"{level.year}: {level.threshold:f}" for level in CriterionLevel.objects.filter(criterion=row).order_by("year")
    ]
    return values


def _indicator_values(row: Indicator) -> dict[str, Any]:
    values: dict[str, Any] = {f"{row.code} {name}": str(getattr(row, name)) for name in INDICATOR_FIELDS}
    values |= {f"{row.code} {name}": getattr(row, name) or "" for name in ("rule", "bands")}
    values[f"{row.code} minimum_share"] = str(row.minimum_share or "")
    values[f"{row.code} targets"] = [
        f"{target.year}: {target.target:f} ({target.weight:f})"
        for target in IndicatorTarget.objects.filter(indicator=row).order_by("year")
    ]
    return values
