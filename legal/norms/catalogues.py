"""The catalogues the room ships: norms with what they fix, programmes, sources. Loading them again does no harm."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from legal.norms.models import BudgetProgramme, FinancingSource, Norm, NormSplit, NormTerm
from workflow.models.deadlines import WARNING_DAYS
from workflow.tracking import save_changes

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_norms() -> int:
    """Load the norms with their splits and terms, and return how many there are.

    The day an administrator has ended a norm on stays, unless the catalogue knows another.
    """
    rows = _toml("norms.toml")["norm"]
    for row in rows:
        norm = Norm.objects.filter(code=row["short_title"]).first() or Norm(code=row["short_title"])
        save_changes(
            norm,
            title=row["title"],
            approved_by=row["approved_by"],
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to", norm.valid_to),
            note=row.get("note", ""),
            **_rules(row),
        )
        norm.clean()
        for split in row.get("split", []):
            NormSplit.objects.update_or_create(
                norm=norm, year=split["year"], defaults={"fixed_percentage": Decimal(split["fixed_percentage"])}
            )
        for term in row.get("term", []):
            NormTerm.objects.update_or_create(
                norm=norm,
                name=term["name"],
                defaults={
                    **{name: term[name] for name in ("title", "amount", "unit", "starts_from", "basis")},
                    "warning_days": term.get("warning_days", WARNING_DAYS),
                    "extension_basis": term.get("extension_basis", ""),
                    "limit_amount": term.get("limit_amount"),
                    "limit_unit": term.get("limit_unit", ""),
                },
            )
    return len(rows)


def _rules(row: dict[str, Any]) -> dict[str, Any]:
    """Return the rules of money and conduct that the catalogue knows of a norm; the rest keeps its default."""
    money, conduct = row.get("money", {}), row.get("conduct", {})
    known = {
        "fixed_rule": money.get("fixed_rule"),
        "variable_rule": money.get("variable_rule"),
        "rule_basis": money.get("basis"),
        "lets_agreements_choose": money.get("lets_agreements_choose"),
        "choice_basis": money.get("choice_basis"),
        "first_payment_after": conduct.get("first_payment_after"),
        "late_report": conduct.get("late_report"),
        "unmet_criteria": conduct.get("unmet_criteria"),
        "minimum_years": row.get("minimum_years"),
        "maximum_years": row.get("maximum_years"),
        "criteria_before_warning": row.get("criteria_before_warning"),
    }
    parameters = {
        "partial_share": _decimal(money.get("partial_share")),
        "minimum_share": _decimal(money.get("minimum_share")),
        "bands": money.get("bands"),
    }
    # A rule comes with its parameters: those of the rule before it go with it.
    return {name: value for name, value in known.items() if value is not None} | (parameters if money else {})


@transaction.atomic
def load_programmes() -> int:
    """Load the budget programmes and return how many there are. What an administrator has ended stays ended."""
    # Some codes are only categories of the budget: no agreement supports them.
    rows = [row for row in _toml("programmes.toml")["programme"] if row["kind"] != "category"]
    ended = set(BudgetProgramme.objects.filter(valid_to__isnull=False).values_list("code", flat=True))
    ended -= set(BudgetProgramme.objects.filter(valid_to__isnull=True).values_list("code", flat=True))
    for row in rows:
        if row["code"] in ended:
            continue
        BudgetProgramme.objects.update_or_create(
            code=row["code"],
            valid_to=None,
            defaults={"name": row["name"], "valid_from": row.get("valid_from")},
        )
    return len(rows)


@transaction.atomic
def load_sources() -> int:
    """Load the financing sources and return how many there are."""
    rows = _toml("sources.toml")["source"]
    for row in rows:
        FinancingSource.objects.update_or_create(
            code=row["code"], defaults={"name": row["name"], "donor": row["donor"]}
        )
    return len(rows)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
