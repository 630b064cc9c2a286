"""Pages of documents: kept files, and templates."""

from __future__ import annotations

from legal.documents.views.files import DownloadView, MandateFileView, PdfCopyView, hand_over

__all__ = ["DownloadView", "MandateFileView", "PdfCopyView", "hand_over"]
