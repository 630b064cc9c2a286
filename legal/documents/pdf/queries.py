"""Reads of PDF copies."""

from __future__ import annotations

from django.db.models import Exists

from legal.documents.models import IssuedDocument, PdfCopy


def copy_of(document: IssuedDocument) -> PdfCopy | None:
    """Return the PDF copy that is wanted of a document, with its file."""
    return PdfCopy.objects.select_related("file").filter(document=document).first()


def has_converter() -> bool:
    """Whether a converter has ever run here: without one no copy will come, however long one waits."""
    return PdfCopy.objects.filter(attempts__gt=0).exists()


def converter_has_run() -> Exists:
    """Return the same question as an expression, for a query that asks it along with its rows."""
    return Exists(PdfCopy.objects.filter(attempts__gt=0))
