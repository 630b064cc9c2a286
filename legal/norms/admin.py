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
    inlines: ClassVar[Any] = (SplitInline, TermInline)


@admin.register(BudgetProgramme, FinancingSource)
class CatalogueAdmin(KeptAdmin):
    """Catalogues."""
