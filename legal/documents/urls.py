"""Addresses of documents."""

from __future__ import annotations

from django.urls import path

from legal.documents.views import DownloadView

app_name = "documents"
urlpatterns = [
    path("documentos/<int:pk>/", DownloadView.as_view(), name="download"),
]
