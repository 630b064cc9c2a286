"""Read-only pages of the tables of documents for the administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from legal.documents.models import Annulment, IssuedDocument, NumberSequence, StoredFile, YearName


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows and changes none: whatever has legal effect is written by services."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted, here or anywhere."""
        return False


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    """Issued documents."""

    list_display = ("number_text", "version", "kind", "title", "issued_on", "case")
    list_filter = ("kind", "year")
    search_fields = ("number_text", "title", "verification_code")
    list_select_related = ("case",)


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    """Kept files. Their bytes are handed over by the pages that check who may see the case."""

    list_display = ("name", "media_type", "size", "uploaded_by", "recorded_at")
    search_fields = ("name", "sha256")
    list_select_related = ("uploaded_by",)
    exclude = ("file",)


@admin.register(Annulment)
class AnnulmentAdmin(ReadOnlyAdmin):
    """Annulments."""

    list_display = ("document", "annulled_on", "by")
    list_select_related = ("document", "by")


@admin.register(NumberSequence)
class NumberSequenceAdmin(ReadOnlyAdmin):
    """Sequences of numbers."""

    list_display = ("kind", "unit", "year", "last")
    list_select_related = ("unit",)


@admin.register(YearName)
class YearNameAdmin(ReadOnlyAdmin):
    """Names of years."""

    list_display = ("year", "name", "decade_name")
