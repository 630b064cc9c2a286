"""Reads of PDF copies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, QuerySet

from legal.documents.models import ConverterLook, IssuedDocument, PdfCopy

# One that runs once a day, by a timer, is at work all the same.
AT_WORK_FOR: Final = timedelta(days=1)


def copy_of(document: IssuedDocument) -> PdfCopy | None:
    """Return the PDF copy that is wanted of a document, with its file."""
    return PdfCopy.objects.select_related("file").filter(document=document).first()


def has_converter(today: date) -> bool:
    """Whether a converter has run here today or yesterday: without one no copy will come, however long one waits."""
    return _looks(today).exists()


def converter_is_at_work(today: date) -> Exists:
    """Return the same question as an expression, for a query that asks it along with its rows."""
    return Exists(_looks(today))


def _looks(today: date) -> QuerySet[ConverterLook]:
    return ConverterLook.objects.filter(looked_at__date__gte=today - AT_WORK_FOR)
