"""Addresses of documents."""

from __future__ import annotations

from django.urls import path

from legal.documents.views import DownloadView, MandateFileView, PdfCopyView, templates

app_name = "documents"
urlpatterns = [
    path("documentos/<int:pk>/", DownloadView.as_view(), name="download"),
    path("documentos/<int:pk>/pdf/", PdfCopyView.as_view(), name="pdf_copy"),
    path("mandatos/archivos/<int:pk>/", MandateFileView.as_view(), name="mandate_file"),
    path("plantillas/", templates.ListView.as_view(), name="templates"),
    path("plantillas/<slug:kind>/", templates.KindView.as_view(), name="template_kind"),
    path("plantillas/<slug:kind>/subir/", templates.UploadView.as_view(), name="upload_template"),
    path("plantillas/versiones/<int:pk>/", templates.VersionView.as_view(), name="template_version"),
    path("plantillas/versiones/<int:pk>/publicar/", templates.PublishView.as_view(), name="publish_template"),
    path("plantillas/versiones/<int:pk>/descartar/", templates.DiscardView.as_view(), name="discard_template"),
    path("plantillas/versiones/<int:pk>/archivo/", templates.VersionFileView.as_view(), name="template_file"),
    path("plantillas/muestras/<int:pk>/archivo/", templates.SampleFileView.as_view(), name="template_sample"),
]
