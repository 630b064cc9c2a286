"""Read-only pages of the tables of documents for the administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from legal.documents.errors import CannotAskAgain
from legal.documents.models import (
    Annulment,
    DocumentSource,
    FileScan,
    IssuedDocument,
    NumberSequence,
    PdfCopy,
    StoredFile,
    YearName,
)
from legal.documents.pdf import services as pdf_copies


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


@admin.register(DocumentSource)
class DocumentSourceAdmin(ReadOnlyAdmin):
    """What documents were made of. The values themselves are shown nowhere: they are the document's."""

    list_display = ("document", "renderer", "compressor")
    list_select_related = ("document",)
    search_fields = ("document__number_text",)


@admin.register(FileScan)
class FileScanAdmin(ReadOnlyAdmin):
    """What the antivirus said of files, by their hash."""

    list_display = ("outcome", "words", "signatures", "sha256", "recorded_at")
    list_filter = ("outcome",)
    search_fields = ("sha256", "words")


@admin.register(Annulment)
class AnnulmentAdmin(ReadOnlyAdmin):
    """Annulments."""

    list_display = ("document", "annulled_on", "by")
    list_select_related = ("document", "by")


@admin.register(PdfCopy)
class PdfCopyAdmin(ReadOnlyAdmin):
    """PDF copies. Those that failed may be asked for again: the copy has no legal effect of its own."""

    list_display = ("document", "state_words", "attempts", "problem", "detail", "made_at", "converter")
    list_filter = ("problem",)
    list_select_related = ("document",)
    search_fields = ("document__number_text", "document__title")
    exclude = ("file",)
    actions = ("ask_again",)

    @admin.display(description=gettext_lazy("situación"))
    def state_words(self, copy: PdfCopy) -> str:
        """What stands of the copy."""
        return str(copy.state.label)

    @admin.action(description=gettext_lazy("Pedir otra vez las que fallaron"), permissions=["view"])
    def ask_again(self, request: HttpRequest, copies: QuerySet[PdfCopy]) -> None:
        """Ask again for the copies chosen that were given up, and say why not of the others."""
        asked = 0
        for copy in copies:
            try:
                pdf_copies.ask_again(copy)
                asked += 1
            except CannotAskAgain as refusal:
                messages.warning(request, str(refusal))
        told = ngettext("Se pidió otra vez %(count)d copia.", "Se pidieron otra vez %(count)d copias.", asked)
        if asked:
            messages.success(request, told % {"count": asked})


@admin.register(NumberSequence)
class NumberSequenceAdmin(ReadOnlyAdmin):
    """Sequences of numbers."""

    list_display = ("kind", "unit", "year", "last")
    list_select_related = ("unit",)


@admin.register(YearName)
class YearNameAdmin(ReadOnlyAdmin):
    """Names of years."""

    list_display = ("year", "name", "decade_name")
