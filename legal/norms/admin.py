"""The administrator's pages of norms."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from legal.norms.models import BudgetProgramme, FinancingSource, Norm, NormSplit, NormTerm
from workflow.admin import KeptAdmin


class SplitInline(admin.TabularInline):
    """Splits of a norm."""

    model = NormSplit
    extra = 0
    can_delete = False


class TermInline(admin.TabularInline):
    """Terms of a norm."""

    model = NormTerm
    extra = 0
    can_delete = False


@admin.register(Norm)
class NormAdmin(KeptAdmin):
    """Norms with what they fix."""

    list_display = ("code", "title", "valid_from", "valid_to")
    fields = (
        "code",
        "title",
        "approved_by",
        "valid_from",
        "valid_to",
        "fixed_rule",
        "partial_share",
        "variable_rule",
        "minimum_share",
        "bands",
        "rule_basis",
        "lets_agreements_choose",
        "choice_basis",
        "first_payment_after",
        "late_report",
        "minimum_years",
        "maximum_years",
        "unmet_criteria",
        "note",
    )
    inlines: ClassVar[Any] = (SplitInline, TermInline)


@admin.register(BudgetProgramme, FinancingSource)
class CatalogueAdmin(KeptAdmin):
    """Catalogues."""
