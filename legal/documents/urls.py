"""Addresses of documents."""

from __future__ import annotations

from django.urls import path

from legal.documents.views import DownloadView, MandateFileView, PdfCopyView

app_name = "documents"
urlpatterns = [
    path("documentos/<int:pk>/", DownloadView.as_view(), name="download"),
    path("documentos/<int:pk>/pdf/", PdfCopyView.as_view(), name="pdf_copy"),
    path("mandatos/archivos/<int:pk>/", MandateFileView.as_view(), name="mandate_file"),
]
