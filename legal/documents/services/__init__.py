"""Acts on documents: keep a file, issue a document, annul it."""

from __future__ import annotations

from legal.documents.services.files import check_file, store_file
from legal.documents.services.issuing import annul, facts, issue_document, preview_document

__all__ = ["annul", "check_file", "facts", "issue_document", "preview_document", "store_file"]
