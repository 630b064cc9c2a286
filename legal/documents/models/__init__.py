"""Tables of documents: the files they are kept in, those issued, and the names of years, split by noun."""

from __future__ import annotations

from typing import Final

from legal.documents.models.files import SHA256_LENGTH, MandateFile, StoredFile
from legal.documents.models.issued import Annulment, DocumentKind, IssuedDocument, NumberSequence
from legal.documents.models.years import YearName

__all__ = [
    "APPEND_ONLY",
    "SHA256_LENGTH",
    "Annulment",
    "DocumentKind",
    "IssuedDocument",
    "MandateFile",
    "NumberSequence",
    "StoredFile",
    "YearName",
]

APPEND_ONLY: Final = ("StoredFile", "IssuedDocument", "Annulment", "MandateFile")
