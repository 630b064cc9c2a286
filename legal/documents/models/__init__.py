"""Tables of documents, split by noun: kept files, issued documents, their sources and copies, templates, years."""

from __future__ import annotations

from typing import Final

from legal.documents.models.copies import MOST_ATTEMPTS, ConverterLook, PdfCopy, PdfProblem
from legal.documents.models.files import SHA256_LENGTH, MandateFile, StoredFile
from legal.documents.models.issued import Annulment, DocumentKind, IssuedDocument, NumberSequence
from legal.documents.models.scans import FileScan
from legal.documents.models.sources import DocumentSource
from legal.documents.models.templates import BEGINNING, TemplateDecision, TemplateSample, TemplateVersion
from legal.documents.models.years import YearName

__all__ = [
    "APPEND_ONLY",
    "BEGINNING",
    "MOST_ATTEMPTS",
    "SHA256_LENGTH",
    "Annulment",
    "ConverterLook",
    "DocumentKind",
    "DocumentSource",
    "FileScan",
    "IssuedDocument",
    "MandateFile",
    "NumberSequence",
    "PdfCopy",
    "PdfProblem",
    "StoredFile",
    "TemplateDecision",
    "TemplateSample",
    "TemplateVersion",
    "YearName",
]

APPEND_ONLY: Final = (
    "StoredFile",
    "FileScan",
    "IssuedDocument",
    "DocumentSource",
    "Annulment",
    "MandateFile",
    "TemplateVersion",
    "TemplateSample",
    "TemplateDecision",
)
