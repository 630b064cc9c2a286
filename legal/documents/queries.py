"""Reads of documents and year names."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from legal.documents.models import DocumentKind, IssuedDocument, YearName
from legal.documents.numbering import normalized_code
from legal.documents.packages import UnreadablePackage
from legal.documents.wordtext import extract_text
from workflow.models import Case


def year_name(year: int) -> YearName | None:
    """Return the official name of a year and its decade, or nothing where none is recorded."""
    return YearName.objects.filter(year=year).first()


def documents_of(case: Case) -> QuerySet[IssuedDocument]:
    """Return the documents issued in a case, newest first, with all that a list shows of them."""
    return (
        IssuedDocument.objects.filter(case=case)
        .select_related("file", "unit", "issued_by", "annulment", "replaced_by")
        .order_by("-issued_on", "-id")
    )


def current_document(*, case: Case, kind: DocumentKind) -> IssuedDocument | None:
    """Return the last document of a kind in a case that was neither annulled nor replaced."""
    return documents_of(case).filter(kind=kind, annulment__isnull=True, replaced_by__isnull=True).first()


def text_of(document: IssuedDocument) -> str:
    """Return the words of an issued document, as ``wordtext.extract_text`` does; nothing when its file is not whole."""
    try:
        with document.file.file.open("rb") as kept:
            content = kept.read()
        is_whole = hashlib.sha256(content).hexdigest() == document.file.sha256
        return extract_text(content) if is_whole else ""
    except (OSError, UnreadablePackage):
        return ""


def document_with_code(written: str) -> IssuedDocument | None:
    """Return the document that a verification code proves, however it was typed, or nothing."""
    code = normalized_code(written)
    if not code:
        return None
    return IssuedDocument.objects.select_related("file", "annulment").filter(verification_code=code).first()
